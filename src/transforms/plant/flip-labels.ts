// Wrong labels; the rows themselves stay as they are.
import type { DataSet } from '#core/dataset/data-set';
import type { Planting, PlantOptions } from './attack.ts';
import { assertLabelled, chooseRows } from './choose-rows.ts';
import { relabelRows } from './relabel-rows.ts';

/**
 * @param labelOf - the new label by the row and the label that it has
 * @throws {TransformError} TRANSFORM_INPUT
 */
export function flipLabels(
  set: DataSet,
  options: PlantOptions,
  labelOf: (row: number, label: number) => number,
): Planting {
  const labelled = assertLabelled(set);
  const planted = chooseRows(labelled, options, 'others');
  const { labels, changed } = relabelRows(labelled.labels, planted, labelOf);
  return { set: { ...set, labels }, planted, changedLabels: changed };
}
