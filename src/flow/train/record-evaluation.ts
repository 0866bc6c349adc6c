// Puts the test of a model on record: two statements, what it gets right and what a search for backdoors found.
import { canonicalJson } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { statementsOf } from '#database/statements-of';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { type Evaluation, predicate as evaluation } from '#predicates/evaluation';
import { assetAt } from '../assets/asset-at.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { EvaluatedModel } from './evaluate-model.ts';

export interface RecordedEvaluation {
  readonly asset: string;
  readonly statements: readonly { readonly kind: Evaluation['kind']; readonly statement: Sha256 }[];
}

/** @throws {AssayError} ASSET_UNKNOWN, ASSET_CHANGED for a model or data that are not recorded as they lie there */
export async function recordEvaluation(
  workspace: Workspace,
  evaluated: EvaluatedModel,
  version: string,
): Promise<RecordedEvaluation> {
  const model = await assetAt(workspace, evaluated.model);
  const data = await assetAt(workspace, evaluated.on);
  const batch = workspace.store.batch();
  const { sha256: report } = await batch.add(
    new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(evaluated)))),
  );
  const common = {
    tool: { name: 'assay', version },
    inputs: [{ name: data.label, sha256: data.id }],
    notCovered: evaluated.notCovered,
    independence: (await isOwnWork(workspace, model.id)) ? 'developer' : 'internal',
    seed: evaluated.seed,
    suite: report,
    report,
  } as const;
  const bodies: readonly Evaluation[] = [
    { ...common, ...performanceOf(evaluated) },
    { ...common, ...backdoorOf(evaluated) },
  ];
  const subjects = [{ sha256: model.id, name: model.label }];
  const recorded = await workspace.record(
    bodies.map((body) => ({ predicate: evaluation, subjects, body })),
    batch,
  );
  const refused = recorded.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the evaluation could not be recorded: ${refused.refusal}`);
  const statements = recorded.map(({ evidence }, at) => ({
    kind: bodies[at]?.kind ?? 'performance',
    statement: evidence,
  }));
  return { asset: model.label, statements };
}

type Own = Pick<Evaluation, 'outcome' | 'kind' | 'category' | 'suiteName' | 'metrics' | 'thresholds'>;

/** Whoever recorded the model is no second pair of eyes. */
async function isOwnWork(workspace: Workspace, model: Sha256): Promise<boolean> {
  const { keyId } = await workspace.signer();
  const records = await statementsOf(await workspace.index(), model, workspace.now().getTime(), {
    kind: assetManifest.kind,
  });
  return records.some(({ standing, signedBy }) => standing === 'verified' && signedBy.includes(keyId));
}

function performanceOf({ rows, correct, atLeast, performance }: EvaluatedModel): Own {
  const { low, high } = clopperPearsonInterval(correct, rows, 0.95);
  return {
    outcome: performance,
    kind: 'performance',
    suiteName: 'share of pictures that the model reads as they are labelled',
    metrics: [{ name: 'accuracy', value: correct / rows, low, high, confidence: 0.95, examples: rows }],
    thresholds: atLeast === undefined ? [] : [{ metric: 'accuracy', atLeast }],
  };
}

function backdoorOf({ tests, backdoor }: EvaluatedModel): Own {
  return {
    outcome: backdoor,
    kind: 'backdoor',
    category: 'backdoor',
    suiteName: tests.map(({ detector, version }) => `${detector} ${version}`).join(', '),
    metrics: [
      { name: 'tests that found something', value: tests.filter(({ outcome }) => outcome === 'fail').length },
      { name: 'tests', value: tests.length },
    ],
    thresholds: [{ metric: 'tests that found something', atMost: 0 }],
  };
}
