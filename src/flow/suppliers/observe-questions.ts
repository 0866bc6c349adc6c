// What deliveries show about a question: it holds, it does not, or nothing can be told. Only what was seen counts.
import type { Sha256 } from '#core/digest';
import { quote } from '#core/quote';
import type { IntakeTopic } from '#predicates/intake';
import type { ObservedDelivery, SupplierObservations } from './observe-supplier.ts';

export interface Observation {
  readonly holds: boolean;
  readonly what: string;
  /** Evidence id. */
  readonly evidence: Sha256;
}

type Observer = (observed: SupplierObservations, now: Date) => readonly Observation[];

/** What was seen about the question; empty when nothing that was delivered shows anything of it. */
export function observationsOf(question: string, observed: SupplierObservations, now: Date): readonly Observation[] {
  return observers.get(question)?.(observed, now) ?? [];
}

/** A word of an intake that settles the question one way or the other; any other word says nothing. */
function byState(topic: IntakeTopic, yes: readonly string[], no: readonly string[]): Observer {
  return ({ deliveries }) =>
    deliveries.flatMap(({ name, intake }): readonly Observation[] => {
      const state = intake?.statement.body.states[topic];
      if (intake === undefined || state === undefined) return [];
      const holds = yes.includes(state);
      if (!holds && !no.includes(state)) return [];
      return [{ holds, what: `${topic} of ${quote(name)}: ${state}`, evidence: intake.evidence }];
    });
}

function scanned({ deliveries }: SupplierObservations): readonly Observation[] {
  return deliveries.flatMap(({ name, scan }): readonly Observation[] => {
    const verdict = scan?.statement.body.verdict;
    if (scan === undefined || verdict === undefined || verdict === 'incomplete') return [];
    return [{ holds: verdict === 'clean', what: `the scan of ${quote(name)}: ${verdict}`, evidence: scan.evidence }];
  });
}

function withoutCode({ deliveries }: SupplierObservations): readonly Observation[] {
  return deliveries.flatMap(({ name, kind, scan }): readonly Observation[] => {
    if (scan === undefined || (kind !== 'model' && kind !== 'adapter')) return [];
    const found = scan.statement.body.formats.filter((format) => runsCode.has(format));
    const what = found.length === 0 ? 'no format whose loading can run code' : found.join(', ');
    return [{ holds: found.length === 0, what: `${quote(name)} has ${what}`, evidence: scan.evidence }];
  });
}

function searched({ deliveries }: SupplierObservations): readonly Observation[] {
  return deliveries.flatMap(({ name, poison }): readonly Observation[] => {
    const outcome = poison?.statement.body.outcome;
    if (poison === undefined || (outcome !== 'pass' && outcome !== 'fail')) return [];
    return [
      {
        holds: outcome === 'pass',
        what: `the search of ${quote(name)} for poison: ${outcome}`,
        evidence: poison.evidence,
      },
    ];
  });
}

function provenance({ deliveries }: SupplierObservations): readonly Observation[] {
  return deliveries.flatMap(({ name, attestations }) =>
    attestations
      .filter(({ statement }) => statement.body.predicateType.includes('/provenance/'))
      .map(({ evidence }) => ({ holds: true, what: `a provenance statement about ${quote(name)} verified`, evidence })),
  );
}

function documented({ deliveries }: SupplierObservations): readonly Observation[] {
  return deliveries.flatMap(({ name, intake }): readonly Observation[] => {
    const missing = intake?.statement.body.missingDeliverables.includes('model-card');
    return intake === undefined || missing !== true
      ? []
      : [{ holds: false, what: `${quote(name)} came without a model card`, evidence: intake.evidence }];
  });
}

function notified({ clauses }: SupplierObservations, now: Date): readonly Observation[] {
  const last = clauses.findLast(({ statement }) => statement.body.topic === 'notification');
  if (last === undefined) return [];
  const { state, clause, expiresAt } = last.statement.body;
  const isOver = expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
  const what = `the clause ${quote(clause)} is ${isOver ? 'over' : state}`;
  return [{ holds: state !== 'draft' && !isOver, what, evidence: last.evidence }];
}

function keptApart({ deliveries }: SupplierObservations): readonly Observation[] {
  return deliveries.flatMap(({ name, endpoint }: ObservedDelivery): readonly Observation[] => {
    const use = endpoint?.statement.body.trainingUse;
    if (endpoint === undefined || use === undefined || use === 'unknown') return [];
    return [
      {
        holds: use === 'no',
        what: `what is sent to ${quote(name)} is ${use === 'no' ? 'not ' : ''}used for training`,
        evidence: endpoint.evidence,
      },
    ];
  });
}

const observers: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  ['documented', documented],
  ['scanned', scanned],
  ['no-code-formats', withoutCode],
  ['poisoning-controls', searched],
  [
    'signed',
    byState(
      'signature',
      ['verified'],
      ['unsigned', 'mismatch', 'other-identity', 'expired', 'malformed', 'unsigned-file', 'subset', 'unknown-identity'],
    ),
  ],
  ['digests-published', byState('digest', ['match'], ['mismatch', 'conflict', 'pointer'])],
  ['provenance-attested', provenance],
  ['licence-stated', byState('licence', ['agreed'], ['conflict', 'absent'])],
  ['incidents-notified', notified],
  ['data-kept-apart', keptApart],
]);

/** Formats whose usual loader can run what is in the file. */
const runsCode: ReadonlySet<string> = new Set([
  ...[
    'pickle',
    'torch-zip',
    'torch-tar',
    'torch-package',
    'torchscript',
    'torchserve',
    'joblib-zf',
    'python-marshal',
    'skops',
    'keras-v3',
  ],
  ...['keras-config', 'tensorflow-saved-model', 'rds', 'executable', 'python-source', 'nemo'],
]);
