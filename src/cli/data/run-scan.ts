// What `assay data scan` does; loaded when it is called.
import type { DataScan } from '#core/dataset/data-scan';
import { dataScanLines } from '#exports/data-scan-text';
import { dataScanPage } from '#exports/page/data-scan-page';
import { printableJson } from '#exports/printable-json';
import { openDataSet } from '#flow/data/open-data-set';
import { sampleRows } from '#flow/data/sample-rows';
import { isConclusive, scanDataSet } from '#flow/data/scan-data';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { textStyleOf } from '../text-style-of.ts';
import { assertWritable, writeOutput } from '../write-output.ts';
import type { DataFlags } from './data-flags.ts';

export interface DataScanFlags extends DataFlags {
  readonly json?: boolean;
  readonly output?: string;
  readonly page?: string;
  readonly calibration?: string;
  readonly seed?: number;
}

/** @throws {AssayError} when the data cannot be read */
export async function runDataScan(this: AssayContext, flags: DataScanFlags, path: string): Promise<void> {
  for (const file of [flags.output, flags.page]) if (file !== undefined) assertWritable(file);
  const progress = new ProgressLine(this.process.stderr);
  const set = await openDataSet(path, flags);
  const scan = await scanDataSet(set, {
    path,
    seed: flags.seed ?? 1,
    power: 'unknown',
    onProgress: ({ stage, share }) => progress.say(`${stage} ${Math.floor(share * 100)} %`),
  }).finally(() => progress.clear());
  if (flags.page !== undefined) writeOutput(flags.page, dataScanPage(scan, await sampleRows(set, scan)));
  const text = flags.json
    ? printableJson(scan)
    : `${dataScanLines(scan, textStyleOf(this.process, flags.output)).join('\n')}\n`;
  if (flags.output === undefined) this.process.stdout.write(text);
  else writeOutput(flags.output, text);
  this.answer = answerOf(scan);
}

function answerOf(scan: DataScan): number {
  if (scan.rows.length > 0 || scan.classes.some(({ declaredPoisoned }) => declaredPoisoned)) return exitCodes.no;
  return isConclusive(scan) ? exitCodes.yes : exitCodes.couldNotTell;
}
