// Which policies something is asked of: those that come with Assay, those in force, or these with documents put in their place.
import { policyDigest } from '#access/authority';
import type { KnownZone } from '#access/prove/shape-policy';
import type { AccessPolicy } from '#access/request';
import type { Sha256 } from '#core/digest';
import { findWorkspaceRoot } from '#store/workspace-folder';
import { parseZone } from '#zones/parse-zone';
import type { Zone } from '#zones/zone';
import { zones as shippedZones } from '#zones/zones.generated';
import { decodeText } from '../policies/decode-text.ts';
import { policiesInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zonesInForce } from '../zones/zones-in-force.ts';
import { policySet } from './authority-of.ts';

export interface PolicySource {
  /** `in-force` in no workspace is `shipped`. */
  readonly from: 'shipped' | 'in-force';
  /** As after so many entries of the log; the newest when absent. */
  readonly logSize?: number;
  /** Put in the place of what has the same name, or added. A policy has its id for a name. */
  readonly documents: readonly PolicyDocument[];
}

export interface PolicyDocument {
  readonly area: 'access' | 'zones';
  readonly name: string;
  readonly text: string;
}

export interface KnownPolicies {
  readonly digest: Sha256;
  readonly policies: readonly AccessPolicy[];
  readonly zones: readonly KnownZone[];
}

/** @throws {AssayError} ZONE_INVALID; what store, log and index throw */
export async function readPolicySource(workspace: Workspace | undefined, source: PolicySource): Promise<KnownPolicies> {
  const isHere = workspace !== undefined && source.from === 'in-force';
  const own = isHere ? await policiesInForce(workspace, 'access', source.logSize) : [];
  const zones = isHere ? await zonesInForce(workspace, source.logSize) : shippedZones;
  const added = await Promise.all(
    source.documents.filter(({ area }) => area === 'zones').map((one) => parseZone(one.text)),
  );
  const all = [...zones.filter((zone) => !added.some((one) => ruleOf(one) === ruleOf(zone))), ...added];
  const drafts = source.documents.filter(({ area }) => area === 'access').map(({ name, text }) => ({ id: name, text }));
  const kept = own
    .map(({ name, bytes }) => ({ id: name, text: decodeText(bytes) }))
    .filter(({ id }) => !drafts.some((one) => one.id === id));
  return known([...kept, ...drafts], all);
}

function known(documents: readonly AccessPolicy[], zones: readonly Zone[]): KnownPolicies {
  const set = policySet(
    documents,
    zones.flatMap((zone) => zone.policies),
  );
  const policies = [...set.shipped, ...set.own];
  return { digest: policyDigest(policies), policies, zones: zones.map(({ name, area }) => ({ name, area })) };
}

/** The rule that a zone is in: the first name that it had. */
function ruleOf({ name, formerly }: Zone): string {
  return formerly?.[0] ?? name;
}

/** Whether a command that runs in the folder runs in a workspace. @throws {AssayError} WORKSPACE_FOREIGN */
export function isInWorkspace(folder: string): boolean {
  return findWorkspaceRoot(folder) !== undefined;
}
