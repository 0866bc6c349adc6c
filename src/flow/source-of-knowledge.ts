// From where it is known that one thing was made of another: seen here, signed by somebody who is trusted, said by a supplier, or not known.
// A signature shows who says so, and not that it is so.
import type { Sha256 } from '#core/digest';
import type { LineageParent, LineageStep } from '#database/lineage-graph';

/**
 * - `observed`: this workspace read the bytes, and the one contains the other
 * - `signed`: a key or identity that is trusted signed it
 * - `claimed`: somebody here wrote down what a supplier says of its own
 * - `unknown`: the statement is of a kind that is not known here, or whoever signed it fell
 */
export const knowledgeSources = ['observed', 'signed', 'claimed', 'unknown'] as const;
export type KnowledgeSource = (typeof knowledgeSources)[number];

export interface KnownParent extends LineageParent {
  readonly knowledge: KnowledgeSource;
}

export interface KnownStep extends Omit<LineageStep, 'parents'> {
  readonly parents: readonly KnownParent[];
}

export interface Knowledge {
  readonly steps: readonly KnownStep[];
  /** Edges from one thing to another, by how they are known. */
  readonly counts: Readonly<Record<KnowledgeSource, number>>;
  /** Of one thing that can have been made of one other only, and is said to have been made of several. */
  readonly contradictions: readonly {
    readonly child: Sha256;
    readonly role: string;
    readonly parents: readonly Sha256[];
  }[];
}

export function withKnowledge(steps: readonly LineageStep[]): Knowledge {
  const counts = { observed: 0, signed: 0, claimed: 0, unknown: 0 };
  const known = steps.map((step): KnownStep => {
    const parents = step.parents.map((parent) => ({ ...parent, knowledge: sourceOf(step, parent) }));
    // A subject that is a material of the same statement is no edge to itself.
    for (const { knowledge, digest } of parents) {
      counts[knowledge] += step.children.filter((child) => child !== digest).length;
    }
    return { ...step, parents };
  });
  return { steps: known, counts, contradictions: contradictionsIn(steps) };
}

function sourceOf({ kind, grade, parties }: LineageStep, { bond }: LineageParent): KnowledgeSource {
  if (grade !== 'attested') return 'unknown';
  if (bond === 'content') return 'observed';
  // What is recorded of a delivery was not made here: whoever recorded it has it from the supplier.
  const isSupplied = kind === 'asset-manifest' && parties.some(({ role }) => role === 'supplier');
  return isSupplied ? 'claimed' : 'signed';
}

/** Two statements that cannot both be true; which of them is, nobody can tell from here. */
function contradictionsIn(steps: readonly LineageStep[]): Knowledge['contradictions'] {
  const said = new Map<string, { readonly child: Sha256; readonly role: string; readonly parents: Set<Sha256> }>();
  for (const { grade, children, parents } of steps) {
    if (grade !== 'attested') continue;
    for (const child of children) {
      for (const { role, digest } of parents.filter((one) => singleRoles.has(one.role))) {
        const key = `${child} ${role}`;
        const entry = said.get(key) ?? { child, role, parents: new Set<Sha256>() };
        entry.parents.add(digest);
        said.set(key, entry);
      }
    }
  }
  return [...said.values()]
    .filter(({ parents }) => parents.size > 1)
    .map(({ child, role, parents }) => ({ child, role, parents: [...parents].sort() }));
}

const singleRoles: ReadonlySet<string> = new Set([
  'base-model',
  'adapter-of',
  'converted-from',
  'quantized-from',
  'tokenizer',
]);
