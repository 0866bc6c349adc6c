// STRIP on the rows of suspected classes: those that keep their class whatever is laid over them.
import { strip } from '#checks/behaviour/strip';
import type { DetectorRun, FlaggedRow, RowReason } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { nameOf } from './class-tests.ts';
import type { PictureModel } from './picture-model.ts';
import { modelPrefix } from './suspected-by-model.ts';

export interface StrippedRows {
  readonly run: DetectorRun;
  readonly rows: readonly FlaggedRow[];
}

export interface StripRowsOptions {
  /** What other tests say against classes, by code. */
  readonly against: ReadonlyMap<number, readonly RowReason[]>;
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
}

/**
 * The threshold is learnt from rows of classes that no test suspects, as the rows of the others may bear the trigger.
 * @returns rows of suspected classes below the threshold, each with the reasons of all tests
 */
export async function stripRows(set: ImageSet, model: PictureModel, options: StripRowsOptions): Promise<StrippedRows> {
  const { against, seed, onProgress } = options;
  const run = { detector: stripTest, version: 1, category: 'backdoor', parameters: {}, flagged: 0 } as const;
  if (against.size === 0) {
    const why = 'it is asked about rows of suspected classes, and no class is suspected';
    return { run: { ...run, outcome: 'not-applicable', why }, rows: [] };
  }
  const order = seeded(seed, stream).shuffle(Int32Array.from(model.rows.keys()));
  const most = Math.max(1, Math.floor(mostNumbers / (set.height * set.width * set.channels)));
  const isSuspected = (at: number): boolean => against.has(model.labels[at] ?? -1);
  const others = order.filter((at) => !isSuspected(at));
  const suspects = order.filter(isSuspected);
  const asked = suspects.slice(0, Math.min(mostSuspects, most));
  const overlays = others.slice(0, Math.min(copies, most));
  const clean = others.slice(overlays.length, overlays.length + Math.min(mostClean, most));
  if (clean.length < leastClean) {
    const why = `${others.length} rows of classes that are not suspected are too few for a threshold`;
    return { run: { ...run, outcome: 'inconclusive', why }, rows: [] };
  }
  const read = (places: Int32Array) => model.read(places.map((at) => model.rows[at] ?? 0));
  const result = await strip({
    classify: model.classify,
    classes: model.outputs,
    overlays: await read(overlays),
    clean: await read(clean),
    suspects: await read(asked),
    falseRejectionRate,
    copies,
    seed,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const rows = result.rejected.map((i): FlaggedRow => {
    const at = asked[i] ?? 0;
    const label = model.labels[at] ?? 0;
    const low = 1 - (result.entropies[i] ?? 0) / result.threshold;
    const text = `keeps its class under other pictures: entropy ${(result.entropies[i] ?? 0).toFixed(3)} bits, below ${result.threshold.toFixed(3)}`;
    return {
      row: set.id(model.rows[at] ?? 0),
      class: nameOf(set, label),
      score: 0.5 + 0.35 * low,
      decision: 'alert',
      category: 'backdoor',
      because: [{ detector: stripTest, score: low, text }, ...(against.get(label) ?? [])],
    };
  });
  const left = suspects.length - asked.length;
  const why = [...result.notes, ...(left > 0 ? [`${left} more rows of suspected classes were not asked about`] : [])];
  const isUsable = result.threshold > 0;
  return {
    run: {
      ...run,
      outcome: !isUsable ? 'inconclusive' : rows.length > 0 ? 'fail' : 'pass',
      parameters: { falseRejectionRate, copies, clean: clean.length, suspects: asked.length, scale: model.scale },
      flagged: rows.length,
      ...(why.length === 0 ? {} : { why: why.join('; ') }),
    },
    rows,
  };
}

export const stripTest: string = `${modelPrefix}strip`;
const falseRejectionRate = 0.01;
/** The paper takes 100; the mean of 32 is as good for a threshold, at a third of the runs. */
const copies = 32;
const mostSuspects = 2000;
const mostClean = 400;
/** One rejected row of the rate. */
const leastClean = 100;
/** Of pictures of one kind in memory: 128 MB. */
const mostNumbers = 2 ** 25;
const stream = 62;
