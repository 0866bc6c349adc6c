// What `assay data contract` does; loaded when it is called.
import { dirname, join } from 'node:path';
import type { ContractCheck } from '#core/dataset/data-contract';
import { contractCheckLines } from '#exports/data-contract-text';
import { withCommas } from '#exports/format-bytes';
import { printableJson } from '#exports/printable-json';
import { checkContract } from '#flow/data/contract/check-contract';
import { inferAnyContract } from '#flow/data/contract/infer-pictures';
import { openContractData } from '#flow/data/contract/open-contract-data';
import { readContract } from '#flow/data/contract/parse-contract';
import { recordContract } from '#flow/data/contract/record-contract';
import { writeContract } from '#flow/data/contract/write-contract';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';
import { assertWritable, writeOutput } from '../write-output.ts';

export interface ContractInferFlags {
  readonly label?: string;
  readonly out?: string;
}

export interface ContractCheckFlags extends SigningFlags {
  readonly contract?: string;
  readonly baseline?: string;
  readonly record?: boolean;
}

/** @throws {AssayError} when the data cannot be read */
export async function runContractInfer(
  this: AssayContext,
  { label, out }: ContractInferFlags,
  path: string,
): Promise<void> {
  if (out !== undefined) assertWritable(out);
  const now = new Date();
  const progress = new ProgressLine(this.process.stderr);
  const table = await openContractData(path, label);
  const inferred = await inferAnyContract(table, {
    now,
    ...(label === undefined ? {} : { label }),
    onProgress: (rows) => progress.say(`${withCommas(rows)} rows`),
  }).finally(() => {
    progress.clear();
    table.close?.();
  });
  const text = writeContract(inferred, path, now);
  if (out === undefined) this.process.stdout.write(text);
  else writeOutput(out, text);
  this.answer = exitCodes.yes;
}

/** @throws {AssayError} when data or contract cannot be read */
export async function runContractCheck(this: AssayContext, flags: ContractCheckFlags, path: string): Promise<void> {
  const contract = await readContract(flags.contract ?? join(dirname(path), 'contract.yaml'));
  const table = await openContractData(path);
  const { baseline } = flags;
  const before = baseline === undefined ? undefined : { path: baseline, table: await openContractData(baseline) };
  const progress = new ProgressLine(this.process.stderr);
  const checked = await checkContract(contract, table, {
    path,
    now: new Date(),
    ...(before === undefined ? {} : { baseline: before }),
    onProgress: (rows) => progress.say(`${withCommas(rows)} rows`),
  }).finally(() => {
    progress.clear();
    for (const one of [table, before?.table]) one?.close?.();
  });
  const recorded = flags.record
    ? await withWorkspace(this, flags, (workspace) => recordContract(workspace, path, contract, checked))
    : undefined;
  const report: ContractCheck =
    recorded === undefined ? checked.report : { ...checked.report, recorded: recorded.statement };
  const text = flags.json
    ? printableJson(report)
    : `${contractCheckLines(report, textStyleOf(this.process, undefined)).join('\n')}\n`;
  this.process.stdout.write(text);
  if (recorded !== undefined && !flags.json)
    this.process.stdout.write(`recorded as ${recorded.statement.slice(0, 12)} about ${recorded.asset}\n`);
  this.answer = answers[report.outcome];
}

const answers: Readonly<Record<ContractCheck['outcome'], number>> = {
  pass: exitCodes.yes,
  fail: exitCodes.no,
  inconclusive: exitCodes.couldNotTell,
};
