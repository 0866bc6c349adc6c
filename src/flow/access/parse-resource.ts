// What a command line calls a resource: an asset, `zone:NAME` or `policy:AREA/NAME`.
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { Workspace } from '../workspace/workspace.ts';
import { allowedAsset } from './allowed-asset.ts';
import type { ResourceWish } from './resource-of.ts';

export interface NamedResource {
  readonly wish: ResourceWish;
  /** For people. */
  readonly label: string;
}

/** An asset that whoever asks may not see is unknown. @throws {AssayError} USAGE, ASSET_UNKNOWN */
export async function parseResource(workspace: Workspace, text: string): Promise<NamedResource> {
  const [, kind, name = ''] = /^(zone|policy):(.*)$/s.exec(text) ?? [];
  if (kind === undefined) {
    const { id, label } = await allowedAsset(workspace, text, 'see');
    return { wish: { asset: id }, label };
  }
  const isName = kind === 'zone' ? /^[a-z0-9-]{1,80}$/.test(name) : /^[a-z]{1,20}\/[a-z0-9-]{1,80}$/.test(name);
  if (!isName)
    throw new AssayError('USAGE', `${quote(text)} names no ${kind}: expected zone:NAME or policy:AREA/NAME.`);
  return { wish: kind === 'zone' ? { zone: name } : { policy: name }, label: `the ${kind} ${name}` };
}
