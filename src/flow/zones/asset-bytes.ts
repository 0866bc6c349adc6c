// The bytes of an asset, from the store of the zone that it lies in. What was added before there were zones lies in the main store,
// and while an asset is moved, or when that was interrupted, some of it is still where it was.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { BlobReader, BlobStore } from '#store/blob-store';
import { StoreError } from '#store/store-error';
import type { TendedStore } from '#store/tended-store';
import { findZone } from '#zones/find-zone';
import { mainZone } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { placesOf } from './zone-of.ts';
import { heldStore } from './zone-store.ts';
import { zonesInForce } from './zones-in-force.ts';

export type AssetBytes = Pick<BlobStore, 'open' | 'read' | 'has'>;

/** A store and what it is called: the name of a zone, or `main`. */
interface NamedStore {
  readonly name: string;
  readonly store: TendedStore;
}

/** Only stores of zones that the log says it lies in or was to be placed in are looked at. */
export function bytesOf(workspace: Workspace, asset: Sha256): AssetBytes {
  let stores: ReturnType<typeof storesOf> | undefined;
  const sources = (): ReturnType<typeof storesOf> => {
    stores ??= storesOf(workspace, asset);
    return stores;
  };
  const open = async (digest: Sha256): Promise<BlobReader> => openIn(await sources(), digest);
  return {
    open,
    read: async (digest, maxBytes) => {
      const { store } = await holding(await sources(), digest);
      return store.read(digest, maxBytes);
    },
    has: async (digest) => (await whereIs(await sources(), digest)) !== undefined,
  };
}

/** The first store that has it: the name of a zone, or `main`; undefined when none of those that can be opened has. */
export async function whereBytesLie(workspace: Workspace, asset: Sha256, digest: Sha256): Promise<string | undefined> {
  return (await whereIs(await storesOf(workspace, asset), digest))?.name;
}

interface Sources {
  readonly stores: readonly NamedStore[];
  /** Why others could not be opened. */
  readonly closed: readonly AssayError[];
}

async function storesOf(workspace: Workspace, asset: Sha256): Promise<Sources> {
  const zones = await zonesInForce(workspace);
  const stores: NamedStore[] = [];
  const closed: AssayError[] = [];
  const [first, ...rest] = await placesOf(workspace, asset);
  for (const name of [...(first === undefined ? [] : [first]), mainZone, ...rest]) {
    const zone = findZone(zones, name) ?? { name };
    try {
      const store = name === mainZone ? workspace.store : await heldStore(workspace, zone);
      if (store !== undefined) stores.push({ name, store });
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      closed.push(error);
    }
  }
  return { stores, closed };
}

async function openIn(sources: Sources, digest: Sha256): Promise<BlobReader> {
  return (await holding(sources, digest)).store.open(digest);
}

/** @throws {StoreError} why none of them can give it, the most telling reason first */
async function holding(sources: Sources, digest: Sha256): Promise<NamedStore> {
  const found = await whereIs(sources, digest);
  if (found !== undefined) return found;
  const [closed] = sources.closed;
  if (closed !== undefined) throw closed;
  for (const { store } of sources.stores) {
    try {
      await (await store.open(digest)).close();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'STORE_MISSING') throw error;
    }
  }
  throw new StoreError('STORE_MISSING', `the store has no blob ${digest}`, { value: digest });
}

/** A store that cannot tell is asked last: another may have it. */
async function whereIs({ stores }: Sources, digest: Sha256): Promise<NamedStore | undefined> {
  let problem: StoreError | undefined;
  for (const named of stores) {
    try {
      if (await named.store.has(digest)) return named;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      problem ??= error;
    }
  }
  if (problem !== undefined) throw problem;
  return undefined;
}
