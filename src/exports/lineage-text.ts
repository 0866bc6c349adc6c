// Origins and descendants for people: a tree, and beside it what nobody has recorded.
import type { Sha256 } from '#core/digest';
import { escapeInvisible } from '#core/quote';
import { formatCount } from './format-bytes.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

/** What is drawn of a graph; `database` gives more. */
export interface DrawnGraph {
  readonly direction: 'up' | 'down';
  readonly from: readonly Sha256[];
  readonly nodes: readonly DrawnNode[];
  readonly steps: readonly DrawnStep[];
  readonly whole: boolean;
  readonly unrecorded: {
    readonly withoutOrigin: readonly Sha256[];
    readonly unknown: readonly Sha256[];
    readonly openEnded: readonly Sha256[];
    readonly revoked: readonly Sha256[];
    readonly refusedEntries: number;
  };
  /** Of a question about origins. */
  readonly knowledge?: {
    readonly counts: Readonly<Record<'observed' | 'signed' | 'claimed' | 'unknown', number>>;
    readonly contradictions: readonly {
      readonly child: Sha256;
      readonly role: string;
      readonly parents: readonly Sha256[];
    }[];
  };
}

interface DrawnNode {
  readonly digest: Sha256;
  readonly kind: string;
  readonly name?: string;
  readonly assetKind?: string;
  readonly roles: readonly string[];
}

interface DrawnStep {
  readonly statement: Sha256;
  readonly at: string;
  readonly kind: string;
  readonly grade: string;
  readonly children: readonly Sha256[];
  readonly parents: readonly { readonly digest: Sha256; readonly role: string; readonly knowledge?: string }[];
  readonly parties: readonly { readonly role: string; readonly id: string }[];
}

/** Lines that are drawn at most; JSON has all. */
const longestTree = 200;

/** A node that stands in the tree already is not followed again. */
export function lineageLines(graph: DrawnGraph, style: TextStyle): readonly string[] {
  const nodes = new Map(graph.nodes.map((node) => [node.digest, node]));
  const next = neighboursOf(graph);
  const lines: string[] = [];
  const drawn = new Set<Sha256>();
  const draw = (digest: Sha256, indent: string, how: string): void => {
    if (lines.length >= longestTree) return;
    const again = drawn.has(digest);
    lines.push(
      `${indent}${how}${nodeText(nodes.get(digest), digest)}${again ? paint(' (above)', ['dim'], style) : ''}`,
    );
    if (again) return;
    drawn.add(digest);
    for (const { digest: other, role, step, knowledge } of next.get(digest) ?? []) {
      const who = step.parties.map(({ role: as, id }) => `${as} ${escapeInvisible(id)}`).join(', ');
      const grade = `${step.grade === 'attested' ? '' : paint(`${step.grade} `, ['yellow'], style)}${knowledgeText(knowledge, style)}`;
      draw(
        other,
        `${indent}  `,
        `${paint(role, ['dim'], style)} ${grade}${who === '' ? '' : paint(`(${who}) `, ['dim'], style)}`,
      );
    }
  };
  for (const digest of graph.from) draw(digest, '', '');
  const hidden =
    lines.length >= longestTree
      ? [`... the tree goes on; --json has all ${formatCount(graph.nodes.length, 'node')}.`]
      : [];
  return [...lines, ...hidden, ...knowledgeLines(graph, nodes, style), ...unrecordedLines(graph, nodes, style)];
}

interface Neighbour {
  readonly digest: Sha256;
  readonly role: string;
  readonly step: DrawnStep;
  readonly knowledge: string | undefined;
}

function neighboursOf({ direction, steps }: DrawnGraph): ReadonlyMap<Sha256, readonly Neighbour[]> {
  const next = new Map<Sha256, Neighbour[]>();
  const add = (from: Sha256, neighbour: Neighbour): void => {
    const list = next.get(from);
    if (list === undefined) next.set(from, [neighbour]);
    else if (!list.some(({ digest, role }) => digest === neighbour.digest && role === neighbour.role))
      list.push(neighbour);
  };
  for (const step of steps) {
    for (const child of step.children) {
      for (const { digest, role, knowledge } of step.parents) {
        if (direction === 'up') add(child, { digest, role, step, knowledge });
        else add(digest, { digest: child, role: `${role} of`, step, knowledge });
      }
    }
  }
  return next;
}

function nodeText(node: DrawnNode | undefined, digest: Sha256): string {
  const kind = node?.assetKind ?? node?.kind ?? 'unknown';
  return `${node?.name === undefined ? '' : `${escapeInvisible(node.name)} `}${kind} ${digest.slice(0, 12)}`;
}

/** What is only said has to look other than what was seen. */
function knowledgeText(knowledge: string | undefined, style: TextStyle): string {
  if (knowledge === 'claimed') return paint('said by the supplier ', ['yellow'], style);
  return knowledge === 'unknown' ? paint('not known from where ', ['bold', 'yellow'], style) : '';
}

function knowledgeLines(
  { knowledge }: DrawnGraph,
  nodes: ReadonlyMap<Sha256, DrawnNode>,
  style: TextStyle,
): readonly string[] {
  if (knowledge === undefined) return [];
  const { observed, signed, claimed, unknown } = knowledge.counts;
  if (observed + signed + claimed + unknown === 0) return [];
  const name = (digest: Sha256): string => nodeText(nodes.get(digest), digest);
  return [
    `known from: ${observed} seen here, ${signed} signed, ${claimed} said by suppliers, ${unknown} unknown; a signature shows who says so, not that it is so`,
    ...knowledge.contradictions.map(
      ({ child, role, parents }) =>
        `${paint('CONFLICT', ['bold', 'red'], style)} ${name(child)} is said to have more than one ${role}: ${parents.map(name).join(', ')}`,
    ),
  ];
}

/** An answer about origins is worth as much as what was recorded. */
function unrecordedLines(
  { unrecorded, whole, nodes: all }: DrawnGraph,
  nodes: ReadonlyMap<Sha256, DrawnNode>,
  style: TextStyle,
): readonly string[] {
  const { withoutOrigin, unknown, openEnded, revoked, refusedEntries } = unrecorded;
  const names = (digests: readonly Sha256[]): string => {
    const shown = digests.slice(0, 5).map((digest) => nodeText(nodes.get(digest), digest));
    return `${shown.join(', ')}${digests.length > 5 ? `, and ${digests.length - 5} more` : ''}`;
  };
  const told: readonly (readonly [number, string])[] = [
    [
      withoutOrigin.length,
      `${formatCount(withoutOrigin.length, 'node')} of ${all.length} without recorded origin: ${names(withoutOrigin)}`,
    ],
    [unknown.length, `named by a statement and otherwise unknown: ${names(unknown)}`],
    [openEnded.length, `${formatCount(openEnded.length, 'statement')} that do not say they name all materials`],
    [revoked.length, `${formatCount(revoked.length, 'statement')} by revoked keys`],
    [
      refusedEntries,
      `${formatCount(refusedEntries, 'entry', 'entries')} of the log do not count; what they say is not here`,
    ],
    [whole ? 0 : 1, 'there is more than one question follows; what is missing is farther away'],
  ];
  const lines = told.flatMap(([count, text]) => (count === 0 ? [] : [`  ${text}`]));
  return lines.length === 0
    ? [paint('nothing on the way is known to be unrecorded', dim, style)]
    : [paint('not recorded', ['bold', 'yellow'], style), ...lines];
}

const dim: readonly Paint[] = ['dim'];
