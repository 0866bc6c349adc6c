// Lineage: what a statement says its subjects were made of.
import { isOfKind, type Verified } from '#attest/verified';
import { findPredicate } from '#predicates/find-predicate';
import type { Material } from '#predicates/predicate';
import { predicate as referenceMove } from '#predicates/reference-move';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

/**
 * Subjects -> the statement -> materials. A statement without materials is no part of the lineage, and neither is the move of a
 * reference: that a name pointed to something before does not mean that what it points to now was made of it.
 */
export function foldMaterials(entry: LoggedEntry, statement: Verified, rows: Rows): void {
  if (isOfKind(statement, referenceMove)) return;
  const materials = materialsOf(statement);
  if (materials.length === 0) return;
  let position = 0;
  for (const { sha256 } of statement.subjects) {
    const ends = { child: sha256, parent: entry.envelope };
    rows.add('edge', { log_index: entry.index, position: position++, ...ends, role: statementRole, name: null });
  }
  for (const { role, name, sha256 } of materials) {
    const ends = { child: entry.envelope, parent: sha256 };
    rows.add('edge', { log_index: entry.index, position: position++, ...ends, role, name: name ?? null });
  }
}

function materialsOf({ predicateType, body }: Verified): readonly Material[] {
  return findPredicate(predicateType)?.materials?.(body) ?? [];
}

/** Role of the edge from a subject to the statement about it. */
export const statementRole = 'statement';
/** Role of the edge from an asset to a file in it that the lineage knows. */
export const entryRole = 'entry';
