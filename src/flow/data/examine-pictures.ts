// Pictures: triggers in them, and what makes them worse training data without being an attack.
import { examineImages } from '#checks/dataset/ensemble/examine-images';
import { mergeFlagged } from '#checks/dataset/merge-flagged';
import type { Examination, FlaggedRow } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { computeStep } from '#core/dataset/keep-step';
import type { Engine } from '#numeric/engine/engine';
import { digestDataSet } from './digest-data-set.ts';
import { embedSpectra } from './embed-spectra.ts';
import { type EmbeddedDuplicates, findEmbeddedDuplicates } from './embedded-duplicates.ts';
import { engineIfThere, engineInWords } from './engine-here.ts';
import { examineImageQuality } from './examine-image-quality.ts';
import { examinePictureLabels, type PictureLabels } from './examine-picture-labels.ts';
import { examineWithModel, type ModelExamination } from './examine-with-model.ts';
import type { ExaminerOptions } from './examiner.ts';
import type { ImageQuality } from './image-quality.ts';
import { stepsOf } from './pacing.ts';

/** @throws {AssayError} when the rows cannot be read any more; what the signal was aborted with */
export async function examinePictures(set: ImageSet, options: ExaminerOptions): Promise<Examination> {
  const engine = await engineIfThere();
  const { keep = computeStep } = options;
  const by = engineInWords(engine);
  const found = await keep(`triggers, ${by}`, () =>
    examineImages(set, { ...options, ...(engine === undefined ? {} : { engine }) }),
  );
  const asked = await keep(`model, ${by}`, () => askModel(set, engine, options));
  const labels = await keep('labels', () => askLabels(set, found.rows, options));
  const quality = await examineWithOthers(set, options);
  const copies = await keep('shifted copies', () => findShiftedCopies(set, options));
  return {
    ...found,
    rows: mergeFlagged(mergeFlagged(found.rows, labels.rows), asked?.rows ?? []),
    detectors: [...found.detectors, labels.run, ...(asked?.detectors ?? [])],
    triggers: [...found.triggers, ...(asked?.triggers ?? [])],
    quality: [...found.quality, ...quality.findings, ...copies.findings, ...(asked?.quality ?? [])],
    limitations: [
      ...found.limitations,
      ...labels.limitations,
      ...(asked?.limitations ?? []),
      ...quality.limitations,
      ...copies.limitations,
    ],
    ...(engine === undefined ? {} : { engine: `${engine.name} ${engine.version}` }),
  };
}

/** What a trigger was found in does not count: its label was changed for that. */
async function askLabels(
  set: ImageSet,
  found: readonly FlaggedRow[],
  options: ExaminerOptions,
): Promise<PictureLabels> {
  const taken = new Set(found.map(({ row }) => row));
  return examinePictureLabels(set, taken, options.seed, {
    onProgress: (share) => options.onProgress?.({ stage: 'comparing labels with pictures', share }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

/** Every picture is compared with every other one, so of large sets a part is looked at. */
async function findShiftedCopies(
  set: ImageSet,
  options: ExaminerOptions,
): Promise<Pick<EmbeddedDuplicates, 'findings' | 'limitations'>> {
  const stage = 'looking for shifted and mirrored copies';
  const pacing = {
    onProgress: (share: number) => options.onProgress?.({ stage, share }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const { findings, limitations } = await findEmbeddedDuplicates(
    set,
    await embedSpectra(set, options.seed, stepsOf(pacing, 0, 0.3)),
    stepsOf(pacing, 0.3),
  );
  return { findings, limitations };
}

async function askModel(
  set: ImageSet,
  engine: Engine | undefined,
  { model, ...options }: ExaminerOptions,
): Promise<ModelExamination | undefined> {
  if (model === undefined) return undefined;
  return examineWithModel(set, { ...options, model, ...(engine === undefined ? {} : { engine }) });
}

/** A model is tested on other pictures than it learns from, or the test says nothing. */
async function examineWithOthers(set: ImageSet, options: ExaminerOptions): Promise<ImageQuality> {
  const { signal, onProgress, keep } = options;
  const [part] = set.others ?? [];
  const other = await part?.open();
  const examineAll = (): Promise<ImageQuality> =>
    examineImageQuality(set, {
      ...(signal === undefined ? {} : { signal }),
      ...(part === undefined || other === undefined ? {} : { other: { name: part.name, set: other } }),
      onProgress: (share) => onProgress?.({ stage: 'looking for repeated and odd pictures', share }),
    });
  try {
    // Originals are looked into again, and no digest of the rows says that they are what they were.
    if (keep === undefined || set.originals !== undefined) return await examineAll();
    const beside = other === undefined ? 'alone' : `${part?.name} ${await digestDataSet(other)}`;
    return await keep(`quality, ${beside}`, examineAll);
  } finally {
    other?.close?.();
  }
}
