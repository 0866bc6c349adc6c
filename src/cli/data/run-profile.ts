// What `assay data profile` does; loaded when it is called.
import { dataProfileLines } from '#exports/data-profile-text';
import { printableJson } from '#exports/printable-json';
import { checkContract } from '#flow/data/contract/check-contract';
import { readContract } from '#flow/data/contract/parse-contract';
import { openDataSet } from '#flow/data/open-data-set';
import { openTableBlocks } from '#flow/data/open-table-blocks';
import { profileDataSet } from '#flow/data/profile-data';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import type { DataFlags } from './data-flags.ts';

export interface DataProfileFlags extends DataFlags {
  readonly contract?: string;
  readonly json?: boolean;
}

/** @throws {AssayError} when data or contract cannot be read */
export async function runDataProfile(this: AssayContext, flags: DataProfileFlags, path: string): Promise<void> {
  const now = new Date();
  const contract = flags.contract === undefined ? undefined : await readContract(flags.contract);
  const checked =
    contract === undefined ? undefined : await checkContract(contract, await openTableBlocks(path), { path, now });
  const set = await openDataSet(path, flags);
  try {
    const check = checked === undefined ? {} : { check: checked.report };
    const profile = profileDataSet(set, { path, now, seed: 1, ...check });
    const lines = dataProfileLines(profile, textStyleOf(this.process, undefined));
    this.process.stdout.write(flags.json ? printableJson(profile) : `${lines.join('\n')}\n`);
  } finally {
    set.close?.();
  }
  this.answer = exitCodes.yes;
}
