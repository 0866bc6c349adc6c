// What a statement means for the audit: who did what to what. Kinds that are about access are read; of all others it is said that
// something was stated about something.
import { isOfKind, type Verified } from '#attest/verified';
import type { AuditEvent } from '#core/audit/audit-event';
import type { AuditFact } from '#core/audit/audit-facts';
import { predicate as accessAnomaly } from '#predicates/access-anomaly';
import { predicate as accessEvent } from '#predicates/access-event';
import { predicate as accessGrant } from '#predicates/access-grant';
import { predicate as accessToken } from '#predicates/access-token';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { predicate as dataDestruction } from '#predicates/data-destruction';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as identity } from '#predicates/identity';
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { type KeyChange, predicate as keyChange } from '#predicates/key-change';
import { predicate as placement } from '#predicates/placement';
import { predicate as policyChange } from '#predicates/policy-change';
import type { Predicate } from '#predicates/predicate';
import { predicate as referenceMove } from '#predicates/reference-move';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { predicate as zoneKeyChange } from '#predicates/zone-key-change';

type Told = Pick<
  AuditEvent,
  'decision' | 'asset' | 'zone' | 'target' | 'bytes' | 'severity' | 'because' | 'purpose' | 'note' | 'details'
>;

export interface Description extends Told {
  readonly action: string;
  /** As the body names them; absent: whoever signed. */
  readonly actor?: string;
  readonly via?: AuditEvent['via'];
  readonly fact?: AuditFact;
}

/** What the statement says, in the words of the audit. */
export function describeStatement(statement: Verified): Description {
  for (const read of readers) {
    const told = read(statement);
    if (told !== undefined) return told;
  }
  return { action: 'attest', target: statement.kind, ...assetOf(statement) };
}

type Reader = (statement: Verified) => Description | undefined;

function reader<Body>(predicate: Predicate<Body>, read: (body: Body, statement: Verified) => Description): Reader {
  return (statement) => (isOfKind(statement, predicate) ? read(statement.body, statement) : undefined);
}

const readers: readonly Reader[] = [
  reader(accessEvent, ({ actor, via, action, asset, zone, purpose, decision, because, bytes, details, note }) => ({
    actor,
    via,
    action,
    decision,
    because,
    ...(asset === undefined ? {} : { asset }),
    ...(zone === undefined ? {} : { zone }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(details === undefined ? {} : { details }),
    ...(note === undefined ? {} : { note }),
  })),
  reader(accessAnomaly, ({ rule, severity, asset, explanation }) => ({
    action: 'report-anomaly',
    target: rule,
    severity,
    note: explanation,
    ...(asset === undefined ? {} : { asset }),
  })),
  reader(accessGrant, (body) => ({
    action: body.action === 'grant' ? 'grant' : 'withdraw',
    target: body.identity,
    purpose: body.purpose,
    ...(body.asset === undefined ? {} : { asset: body.asset }),
    ...(body.zone === undefined ? {} : { zone: body.zone }),
    ...(body.exception === undefined ? {} : { note: body.exception }),
    fact: { is: 'grant', ...body, isException: body.exception !== undefined },
  })),
  reader(identity, (body) => ({
    action: `${body.action}-identity`,
    target: body.identity,
    note: body.why,
    fact: { is: 'identity', ...body },
  })),
  reader(accessToken, (body) => ({
    action: `${body.action}-token`,
    target: body.identity,
    note: body.why,
    fact: { is: 'token', ...body },
  })),
  reader(policyChange, ({ area, name, document, previous, by, why }) => ({
    action: 'change-policy',
    actor: by,
    target: `${area}/${name}`,
    note: why,
    fact: { is: 'approval', to: `${area}/${name} ${previous ?? '-'} ${document ?? '-'}`, approver: by },
  })),
  reader(riskDecision, ({ about, decision, assets, approver, reason }) => ({
    action: decision === 'accept' ? 'waive' : 'decide-risk',
    target: `${about.kind} ${about.id}`,
    ...(assets[0] === undefined ? {} : { asset: assets[0] }),
    note: reason,
    ...(decision === 'accept'
      ? { fact: { is: 'approval', to: `${about.kind} ${about.id} ${assets.toSorted().join(' ')}`, approver } }
      : {}),
  })),
  reader(placement, ({ asset, to, from, by, why }) => ({
    action: 'promote',
    actor: by,
    asset,
    zone: to,
    ...(from === undefined ? {} : { target: `from ${from}` }),
    note: why,
  })),
  reader(gateDecision, ({ gate, decision, toZone }, statement) => ({
    action: 'decide-gate',
    target: gate,
    decision,
    ...assetOf(statement),
    ...(toZone === undefined ? {} : { zone: toZone }),
  })),
  reader(keyChange, (body) => ({
    action: `${body.action}-key`,
    target: body.action === 'revoke' ? body.old : body.key.id,
    note: body.why,
    fact: keyFact(body),
  })),
  reader(zoneKeyChange, ({ zone, newKey, why }) => ({ action: 'rotate-zone-key', zone, target: newKey, note: why })),
  reader(dataDestruction, ({ zone, asset, blobs, why }) => ({
    action: 'destroy',
    zone,
    ...(asset === undefined ? {} : { asset }),
    target: `${blobs.length} blobs`,
    note: why,
    fact: { is: 'destroyed', blobs, ...(asset === undefined ? {} : { asset }) },
  })),
  reader(integrityCheck, (body, statement) => ({
    action: 'check-integrity',
    target: body.scope.name ?? body.scope.kind,
    ...(body.scope.kind === 'asset' ? assetOf(statement) : {}),
    note: `${body.outcome}, ${body.mode}`,
    fact: { is: 'check', ...body, scope: `${body.scope.kind} ${body.scope.name ?? ''}`.trim() },
  })),
  reader(assetManifest, (_, statement) => ({ action: 'write', ...assetOf(statement) })),
  reader(referenceMove, ({ name, version, to, why }) => ({
    action: 'move-reference',
    asset: to,
    target: `${name}@${version}`,
    note: why,
  })),
];

function keyFact(body: KeyChange): AuditFact {
  const { action } = body;
  if (action === 'trust') {
    return { is: 'key', action, keys: [body.key.id], ...(body.holder === undefined ? {} : { holder: body.holder }) };
  }
  return { is: 'key', action, keys: action === 'rotate' ? [body.old, body.key.id] : [body.old] };
}

function assetOf({ subjects }: Verified): Pick<Description, 'asset'> {
  const [first] = subjects;
  return first === undefined ? {} : { asset: first.sha256 };
}
