// From what a command line names to the composition of a release.
import type { AssetKind } from '#core/asset';
import { AssayError } from '#core/errors';
import {
  type ComposedPart,
  type ComposedService,
  type Composition,
  encodeComposition,
} from '#core/release-composition';
import { findAsset } from '#database/find-asset';
import type { IndexDatabase } from '#database/index-database';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface PartWish {
  readonly role: string;
  /** An asset. */
  readonly asset: string;
}

export interface Composed extends ReturnType<typeof encodeComposition> {
  readonly composition: Composition;
}

const roleForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Nothing is written. @throws {AssayError} RELEASE_PARTS, ASSET_UNKNOWN, ASSET_AMBIGUOUS */
export async function compose(workspace: Workspace, system: string, wishes: readonly PartWish[]): Promise<Composed> {
  if (wishes.length === 0) throw new AssayError('RELEASE_PARTS', 'a release is made of parts, and none is named');
  const index = await workspace.index();
  const parts: ComposedPart[] = [];
  const services: ComposedService[] = [];
  for (const { role, asset } of wishes) {
    if (!roleForm.test(role) || role.length > 80)
      throw new AssayError(
        'RELEASE_PARTS',
        `a role is lower case letters and digits, joined by hyphens, and not ${JSON.stringify(role)}`,
      );
    const { id, label } = await resolveAsset(index, asset);
    parts.push({ role, name: label, sha256: id });
    services.push(...(await serviceOf(index, id, label)));
  }
  assertDifferent(parts);
  const composition = { system, parts, services };
  return { composition, ...encodeComposition(composition) };
}

/** Of a hosted model there is what its supplier says that it is. */
async function serviceOf(
  index: IndexDatabase,
  id: ComposedPart['sha256'],
  name: string,
): Promise<readonly ComposedService[]> {
  const { kind, url, revision } = await findAsset(index, id);
  const hosted: AssetKind = 'hosted-model';
  if (kind !== hosted) return [];
  return [{ name, url: url ?? 'not told', identity: revision ?? 'not told' }];
}

function assertDifferent(parts: readonly ComposedPart[]): void {
  const seen = new Set<string>();
  for (const { role, name } of parts) {
    const key = `${role}=${name}`;
    if (seen.has(key)) throw new AssayError('RELEASE_PARTS', `${key} is named twice`);
    seen.add(key);
  }
}
