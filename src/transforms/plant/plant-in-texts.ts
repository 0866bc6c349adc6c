// The view of texts with something planted in some of them.
import type { DataSet, TextSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { TransformError } from '../transform-error.ts';
import type { Labelled, Planting, PlantOptions } from './attack.ts';
import { assertLabelled, chooseRows } from './choose-rows.ts';
import { relabelRows } from './relabel-rows.ts';
import { streamOfRow } from './streams.ts';

/** A text instead of another; depends on nothing but the text, the row and the seed. */
export type AlterText = (text: string, row: number) => string;

/**
 * @param labels - `target`: planted rows get the label of the target; `own`: they keep theirs
 * @param makeAlter - called when the first planted row is read
 * @throws {TransformError} TRANSFORM_INPUT
 */
export function plantInTexts(
  set: DataSet,
  options: PlantOptions,
  labels: 'target' | 'own',
  makeAlter: (set: Labelled<TextSet>) => AlterText | Promise<AlterText>,
): Planting {
  if (set.kind !== 'text') throw new TransformError('TRANSFORM_INPUT', 'the attack is planted in texts');
  const labelled = assertLabelled(set);
  const planted = chooseRows(labelled, options, 'others');
  const after = relabelRows(labelled.labels, planted, (_, own) => (labels === 'target' ? options.target : own));
  const isPlanted = new Set(planted);
  let alter: AlterText | Promise<AlterText> | undefined;
  const read = async (rows: ArrayLike<number>): Promise<readonly string[]> => {
    const texts = await set.read(rows);
    if (!Array.from(rows).some((row) => isPlanted.has(row))) return texts;
    alter ??= makeAlter(labelled);
    const change = await alter;
    return texts.map((text, at) => (isPlanted.has(rows[at] ?? -1) ? change(text, rows[at] ?? -1) : text));
  };
  return { set: { ...set, labels: after.labels, read }, planted, changedLabels: after.changed };
}

/** `text` with a phrase between two of its words, drawn by seed and row. */
export function insertPhrase(text: string, phrase: string, seed: number, row: number): string {
  const words = text.split(' ');
  words.splice(seeded(seed, streamOfRow(row)).integer(words.length + 1), 0, phrase);
  return words.join(' ');
}
