// `assay release rollback`: the channel offers again what it offered before. All of it or nothing: every byte is read and held against
// the digests that were released before a word is said.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { decide } from '#gates/decide';
import { lastingGate } from '#gates/lasting';
import type { Release } from '#predicates/release';
import { demandAccess } from '../access/decide-access.ts';
import { collectEvidence } from '../gates/collect-evidence.ts';
import { gateInForce } from '../gates/gate-in-force.ts';
import { momentNow } from '../gates/moment-now.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { classifyChange, type PartChange } from './classify-change.ts';
import { findRelease, type ReleaseRecord, readReleases } from './read-releases.ts';
import { recordRelease } from './release-system.ts';
import { assertWhole, type VerifiedPart, verifyParts } from './verify-parts.ts';

export interface RolledBack {
  readonly schema: 'assay.release-rollback/1';
  readonly system: string;
  readonly channel: string;
  readonly before: { readonly version: string; readonly composition: Sha256 };
  readonly after: { readonly version: string; readonly composition: Sha256 };
  /** Each part as it was read now. */
  readonly parts: readonly VerifiedPart[];
  readonly changes: readonly PartChange[];
  /** What is known by now and was not when it was released. Somebody has to weigh it; it stops nobody in an emergency. */
  readonly warnings: readonly { readonly rule: string; readonly because: string }[];
  readonly statement: Sha256;
  readonly logIndex: number;
}

/**
 * @param version - to go back to; the one before on the channel when absent
 * @throws {AssayError} RELEASE_UNKNOWN, RELEASE_INCOMPLETE, RELEASE_VERSION when it was recalled; ACCESS_DENIED
 */
export async function rollBackRelease(
  workspace: Workspace,
  system: string,
  channel: string,
  why: string,
  version?: string,
): Promise<RolledBack> {
  await demandAccess(workspace, { action: 'promote', resource: { zone: 'release' } });
  const records = (await readReleases(workspace, system)).filter((one) => one.channel === channel);
  const before = currentOrLast(records, system, channel);
  const after =
    version === undefined ? theOneBefore(records, before) : findRelease(records, system, { version, channel });
  if (after.composition === before.composition && before.state === 'current')
    throw new AssayError('RELEASE_VERSION', `${channel} offers ${after.version} already`);
  if (after.state === 'recalled')
    throw new AssayError(
      'RELEASE_VERSION',
      `${after.version} was recalled at ${after.recalledAt}; nobody goes back to it`,
    );
  const parts = await verifyParts(workspace, after.body.closure);
  assertWhole(parts, `${system} ${after.version}`);
  const warnings = await learntSince(workspace, after);
  const { decision: _, notes: _notes, ...released } = after.body;
  const body: Release = {
    ...released,
    action: 'roll-back',
    previous: before.composition,
    notes: why,
    at: workspace.now().toISOString(),
  };
  const recorded = await recordRelease(workspace, after.composition, body);
  return {
    schema: 'assay.release-rollback/1',
    system,
    channel,
    before: { version: before.version, composition: before.composition },
    after: { version: after.version, composition: after.composition },
    parts,
    changes: classifyChange(before.body.closure, after.body.closure).changes,
    warnings,
    ...recorded,
  };
}

/** After a recall the channel offers nothing, and what it offered last is what one goes back from. */
function currentOrLast(records: readonly ReleaseRecord[], system: string, channel: string): ReleaseRecord {
  const found = records.findLast(({ state }) => state === 'current') ?? records.at(-1);
  if (found !== undefined) return found;
  throw new AssayError('RELEASE_UNKNOWN', `${system} was never released on ${channel}`, { value: system });
}

function theOneBefore(records: readonly ReleaseRecord[], before: ReleaseRecord): ReleaseRecord {
  const found = records.findLast(
    ({ logIndex, composition, state }) =>
      logIndex < before.logIndex && composition !== before.composition && state !== 'recalled',
  );
  if (found !== undefined) return found;
  throw new AssayError(
    'RELEASE_UNKNOWN',
    `there is nothing before ${before.version} on ${before.channel} that was not recalled`,
  );
}

async function learntSince(workspace: Workspace, { composition }: ReleaseRecord): Promise<RolledBack['warnings']> {
  const gate = lastingGate(await gateInForce(workspace, 'release'));
  const subject = { id: composition, label: composition };
  const { because } = decide(gate, await collectEvidence(workspace, gate, subject, await momentNow(workspace)));
  const open = because.filter(
    ({ outcome, waiver }) => waiver === undefined && (outcome === 'fail' || outcome === 'inconclusive'),
  );
  return open.map(({ rule, because: text }) => ({ rule, because: text }));
}
