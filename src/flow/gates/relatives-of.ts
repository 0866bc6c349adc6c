// What an asset was made of, by all that is said about it: what was said once is not taken back by a later description without it.
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { findPredicate } from '#predicates/find-predicate';
import type { EvidenceReader } from './evidence-reader.ts';

export interface Relative {
  readonly id: Sha256;
  readonly label: string;
  /** The relation to whatever led to it. */
  readonly role: string;
}

/** Kinds of statements that say what something was made of. */
const makings: ReadonlySet<string> = new Set(['asset-manifest', 'provenance', 'transform']);

/**
 * Nearest first, each relation of each once; one more than `limits.gateRelated` when there are more.
 * @param steps - 1 for parents
 */
export async function relativesOf(
  reader: EvidenceReader,
  asset: Sha256,
  relations: readonly string[],
  steps: number,
): Promise<readonly Relative[]> {
  if (relations.length === 0) return [];
  const most = limits.gateRelated.value + 1;
  const found = new Map<string, Relative>();
  const seen = new Set<Sha256>([asset]);
  let next: readonly Sha256[] = [asset];
  for (let step = 0; step < steps && next.length > 0 && found.size < most; step++) {
    const further: Sha256[] = [];
    for (const child of next) {
      for (const relative of await parentsOf(reader, child, relations)) {
        if (found.size < most) found.set(`${relative.role} ${relative.id}`, relative);
        if (seen.has(relative.id)) continue;
        seen.add(relative.id);
        further.push(relative.id);
      }
      if (found.size >= most) break;
    }
    next = further;
  }
  return [...found.values()].filter(({ id }) => id !== asset);
}

async function parentsOf(
  reader: EvidenceReader,
  child: Sha256,
  relations: readonly string[],
): Promise<readonly Relative[]> {
  const { statements } = await reader.about(child);
  return statements
    .filter(({ kind }) => makings.has(kind))
    .flatMap(({ predicateType, body }) => findPredicate(predicateType)?.materials?.(body) ?? [])
    .filter(({ role }) => relations.includes(role))
    .map(({ role, sha256: id, name }) => ({ id, role, label: name ?? id.slice(0, 12) }));
}
