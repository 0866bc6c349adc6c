// Decisions whose ground is gone: a fold over log and index, made anew each time it is asked for and kept nowhere. Each decision that let
// something through is made again with the gate of then and the evidence of now.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findRevocation } from '#database/find-revocation';
import { type ListedDecision, listDecisions } from '#database/list-decisions';
import { decide } from '#gates/decide';
import type { DecidedReason } from '#gates/decided-reason';
import { lastingGate } from '#gates/lasting';
import type { GateDecision } from '#predicates/gate-decision';
import type { Workspace } from '../workspace/workspace.ts';
import { collectEvidence, type Moment } from './collect-evidence.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { findMoved } from './find-moved.ts';
import { momentNow } from './moment-now.ts';
import { placementsOn } from './placements-on.ts';
import { type ReadDecision, readDecision } from './read-decision.ts';
import type { Reopened, ReopenedCause, ReopenedDecision } from './reopened.ts';
import { requestOf } from './request-of.ts';

/** @param asset - decisions about this one alone @throws what store, log and index throw */
export async function findReopened(workspace: Workspace, asset?: Sha256): Promise<Reopened> {
  const moment = await momentNow(workspace);
  const reader = new EvidenceReader(workspace, moment.logSize);
  const latest = newestOfEach(await listDecisions(await workspace.index(), asset));
  const reopened: ReopenedDecision[] = [];
  for (const listed of latest) {
    const found = await judgeAgain(workspace, reader, moment, listed);
    if (found !== undefined) reopened.push(found);
  }
  const { at, logSize } = moment;
  return { schema: 'assay.reopened/1', at, logSize, decisions: latest.length, reopened };
}

/** Of decisions of one gate about one asset the newest alone is what anybody goes by. */
function newestOfEach(decisions: readonly ListedDecision[]): readonly ListedDecision[] {
  return [...new Map(decisions.map((one) => [`${one.gate} ${one.asset}`, one])).values()].toSorted(
    (a, b) => a.logIndex - b.logIndex,
  );
}

async function judgeAgain(
  workspace: Workspace,
  reader: EvidenceReader,
  moment: Moment,
  listed: ListedDecision,
): Promise<ReopenedDecision | undefined> {
  const { statement, logIndex, gate, asset, label } = listed;
  const decidedAt = new Date(listed.at).toISOString();
  const fallen = (cause: ReopenedCause): Judged => ({ was: 'allow', now: 'deny', causes: [cause] });
  const read = listed.standing === 'revoked' ? undefined : await readable(workspace, logIndex);
  const judged =
    read === undefined
      ? fallen(await revoked(workspace, listed))
      : typeof read === 'string'
        ? fallen({ cause: 'decision-unreadable', because: read })
        : await decideAgain(workspace, reader, moment, listed, read);
  if (judged.causes.length === 0) return undefined;
  const placements = await placementsOn(workspace, statement);
  return { decision: statement, logIndex, gate, asset, label, decidedAt, ...judged, placements };
}

type Judged = Pick<ReopenedDecision, 'was' | 'now' | 'causes'>;

/** What cannot be made again is no ground for anything. */
async function readable(workspace: Workspace, logIndex: number): Promise<ReadDecision | string> {
  try {
    return await readDecision(workspace, logIndex);
  } catch (error) {
    if (!(error instanceof AssayError) || !unreadable.has(error.code)) throw error;
    return `it cannot be made again: ${error.message}`;
  }
}

const unreadable: ReadonlySet<string> = new Set(['GATE_INVALID', 'STORE_MISSING', 'STORE_DESTROYED', 'STORE_CORRUPT']);

async function decideAgain(
  workspace: Workspace,
  reader: EvidenceReader,
  moment: Moment,
  listed: ListedDecision,
  { statement: { body }, gate }: ReadDecision,
): Promise<Judged> {
  const lasting = lastingGate(gate);
  const subject = { id: listed.asset, label: listed.label };
  const evidence = await collectEvidence(workspace, lasting, subject, { ...moment, request: requestOf(body) }, reader);
  const again = decide(lasting, evidence);
  const open = again.because.filter(
    ({ outcome, waiver }) => waiver === undefined && (outcome === 'fail' || outcome === 'inconclusive'),
  );
  const causes = await Promise.all(open.map((reason) => causeOf(workspace, body, reason)));
  const moved = await findMoved(workspace, listed);
  return {
    was: body.decision === 'exception' ? 'exception' : 'allow',
    now: again.decision,
    causes: moved === undefined ? causes : [...causes, moved],
  };
}

async function revoked(workspace: Workspace, { statement, reason }: ListedDecision): Promise<ReopenedCause> {
  const logEntry = await findRevocation(await workspace.index(), statement);
  return {
    cause: 'decision-revoked',
    because: `the decision itself does not count any more: ${reason ?? 'its key is revoked'}`,
    ...(logEntry === undefined ? {} : { logEntry }),
  };
}

/** @param body - the decision of then: what it cited for the requirement may have fallen since */
async function causeOf(workspace: Workspace, body: GateDecision, reason: DecidedReason): Promise<ReopenedCause> {
  const { rule, cause = 'missing', because, entry, remedy } = reason;
  const then = body.reasons.find((one) => one.rule === rule);
  const index = await workspace.index();
  const fallen = cause === 'missing' || cause === 'refused' || cause === 'not-signed-by-enough';
  const revocations = fallen ? await Promise.all((then?.evidence ?? []).map((one) => findRevocation(index, one))) : [];
  const logEntry = revocations.find((one) => one !== undefined) ?? entry;
  const wasWaived = then?.outcome === 'fail' || then?.outcome === 'inconclusive';
  return {
    cause: wasWaived ? 'waiver-ended' : cause,
    rule,
    because: wasWaived ? `the waiver of it has ended or does not count any more; ${because}` : because,
    ...(logEntry === undefined ? {} : { logEntry }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
