// What `assay store ...` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { checkWorkspaceStore, type StoreCheck } from '#flow/store/check-store';
import { type DestroyReport, destroyBlobs } from '#flow/store/destroy-blobs';
import { rotateStore } from '#flow/store/rotate-store';
import { tidyStore } from '#flow/store/tidy-store';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from './workspace-flags.ts';

export interface RotateStoreFlags extends SigningFlags {
  readonly why?: string;
  /** Whose key; that of the statements and manifests when absent. */
  readonly zone?: string;
}

export interface DestroyFlags extends SigningFlags {
  readonly why: string;
  readonly basis?: string;
  readonly copiesLeft?: readonly string[];
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runStoreCheck(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const check = await withWorkspace(this, flags, checkWorkspaceStore);
  answer(this, flags.json, check, checkLines(check).map(escapeInvisible));
  const isClosed = check.problems.every(({ state }) => state === 'closed');
  if (check.problems.length > 0) this.answer = isClosed ? exitCodes.couldNotTell : exitCodes.no;
}

function checkLines({ sound, destroyed, bytes, problems }: StoreCheck): readonly string[] {
  const gone = destroyed === 0 ? '' : `, ${destroyed} destroyed on purpose`;
  const head = `${formatCount(sound, 'blob')} sound, ${formatBytes(bytes)} read and hashed${gone}`;
  return [
    problems.length === 0 ? head : `${head}, ${formatCount(problems.length, 'problem')}`,
    ...problems.flatMap(({ state, message, neededBy }) => [
      `${state}  ${message}`,
      ...(neededBy.length === 0 ? [] : [`  needed by ${neededBy.join(', ')}`]),
    ]),
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runStoreRotate(this: AssayContext, flags: RotateStoreFlags): Promise<void> {
  const { why = 'routine rotation', zone: named } = flags;
  const report = await withWorkspace(this, flags, (workspace) => rotateStore(workspace, why, named));
  const { zone, oldKey, newKey, keyFiles, statement, completed } = report;
  answer(this, flags.json, report, [
    `${completed ? 'completed' : 'rotated'}  zone ${zone}, ${formatCount(keyFiles, 'key file')} written anew, no blob touched`,
    `  old        ${oldKey}`,
    `  new        ${newKey}`,
    `  statement  ${statement}`,
    'Backups that hold the old key file still open backups of the store from before.',
  ]);
}

/** @throws {AssayError} what the flow throws */
export async function runStoreDestroy(this: AssayContext, flags: DestroyFlags, word: string): Promise<void> {
  const { why, basis, copiesLeft = [], force = false, dryRun = false } = flags;
  const options = { why, copiesLeft, force, dryRun, ...(basis === undefined ? {} : { basis }) };
  const report = await withWorkspace(this, flags, (workspace) => destroyBlobs(workspace, word, options));
  answer(this, flags.json, report, destroyLines(report).map(escapeInvisible));
}

function destroyLines({ label, blobs, kept, destroyed, statement, logIndex }: DestroyReport): readonly string[] {
  const names = [...new Set(kept.flatMap(({ neededBy }) => neededBy))].map((id) => id.slice(0, 12));
  return [
    `${destroyed ? 'destroyed' : 'would destroy'}  ${formatCount(blobs.length, 'blob')} of ${label}`,
    ...(kept.length === 0 ? [] : [`  kept       ${formatCount(kept.length, 'blob')} that ${names.join(', ')} needs`]),
    ...(statement === undefined ? [] : [`  statement  ${statement}, log entry ${logIndex}`]),
    ...(destroyed
      ? [
          'Old blocks of the disk and backups may still hold the sealed keys: assay store rotate makes those useless too.',
        ]
      : []),
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runStoreTidy(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const tidied = await withWorkspace(this, flags, tidyStore);
  const { merged, swept } = tidied;
  answer(this, flags.json, tidied, [
    `${formatCount(merged, 'pack or key file', 'packs and key files')} less, ${formatCount(swept, 'pack')} of killed writers removed`,
  ]);
}
