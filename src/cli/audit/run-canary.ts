// What the commands of `assay canary` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { checkDecoys, listDecoys } from '#flow/audit/list-decoys';
import { plantDecoy } from '#flow/audit/plant-decoy';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface CanaryPlantFlags extends SigningFlags {
  readonly make: 'dataset' | 'model' | 'credential';
  readonly name: string;
  readonly token?: string;
  readonly expect?: readonly string[];
  readonly why: string;
}

export type CanaryFlags = SigningFlags;

/** @throws {AssayError} what the flow throws */
export async function runCanaryPlant(this: AssayContext, flags: CanaryPlantFlags, path: string): Promise<void> {
  const { make, name, token, expect = [], why } = flags;
  if (token !== undefined && make !== 'credential')
    throw new AssayError('USAGE', '--token goes into a file of credentials: --make credential.');
  const planted = await withWorkspace(this, flags, (workspace) =>
    plantDecoy(workspace, path, {
      make,
      name,
      why,
      expected: expect,
      ...(token === undefined ? {} : { identity: token }),
    }),
  );
  answer(this, flags.json, planted, [
    `${planted.planted ? 'planted' : 'a decoy already'}  ${escapeInvisible(name)}  ${make}`,
    `  id    ${planted.asset}`,
    `  path  ${escapeInvisible(planted.path)}`,
  ]);
}

/** @throws {AssayError} what the flow throws */
export async function runCanaryList(this: AssayContext, flags: CanaryFlags): Promise<void> {
  const listed = await withWorkspace(this, flags, listDecoys);
  const rows = listed.decoys.map(({ name, kind, digests, plantedAt, plantedBy, expected }) => [
    escapeInvisible(name),
    kind,
    digests[0]?.slice(0, 12) ?? '-',
    plantedAt.slice(0, 16).replace('T', ' '),
    escapeInvisible(plantedBy),
    escapeInvisible(expected.join(' ') || '-'),
  ]);
  const heading = ['NAME', 'KIND', 'ID', 'PLANTED', 'BY', 'EXPECTED'];
  const none = ['There is no decoy; assay canary plant PATH --make dataset --name NAME makes one.'];
  answer(
    this,
    flags.json,
    listed,
    rows.length === 0 ? none : columns(heading, rows, textStyleOf(this.process, undefined)),
  );
}

/** @throws {AssayError} what the flow throws */
export async function runCanaryCheck(this: AssayContext, flags: CanaryFlags): Promise<void> {
  const checked = await withWorkspace(this, flags, checkDecoys);
  const { outcome, decoys, entries, unreadable, alarms } = checked;
  answer(this, flags.json, checked, [
    ...alarms.map(
      ({ at, explanation, entries: cited }) =>
        `ALARM  ${at}  entry ${cited.join(', ')}: ${escapeInvisible(explanation)}`,
    ),
    `${decoys} decoys, ${entries} entries looked at: ${outcome.replaceAll('-', ' ')}`,
    ...(unreadable === 0 ? [] : [`${unreadable} entries cannot be read.`]),
  ]);
  const codes = { untouched: exitCodes.yes, touched: exitCodes.no, 'could-not-tell': exitCodes.couldNotTell };
  this.answer = codes[outcome];
}
