// Which examination looks at which kind of data. They are loaded when one is needed.
import { mergeFlagged, mergeVerdicts } from '#checks/dataset/merge-flagged';
import type { Examination } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import { computeStep } from '#core/dataset/keep-step';
import { engineIfThere, engineInWords } from './engine-here.ts';
import type { ExaminerOptions } from './examiner.ts';

/**
 * What the contents of the rows say, and what it says of who contributed them, and when.
 * @throws {AssayError} when the rows cannot be read any more; what the signal was aborted with
 */
export async function examine(set: DataSet, options: ExaminerOptions): Promise<Examination> {
  const found = await withTrusted(set, await examineContents(set, options), options);
  const { examineSources } = await import('#checks/dataset/sources/examine-sources');
  const { detectors, quality, limitations } = examineSources(set, found.rows);
  return {
    ...found,
    detectors: [...found.detectors, ...detectors],
    quality: [...found.quality, ...quality],
    limitations: [...found.limitations, ...limitations],
  };
}

async function examineContents(set: DataSet, options: ExaminerOptions): Promise<Examination> {
  switch (set.kind) {
    case 'table':
      return withoutPictures(
        await (await import('#checks/dataset/tables/examine-table')).examineTable(set, options),
        options,
      );
    case 'text':
      return withoutPictures(
        await (await import('#checks/dataset/text/examine-text')).examineText(set, options),
        options,
      );
    case 'images':
      return (await import('./examine-pictures.ts')).examinePictures(set, options);
  }
}

/** New rows against trusted ones, beside what they say among themselves. */
async function withTrusted(
  set: DataSet,
  found: Examination,
  { against, ...options }: ExaminerOptions,
): Promise<Examination> {
  if (against === undefined) return found;
  const { examineAgainst } = await import('./against/examine-against.ts');
  const engine = set.kind === 'images' ? await engineIfThere() : undefined;
  const { keep = computeStep } = options;
  const { run, ...more } = await keep(`against ${against.digest}, ${engineInWords(engine)}`, () =>
    examineAgainst(set, against.set, { ...options, hasEngine: engine !== undefined }),
  );
  return {
    ...found,
    classes: mergeVerdicts(found.classes, more.classes),
    rows: mergeFlagged(found.rows, more.rows),
    detectors: [...found.detectors, run],
    limitations: [...found.limitations, ...more.limitations],
  };
}

/** A model can be asked about pictures only. */
async function withoutPictures(found: Examination, { model }: ExaminerOptions): Promise<Examination> {
  if (model === undefined) return found;
  const { withoutModel } = await import('./examine-with-model.ts');
  const { detectors, limitations } = withoutModel('not-applicable', 'a model can be asked about pictures only');
  return {
    ...found,
    detectors: [...found.detectors, ...detectors],
    limitations: [...found.limitations, ...limitations],
  };
}
