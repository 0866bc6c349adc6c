// What was decided before about these bytes, whatever they are called now.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { inPortions } from '#database/in-portions';
import { referenceHistory } from '#database/reference-history';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as intakePredicate } from '#predicates/intake';
import { countingAbout } from '../suppliers/counting-statements.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Delivery } from './delivery.ts';

interface EarlierRejection {
  /** File of this delivery; absent for the delivery as a whole. */
  readonly path?: string;
  readonly digest: Sha256;
  /** Statement that turned it down. */
  readonly statement: Sha256;
  readonly at: string;
  readonly why: string;
}

/**
 * A delivery was turned down when a gate said no because something speaks against it, or when an intake found a file of it bad.
 * That something is not known yet is no reason to turn it away.
 * @param name - that it is to be recorded under
 */
async function earlierRejection(
  workspace: Workspace,
  delivery: Delivery,
  name: string,
): Promise<EarlierRejection | undefined> {
  const asset = delivery.manifest.assetId;
  const history = await referenceHistory(await workspace.index(), name);
  // Under its own name it may come again with better claims: the gate decides anew.
  const isNamedSo = history.some((one) => one.stands && one.asset === asset);
  return (isNamedSo ? undefined : await rejectedByGate(workspace, asset)) ?? (await rejectedFile(workspace, delivery));
}

/** @throws {AssayError} INTAKE_REJECTED with the decision @param name - that it is to be recorded under */
export async function assertNotRejected(workspace: Workspace, delivery: Delivery, name: string): Promise<void> {
  const rejected = await earlierRejection(workspace, delivery, name);
  if (rejected === undefined) return;
  const { path, digest, at, statement, why } = rejected;
  const what = path === undefined ? 'these bytes' : `${quote(path)}, sha256 ${digest},`;
  const decision = `turned down on ${at.slice(0, 10)}, statement ${statement.slice(0, 12)}: ${why}`;
  throw new AssayError('INTAKE_REJECTED', `nothing was taken in: ${what} came before and was ${decision}`, {
    value: digest,
  });
}

/** Whether a gate has let the asset through, and that decision was the newest. */
export async function wasLetThrough(workspace: Workspace, asset: Sha256): Promise<boolean> {
  const decisions = await countingAbout(workspace, asset, gateDecision);
  return decisions.some(({ statement }) => statement.body.decision !== 'deny');
}

async function rejectedByGate(workspace: Workspace, asset: Sha256): Promise<EarlierRejection | undefined> {
  const newest = (await countingAbout(workspace, asset, gateDecision)).at(-1);
  if (newest === undefined || newest.statement.body.decision !== 'deny') return undefined;
  const against = newest.statement.body.reasons.filter(({ outcome }) => outcome === 'fail');
  const [first] = against;
  if (first === undefined) return undefined;
  const why = `${newest.statement.body.gate} denied it: ${first.because}`;
  return { digest: asset, statement: newest.evidence, at: newest.at, why };
}

async function rejectedFile(
  workspace: Workspace,
  { files, manifest }: Delivery,
): Promise<EarlierRejection | undefined> {
  const { tables } = await workspace.index();
  const digests = [...new Set(files.map(({ sha256 }) => sha256))];
  const known = await inPortions(digests, (portion) =>
    tables
      .selectFrom('subject')
      .innerJoin('entry', 'entry.log_index', 'subject.log_index')
      .select('subject.digest')
      .distinct()
      .where('entry.predicate', '=', intakePredicate.kind)
      .where('entry.standing', '=', 'verified')
      .where('subject.digest', 'in', portion)
      .execute(),
  );
  for (const { digest } of known) {
    const statements = await countingAbout(workspace, digest, intakePredicate);
    // That very delivery may come again: it lies in quarantine, with what was found.
    const bad = statements.findLast(
      ({ statement: { body } }) => body.badFiles.includes(digest) && body.asset !== manifest.assetId,
    );
    if (bad === undefined) continue;
    const { supplier, from } = bad.statement.body;
    const why = `it came from ${quote(supplier)} as part of ${quote(from)} and was found bad`;
    const path = files.find(({ sha256 }) => sha256 === digest)?.path;
    return { digest, statement: bad.evidence, at: bad.at, why, ...(path === undefined ? {} : { path }) };
  }
  return undefined;
}
