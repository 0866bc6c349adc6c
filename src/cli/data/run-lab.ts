// What `assay data lab` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { dataLabLines } from '#exports/data-lab-text';
import { dataLabPage } from '#exports/page/data-lab-page';
import { printableJson } from '#exports/printable-json';
import { labPartsHere } from '#flow/data/lab/lab-parts-here';
import { wholeScan } from '#flow/data/lab/lab-run';
import { recordLab } from '#flow/data/lab/record-lab';
import { runLab } from '#flow/data/lab/run-lab';
import { readExaminedModel } from '#flow/data/model/read-examined-model';
import { openDataSet } from '#flow/data/open-data-set';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';
import { assertWritable, writeOutput } from '../write-output.ts';
import type { DataFlags } from './data-flags.ts';

export interface DataLabFlags extends DataFlags, SigningFlags {
  readonly attacks?: readonly string[];
  readonly rates?: readonly number[];
  readonly seeds?: number;
  readonly seed?: number;
  readonly sample?: number;
  readonly filterLoss?: number;
  readonly alertLoss?: number;
  readonly leastRecall?: number;
  readonly noDetectors?: boolean;
  readonly noAccuracy?: boolean;
  readonly model?: string;
  readonly state?: string;
  readonly out?: string;
  readonly page?: string;
  readonly record?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runDataLab(this: AssayContext, flags: DataLabFlags, path: string): Promise<void> {
  for (const file of [flags.out, flags.page, flags.state]) if (file !== undefined) assertWritable(file);
  const progress = new ProgressLine(this.process.stderr);
  const model = flags.model === undefined ? undefined : readExaminedModel(flags.model);
  const set = await openDataSet(path, flags);
  try {
    const lab = await runLab(
      set,
      await labPartsHere(path, set.kind, {
        alone: !flags.noDetectors,
        accuracy: !flags.noAccuracy,
        ...(model === undefined ? {} : { model }),
      }),
      {
        path,
        ...(flags.attacks === undefined ? {} : { attacks: flags.attacks }),
        rates: flags.rates ?? [0.005, 0.01, 0.05],
        seeds: flags.seeds ?? 2,
        seed: flags.seed ?? 1,
        sample: flags.sample ?? 5000,
        filterLoss: flags.filterLoss ?? 0.005,
        alertLoss: flags.alertLoss ?? 0.02,
        leastRecall: flags.leastRecall ?? 0.5,
        now: new Date(),
        onProgress: (stage, share) => progress.say(`${Math.floor(share * 100)} %  ${escapeInvisible(stage)}`),
      },
      flags.state,
    ).finally(() => progress.clear());
    if (flags.out !== undefined) writeOutput(flags.out, printableJson(lab));
    if (flags.page !== undefined) writeOutput(flags.page, dataLabPage(lab));
    answer(this, flags.json, lab, dataLabLines(lab, textStyleOf(this.process, undefined)));
    if (flags.record) {
      const { asset, statements } = await withWorkspace(this, flags, (workspace) => recordLab(workspace, path, lab));
      for (const { detector, statement } of statements)
        this.process.stderr.write(`assay: recorded as ${statement.slice(0, 12)} about ${asset}: ${detector}\n`);
    }
    this.answer = lab.detectors.find(({ id }) => id === wholeScan)?.effective ? exitCodes.yes : exitCodes.no;
  } finally {
    set.close?.();
  }
}
