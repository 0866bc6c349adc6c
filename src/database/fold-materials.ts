// Lineage: what a statement says its subjects were made of.
import type { Verified } from '#attest/verified';
import { bondOf, bonds } from './bond.ts';
import type { Known } from './known.ts';
import type { LoggedEntry } from './logged-entry.ts';
import { digestsOf, materialsOf } from './materials-of.ts';
import type { Rows } from './rows.ts';

/** Subjects -> the statement -> materials. A statement without materials is no part of the lineage. */
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
