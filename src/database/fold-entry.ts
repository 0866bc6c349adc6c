// One entry of the log as rows. Whether it counts depends on the entries before it and on nothing else.
import type { Verified } from '#attest/verified';
import { findPredicate } from '#predicates/find-predicate';
import type { Predicate } from '#predicates/predicate';
import { predicate as referenceMove } from '#predicates/reference-move';
import { bodyOf } from './body-of.ts';
import { foldAsset } from './fold-asset.ts';
import { foldAudit } from './fold-audit.ts';
import { foldDecision } from './fold-decision.ts';
import { foldKeyChange } from './fold-key-change.ts';
import { foldMaking } from './fold-making.ts';
import { foldMaterials } from './fold-materials.ts';
import { foldReferenceMove } from './fold-reference-move.ts';
import { foldRelease } from './fold-release.ts';
import type { Known } from './known.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

/** Adds the rows of `entry` to `rows` and what later entries have to know of it to `known`. */
export function foldEntry(entry: LoggedEntry, known: Known, rows: Rows): void {
  const reason = refusalOf(entry, known);
  const { index, envelope, verified } = entry;
  const at = Date.parse(entry.at);
  if (reason !== undefined || verified === undefined) {
    const standing = known.counted.has(envelope) ? 'repeated' : 'refused';
    const kind = { predicate: null, predicate_type: verified?.predicateType ?? null, expires_at: null };
    rows.add('entry', { log_index: index, at, envelope, standing, reason: reason ?? 'not verified', ...kind });
    return;
  }
  known.counted.set(envelope, index);
  const predicate = findPredicate(verified.predicateType);
  rows.add('entry', {
    log_index: index,
    at,
    envelope,
    standing: predicate === undefined ? 'foreign' : 'verified',
    reason: null,
    predicate: predicate?.kind ?? null,
    predicate_type: verified.predicateType,
    expires_at: expiryOf(verified, predicate, at),
  });
  foldStatement(entry, verified, known, rows);
}

function refusalOf({ envelope, verified, refusal }: LoggedEntry, known: Known): string | undefined {
  const before = known.counted.get(envelope);
  if (before !== undefined) return `stands in the log as entry ${before} already`;
  const move = bodyOf(verified, referenceMove);
  if (move === undefined) return refusal;
  const next = (known.versions.get(move.name) ?? 0) + 1;
  if (move.version !== next) return `the next version of the reference is ${next}, not ${move.version}`;
  known.versions.set(move.name, next);
  return refusal;
}

function expiryOf({ body }: Verified, predicate: Predicate | undefined, at: number): number | null {
  const ends: number[] = [];
  if (typeof predicate?.timeToLiveDays === 'number') ends.push(at + predicate.timeToLiveDays * dayMs);
  const end = predicate?.endsAt?.(body);
  if (end !== undefined) ends.push(Date.parse(end));
  return ends.length === 0 ? null : Math.min(...ends);
}

function foldStatement(entry: LoggedEntry, statement: Verified, known: Known, rows: Rows): void {
  for (const [position, key_id] of statement.signedBy.entries()) {
    rows.add('signer', { log_index: entry.index, position, key_id });
  }
  for (const [position, { name, sha256 }] of statement.subjects.entries()) {
    rows.add('subject', { log_index: entry.index, position, name: name ?? null, digest: sha256 });
  }
  foldMaterials(entry, statement, known, rows);
  foldMaking(entry, statement, rows);
  foldAsset(entry, statement, known, rows);
  foldReferenceMove(entry, statement, rows);
  foldKeyChange(entry, statement, rows);
  foldAudit(entry, statement, rows);
  foldDecision(entry, statement, rows);
  foldRelease(entry, statement, rows);
}

const dayMs = 86_400_000;
