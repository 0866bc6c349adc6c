// A list of ids that others keep, pinned to one release, so that an id means the same thing tomorrow.

export interface ReferenceList {
  /** What stands before the colon of a reference. */
  readonly key: string;
  readonly title: string;
  /** What stands after the `@` of a reference. */
  readonly version: string;
  /** What the version was read from. */
  readonly pinned: string;
  readonly licence: string;
  /** Who says that an entry of the catalogue belongs to an id: the list or document itself, or this catalogue by its own judgement. */
  readonly assignedBy: 'source' | 'catalogue';
  /** Id -> its name there; null where the name is not known here or may not be carried. */
  readonly ids: Readonly<Record<string, string | null>>;
  /** Id here -> the id that took its place in a later release. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** `list:id@version`, for example `atlas:AML.T0020@5.6.1`. */
export type Reference = `${string}:${string}@${string}`;

export interface ReferenceParts {
  readonly list: string;
  readonly id: string;
  readonly version: string;
}

/** @returns the three parts; undefined if the text is no reference */
export function parseReference(reference: string): ReferenceParts | undefined {
  const [, list, id, version] = /^([a-z0-9-]+):([^@\s]+)@(\S+)$/.exec(reference) ?? [];
  return list === undefined || id === undefined || version === undefined ? undefined : { list, id, version };
}
