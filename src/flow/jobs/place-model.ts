// A model that a job trained is recorded where models lie at first; nobody gets its bytes by the job.
import { findAsset } from '#database/find-asset';
import type { JobFolder } from '#store/job-folder';
import type { ResolvedAsset } from '../assets/resolve-asset.ts';
import { decideAbout } from '../gates/decide-gate.ts';
import { gateInForce } from '../gates/gate-in-force.ts';
import { recordTraining } from '../train/record-training.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneOf } from '../zones/zone-of.ts';
import type { Ended, PlacedModel } from './ended.ts';
import type { JobMade } from './kinds/job-work.ts';
import type { Job } from './read-jobs.ts';

interface Making {
  readonly folder: JobFolder;
  readonly startedAt: Date;
  readonly version: string;
}

/**
 * Asks the gate that everybody who trains has to pass.
 * @throws {AssayError} ACCESS_DENIED when whoever runs the job may not record a model; what recording throws
 */
export async function placeModel(
  workspace: Workspace,
  { request }: Job,
  { model }: JobMade,
  { folder, startedAt, version }: Making,
): Promise<PlacedModel | Ended | undefined> {
  const { name } = request.parameters;
  if (model === undefined || name === undefined) return undefined;
  const dataset: ResolvedAsset = { id: request.asset, label: request.asset };
  const gate = await gateInForce(workspace, 'train-with');
  const decided = await decideAbout(workspace, gate, dataset, { record: true });
  if (decided.decision === 'deny' || decided.recorded === undefined)
    return { outcome: 'refused', why: `the gate ${gate.name} does not let the data be trained with` };
  const path = folder.put('model.onnx', model.bytes);
  const { id } = await recordTraining(workspace, {
    path,
    name,
    dataset,
    trained: model,
    decision: decided.recorded,
    version,
    startedAt,
    isTestWithheld: true,
  });
  const { id: asset } = await findAsset(await workspace.index(), id);
  return { id: asset, zone: await zoneOf(workspace, asset) };
}
