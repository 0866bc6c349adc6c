// Rules that a workspace has put in the place of those that come with Assay, as two people have said.

import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { PolicyArea } from '#predicates/policy-change';
import { readAccessState } from '../access/read-access-state.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface OwnPolicy {
  readonly name: string;
  /** Digest of the document. */
  readonly document: Sha256;
  readonly bytes: Uint8Array;
  /** Since this entry of the log. */
  readonly index: number;
  readonly at: string;
}

/**
 * The document that holds for one rule; undefined where it is the one that comes with Assay.
 * @param logSize - as after so many entries of the log; the newest when absent
 * @throws what store, log and index throw: a rule that cannot be read is not replaced by another
 */
export async function policyInForce(
  workspace: Workspace,
  area: PolicyArea,
  name: string,
  logSize?: number,
): Promise<Uint8Array | undefined> {
  const { state } = await readAccessState(workspace, logSize);
  const document = state.policies.inForce.get(`${area}/${name}`)?.document;
  return document === undefined ? undefined : workspace.store.read(document, limits.policyBytes.value);
}

/** All documents of an area, by name. @throws as `policyInForce` */
export async function policiesInForce(
  workspace: Workspace,
  area: PolicyArea,
  logSize?: number,
): Promise<readonly OwnPolicy[]> {
  const { state } = await readAccessState(workspace, logSize);
  const found: OwnPolicy[] = [];
  for (const [key, { document, index, at }] of state.policies.inForce) {
    if (document === undefined || !key.startsWith(`${area}/`)) continue;
    const bytes = await workspace.store.read(document, limits.policyBytes.value);
    found.push({ name: key.slice(area.length + 1), document, bytes, index, at });
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
