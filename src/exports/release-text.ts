// Releases for people.
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { paint, type TextStyle } from './text-style.ts';

interface PrintedPart {
  readonly role: string;
  readonly name: string;
  readonly sha256: string;
}

interface PrintedChange {
  readonly role: string;
  readonly state: string;
  readonly before?: string;
  readonly after?: string;
}

interface Named {
  readonly system: string;
  readonly version: string;
}

const plain: TextStyle = { color: false, width: 80 };

export function releasedLines(
  released: Named & {
    readonly outcome: string;
    readonly channel: string;
    readonly composition: string;
    readonly versionClass: string;
    readonly changes: readonly PrintedChange[];
    readonly statement?: string;
  },
): readonly string[] {
  const { system, version, channel, composition, outcome, statement, versionClass, changes } = released;
  const what = `${system} ${version}, composition ${composition.slice(0, 12)}`;
  if (outcome !== 'released') return [escapeInvisible(`${what}: not released`)];
  return [
    escapeInvisible(
      `${what}: released on ${channel} as a ${versionClass} step, recorded as ${statement?.slice(0, 12) ?? ''}`,
    ),
    ...changeLines(changes),
  ];
}

export function planLines({
  system,
  composition,
  parts,
}: {
  readonly system: string;
  readonly composition: string;
  readonly parts: readonly PrintedPart[];
}): readonly string[] {
  return [escapeInvisible(`${system}: composition ${composition}`), ...partLines(parts)];
}

export function listLines(
  {
    releases,
  }: {
    readonly releases: readonly (Named & {
      readonly channel: string;
      readonly state: string;
      readonly at: string;
      readonly composition: string;
      readonly supportedUntil?: string;
      readonly reopened: readonly { readonly cause: string; readonly because: string }[];
    })[];
  },
  style: TextStyle,
): readonly string[] {
  if (releases.length === 0) return ['nothing was released'];
  const rows = releases.map((one) => [
    escapeInvisible(one.system),
    escapeInvisible(one.version),
    one.channel,
    one.state === 'recalled' ? paint(one.state, ['bold', 'red'], style) : one.state,
    one.at,
    one.supportedUntil ?? '-',
    one.composition.slice(0, 12),
    escapeInvisible(one.reopened.map(({ cause, because }) => `${cause}: ${because}`).join('; ')),
  ]);
  return columns(
    ['SYSTEM', 'VERSION', 'CHANNEL', 'STATE', 'SINCE', 'SUPPORTED UNTIL', 'COMPOSITION', 'KNOWN BY NOW'],
    rows,
    style,
  );
}

export function showLines(
  shown: Named & {
    readonly channel: string;
    readonly state: string;
    readonly at: string;
    readonly composition: string;
    readonly action: string;
    readonly parts: readonly PrintedPart[];
    readonly services: readonly { readonly name: string; readonly url: string; readonly identity: string }[];
    readonly supportedUntil?: string;
    readonly notes?: string;
    readonly recalledAt?: string;
    readonly changes?: readonly PrintedChange[];
  },
): readonly string[] {
  const { supportedUntil, notes, recalledAt, changes } = shown;
  return [
    `${shown.system} ${shown.version} on ${shown.channel}: ${shown.state}, ${shown.action} of ${shown.at}`,
    `composition ${shown.composition}`,
    ...(recalledAt === undefined ? [] : [`recalled at ${recalledAt}`]),
    ...(supportedUntil === undefined ? [] : [`supported until ${supportedUntil}`]),
    ...(notes === undefined ? [] : [notes]),
    ...partLines(shown.parts),
    ...shown.services.map(({ name, url, identity }) => `service  ${name}  ${url}  ${identity}`),
    ...(changes === undefined ? [] : changeLines(changes)),
  ].map(escapeInvisible);
}

export function verifiedLines(
  verified: Named & {
    readonly outcome: string;
    readonly state: string;
    readonly parts: readonly (PrintedPart & {
      readonly state: string;
      readonly files: number;
      readonly bytes: number;
      readonly reason?: string;
    })[];
    readonly deployed?: readonly {
      readonly role: string;
      readonly path: string;
      readonly state: string;
      readonly reason?: string;
    }[];
  },
  style: TextStyle,
): readonly string[] {
  const { system, version, outcome, state, parts, deployed } = verified;
  const rows = [
    ...parts.map((one) => [
      one.state,
      one.role,
      escapeInvisible(one.name),
      `${formatCount(one.files, 'file')}, ${formatBytes(one.bytes)}${one.reason === undefined ? '' : `: ${escapeInvisible(one.reason)}`}`,
    ]),
    ...(deployed ?? []).map((one) => [
      one.state,
      one.role,
      escapeInvisible(one.path),
      `deployed${one.reason === undefined ? '' : `: ${escapeInvisible(one.reason)}`}`,
    ]),
  ];
  const word =
    outcome === 'pass'
      ? paint('is what was released', ['green'], style)
      : paint('is not what was released', ['bold', 'red'], style);
  return [
    `${escapeInvisible(system)} ${escapeInvisible(version)} (${state}) ${word}`,
    ...columns(['STATE', 'ROLE', 'PART', 'READ'], rows, style),
  ];
}

export function rolledBackLines(
  back: {
    readonly system: string;
    readonly channel: string;
    readonly before: { readonly version: string };
    readonly after: { readonly version: string; readonly composition: string };
    readonly parts: readonly { readonly bytes: number }[];
    readonly changes: readonly PrintedChange[];
    readonly warnings: readonly { readonly rule: string; readonly because: string }[];
  },
  style: TextStyle,
): readonly string[] {
  const bytes = back.parts.reduce((sum, one) => sum + one.bytes, 0);
  return [
    escapeInvisible(
      `${back.system} on ${back.channel}: ${back.before.version} -> ${back.after.version}, composition ${back.after.composition.slice(0, 12)}`,
    ),
    `${formatCount(back.parts.length, 'part')}, ${formatBytes(bytes)} read again: every digest is the one that was released`,
    ...changeLines(back.changes),
    ...back.warnings.map(
      ({ rule, because }) => `${paint('warning', ['bold', 'yellow'], style)}  ${rule}: ${escapeInvisible(because)}`,
    ),
  ];
}

export function recalledLines(
  recalled: Named & {
    readonly channels: readonly string[];
    readonly rollBackTo: readonly { readonly channel: string; readonly version: string }[];
  },
): readonly string[] {
  const { system, version, channels, rollBackTo } = recalled;
  return [
    `${system} ${version} is recalled${channels.length === 0 ? '' : `; ${channels.join(' and ')} offer nothing now`}`,
    ...rollBackTo.map(
      (one) => `assay release rollback ${system} --channel ${one.channel} --to ${one.version} --why TEXT`,
    ),
  ].map(escapeInvisible);
}

export function bundledLines(
  bundled: Named & {
    readonly folder: string;
    readonly parts: number;
    readonly proofs: number;
    readonly withheld: number;
    readonly logKey: string;
  },
): readonly string[] {
  return [
    `${bundled.system} ${bundled.version} with ${formatCount(bundled.parts, 'part')} and ${formatCount(bundled.proofs, 'proof')} is in ${bundled.folder}${bundled.withheld === 0 ? '' : `, ${formatCount(bundled.withheld, 'statement')} kept back`}`,
    `assay verify-release ${bundled.folder} --key ${bundled.logKey}`,
  ].map(escapeInvisible);
}

function partLines(parts: readonly PrintedPart[]): readonly string[] {
  return columns(
    ['ROLE', 'PART', 'SHA256'],
    parts.map(({ role, name, sha256 }) => [role, escapeInvisible(name), sha256]),
    plain,
  );
}

function changeLines(changes: readonly PrintedChange[]): readonly string[] {
  return changes.map(({ role, state, before, after }) =>
    escapeInvisible(`${role} ${state}: ${before ?? 'nothing'} -> ${after ?? 'nothing'}`),
  );
}
