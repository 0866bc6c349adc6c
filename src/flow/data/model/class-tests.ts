// What the tests of classes say with a user's model: detectors on its activations, and the search for a trigger.
import { type FoundTrigger as Inverted, searchTriggers } from '#checks/behaviour/trigger-search';
import type { Detector } from '#checks/dataset/detectors/detector';
import { detectors } from '#checks/dataset/detectors/detectors.generated';
import type { DetectorRun, FoundTrigger, RowReason } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import type { PictureModel } from './picture-model.ts';
import { modelPrefix } from './suspected-by-model.ts';

/** One test of the classes of a set. */
export interface ClassTest {
  readonly run: DetectorRun;
  /** What speaks against a class, by its code. */
  readonly against: ReadonlyMap<number, RowReason>;
  readonly triggers: readonly FoundTrigger[];
}

export interface ClassTestOptions {
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
}

/** The detectors of backdoors in their order. Those that only order rows say nothing of a class. */
export function testActivations(set: ImageSet, model: PictureModel, { seed }: ClassTestOptions): readonly ClassTest[] {
  const { values, width, layer } = model.activations;
  const features = { count: model.rows.length, width, values, from: 'model penultimate' };
  const classes = set.labels?.names.length ?? 0;
  return detectors.filter(isOfBackdoors).map((detector) => {
    const { suspicious, notes } = detector.detect({ features, labels: model.labels, classes, seed });
    const id = `${modelPrefix}${detector.id}`;
    const found = suspicious ?? [];
    const named = found.map((one) => `${nameOf(set, one.class)}: ${one.why}`);
    const why = suspicious === undefined ? [ordersOnly, ...notes] : [...named, ...notes];
    return {
      run: {
        detector: id,
        version: detector.version,
        category: 'backdoor',
        outcome: suspicious === undefined ? 'not-applicable' : found.length > 0 ? 'fail' : 'pass',
        parameters: { ...detector.parameters, layer, rows: model.rows.length, scale: model.scale },
        flagged: 0,
        ...(why.length === 0 ? {} : { why: why.join('; ') }),
      },
      against: new Map(
        found.map((one) => [
          one.class,
          { detector: id, score: one.estimatedShare, text: `the model sees that the class ${one.why}` },
        ]),
      ),
      triggers: [],
    };
  });
}

function isOfBackdoors({ category, needs }: Detector): boolean {
  return category === 'backdoor' && needs.every((need) => need === 'features');
}

const ordersOnly = 'it orders the rows of a class and does not say whether the class is poisoned';

/** @param first - classes to search where there are too many for all */
export async function testTriggers(
  set: ImageSet,
  model: PictureModel,
  first: readonly number[],
  { seed, onProgress }: ClassTestOptions,
): Promise<ClassTest> {
  const matched = [...model.outputOf.keys()].filter((label) => model.outputOf[label] !== -1);
  const searched = [...new Set([...first.filter((label) => matched.includes(label)), ...matched])].slice(
    0,
    mostClasses,
  );
  const run = { detector: triggerSearch, version: 1, category: 'backdoor', flagged: 0 } as const;
  if (set.height * set.width > mostPixels) {
    const why = `pictures of ${set.width} x ${set.height} pixels are too large for it: it takes hundreds of gradients per class`;
    return { run: { ...run, outcome: 'inconclusive', parameters: {}, why }, against: new Map(), triggers: [] };
  }
  const sample = seeded(seed, stream).sample(model.rows.length, Math.min(samples, model.rows.length));
  const clean = await model.read(Array.from(sample, (at) => model.rows[at] ?? 0));
  const { triggers, suspicious, notes } = await searchTriggers({
    gradients: model.gradients,
    targets: searched.map((label) => model.outputOf[label] ?? 0),
    clean,
    channels: set.channels,
    seed,
    steps,
    batch,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const left = matched.length - searched.length;
  const unmatched = model.outputOf.length - matched.length;
  const found = suspicious.flatMap((output) => {
    const trigger = triggers.find((one) => one.class === output);
    return trigger === undefined ? [] : [{ label: model.outputOf.indexOf(output), trigger }];
  });
  const why = [
    ...found.map(({ label, trigger }) => `${nameOf(set, label)}: ${describe(trigger)}`),
    ...notes,
    ...(left > 0 ? [`${left} more classes were not searched`] : []),
    ...(unmatched > 0 ? [`${unmatched} classes are none that the model says`] : []),
  ];
  const isComparable = triggers.some(({ index }) => index !== 0);
  return {
    run: {
      ...run,
      outcome: found.length > 0 ? 'fail' : isComparable ? 'pass' : 'inconclusive',
      parameters: { steps, batch, pictures: clean.count, classes: searched.length, scale: model.scale },
      ...(why.length === 0 ? {} : { why: why.join('; ') }),
    },
    against: new Map(
      found.map(({ label, trigger }) => [
        label,
        { detector: triggerSearch, score: trigger.index, text: describe(trigger), region: boxOf(set, trigger) },
      ]),
    ),
    triggers: found.map(({ label, trigger }) => ({
      class: nameOf(set, label),
      how: describe(trigger),
      rows: 0,
      picture: cut(set, trigger),
    })),
  };
}

export const triggerSearch: string = `${modelPrefix}trigger-search`;
/** Each costs `steps` x `batch` gradients. */
const mostClasses = 20;
const mostPixels = 64 * 64;
const samples = 200;
const steps = 300;
const batch = 48;
const stream = 61;

export function nameOf({ labels }: ImageSet, label: number): string {
  return labels?.names[label] ?? '';
}

function describe({ norm, successRate, index }: Inverted): string {
  return `a change of ${norm.toFixed(1)} pixels takes ${Math.round(successRate * 100)} % of other pictures to the class (anomaly index ${index.toFixed(1)})`;
}

type Box = NonNullable<RowReason['region']>;

/** Around the pixels that are replaced by at least half as much as the one that is replaced most. */
function boxOf({ width }: ImageSet, { mask }: Inverted): Box {
  const most = mask.reduce((a, b) => Math.max(a, b), 0);
  const replaced = [...mask.keys()].filter((pixel) => (mask[pixel] ?? 0) >= most / 2);
  const rows = replaced.map((pixel) => Math.floor(pixel / width));
  const columns = replaced.map((pixel) => pixel % width);
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  return { top, left, height: Math.max(...rows) - top + 1, width: Math.max(...columns) - left + 1 };
}

/** The pattern where it stands, as dark as it is transparent. */
function cut(set: ImageSet, trigger: Inverted): NonNullable<FoundTrigger['picture']> {
  const box = boxOf(set, trigger);
  const { channels } = set;
  const pixels = new Uint8Array(box.height * box.width * channels);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor(i / channels);
    const at = (box.top + Math.floor(pixel / box.width)) * set.width + box.left + (pixel % box.width);
    pixels[i] = Math.round(255 * (trigger.mask[at] ?? 0) * (trigger.pattern[at * channels + (i % channels)] ?? 0));
  }
  return { ...box, channels, pixels: Buffer.from(pixels).toString('base64') };
}
