// Entries of a log as the index gets them, without keys, envelopes or a log: what is signed and logged is tested elsewhere.
import type { Unbranded, Verified } from '#attest/verified';
import { type Sha256, sha256 } from '#core/digest';
import { encodeManifest } from '#core/manifest';
import type { LoggedEntry } from '#database/logged-entry';
import { type AssetManifest, predicate as assetManifest } from '#predicates/asset-manifest';
import { type GateDecision, predicate as gateDecision } from '#predicates/gate-decision';
import { type IntegrityCheck, predicate as integrityCheck } from '#predicates/integrity-check';
import { type KeyChange, predicate as keyChange } from '#predicates/key-change';
import type { Material, Predicate } from '#predicates/predicate';
import { type Provenance, predicate as provenance } from '#predicates/provenance';
import { type ReferenceMove, predicate as referenceMove } from '#predicates/reference-move';
import { type Release, predicate as release } from '#predicates/release';

/** A digest that is the same for the same name. */
export function digestOf(name: string): Sha256 {
  return sha256(Buffer.from(name));
}

/** When the first entry of a log that is built here was written, milliseconds since 1970. */
export const firstAt: number = Date.parse('2026-03-01T00:00:00.000Z');

export interface Statement<Body> {
  readonly predicate: Pick<Predicate<Body>, 'kind' | 'type'>;
  readonly subjects: readonly Sha256[];
  readonly body: Body;
}

export interface Circumstances extends Pick<LoggedEntry, 'manifest'> {
  /** The next one is as far away, when nothing is said. */
  readonly envelope?: Sha256;
  readonly signedBy?: readonly Sha256[];
}

/** A log of statements, one each second. */
export class LogBuilder {
  readonly entries: LoggedEntry[] = [];

  /** @returns the envelope */
  state<Body>({ predicate, subjects, body }: Statement<Body>, circumstances: Circumstances = {}): Sha256 {
    const { envelope = this.#nextEnvelope(), signedBy = [digestOf('key')], ...more } = circumstances;
    const { kind, type: predicateType } = predicate;
    const index = this.entries.length;
    const at = this.#nextAt();
    const verified = brand({
      predicateType,
      kind,
      subjects: subjects.map((digest) => ({ sha256: digest })),
      body,
      evidence: envelope,
      index,
      at,
      signedBy,
    });
    this.entries.push({ index, at, envelope, verified, ...more });
    return envelope;
  }

  refuse(refusal: string, envelope: Sha256 = this.#nextEnvelope()): void {
    this.entries.push({ index: this.entries.length, at: this.#nextAt(), envelope, refusal });
  }

  #nextEnvelope(): Sha256 {
    return digestOf(`envelope ${this.entries.length}`);
  }

  #nextAt(): string {
    return new Date(firstAt + this.entries.length * 1000).toISOString();
  }
}

/** Tests alone may say that something is verified which is not. */
function brand(statement: Unbranded<unknown>): Verified {
  return statement as Verified;
}

/** A model of 1 file of 3 bytes, with `more` said about it. */
export function assetStatement(
  asset: Sha256,
  name: string,
  more: Partial<AssetManifest> = {},
): Statement<AssetManifest> {
  const body: AssetManifest = {
    kind: 'model',
    name,
    entries: 1,
    bytes: 3,
    labels: [],
    parents: [],
    locations: [],
    rows: [],
    ...more,
  };
  return { predicate: assetManifest, subjects: [asset], body };
}

export function moveStatement(name: string, version: number, to: Sha256, from?: Sha256): Statement<ReferenceMove> {
  const body = { name, version, to, why: 'test', ...(from === undefined ? {} : { from }) };
  return { predicate: referenceMove, subjects: [to], body };
}

/** How the subjects were made, and of what. */
export function makingStatement(
  subjects: readonly Sha256[],
  materials: readonly Material[],
  more: { readonly complete?: boolean; readonly host?: string } = {},
): Statement<Provenance> {
  const { complete, host } = more;
  const body: Provenance = {
    buildDefinition: {
      buildType: 'https://assay/build/train/v1',
      externalParameters: {},
      resolvedDependencies: materials.map(({ role, name, sha256: digest }) => ({
        ...(name === undefined ? {} : { name }),
        digest: { sha256: digest },
        annotations: { relation: role },
      })),
      ...(complete === undefined ? {} : { assay_dependenciesComplete: complete }),
    },
    runDetails: {
      builder: { id: 'https://builder.example/1' },
      ...(host === undefined ? {} : { assay_host: host }),
    },
  };
  return { predicate: provenance, subjects, body };
}

/** A gate lets the subjects through, on the strength of this evidence. */
export function decisionStatement(
  subjects: readonly Sha256[],
  evidence: readonly Sha256[],
): { readonly statement: Statement<GateDecision>; readonly policy: Sha256 } {
  const policy = digestOf('policy');
  const body: GateDecision = {
    gate: 'into-training',
    decision: 'allow',
    policy,
    decidedAt: new Date(firstAt).toISOString(),
    logSize: 1,
    reasons: [{ rule: 'scanned', outcome: 'pass', because: 'it was', evidence }],
    approvers: [],
  };
  return { statement: { predicate: gateDecision, subjects, body }, policy };
}

export function keyStatement(said: {
  readonly action: 'trust' | 'revoke';
  readonly key: Sha256;
  readonly from?: string;
}): Statement<KeyChange> {
  const { action, key, from = new Date(firstAt).toISOString() } = said;
  const body: KeyChange =
    action === 'revoke'
      ? { action, old: key, from, why: 'test' }
      : { action, key: { id: key, kind: 'ed25519', pem: 'none' }, roles: ['*'], why: 'test' };
  return { predicate: keyChange, subjects: [key], body };
}

/** Everything matched. */
export function auditStatement(subjects: readonly Sha256[], finishedAt: number = firstAt): Statement<IntegrityCheck> {
  const at = new Date(finishedAt).toISOString();
  const body: IntegrityCheck = {
    scope: { kind: 'workspace' },
    outcome: 'pass',
    counts: { match: 1, changed: 0, missing: 0, added: 0, unreadable: 0 },
    digestSource: 'manifest',
    mode: 'full',
    shareRead: 1,
    logSize: 1,
    startedAt: at,
    finishedAt: at,
    deviations: [],
    deviationsLeftOut: 0,
  };
  return { predicate: integrityCheck, subjects, body };
}

export function releaseStatement(manifest: readonly Sha256[], parts: readonly Sha256[]): Statement<Release> {
  const body: Release = {
    action: 'release',
    system: 'review-assistant',
    version: '1.0.0',
    versionClass: 'major',
    channel: 'production',
    closure: parts.map((part) => ({ role: 'model', name: 'weights', sha256: part })),
    services: [],
    billsOfMaterials: [],
  };
  return { predicate: release, subjects: manifest, body };
}

/** Assets, how they were made and names for them: `count` entries, the same each time. */
export function longLog(count: number): readonly LoggedEntry[] {
  const log = new LogBuilder();
  log.state(keyStatement({ action: 'trust', key: digestOf('key') }));
  for (let place = 0; log.entries.length < count; place++) {
    const file = digestOf(`file ${place}`);
    const manifest = encodeManifest([{ type: 'file', path: 'weights', size: 3, sha256: file, executable: false }]);
    log.state(assetStatement(manifest.assetId, `model ${place}`), { manifest });
    const material = { role: 'trained-on', name: 'data', sha256: digestOf(`file ${place >> 1}`) };
    log.state(makingStatement([manifest.assetId], [material], { host: 'trainer' }));
    log.state(moveStatement('model', place + 1, manifest.assetId, place === 0 ? undefined : file));
  }
  return log.entries.slice(0, count);
}
