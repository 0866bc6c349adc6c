// `assay data scan DATASET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import { dataFlags } from './data-flags.ts';
import type { DataScanFlags } from './scan-flags.ts';

export const dataScanCommand: Command<AssayContext> = buildCommand<DataScanFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-scan.ts')).runDataScan,
  parameters: {
    flags: {
      ...dataFlags,
      ...signingFlags,
      json: switchFlag('Print the report as one JSON document'),
      record: switchFlag('Put on record what was found, for a DATASET that is recorded as an asset'),
      output: fileFlag('Write the report there'),
      page: fileFlag('Write a page to look at: flagged rows, trigger regions, text spans'),
      calibration: fileFlag(
        'What `assay data lab` measured on these data: power and thresholds (default: the newest on record in the workspace)',
      ),
      against: {
        ...fileFlag('Data that are trusted: the labels of DATASET are held against theirs, row by row'),
        placeholder: 'TRUSTED',
      },
      model: fileFlag('An ONNX model that may have learnt from these pictures: it is asked what it makes of them'),
      fresh: switchFlag('Begin anew: ignore what a scan of these data that was stopped had found'),
      seed: {
        kind: 'parsed',
        parse: wholeNumber(0, 2 ** 31 - 1),
        optional: true,
        placeholder: 'N',
        brief: 'Seed of everything that is drawn (default 1)',
      },
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'DATASET', brief: 'File or folder with the data' }],
    },
  },
  docs: {
    brief: 'Look for poisoned rows, and say how much such a search finds in these data',
    fullDescription: [
      'Reads a folder with train-images-idx3-ubyte and train-labels-idx1-ubyte (or .gz), class folders of pictures or texts,',
      'WebDataset, NumPy, CSV, TSV, Parquet, Arrow or libsvm with --label COLUMN, JSON Lines with --text FIELD --label FIELD,',
      'a saved Hugging Face data set, or a description in Croissant. It changes nothing.',
      '',
      'Decisions: filter  strong: set aside by `assay data clean`',
      '           alert   for a person, see `assay data triage`',
      '',
      'With a calibration the scores at which a row is filtered or shown are those that the lab chose in these data; without one each',
      'detector has its own, and the power is unknown. A calibration of other data or of other detector code is not used, and it says why.',
      '',
      'With --against, rows that contradict the trusted ones are flagged, so that of those to filter at most one in twenty is good; that takes',
      'the new rows for drawn like the trusted ones. Of a later version of a recorded asset it is said which flagged rows are new since the',
      'last version that was accepted.',
      '',
      'A scan that is stopped goes on where it stood when it is called again: the results of long steps are kept, until the report is written,',
      'in the cache folder of the user.',
      '',
      'Exit codes: 0 nothing was found, 1 a class is declared poisoned or rows are to be filtered, 2 a person has to look, or',
      '            a detector could not tell, 64 wrong usage.',
    ].join('\n'),
  },
});
