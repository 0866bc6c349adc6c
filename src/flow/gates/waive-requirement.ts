// `assay gate waive`: one of those who have to, accepts with a reason and an end that an asset passes without meeting a requirement.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { decide } from '#gates/decide';
import type { Gate } from '#gates/gate';
import { hasRole, isSomebodyElse } from '#gates/people';
import { waiverSubject } from '#gates/waiver';
import { nameDigest } from '#predicates/name-digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { allowedAsset } from '../access/allowed-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { collectEvidence, type Subject } from './collect-evidence.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { momentNow } from './moment-now.ts';

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
  const { id: asset, label } = await allowedAsset(workspace, wish.asset, 'waive', { half: true });
  const days = (Date.parse(until) - workspace.now().getTime()) / dayMs;
  if (days <= 0 || days > maxDays)
    throw new AssayError('GATE_WAIVER', `a waiver of ${gate.name} ends within ${maxDays} days, and not in the past`);
  await assertMayWaive(workspace, gate, { id: asset, label });
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
  const after = decide(gate, await evidenceNow(workspace, gate, { id: asset, label }));
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

/** @throws {AssayError} GATE_WAIVER when what this key says could never count */
async function assertMayWaive(workspace: Workspace, gate: Gate, subject: Subject): Promise<void> {
  const { makers } = await evidenceNow(workspace, gate, subject);
  const { keyId: key } = await workspace.signer();
  const moment = await momentNow(workspace);
  const [signer = { key, roles: [] }] = await new EvidenceReader(workspace, moment.logSize).behind([key]);
  if (signer.person === undefined)
    throw new AssayError(
      'GATE_WAIVER',
      `nobody has described the person who holds the key ${key}: assay keys trust --holder says who holds it, assay access identity who that is`,
    );
  if (!isSomebodyElse(signer, makers))
    throw new AssayError(
      'GATE_WAIVER',
      `${signer.identity} recorded ${subject.label}; somebody else has to let it through`,
    );
  const { roles } = gate.waivers ?? {};
  if (roles !== undefined && !hasRole(signer, roles))
    throw new AssayError('GATE_WAIVER', `only ${roles.join(' or ')} may waive a requirement of ${gate.name}`);
}

async function evidenceNow(workspace: Workspace, gate: Gate, subject: Subject): ReturnType<typeof collectEvidence> {
  return collectEvidence(workspace, gate, subject, await momentNow(workspace));
}
