// All that the search for a trigger rests on. Rows are scored only by what was learnt from the other half of them.
import { seeded } from '#numeric/random/seeded';
import type { Content } from './learn-content.ts';
import type { Observations } from './observations.ts';
import type { Pictures } from './read-pictures.ts';
import { type ResidualMetric, residualMetric } from './residual-metric.ts';

export interface Study {
  readonly pictures: Pictures;
  readonly observed: Observations;
  /** Half that a place belongs to, 0 or 1. */
  readonly half: Uint8Array;
  /** Learnt on half 0, and on half 1. */
  readonly metrics: readonly [ResidualMetric, ResidualMetric];
  /** 1 where the content is surely of another class than the label; all 0 when the content is not known. */
  readonly conflict: Uint8Array;
  /** 1 where next to nothing speaks for the label: few honest rows of any class are like that. A part of `conflict`. */
  readonly contradiction: Uint8Array;
  /** Absent: no network was there to tell it. */
  readonly content?: Content;
  /** Random places that stand for all rows. */
  readonly sample: Int32Array;
}

/** @returns undefined when the pictures have no spread */
export function beginStudy(
  pictures: Pictures,
  observed: Observations,
  content: Content | undefined,
  seed: number,
): Study | undefined {
  const random = seeded(seed, stream);
  const half = new Uint8Array(pictures.count);
  const places: [number[], number[]] = [[], []];
  for (let place = 0; place < pictures.count; place++) {
    const side = random.integer(2) === 0 ? 0 : 1;
    half[place] = side;
    places[side].push(place);
  }
  const first = residualMetric(observed, Int32Array.from(places[0]));
  const second = first && residualMetric(observed, Int32Array.from(places[1]));
  if (first === undefined || second === undefined) return undefined;
  const sample = random.sample(pictures.count, Math.min(pictures.count, sampled)).sort();
  const conflict = findConflicts(pictures, content, leastProbability);
  const contradiction = findConflicts(pictures, content, contradicted);
  const metrics = [first, second] as const;
  return { pictures, observed, half, metrics, conflict, contradiction, sample, ...(content && { content }) };
}

/** Rows that the network that is blind to triggers gives to another class than their label. */
function findConflicts({ count, labels, classes }: Pictures, content: Content | undefined, least: number): Uint8Array {
  const conflict = new Uint8Array(count);
  if (content === undefined) return conflict;
  for (let place = 0; place < count; place++) {
    const own = content.probabilities[place * classes.length + (labels[place] ?? 0)] ?? 0;
    conflict[place] = own < least ? 1 : 0;
  }
  return conflict;
}

const stream = 42;
const sampled = 12_000;
/** Below: a conflict. Not tuned; ambiguous pictures do no harm, as they have nothing in common. */
const leastProbability = 0.1;
/**
 * Below: a contradiction. At most 1 in 100 rows of any class of six sets without triggers (MNIST, Fashion-MNIST, letters), and a third to
 * two thirds of the rows with a changed label.
 */
const contradicted = 0.003;
