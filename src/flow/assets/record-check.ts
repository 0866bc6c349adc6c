// Puts on record that something was verified, and with what result.
import type { AssetVerification } from '#core/asset-verification';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type IntegrityCheck, predicate as integrityCheck } from '#predicates/integrity-check';
import type { Workspace } from '../workspace/workspace.ts';

export interface CheckFacts {
  readonly scope: IntegrityCheck['scope'];
  readonly outcome: IntegrityCheck['outcome'];
  readonly assets: readonly AssetVerification[];
  readonly deep: boolean;
  readonly startedAt: Date;
  readonly dueBy?: Date;
  /** When this one should have run, where it came too late. */
  readonly missed?: Date;
}

/** @param subjects - assets that were compared; without any the root key stands for the workspace. @returns evidence id */
export async function recordCheck(workspace: Workspace, facts: CheckFacts): Promise<Sha256> {
  const { scope, outcome, assets, deep, startedAt, dueBy, missed } = facts;
  const compared = [...new Set(assets.map(({ id }) => id))];
  const root = (await workspace.trust()).root;
  const subjects = (compared.length === 0 ? [root] : compared).map((sha256) => ({ sha256 }));
  const deviations = assets.flatMap(deviationsOf);
  const { size } = await workspace.checkpoint();
  const body: IntegrityCheck = {
    scope,
    outcome,
    counts: countsOf(assets),
    digestSource: 'manifest',
    mode: deep ? 'full' : 'incremental',
    shareRead: shareRead(assets, deep),
    logSize: size,
    startedAt: startedAt.toISOString(),
    finishedAt: workspace.now().toISOString(),
    ...(dueBy === undefined ? {} : { dueBy: dueBy.toISOString() }),
    ...(missed === undefined ? {} : { missed: missed.toISOString() }),
    deviations: deviations.slice(0, limits.recordedDeviations.value),
    deviationsLeftOut: Math.max(0, deviations.length - limits.recordedDeviations.value),
  };
  const [recorded] = await workspace.record([{ predicate: integrityCheck, subjects, body }]);
  if (recorded === undefined || recorded.refusal !== undefined) {
    throw new AssayError(
      'WORKSPACE_WRITE',
      `the verification could not be recorded: ${recorded?.refusal ?? 'unknown'}`,
    );
  }
  return recorded.evidence;
}

type Deviation = IntegrityCheck['deviations'][number];

function deviationsOf({ id, store, copies }: AssetVerification): readonly Deviation[] {
  const stored = store.problems.map(
    ({ path, sha256, code }): Deviation => ({
      asset: id,
      path,
      state: code === 'STORE_MISSING' ? 'missing' : 'unreadable',
      expected: sha256,
    }),
  );
  const onDisk = copies.flatMap(({ entries }) =>
    entries.flatMap(({ path, state, recorded, found, explainedBy }): readonly Deviation[] =>
      state === 'match'
        ? []
        : [
            {
              asset: id,
              path,
              state,
              ...(recorded?.type === 'file' ? { expected: recorded.sha256 } : {}),
              ...(found?.type === 'file' ? { found: found.sha256 } : {}),
              ...(explainedBy === undefined ? {} : { explainedBy: explainedBy.statement }),
            },
          ],
    ),
  );
  return [...stored, ...onDisk];
}

function countsOf(assets: readonly AssetVerification[]): IntegrityCheck['counts'] {
  const counts = { match: 0, changed: 0, missing: 0, added: 0, unreadable: 0 };
  for (const { copies } of assets) {
    for (const { summary } of copies) {
      for (const state of ['match', 'changed', 'missing', 'added', 'unreadable'] as const)
        counts[state] += summary?.[state] ?? 0;
    }
  }
  return counts;
}

/** Of the bytes of all copies that were looked at. */
function shareRead(assets: readonly AssetVerification[], deep: boolean): number {
  const readings = assets.flatMap(({ copies }) => copies.flatMap(({ reading }) => reading ?? []));
  const bytes = readings.reduce((sum, reading) => sum + reading.bytes, 0);
  if (bytes === 0) return deep ? 1 : 0;
  return readings.reduce((sum, reading) => sum + reading.bytesRead, 0) / bytes;
}
