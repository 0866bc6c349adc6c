// An intake for people: what is not shown first, and what was shown counted.
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

interface PrintedItem {
  readonly topic: string;
  readonly path?: string;
  readonly state: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
  readonly claim?: { readonly says: string; readonly source: string; readonly strength: string };
  readonly observed: string;
}

interface PrintedIntake {
  readonly name: string;
  readonly version: number;
  readonly asset: string;
  readonly kind: string;
  readonly otherKinds: readonly string[];
  readonly supplier: string;
  readonly zone: string;
  readonly files: number;
  readonly bytes: number;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly tier: string;
  readonly tierBecause: readonly string[];
  readonly requiredChecks: readonly string[];
  readonly items: readonly PrintedItem[];
  readonly recorded: boolean;
  readonly statement: string;
  readonly recall?: {
    readonly assets: readonly { readonly asset: string; readonly name: string }[];
    readonly releases: number;
    readonly withdrawn: boolean;
  };
}

/** Items that are shown one by one; JSON has all. */
const mostItems = 30;

export function intakeLines(report: PrintedIntake, style: TextStyle): readonly string[] {
  const { name, version, asset, kind, supplier, zone, files, bytes, outcome, items, statement } = report;
  const open = items.filter((item) => item.outcome === 'fail' || item.outcome === 'inconclusive').sort(worstFirst);
  const shown = open.slice(0, mostItems);
  const rows = shown.map((item) => [
    paint(words[item.outcome], paints[item.outcome], style),
    item.topic,
    item.state,
    escapeInvisible(`${item.path === undefined ? '' : `${item.path}: `}${claimText(item)}${item.observed}`),
  ]);
  const what = `${kind}${report.otherKinds.length === 0 ? '' : ` (and ${report.otherKinds.join(', ')})`}`;
  const size = files === 0 ? 'hosted' : `${formatCount(files, 'file')}, ${formatBytes(bytes)}`;
  return [
    `${name}@${version} ${asset.slice(0, 12)}: ${what}, ${size}, from ${escapeInvisible(supplier)}, in ${zone}`,
    `${paint(outcomes[outcome], paints[outcome], style)}`,
    ...(rows.length === 0 ? [] : ['', ...columns(['ANSWER', 'TOPIC', 'STATE', 'FOUND'], rows, style)]),
    ...(open.length > shown.length ? [`... and ${open.length - shown.length} more; --json has all.`] : []),
    '',
    ...shownLines(items),
    ...tierLines(report),
    ...recallLines(report, style),
    report.recorded
      ? `recorded as ${statement.slice(0, 12)}`
      : `on record as ${statement.slice(0, 12)}; nothing new was added`,
  ];
}

function shownLines(items: readonly PrintedItem[]): readonly string[] {
  const shown = Map.groupBy(
    items.filter(({ outcome }) => outcome === 'pass'),
    ({ topic, state }) => `${topic} ${state}`,
  );
  if (shown.size === 0) return ['shown: nothing'];
  return [
    `shown: ${[...shown].map(([what, list]) => (list.length === 1 ? what : `${what} (${list.length})`)).join(', ')}`,
  ];
}

function tierLines({ tier, tierBecause, requiredChecks }: PrintedIntake): readonly string[] {
  const why = tierBecause.length === 0 ? '' : `: ${tierBecause.map(escapeInvisible).join('; ')}`;
  return [`the supplier is ${tier}${why}`, `asked for at this tier: ${requiredChecks.join(', ')}`];
}

function recallLines({ recall }: PrintedIntake, style: TextStyle): readonly string[] {
  if (recall === undefined) return [];
  const names = recall.assets.slice(0, 10).map(({ asset, name }) => `${escapeInvisible(name)} ${asset.slice(0, 12)}`);
  const made = recall.assets.length === 0 ? 'nothing was made of it here' : `made of it: ${names.join(', ')}`;
  const head = paint(
    `it was let out of quarantine before${recall.withdrawn ? ', and is back in it' : ''}`,
    ['bold', 'red'],
    style,
  );
  return [`${head}; ${made}; releases: ${recall.releases}`];
}

function claimText({ claim }: PrintedItem): string {
  return claim === undefined ? '' : `${claim.source} (${claim.strength}) says ${claim.says}; `;
}

function worstFirst(one: PrintedItem, other: PrintedItem): number {
  return Number(other.outcome === 'fail') - Number(one.outcome === 'fail');
}

const words = { pass: 'yes', fail: 'no', inconclusive: 'not known', 'not-applicable': 'not asked' } as const;
const outcomes = {
  pass: 'what is asked for was shown',
  fail: 'something speaks against it',
  inconclusive: 'not everything that is asked for is known',
} as const;
const paints: Readonly<Record<keyof typeof words, readonly Paint[]>> = {
  pass: ['green'],
  fail: ['bold', 'red'],
  inconclusive: ['bold', 'yellow'],
  'not-applicable': ['dim'],
};
