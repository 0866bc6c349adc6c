// What a statement says its subjects were made of, as far as the lineage is concerned.
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { findPredicate } from '#predicates/find-predicate';
import type { Material } from '#predicates/predicate';
import { predicate as referenceMove } from '#predicates/reference-move';

/** The digests that get a number with a statement, its own aside; assets get theirs before a file of theirs is known. */
export function digestsOf(statement: Verified): readonly Sha256[] {
  const materials = materialsOf(statement);
  if (materials.length === 0 && !isOfKind(statement, assetManifest)) return [];
  return [...statement.subjects, ...materials].map(({ sha256 }) => sha256);
}

/**
 * Not of the move of a reference: that a name pointed to something before does not mean that what it points to now was made of it.
 */
export function materialsOf(statement: Verified): readonly Material[] {
  if (isOfKind(statement, referenceMove)) return [];
  return findPredicate(statement.predicateType)?.materials?.(statement.body) ?? [];
}
