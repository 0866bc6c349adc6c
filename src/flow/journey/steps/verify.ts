// Reads what is stored and what lies on the disk again, and compares both with what is recorded.
import { isOfKind } from '#attest/verified';
import { assetKinds } from '#core/asset';
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { recordCheck } from '../../assets/record-check.ts';
import { verifyAsset } from '../../assets/verify-asset.ts';
import type { JourneyStep } from '../journey-step.ts';

export const step: JourneyStep = {
  name: 'integrity',
  shows: integrityCheck.kind,
  fits: assetKinds.filter((kind) => kind !== 'hosted-model'),
  covers: (statement) => isOfKind(statement, integrityCheck),
  tell: (statement) =>
    isOfKind(statement, integrityCheck) ? `${statement.body.outcome}: compared with the record` : '',
  run: async ({ workspace, path, asset, tools: { scanning } }) => {
    const startedAt = workspace.now();
    const seen = await verifyAsset(workspace, asset, {
      readStore: 'without-copy',
      readCopies: true,
      place: path,
      ...(scanning.worker === undefined ? {} : { worker: scanning.worker }),
    });
    const scope = { kind: 'asset', name: asset.label } as const;
    await recordCheck(workspace, { scope, outcome: seen.outcome, assets: [seen], deep: true, startedAt });
    return seen.outcome === 'pass'
      ? `${seen.store.blobs === 1 ? '1 file' : `${seen.store.blobs} files`} as recorded`
      : `${seen.outcome}: not as recorded`;
  },
};
