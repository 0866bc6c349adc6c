// What `assay data croissant` does; loaded when it is called.
import { croissant } from '#exports/croissant';
import { printableJson } from '#exports/printable-json';
import { describeDataSet } from '#flow/data/describe-data-set';
import type { AssayContext } from '../context.ts';
import { assertWritable, writeOutput } from '../write-output.ts';
import type { DataFlags } from './data-flags.ts';

export interface DataCroissantFlags extends DataFlags {
  readonly output?: string;
}

/** @throws {AssayError} when the data cannot be read */
export async function runDataCroissant(this: AssayContext, flags: DataCroissantFlags, path: string): Promise<void> {
  if (flags.output !== undefined) assertWritable(flags.output);
  const text = printableJson(croissant(await describeDataSet(path, flags)));
  if (flags.output === undefined) this.process.stdout.write(text);
  else writeOutput(flags.output, text);
}
