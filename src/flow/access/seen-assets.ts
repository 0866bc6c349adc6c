// Which assets somebody may see: lists leave out the rest, and say nothing about it.
import type { AccessRequest } from '#access/request';
import type { Sha256 } from '#core/digest';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { actorOf } from './actor-of.ts';
import { authorityOf } from './authority-of.ts';
import { decideFor, requestsOf } from './decide-access.ts';
import { readAccessState } from './read-access-state.ts';
import { resourceOf } from './resource-of.ts';

/** @throws as `decideAccess` */
export async function seenAssets(workspace: Workspace, assets: readonly Sha256[]): Promise<ReadonlySet<Sha256>> {
  const read = await readAccessState(workspace);
  const at = await accessTime(workspace);
  const who = await actorOf(workspace, read, at, 'see');
  if (who.refusedToken !== undefined) return new Set();
  const authority = await authorityOf(workspace);
  // Assets that policies cannot tell apart are decided once, unless a policy speaks of a single asset.
  const namesAssets = authority.policies.some(({ text }) => text.includes('Asset::'));
  const decisions = new Map<string, boolean>();
  const seen = new Set<Sha256>();
  for (const asset of new Set(assets)) {
    const resource = await resourceOf(workspace, read, { asset });
    const requests = requestsOf(read.state, who, { action: 'see', resource: { asset } }, resource, at);
    const alike = alikeKey(requests, namesAssets ? asset : '');
    const known = decisions.get(alike);
    const isSeen = known ?? decideFor(authority, read.state, requests, who.token).decision === 'allow';
    decisions.set(alike, isSeen);
    if (isSeen) seen.add(asset);
  }
  return seen;
}

/** All that differs between requests of one actor for one action. */
function alikeKey(requests: readonly AccessRequest[], id: string): string {
  return JSON.stringify(requests.map(({ resource, grant, approvers }) => [{ ...resource, id }, grant, approvers]));
}
