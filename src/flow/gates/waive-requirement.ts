// `assay gate waive`: one of those who have to, accepts with a reason and an end that an asset passes without meeting a requirement.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { decide } from '#gates/decide';
import type { Gate } from '#gates/gate';
import { waiverSubject } from '#gates/waiver';
import { nameDigest } from '#predicates/name-digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { collectEvidence } from './collect-evidence.ts';

export interface WaiverWish {
  readonly gate: Gate;
  /** Id of the requirement. */
  readonly requirement: string;
  readonly asset: string;
  readonly reason: string;
  readonly approver: string;
  /** RFC 3339 in UTC. */
  readonly until: string;
}

export interface WaivedRequirement {
  readonly schema: 'assay.gate-waiver/1';
  readonly gate: string;
  readonly requirement: string;
  readonly asset: Sha256;
  readonly label: string;
  readonly statement: Sha256;
  readonly expiresAt: string;
  /** False: others have to say the same, with other keys, before it counts. */
  readonly counts: boolean;
}

const dayMs = 86_400_000;

/** @throws {AssayError} GATE_UNKNOWN, GATE_WAIVER when it could never count */
export async function waiveRequirement(workspace: Workspace, wish: WaiverWish): Promise<WaivedRequirement> {
  const { gate, reason, approver, until } = wish;
  const requirement = gate.requires.find(({ id }) => id === wish.requirement);
  if (requirement === undefined)
    throw new AssayError('GATE_UNKNOWN', `the gate ${gate.name} has no requirement ${wish.requirement}`);
  if (gate.waivers === undefined) throw new AssayError('GATE_WAIVER', `the gate ${gate.name} has no waivers`);
  const { maxDays } = gate.waivers;
  const { id: asset, label } = await resolveAsset(await workspace.index(), wish.asset);
  const days = (Date.parse(until) - workspace.now().getTime()) / dayMs;
  if (days <= 0 || days > maxDays)
    throw new AssayError('GATE_WAIVER', `a waiver of ${gate.name} ends within ${maxDays} days, and not in the past`);
  const before = await evidenceNow(workspace, asset, label);
  const { keyId } = await workspace.signer();
  if (before.makers.includes(keyId))
    throw new AssayError(
      'GATE_WAIVER',
      `the key that signs here recorded ${label}; somebody else has to let it through`,
    );
  const subject = waiverSubject(gate, requirement);
  const body = {
    about: { kind: 'requirement' as const, id: subject },
    decision: 'accept' as const,
    options: [],
    reason,
    approver,
    compensating: [],
    assets: [asset],
    evidence: [],
    expiresAt: until,
  };
  const subjects = [
    { sha256: nameDigest('requirement', subject), name: subject },
    { sha256: asset, name: label },
  ];
  const [recorded] = await workspace.record([{ predicate: riskDecision, subjects, body }]);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the waiver could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  const after = decide(gate, await evidenceNow(workspace, asset, label));
  const counts = after.because.some(({ rule, waiver }) => rule === requirement.id && waiver !== undefined);
  return {
    schema: 'assay.gate-waiver/1',
    gate: gate.name,
    requirement: requirement.id,
    asset,
    label,
    statement: recorded.evidence,
    expiresAt: until,
    counts,
  };
}

async function evidenceNow(workspace: Workspace, asset: Sha256, label: string): ReturnType<typeof collectEvidence> {
  const moment = { logSize: (await (await workspace.index()).cursor()).next, at: workspace.now().toISOString() };
  return collectEvidence(workspace, asset, label, moment);
}
