// What `assay data scan` does; loaded when it is called.

import { join } from 'node:path';
import type { DataLab } from '#core/dataset/data-lab';
import type { DataScan } from '#core/dataset/data-scan';
import { dataScanLines } from '#exports/data-scan-text';
import { dataScanPage } from '#exports/page/data-scan-page';
import { printableJson } from '#exports/printable-json';
import { digestDataSet } from '#flow/data/digest-data-set';
import { keepReading, keepScanning } from '#flow/data/keep-scan';
import type { StepKeeper } from '#flow/data/keep-steps';
import { readExaminedModel } from '#flow/data/model/read-examined-model';
import { isSuspectedByModel } from '#flow/data/model/suspected-by-model';
import { markNewRows } from '#flow/data/new-rows';
import { openDataSet } from '#flow/data/open-data-set';
import { recordDataScan } from '#flow/data/record-data-scan';
import { sampleRows } from '#flow/data/sample-rows';
import { isConclusive, scanDataSet } from '#flow/data/scan-data';
import { cacheFolder } from '../cache-folder.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import { assertWritable, writeOutput } from '../write-output.ts';
import type { DataScanFlags } from './scan-flags.ts';
import { scanGrounds } from './scan-grounds.ts';

/** @throws {AssayError} when the data cannot be read */
export async function runDataScan(this: AssayContext, flags: DataScanFlags, path: string): Promise<void> {
  for (const file of [flags.output, flags.page]) if (file !== undefined) assertWritable(file);
  const { calibrations, accepted } = await scanGrounds(this, flags, path);
  const model = flags.model === undefined ? undefined : readExaminedModel(flags.model);
  const progress = new ProgressLine(this.process.stderr);
  const kept = { folder: join(cacheFolder(this.process), 'scans'), now: new Date(), fresh: flags.fresh === true };
  const reading = keepReading(path, kept);
  const onProgress = (share: number): void => progress.say(`reading ${Math.floor(share * 100)} %`);
  const options = { ...flags, keep: reading.keep, onProgress };
  const set = await openDataSet(path, options);
  const trusted = flags.against === undefined ? undefined : await openDataSet(flags.against, options);
  try {
    const against =
      trusted === undefined || flags.against === undefined
        ? undefined
        : { path: flags.against, set: trusted, digest: await digestDataSet(trusted) };
    const asked = { seed: flags.seed ?? 1, ...(model === undefined ? {} : { model }) };
    const { keeper, digest } = await keepScanning(
      set,
      { ...asked, ...(against === undefined ? {} : { against: against.digest }) },
      kept,
    );
    const found = await scanDataSet(set, {
      path,
      ...asked,
      ...(against === undefined ? {} : { against }),
      digest,
      keep: keeper.keep,
      calibrations,
      onProgress: ({ stage, share }) => progress.say(`${stage} ${Math.floor(share * 100)} %`),
    }).finally(() => progress.clear());
    const scan = accepted === undefined ? found : await markNewRows(set, found, accepted);
    sayKept(this, [reading, keeper]);
    if (flags.page !== undefined) writeOutput(flags.page, dataScanPage(scan, await sampleRows(set, scan)));
    const text = flags.json
      ? printableJson(scan)
      : `${dataScanLines(scan, textStyleOf(this.process, flags.output)).join('\n')}\n`;
    if (flags.output === undefined) this.process.stdout.write(text);
    else writeOutput(flags.output, text);
    const used = calibrations.find(
      ({ power }) => scan.power !== 'unknown' && power.calibration === scan.power.calibration,
    );
    if (flags.record) await record(this, flags, path, scan, used?.lab);
    // Only now is the work done: what was killed while it wrote goes on from what is kept.
    for (const one of [reading, keeper]) one.clear();
    this.answer = answerOf(scan);
  } finally {
    set.close?.();
    trusted?.close?.();
  }
}

function sayKept({ process }: AssayContext, keepers: readonly StepKeeper[]): void {
  const taken = keepers.flatMap((keeper) => keeper.taken).length;
  if (taken > 0)
    process.stderr.write(
      `assay: went on with a scan that was stopped: ${taken} steps of it were kept (--fresh ignores them)\n`,
    );
  for (const notice of new Set(keepers.flatMap(({ notices }) => notices))) process.stderr.write(`assay: ${notice}\n`);
}

/** What was recorded is said on standard error: standard output is the report. */
async function record(
  context: AssayContext,
  flags: DataScanFlags,
  path: string,
  scan: DataScan,
  lab?: DataLab,
): Promise<void> {
  const { asset, statements } = await withWorkspace(context, flags, (workspace) =>
    recordDataScan(workspace, path, scan, lab),
  );
  for (const { category, statement } of statements)
    context.process.stderr.write(`assay: recorded as ${statement.slice(0, 12)} about ${asset}: ${category}\n`);
}

/** Rows that a person has to look at are no finding yet, and no all-clear either. */
function answerOf(scan: DataScan): number {
  const isFound = scan.rows.some(({ decision }) => decision === 'filter');
  if (isFound || scan.classes.some(({ declaredPoisoned }) => declaredPoisoned)) return exitCodes.no;
  if (isSuspectedByModel(scan.detectors)) return exitCodes.couldNotTell;
  return isConclusive(scan.detectors) && scan.rows.length === 0 ? exitCodes.yes : exitCodes.couldNotTell;
}
