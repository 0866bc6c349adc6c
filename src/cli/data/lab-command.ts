// `assay data lab DATASET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import { dataFlags } from './data-flags.ts';
import type { DataLabFlags } from './run-lab.ts';
import { parseShare, parseShares } from './share.ts';

const number = (least: number, most: number, brief: string) =>
  ({ kind: 'parsed', parse: wholeNumber(least, most), optional: true, placeholder: 'N', brief }) as const;

const share = (brief: string) =>
  ({ kind: 'parsed', parse: parseShare, optional: true, placeholder: 'SHARE', brief }) as const;

export const dataLabCommand: Command<AssayContext> = buildCommand<DataLabFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-lab.ts')).runDataLab,
  parameters: {
    flags: {
      ...dataFlags,
      attacks: {
        kind: 'parsed',
        parse: (text: string) => text.split(','),
        optional: true,
        placeholder: 'IDS',
        brief: 'Attacks to plant, separated by commas (default: all that fit)',
      },
      rates: {
        kind: 'parsed',
        parse: parseShares,
        optional: true,
        placeholder: 'SHARES',
        brief: 'Planted rows to all rows, separated by commas (default 0.5%,1%,5%)',
      },
      seeds: number(2, 100, 'Repetitions: thresholds are chosen on one half, all numbers are of the other (default 2)'),
      seed: number(0, 2 ** 31 - 1, 'The first seed (default 1)'),
      sample: number(20, 1_000_000_000, 'Rows to use at most (default 5000)'),
      filterLoss: share('Good rows that the filter may take (default 0.5%)'),
      alertLoss: share('Good rows that people may be shown (default 2%)'),
      leastRecall: share('Of planted rows found, what makes a detector effective (default 50%)'),
      noDetectors: switchFlag('Measure the scan as a whole only, not each detector by itself'),
      noAccuracy: switchFlag('Do not measure what attacks and their removal do to a model that learns from the data'),
      model: fileFlag('An ONNX model that the scan asks about the pictures, as in assay data scan --model'),
      state: fileFlag('Keep there what was measured: the same command goes on where it was stopped'),
      out: fileFlag('Write the calibration there, for assay data scan --calibration'),
      page: fileFlag('Write a page with the trade-off of every detector and attack'),
      record: switchFlag('Put the calibration on record, for a DATASET that is recorded as an asset'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'DATASET', brief: 'File or folder with the data' }],
    },
  },
  docs: {
    brief: 'Plant known attacks in a copy of the data, and measure what is found of them',
    fullDescription: [
      'Nothing is written into the data. The thresholds that are recommended were chosen on other seeds than those that are reported.',
      'What it measures is the power of `assay data scan` in these data: scan --calibration FILE says it beside every result.',
      '',
      'Exit codes: 0 the scan finds at least one of the attacks, 1 it finds none of them, 64 wrong usage.',
    ].join('\n'),
  },
});
