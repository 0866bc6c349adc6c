// Puts on record what was found behind the addresses of a dataset: the list of pins goes into the store, its counts into a statement.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { PinCounts } from '#core/pins/pin';
import type { PinVerification } from '#core/pins/pin-check';
import { type PointerIntegrity, predicate as pointerIntegrity } from '#predicates/pointer-integrity';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface RecordedPins {
  readonly asset: string;
  readonly statement: Sha256;
}

/** @param pins - the list that was made @throws {AssayError} ASSET_UNKNOWN; what the store and the log throw */
export async function recordPins(
  workspace: Workspace,
  word: string,
  pins: string,
  counts: PinCounts,
  startedAt: Date,
): Promise<RecordedPins> {
  const outcome = counts.unexpected > 0 ? 'fail' : counts.content < counts.rows ? 'inconclusive' : 'pass';
  return record(workspace, word, pins, startedAt, {
    outcome,
    counts: {
      same: 0,
      changed: 0,
      gone: counts.gone,
      redirected: 0,
      unknown: counts.unreachable + counts.refused,
      pinned: counts.content,
    },
    shareOnFirstUse: shareOf(counts),
  });
}

/** @param pins - the list that was compared with @throws as `recordPins` */
export async function recordPinCheck(
  workspace: Workspace,
  word: string,
  pins: string,
  { outcome, counts, pinned }: PinVerification,
  startedAt: Date,
): Promise<RecordedPins> {
  return record(workspace, word, pins, startedAt, {
    outcome,
    counts: {
      same: counts.same,
      changed: counts.changed,
      gone: counts.gone,
      // Another owner is what a redirection to another site is to those who rely on the content.
      redirected: counts.redirected + counts['other-owner'],
      unknown: counts.unreachable + counts.unpinned,
      pinned: 0,
    },
    shareOnFirstUse: shareOf(pinned),
  });
}

type Facts = Pick<PointerIntegrity, 'outcome' | 'counts' | 'shareOnFirstUse'>;

async function record(
  workspace: Workspace,
  word: string,
  pins: string,
  startedAt: Date,
  facts: Facts,
): Promise<RecordedPins> {
  const { id, label } = await resolveAsset(await workspace.index(), word);
  const batch = workspace.store.batch();
  const { sha256: items } = await batch.addFile(pins);
  const times = { startedAt: startedAt.toISOString(), finishedAt: workspace.now().toISOString() };
  const body: PointerIntegrity = { ...facts, ...times, items };
  const [recorded] = await workspace.record(
    [{ predicate: pointerIntegrity, subjects: [{ name: label, sha256: id }], body }],
    batch,
  );
  if (recorded?.refusal !== undefined || recorded === undefined) {
    throw new AssayError('WORKSPACE_WRITE', `the pins could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  }
  return { asset: label, statement: recorded.evidence };
}

/** Of the contents that were seen. */
function shareOf({ content, firstSeen }: PinCounts): number {
  return content === 0 ? 0 : firstSeen / content;
}
