// Versions as MAJOR.MINOR.PATCH with an optional pre-release. Semantic Versioning 2.0.0.

export interface SemanticVersion {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: string;
}

export const versionClasses = ['major', 'minor', 'patch'] as const;
export type VersionClass = (typeof versionClasses)[number];

const form = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]{1,64}))?$/;

/** undefined for text that is no version. */
export function parseVersion(text: string): SemanticVersion | undefined {
  const [, major, minor, patch, prerelease = ''] = form.exec(text) ?? [];
  return major === undefined ? undefined : { numbers: [Number(major), Number(minor), Number(patch)], prerelease };
}

/** Negative when `one` is the earlier; a pre-release comes before its release. */
export function compareVersions(one: SemanticVersion, other: SemanticVersion): number {
  for (const [place, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[place] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.prerelease === other.prerelease) return 0;
  if (one.prerelease === '') return 1;
  if (other.prerelease === '') return -1;
  return one.prerelease.localeCompare(other.prerelease, 'en', { numeric: true });
}

/** What users are told by the step from one version to a later one. */
export function classOfStep(from: SemanticVersion, to: SemanticVersion): VersionClass {
  const place = to.numbers.findIndex((number, at) => number !== from.numbers[at]);
  return versionClasses[place === -1 ? 2 : place] ?? 'patch';
}
