// The findings on the quality of pictures, in sentences.
import type { PictureProperties } from '#checks/dataset/images/picture-properties';
import { findUnusual } from '#checks/dataset/images/unusual-values';
import type { QualityFinding } from '#core/dataset/data-scan';
import type { ImageSet, RowId } from '#core/dataset/data-set';
import type { ImageQuality } from './image-quality.ts';

type Facts = Omit<ImageQuality, 'findings' | 'limitations'>;

/** @param otherName - of the set that must not share pictures with this one */
export function describeQuality(set: ImageSet, facts: Facts, otherName: string | undefined): readonly QualityFinding[] {
  const { repeated, near, conflicts, leaks, scaling } = facts;
  const copies = repeated.flatMap((rows) => rows.slice(1));
  const equal = leaks.filter(({ correlation }) => correlation === 1).length;
  const leaked = distinct(leaks.map(({ rows: [row] }) => row));
  const worst = conflicts[0];
  const findings = [
    finding(set, 'repeated-pictures', copies, `have the same pixels as an earlier one, in ${repeated.length} groups`),
    finding(
      set,
      'near-duplicates',
      distinct(near.map(({ rows: [row] }) => row)),
      'are nearly the same as an earlier one: another brightness, contrast or compression',
    ),
    finding(
      set,
      'contradicting-labels',
      distinct(conflicts.flatMap(({ rows }) => rows)),
      `are the same or nearly the same as one with another label; the most alike are ${worst === undefined ? '' : describePair(set, worst.rows)}`,
    ),
    finding(
      set,
      'leakage',
      leaked,
      `stand in ${otherName ?? 'the other set'} as well or nearly so, ${equal} of the pairs with the same pixels`,
    ),
    ...unusual(set, facts.properties),
    finding(
      set,
      'scaling-attack',
      scaling.suspicions.map(({ row }) => row),
      `become another picture when a loader shrinks them (first: ${scaling.suspicions[0]?.way ?? ''} to ${scaling.suspicions[0]?.width ?? 0} x ${scaling.suspicions[0]?.height ?? 0})`,
    ),
  ];
  return findings.filter(({ count }) => count > 0);
}

function unusual(set: ImageSet, properties: PictureProperties): readonly QualityFinding[] {
  const { labels } = set;
  return (['brightness', 'contrast', 'sharpness', 'aspect', 'size'] as const).map((name) => {
    const rows = findUnusual(properties[name], labels?.codes, labels?.names.length ?? 0).map(({ row }) => row);
    const among = labels === undefined ? 'the others' : 'others of their class';
    return finding(set, `unusual-${name}`, rows, `are in ${name} far from ${among}`);
  });
}

function finding(set: ImageSet, kind: string, rows: readonly number[], what: string): QualityFinding {
  return { kind, text: `${rows.length} of ${set.count} pictures ${what}.`, count: rows.length, rows: idsOf(set, rows) };
}

function idsOf(set: ImageSet, rows: readonly number[]): readonly RowId[] {
  return rows.slice(0, listedRows).map(set.id);
}

function describePair(set: ImageSet, [a, b]: readonly [number, number]): string {
  const name = (row: number): string => `${set.id(row)} (${set.labels?.names[set.labels.codes[row] ?? -1] ?? ''})`;
  return `${name(a)} and ${name(b)}`;
}

function distinct(rows: readonly number[]): readonly number[] {
  return [...new Set(rows)];
}

const listedRows = 20;
