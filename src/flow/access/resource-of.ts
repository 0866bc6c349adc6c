// What is asked for, as policies see it.
import type { AssetResource, Resource } from '#access/request';
import { personOf } from '#access/state/signers';
import { sensitivities, sensitivityOf } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { findAsset } from '#database/find-asset';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneOf } from '../zones/zone-of.ts';
import type { ReadAccess } from './read-access-state.ts';

/** `policy`: `AREA/NAME`, for example `gates/train-with`. */
export type ResourceWish =
  /** `zone`: as if it lay there, for what is to bring it there. */
  { readonly asset: Sha256; readonly zone?: string } | { readonly zone: string } | { readonly policy: string };

/** Stands where a zone stands, for what concerns the workspace as a whole: keys, rights, the audit. */
export const wholeWorkspace = 'workspace';

/** @throws {AssayError} ASSET_UNKNOWN when nothing describes the asset */
export async function resourceOf(workspace: Workspace, read: ReadAccess, wish: ResourceWish): Promise<Resource> {
  if ('asset' in wish) return assetResource(workspace, read, wish.asset, wish.zone);
  if ('zone' in wish) return { type: 'zone', id: wish.zone };
  return { type: 'policy', id: wish.policy, area: wish.policy.split('/', 1)[0] ?? '' };
}

/** The zone that a token or grant has to name for it. */
export function zoneOfResource(resource: Resource): string {
  if (resource.type === 'asset') return resource.zone;
  return resource.type === 'zone' ? resource.id : wholeWorkspace;
}

async function assetResource(
  workspace: Workspace,
  read: ReadAccess,
  id: Sha256,
  zone?: string,
): Promise<AssetResource> {
  const { kind, sensitivity, owner } = await findAsset(await workspace.index(), id);
  return {
    type: 'asset',
    id,
    kind,
    sensitivity: sensitivities.indexOf(sensitivityOf(sensitivity)),
    zone: zone ?? (await zoneOf(workspace, id)),
    makers: await makersOf(workspace, read, id),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** Whoever described it, with all other accounts of the same people. */
async function makersOf(workspace: Workspace, { state, signerOf }: ReadAccess, id: Sha256): Promise<readonly string[]> {
  const rows = await (await workspace.index()).tables
    .selectFrom('asset')
    .innerJoin('signer', 'signer.log_index', 'asset.log_index')
    .select('signer.key_id')
    .distinct()
    .where('asset.asset', '=', id)
    .execute();
  const names = rows.flatMap(({ key_id }) => signerOf(key_id)?.identity ?? []);
  const people = new Set(names.map((name) => personOf(state, name)));
  const accounts = [...state.identities.keys()].filter((name) => people.has(personOf(state, name)));
  return [...new Set([...names, ...accounts])].sort();
}
