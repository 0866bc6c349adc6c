// Lets a reference point to another asset. Several people may try at once: the version that comes first in the log counts, and the
// other tries again with the next one.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { findReference } from '#database/find-reference';
import { referenceHistory } from '#database/reference-history';
import { type ReferenceMove, predicate as referenceMove } from '#predicates/reference-move';
import type { UpdatePoint } from '#predicates/update-point';
import type { BlobBatch } from '#store/blob-store';
import { demandAccess } from '../access/decide-access.ts';
import { assertReferenceName } from '../workspace/references.ts';
import type { Draft, Recorded, Workspace } from '../workspace/workspace.ts';

export interface Move {
  readonly name: string;
  readonly to: Sha256;
  readonly why: string;
  readonly updatePoint?: UpdatePoint;
  /** Version that is restored. */
  readonly restores?: number;
}

export interface Moved {
  readonly name: string;
  readonly version: number;
  readonly asset: Sha256;
  /** Absent when the reference pointed there already. */
  readonly recorded?: Recorded;
  /** Of the statements that were to be recorded with it. */
  readonly others: readonly Recorded[];
}

/**
 * @param others - statements that go into the log before it, in the same commit
 * @param batch - blobs that they speak of
 * @throws {AssayError} USAGE for the name, LOG_CONFLICT when others come first too often; what recording throws
 */
export async function moveReference(
  workspace: Workspace,
  move: Move,
  others: readonly Draft[] = [],
  batch: BlobBatch = workspace.store.batch(),
): Promise<Moved> {
  assertReferenceName(move.name);
  const { name, to } = move;
  await demandMove(workspace, name, to);
  let rest: readonly Draft[] = others;
  let first: readonly Recorded[] = [];
  let blobs: BlobBatch = batch;
  for (let attempt = 0; attempt < limits.logSwapAttempts.value; attempt++) {
    const history = await referenceHistory(await workspace.index(), name);
    const current = history.findLast(({ stands }) => stands);
    if (current?.asset === to && move.restores === undefined && rest.length === 0) {
      return { name, version: current.version, asset: to, others: first };
    }
    const pointsThere = current?.asset === to && move.restores === undefined;
    const drafts = pointsThere ? rest : [...rest, draftOf(move, history.length + 1, history.at(-1)?.asset)];
    const recorded = await workspace.record(drafts, blobs);
    first = [...first, ...recorded.slice(0, rest.length).filter(({ refusal }) => refusal === undefined)];
    if (pointsThere) return { name, version: current.version, asset: to, others: first };
    const last = recorded.at(-1);
    if (last !== undefined && last.refusal === undefined) {
      return { name, version: history.length + 1, asset: to, recorded: last, others: first };
    }
    // Somebody else moved it in between; what went with it and counts stands in the log already.
    rest = rest.filter((_, at) => recorded[at]?.refusal !== undefined);
    blobs = workspace.store.batch();
  }
  throw new AssayError('LOG_CONFLICT', `others moved ${name} first too often; try again`);
}

/** Whoever lets a name point elsewhere changes what all get who ask for it: that takes the right to write where it points now. */
async function demandMove(workspace: Workspace, name: string, to: Sha256): Promise<void> {
  const current = (await referenceHistory(await workspace.index(), name)).findLast(({ stands }) => stands);
  if (current === undefined || current.asset === to) return;
  await demandAccess(workspace, { action: 'write', resource: { asset: current.asset }, word: name });
}

/** Back to where the reference pointed at `version`; the one before the newest when absent. @throws {AssayError} ASSET_UNKNOWN */
export async function rollBack(
  workspace: Workspace,
  name: string,
  version: number | undefined,
  rest: Pick<Move, 'updatePoint'> & { readonly why?: string },
): Promise<Moved> {
  const index = await workspace.index();
  const history = await referenceHistory(index, name);
  const standing = history.filter(({ stands }) => stands);
  const wanted = version ?? standing.at(-2)?.version;
  if (history.length > 0 && wanted === undefined) {
    throw new AssayError('ASSET_UNKNOWN', `${name} has no version before the newest`, { value: name });
  }
  const { asset, version: restores } = await findReference(index, name, wanted);
  const why = rest.why ?? `back to version ${restores}`;
  const point = rest.updatePoint === undefined ? {} : { updatePoint: rest.updatePoint };
  return moveReference(workspace, { name, to: asset, why, restores, ...point });
}

function draftOf(
  { name, to, why, updatePoint, restores }: Move,
  version: number,
  from: Sha256 | undefined,
): Draft<ReferenceMove> {
  return {
    predicate: referenceMove,
    subjects: [{ name, sha256: to }],
    body: {
      name,
      version,
      to,
      why,
      ...(from === undefined ? {} : { from }),
      ...(updatePoint === undefined ? {} : { updatePoint }),
      ...(restores === undefined ? {} : { restores }),
    },
  };
}
