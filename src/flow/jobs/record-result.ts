// Puts on record what became of a job. The document of metrics goes into the main store: it has passed the filter.
import { canonicalJson } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type JobOutput, type JobResult, predicate as jobResult } from '#predicates/job-result';
import type { Workspace } from '../workspace/workspace.ts';
import type { Ended } from './ended.ts';
import type { Job } from './read-jobs.ts';

export interface Custody {
  readonly custodian: string;
  readonly zone: string;
  readonly version: string;
  readonly startedAt: Date;
}

/** @returns the evidence id @throws {AssayError} WORKSPACE_WRITE, and what recording throws: nothing is handed out then */
export async function recordResult(
  workspace: Workspace,
  { id, request }: Job,
  { outcome, why, metrics, model, withheld = [] }: Ended,
  { custodian, zone, version, startedAt }: Custody,
): Promise<Sha256> {
  const batch = workspace.store.batch();
  const outputs: JobOutput[] = [];
  if (metrics !== undefined) {
    const { sha256 } = await batch.add(new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(metrics)))));
    outputs.push({ name: 'metrics', sha256, to: 'handed-out' });
  }
  if (model !== undefined) outputs.push({ name: 'model', sha256: model.id, to: 'placed-in-zone', zone: model.zone });
  const body: JobResult = {
    request: id,
    asset: request.asset,
    kind: request.kind,
    by: request.by,
    custodian,
    zone,
    outcome,
    ...(why === undefined ? {} : { why }),
    outputs,
    withheld,
    tool: { name: 'assay', version },
    // The readers and detectors of Assay in the process of the custodian: nothing but their code keeps them from the machine.
    isolation: 'none',
    memory: Math.ceil((process.resourceUsage().maxRSS * 1024) / memoryStep) * memoryStep,
    seconds: Math.max(0, Math.round((workspace.now().getTime() - startedAt.getTime()) / 1000)),
    notCovered: [...notCovered, ...(model === undefined ? [] : ofModels)],
  };
  const subjects = [{ sha256: request.asset }, { sha256: id }];
  const [recorded] = await workspace.record([{ predicate: jobResult, subjects, body }], batch);
  if (recorded !== undefined && recorded.refusal === undefined) return recorded.evidence;
  throw new AssayError('WORKSPACE_WRITE', `the result could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
}

const memoryStep = 16 * 1024 * 1024;

const notCovered = [
  'how long the job took, how much memory it had and how large its outputs are tells something about the data',
  'whoever asks about many rules, columns or versions learns from the differences between answers, each of which tells little',
  'whoever knows four of the rows that a rule speaks of learns whether there is a fifth',
  'whoever holds the key of the zone, or runs this machine, can read everything',
];

const ofModels = [
  'a model may remember single rows; it lies in the zone, and asking it again and again can bring them out',
  'the statement about the training has the exact number of rows that it learnt from',
];
