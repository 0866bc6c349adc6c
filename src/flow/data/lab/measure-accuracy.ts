// What an attack does to a model that learns from the data, and what is left of that when flagged rows are taken out.
import type { DataScan, FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { seeded } from '#numeric/random/seeded';
import type { Attack } from '#transforms/plant/attack';
import type { LearntPoint, RunAccuracy } from './lab-run.ts';
import type { AccuracyOf } from './learnt-accuracy.ts';
import { takeRows } from './take-rows.ts';

export interface AccuracyTask {
  /** Before anything was planted. */
  readonly original: DataSet;
  readonly planted: DataSet;
  readonly attack?: Attack;
  readonly target: number;
  readonly scan: DataScan;
  readonly seed: number;
}

/** Rows that nothing is learnt from, to one in so many. */
const heldOut = 5;
const stream = 2 ** 32 + 1;

/**
 * A fifth of the rows, as they were, is kept back and asked about; the model learns from the others, planted ones among them. Of a backdoor
 * rows of other classes are asked about with the trigger, too.
 * @throws {AssayError} when rows cannot be read any more
 */
export async function measureAccuracy(task: AccuracyTask, learn: AccuracyOf): Promise<RunAccuracy> {
  const { original, planted, scan, seed } = task;
  const order = seeded(seed, stream).shuffle(Int32Array.from({ length: original.count }, (_, row) => row));
  const kept = order.slice(0, Math.max(1, Math.floor(original.count / heldOut))).sort();
  const isKept = new Set(kept);
  const codes = planted.labels?.codes ?? new Int32Array(0);
  const rest = order.filter((row) => !isKept.has(row) && (codes[row] ?? -1) >= 0).sort();
  const asked = takeRows(
    original,
    kept.filter((row) => (original.labels?.codes[row] ?? -1) >= 0),
  );
  const triggered = triggeredRows(task, asked);
  const points: LearntPoint[] = [];
  for (const removed of ['nothing', 'filtered', 'flagged'] as const) {
    const gone = removed === 'nothing' ? new Set<RowId>() : idsOf(scan.rows, removed);
    const learnt = rest.filter((row) => !gone.has(planted.id(row)));
    const known = points.find(({ learnt: rows }) => rows === learnt.length);
    if (known !== undefined) points.push({ ...known, removed });
    else if (learnt.length > 0) points.push({ removed, ...(await ask(task, learn, learnt, asked, triggered)) });
  }
  return { tested: asked.count, tried: triggered?.count ?? 0, points };
}

async function ask(
  { planted, target, seed }: AccuracyTask,
  learn: AccuracyOf,
  learnt: Int32Array,
  asked: DataSet,
  triggered: DataSet | undefined,
): Promise<Omit<LearntPoint, 'removed'>> {
  const said = await learn(planted, learnt, asked, seed);
  const right = said.reduce((sum, code, row) => sum + (code === asked.labels?.codes[row] ? 1 : 0), 0);
  const obeyed =
    triggered === undefined
      ? 0
      : (await learn(planted, learnt, triggered, seed)).reduce((sum, code) => sum + (code === target ? 1 : 0), 0);
  return { learnt: learnt.length, right, obeyed };
}

/** Held-out rows of other classes with the trigger of a backdoor; undefined where the attack has none that changes the class. */
function triggeredRows({ attack, target, seed }: AccuracyTask, asked: DataSet): DataSet | undefined {
  if (attack?.category !== 'backdoor') return undefined;
  try {
    const { set, planted, changedLabels } = attack.plant(asked, { rate: 1, target, seed });
    return changedLabels === 0 ? undefined : takeRows(set, planted);
  } catch (error) {
    // Too few rows of other classes were kept back: nothing is said of the trigger.
    if (error instanceof AssayError && error.code === 'TRANSFORM_INPUT') return undefined;
    throw error;
  }
}

function idsOf(rows: readonly FlaggedRow[], which: 'filtered' | 'flagged'): ReadonlySet<RowId> {
  return new Set(rows.filter(({ decision }) => which === 'flagged' || decision === 'filter').map(({ row }) => row));
}
