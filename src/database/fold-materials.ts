// Lineage: what a statement says its subjects were made of.
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { findPredicate } from '#predicates/find-predicate';
import type { Material } from '#predicates/predicate';
import { predicate as referenceMove } from '#predicates/reference-move';
import { bondOf, bonds } from './bond.ts';
import type { Known } from './known.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

/**
 * Subjects -> the statement -> materials. A statement without materials is no part of the lineage, and neither is the move of a
 * reference: that a name pointed to something before does not mean that what it points to now was made of it.
 */
export function foldMaterials(entry: LoggedEntry, statement: Verified, { numbering }: Known, rows: Rows): void {
  for (const digest of digestsOf(statement)) numbering.numberOf(digest, rows);
  const materials = materialsOf(statement);
  if (materials.length === 0) return;
  const log_index = entry.index;
  const between = numbering.numberOf(entry.envelope, rows);
  const kinds = materials.map(({ role }) => bondOf(statement.kind, role));
  const bond = Math.max(bonds.evidence, ...new Set(kinds));
  let position = 0;
  for (const { sha256 } of statement.subjects) {
    const child = numbering.numberOf(sha256, rows);
    rows.add('edge', { log_index, position: position++, child, parent: between, bond, role: null, name: null });
  }
  for (const [place, { role, name = null, sha256 }] of materials.entries()) {
    const parent = numbering.numberOf(sha256, rows);
    const ends = { child: between, parent, bond: kinds[place] ?? bonds.evidence };
    rows.add('edge', { log_index, position: position++, ...ends, role, name });
  }
}

/** The digests that get a number with a statement, its own aside; assets get theirs before a file of theirs is known. */
export function digestsOf(statement: Verified): readonly Sha256[] {
  const materials = materialsOf(statement);
  if (materials.length === 0 && !isOfKind(statement, assetManifest)) return [];
  return [...statement.subjects, ...materials].map(({ sha256 }) => sha256);
}

function materialsOf(statement: Verified): readonly Material[] {
  if (isOfKind(statement, referenceMove)) return [];
  return findPredicate(statement.predicateType)?.materials?.(statement.body) ?? [];
}
