// The way of a delivery into a store.
import type { Sha256 } from '#core/digest';
import { FileError } from '#core/errors';
import { quote } from '#core/quote';
import type { KnownSupplier } from '../suppliers/find-supplier.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { takeIn } from '../zones/take-in.ts';
import type { Examined } from './examine-delivery.ts';
import type { IntakeRequest } from './intake-request.ts';

/** Where it comes from, and where it lies now. */
export interface Place {
  readonly from: string;
  readonly place: string;
  readonly finalUrl?: string;
}

interface Kept {
  readonly examined: Examined;
  readonly supplier: KnownSupplier;
  /** What was looked at. */
  readonly asset: Sha256;
}

/**
 * INVARIANT: the only way of a delivery into a store, and it leads into quarantine: what has a supplier lies there until a gate lets it out.
 * @throws {FileError} FILE_CHANGED when what is kept is not what was looked at: it lies in quarantine then, and nothing is said of it
 */
export async function keepDelivery(
  workspace: Workspace,
  { from, place, finalUrl }: Place,
  name: string,
  { examined: { kind, licence, parent }, supplier, asset }: Kept,
  { jobs, worker, owner, sensitivity, revision, onProgress }: IntakeRequest,
): Promise<{ readonly version: number; readonly zone: string }> {
  const { id, version, zone } = await takeIn(workspace, place, {
    name,
    kind,
    supplier: supplier.name,
    labels: [],
    parents: parent === undefined ? [] : [parent],
    similarNames: false,
    rows: {},
    deep: true,
    why: `taken in from ${from}`.slice(0, 4096),
    ...(finalUrl === undefined ? {} : { origin: from, isFetched: true }),
    ...(licence === undefined ? {} : { licence }),
    ...(owner === undefined ? {} : { owner }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(revision === undefined ? {} : { revision }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(worker === undefined ? {} : { worker }),
    onProgress: ({ bytesDone, bytesTotal }) =>
      onProgress?.({ step: 'store', share: bytesTotal === 0 ? 1 : bytesDone / bytesTotal }),
  });
  if (id === asset) return { version, zone };
  throw new FileError('FILE_CHANGED', `${quote(from)} changed while it was taken in; take it in again`, {
    path: place,
  });
}
