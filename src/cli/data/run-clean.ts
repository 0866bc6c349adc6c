// What `assay data clean` does; loaded when it is called.
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { DataClean } from '#core/dataset/data-clean';
import type { DataSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { formatCount } from '#exports/format-bytes';
import { assetAt } from '#flow/assets/asset-at';
import { type CleanOptions, cleanData } from '#flow/data/clean/clean-data';
import { type PlannedClean, planByScan, planByTriage } from '#flow/data/clean/plan-clean';
import { recordClean } from '#flow/data/clean/record-clean';
import { openDataSet } from '#flow/data/open-data-set';
import { sealPath } from '#flow/data/triage/open-triage';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';
import type { DataFlags } from './data-flags.ts';

export interface DataCleanFlags extends DataFlags, SigningFlags {
  readonly triage?: string;
  readonly seal?: string;
  readonly scan?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly record?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runDataClean(this: AssayContext, flags: DataCleanFlags, path: string): Promise<void> {
  const clean = flags.record ? await recorded(this, flags, path) : await cleaned(flags, path);
  answer(this, flags.json, clean, linesOf(clean).map(escapeInvisible));
}

async function cleaned(flags: DataCleanFlags, path: string): Promise<DataClean> {
  const set = await openDataSet(path, flags);
  try {
    const { plan, basis, expected } = await planFrom(flags, set);
    const { label, id } = flags;
    const options: CleanOptions = {
      output: flags.out ?? beside(path, flags.record ?? false),
      force: flags.force ?? false,
      basis,
      ...(expected === undefined ? {} : { expected }),
      ...(label === undefined ? {} : { label }),
      ...(id === undefined ? {} : { id }),
    };
    return await cleanData(set, path, plan, options);
  } finally {
    set.close?.();
  }
}

/** The source has to be what is recorded before anything is made of it. */
async function recorded(context: AssayContext, flags: DataCleanFlags, path: string): Promise<DataClean> {
  return withWorkspace(context, flags, async (workspace) => {
    const from = await assetAt(workspace, path);
    await workspace.assertCounts(['transform', 'asset-manifest', 'reference-move']);
    const clean = await cleaned(flags, path);
    if (clean.output === undefined) return clean;
    return {
      ...clean,
      recorded: await recordClean(workspace, clean, {
        from,
        basisPath: flags.triage ?? flags.scan ?? '',
        ...workerEntry(context.process),
      }),
    };
  });
}

async function planFrom({ triage, scan, seal }: DataCleanFlags, set: DataSet): Promise<PlannedClean> {
  if (triage !== undefined && scan === undefined) {
    const beside = existsSync(sealPath(triage)) ? sealPath(triage) : undefined;
    return planByTriage(set, triage, seal ?? beside);
  }
  if (scan !== undefined && triage === undefined) return planByScan(set, scan);
  throw new AssayError('USAGE', 'Say what to go by: --triage QUEUE, or --scan REPORT.');
}

/**
 * `reviews.csv` becomes `reviews.clean.csv`, a folder `pictures` becomes `pictures.clean`. A file that is recorded keeps its name, so
 * that versions can be compared row by row: `reviews.clean/reviews.csv`.
 */
function beside(path: string, keepsName: boolean): string {
  const whole = path.replace(/\/+$/, '');
  const ending = extname(whole);
  const stem = ending === '' ? whole : whole.slice(0, -ending.length);
  return keepsName && ending !== '' ? `${stem}.clean/${basename(whole)}` : `${stem}.clean${ending}`;
}

function linesOf({
  output,
  removed,
  relabelled,
  forced,
  notes,
  recorded: version,
  source,
}: DataClean): readonly string[] {
  const counts = `${formatCount(removed.length, 'row')} removed, ${formatCount(relabelled.length, 'row')} relabelled`;
  return [
    output === undefined
      ? `unchanged  ${source.path}`
      : `written    ${output.path}: ${formatCount(output.rows, 'row')}; ${counts}`,
    ...(version === undefined ? [] : [`recorded   ${version.name}@${version.version}`, `  id       ${version.id}`]),
    ...forced.map((text) => `forced     ${text}`),
    ...notes.map((text) => `note       ${text}`),
  ];
}
