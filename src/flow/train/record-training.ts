// Puts on record how a model was trained: of what, by which step graph, and what it gets right of rows that it never saw.
import { hostname } from 'node:os';
import { canonicalJson, type Json } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { type Evaluation, predicate as evaluation } from '#predicates/evaluation';
import { type Provenance, predicate as provenance } from '#predicates/provenance';
import { addAsset } from '../assets/add-asset.ts';
import type { ResolvedAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { TrainedModel } from './train-model.ts';

export interface TrainingFacts {
  /** File that holds the model. */
  readonly path: string;
  /** Reference that is to point to it. */
  readonly name: string;
  readonly dataset: ResolvedAsset;
  readonly trained: TrainedModel;
  /** Evidence id of the decision that let the data be trained with. */
  readonly decision: Sha256;
  readonly version: string;
  readonly startedAt: Date;
  /** Says nothing of what the model gets right: a job hands that out through a filter. */
  readonly isTestWithheld?: boolean;
}

export interface RecordedTraining {
  readonly id: string;
  readonly label: string;
  readonly statements: readonly Sha256[];
}

/** @throws {AssayError} ASSET_CHANGED when the file is not what was trained; what recording throws */
export async function recordTraining(workspace: Workspace, facts: TrainingFacts): Promise<RecordedTraining> {
  const { path, name, dataset, trained } = facts;
  const added = await addAsset(workspace, path, {
    name,
    kind: 'model',
    labels: [],
    parents: [`trained-on=${dataset.label}`],
    similarNames: false,
    rows: false,
    deep: true,
    why: `trained on ${dataset.label}`,
  });
  const label = `${name}@${added.version}`;
  const batch = workspace.store.batch();
  const { sha256: record } = await batch.add(bytesOf(trained.record));
  const subjects = [{ sha256: added.id as Sha256, name: label }];
  const drafts = [
    { predicate: provenance, subjects, body: provenanceOf(workspace, facts, record) },
    ...(facts.isTestWithheld === true ? [] : [{ predicate: evaluation, subjects, body: evaluationOf(facts) }]),
  ];
  const recorded = await workspace.record(drafts, batch);
  const refused = recorded.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the training could not be recorded: ${refused.refusal}`);
  return { id: added.id, label, statements: recorded.map(({ evidence }) => evidence) };
}

function provenanceOf(workspace: Workspace, facts: TrainingFacts, record: Sha256): Provenance {
  const { dataset, trained, decision, version, startedAt } = facts;
  const { engine, network, epochs, batch, rate, seed, optimizer, rows, stepGraph } = trained.record;
  const parameters = { network, epochs, batch, rate, seed, optimizer, rows };
  return {
    buildDefinition: {
      buildType: 'https://assay/build/train/v1',
      externalParameters: JSON.parse(JSON.stringify(parameters)),
      internalParameters: { stepGraph },
      resolvedDependencies: [
        { name: dataset.label, digest: { sha256: dataset.id }, annotations: { relation: 'trained-on' } },
        { name: 'decision of train-with', digest: { sha256: decision }, annotations: { relation: 'rests-on' } },
      ],
      assay_dependenciesComplete: true,
    },
    runDetails: {
      builder: {
        id: `https://assay/train/v${version}`,
        version: { assay: version, [engine.name]: engine.version, processor: engine.processor },
      },
      metadata: { startedOn: startedAt.toISOString(), finishedOn: workspace.now().toISOString() },
      byproducts: [{ name: 'training record', digest: { sha256: record } }],
      assay_zone: 'training',
      assay_host: hostname(),
      assay_isolation: 'process',
    },
  };
}

/** Whoever trained it tested it, so that nobody takes it for more than it is. */
function evaluationOf({ trained, dataset, version }: TrainingFacts): Evaluation {
  const { rows, correct } = trained.test;
  const { low, high } = clopperPearsonInterval(correct, rows, 0.95);
  return {
    // Nobody said what would be good enough, and whoever trained it tested it.
    outcome: 'inconclusive',
    kind: 'performance',
    suite: sha256(new TextEncoder().encode('assay train: rows held out of the training data')),
    suiteName: 'rows held out of the training data',
    tool: { name: 'assay', version },
    inputs: [{ name: dataset.label, sha256: dataset.id }],
    metrics: [{ name: 'accuracy', value: correct / rows, low, high, confidence: 0.95, examples: rows }],
    thresholds: [],
    notCovered: [
      'Whether the model does something else on inputs with a trigger.',
      'Rows of another origin than those that it learnt from.',
    ],
    independence: 'developer',
    seed: trained.record.seed,
  };
}

function bytesOf(record: TrainedModel['record']): Uint8Array {
  return new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(record)) as Json));
}
