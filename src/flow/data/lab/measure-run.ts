// Plants one attack, lets everything look for it, and counts.
import type { Detector, DetectorInput } from '#checks/dataset/detectors/detector';
import type { DataScan } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { seeded } from '#numeric/random/seeded';
import { auroc } from '#numeric/statistics/auroc';
import type { Attack, Planting } from '#transforms/plant/attack';
import { measuredScore } from '../apply-thresholds.ts';
import type { LabParts } from './lab-parts.ts';
import { type LabRun, type MeasuredDetector, nothingPlanted, wholeScan } from './lab-run.ts';
import { measureAccuracy } from './measure-accuracy.ts';
import type { LabFeatures } from './proxy-features.ts';
import { countScores, deviationScale, deviationsWithinClasses, scoreScale } from './score-counts.ts';

/**
 * @param attack - absent: nothing is planted
 * @throws {TransformError} TRANSFORM_INPUT when the attack cannot be planted here
 * @throws {AssayError} when rows cannot be read any more
 */
export async function measureRun(
  original: DataSet,
  attack: Attack | undefined,
  rate: number,
  seed: number,
  parts: LabParts,
): Promise<LabRun> {
  const target = targetOf(original, seed);
  const { set, planted } = plantingOf(original, attack, rate, target, seed);
  const isPlanted = new Uint8Array(set.count);
  for (const row of planted) isPlanted[row] = 1;
  const scan = await parts.scan(set, seed);
  const common = { original, planted: set, target, scan, seed, ...(attack === undefined ? {} : { attack }) };
  const accuracy = parts.accuracy === undefined ? undefined : await measureAccuracy(common, parts.accuracy);
  const features = await parts.features(set, seed);
  const input = inputOf(set, features, seed);
  const measured = parts.detectors.map((one): [string, MeasuredDetector] => [one.id, measure(one, input, isPlanted)]);
  const scores = scoresOfScan(set, scan);
  return {
    attack: attack?.id ?? nothingPlanted,
    rate,
    seed,
    target,
    planted: planted.length,
    clean: set.count - planted.length,
    triviality: areaOf(distances({ ...input, features: features.raw }), isPlanted) ?? 0,
    ...decisionsOf(scan, isPlanted, indexOf(set, scan)),
    declared: declaredOf(scan, set, planted, target),
    scanRuns: scan.detectors.map(({ detector, version }) => ({ detector, version })),
    ...(scan.engine === undefined ? {} : { engine: scan.engine }),
    ...(scan.model === undefined ? {} : { model: scan.model }),
    ...(accuracy === undefined ? {} : { accuracy }),
    detectors: {
      [wholeScan]: withArea(countScores(scores, isPlanted, scoreScale), areaOf(scores, isPlanted)),
      ...Object.fromEntries(measured),
    },
  };
}

function plantingOf(set: DataSet, attack: Attack | undefined, rate: number, target: number, seed: number): Planting {
  if (attack === undefined) return { set, planted: new Int32Array(0), changedLabels: 0 };
  return attack.plant(set, { rate, target, seed });
}

/** Another class with every seed. @throws {AssayError} DATA_LABELS */
function targetOf({ labels }: DataSet, seed: number): number {
  const used = [...new Set(labels?.codes ?? [])].filter((code) => code >= 0).sort((a, b) => a - b);
  const target = used.length < 2 ? undefined : seeded(seed, targetStream).shuffle(used)[0];
  if (target !== undefined) return target;
  throw new AssayError('DATA_LABELS', 'attacks are planted in data with labels of at least two classes');
}

function inputOf(set: DataSet, { features, probabilities, checkpoints }: LabFeatures, seed: number): DetectorInput {
  const { names, codes } = set.labels ?? { names: [], codes: new Int32Array(0) };
  const known = {
    ...(probabilities === undefined ? {} : { probabilities }),
    ...(checkpoints === undefined ? {} : { checkpoints }),
  };
  if (codes.every((code) => code >= 0)) return { features, labels: codes, classes: names.length, seed, ...known };
  // Rows without a label have a class of their own, which is none of the target's business; nobody says how probable it is.
  const labels = codes.map((code) => (code < 0 ? names.length : code));
  return { features, labels, classes: names.length + 1, seed };
}

function measure(detector: Detector, input: DetectorInput, isPlanted: Uint8Array): MeasuredDetector {
  const none = { planted: [], clean: [] };
  if (detector.needs.includes('probabilities') && input.probabilities === undefined) {
    return { counts: none, why: 'it needs the probabilities of a model, and there is none' };
  }
  try {
    const { scores } = detector.detect(input);
    const deviations = deviationsWithinClasses(scores, input.labels, input.classes);
    return withArea(countScores(deviations, isPlanted, deviationScale), areaOf(deviations, isPlanted));
  } catch (error) {
    if (error instanceof AssayError) return { counts: none, why: error.message };
    throw error;
  }
}

function withArea(counts: MeasuredDetector['counts'], area: number | undefined): MeasuredDetector {
  return area === undefined ? { counts } : { counts, auroc: area };
}

function areaOf(scores: Float64Array, isPlanted: Uint8Array): number | undefined {
  if (scores.every(Number.isNaN)) return undefined;
  const area = auroc(scores, isPlanted);
  return Number.isNaN(area) ? undefined : area;
}

function indexOf(set: DataSet, scan: DataScan): ReadonlyMap<RowId, number> {
  const wanted = new Set(scan.rows.map(({ row }) => row));
  const index = new Map<RowId, number>();
  for (let row = 0; row < set.count; row++) if (wanted.has(set.id(row))) index.set(set.id(row), row);
  return index;
}

function scoresOfScan(set: DataSet, scan: DataScan): Float64Array {
  const index = indexOf(set, scan);
  const scores = new Float64Array(set.count);
  for (const { row, score } of scan.rows) {
    const at = index.get(row);
    if (at !== undefined) scores[at] = Math.max(scores[at] ?? 0, measuredScore(score));
  }
  return scores;
}

function decisionsOf(
  scan: DataScan,
  isPlanted: Uint8Array,
  index: ReadonlyMap<RowId, number>,
): Pick<LabRun, 'filtered' | 'alerted'> {
  const filtered = { planted: 0, clean: 0 };
  const alerted = { planted: 0, clean: 0 };
  for (const { row, decision } of scan.rows) {
    const at = index.get(row);
    if (at === undefined) continue;
    const group = isPlanted[at] ? 'planted' : 'clean';
    // Whoever asks what was shown to people or set aside asks for both.
    alerted[group]++;
    if (decision === 'filter') filtered[group]++;
  }
  return { filtered, alerted };
}

/** Classes that no planted row carries the label of, and that were declared poisoned all the same, count as others. */
function declaredOf(scan: DataScan, { labels }: DataSet, planted: Int32Array, target: number): LabRun['declared'] {
  const touched = new Set(Array.from(planted, (row) => labels?.names[labels.codes[row] ?? -1]));
  const declared = scan.classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((one) => one.class);
  return {
    target: planted.length > 0 && declared.includes(labels?.names[target] ?? ''),
    others: declared.filter((name) => !touched.has(name)).length,
  };
}

/** From the middle of the class, in the features as they are: what anybody would try first. */
function distances({ features, labels, classes }: DetectorInput): Float64Array {
  const { count, width, values } = features;
  const sums = new Float64Array(classes * width);
  const sizes = new Float64Array(classes);
  for (let row = 0; row < count; row++) {
    const label = labels[row] ?? 0;
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let at = 0; at < width; at++)
      sums[label * width + at] = (sums[label * width + at] ?? 0) + (values[row * width + at] ?? 0);
  }
  const squared = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const label = labels[row] ?? 0;
    for (let at = 0; at < width; at++) {
      const away = (values[row * width + at] ?? 0) - (sums[label * width + at] ?? 0) / (sizes[label] ?? 1);
      squared[row] = (squared[row] ?? 0) + away * away;
    }
  }
  return deviationsWithinClasses(squared, labels, classes);
}

/** Of the seed: apart from what attacks draw. */
const targetStream = 2 ** 32;
