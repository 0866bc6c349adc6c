// Which examination looks at which kind of data. They are loaded when one is needed.
import type { Examination } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import type { ExaminerOptions } from './examiner.ts';

/**
 * What the contents of the rows say, and what it says of who contributed them, and when.
 * @throws {AssayError} when the rows cannot be read any more; what the signal was aborted with
 */
export async function examine(set: DataSet, options: ExaminerOptions): Promise<Examination> {
  const found = await examineContents(set, options);
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
