// A log of statements for tests: one entry per minute, verified and folded as it is written.
import { generateKeyPairSync } from 'node:crypto';
import { type Attested, attest } from '#attest/attest';
import type { Leaf } from '#attest/leaf';
import type { Subject } from '#attest/statement';
import { Trust } from '#attest/trust';
import type { Verified } from '#attest/verified';
import { verifyAttestation } from '#attest/verify-attestation';
import { parseSha256, type Sha256 } from '#core/digest';
import { type ChangedKey, type KeyChange, predicate as keyChange } from '#predicates/key-change';
import type { Predicate } from '#predicates/predicate';
import { predicate as referenceMove } from '#predicates/reference-move';
import { KeySigner } from '#sign/key-signer';

export const exampleAsset: Sha256 = parseSha256('a'.repeat(64));

export class StatementLog {
  readonly root: KeySigner;
  trust: Trust;
  /** Entries so far. */
  size = 0;
  readonly #changes: { readonly bytes: Uint8Array; readonly leaf: Leaf; readonly index: number }[] = [];

  private constructor(root: KeySigner) {
    this.root = root;
    this.trust = Trust.rootedIn(root.keyId);
  }

  static empty(root: KeySigner = newSigner()): StatementLog {
    return new StatementLog(root);
  }

  /** A log in which the root key trusts itself. */
  static async begin(): Promise<StatementLog> {
    const log = StatementLog.empty();
    await log.change(trustIn(log.root));
    return log;
  }

  /** The time of the next entry. */
  get now(): string {
    return minute(this.size);
  }

  /** Signed by the root key where nobody else is named. */
  async change(body: KeyChange, ...signers: readonly KeySigner[]): Promise<Verified> {
    const subjects = (keyChange.subjects?.(body) ?? []).map((sha256) => ({ sha256 }));
    const { bytes, sha256: envelope } = await attest(
      keyChange,
      subjects,
      body,
      signers.length === 0 ? [this.root] : signers,
    );
    const leaf = { at: this.now, envelope };
    const verified = this.log({ bytes, sha256: envelope });
    this.trust = this.trust.apply(verified);
    this.#changes.push({ bytes, leaf, index: verified.index });
    return verified;
  }

  /** The trust of now, from the bytes of the changes that were accepted. */
  tellAgain(): Trust {
    return this.#changes.reduce(
      (trust, { bytes, leaf, index }) => trust.apply(verifyAttestation(bytes, { leaf, index, trust })),
      Trust.rootedIn(this.root.keyId),
    );
  }

  async move(...signers: readonly KeySigner[]): Promise<Verified> {
    const body = { name: 'reviews', version: 1, to: exampleAsset, why: 'first' };
    return this.state(referenceMove, [{ sha256: exampleAsset }], body, ...signers);
  }

  async state<Body>(
    predicate: Predicate<Body>,
    subjects: readonly Subject[],
    body: Body,
    ...signers: readonly KeySigner[]
  ): Promise<Verified> {
    return this.log(await attest(predicate, subjects, body, signers.length === 0 ? [this.root] : signers));
  }

  log({ bytes, sha256: envelope }: Pick<Attested, 'bytes' | 'sha256'>): Verified {
    const at = this.now;
    const index = this.size++;
    return verifyAttestation(bytes, { leaf: { at, envelope }, index, trust: this.trust });
  }
}

export function newSigner(): KeySigner {
  return new KeySigner(generateKeyPairSync('ed25519').privateKey);
}

export function minute(index: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
}

export function changedKey({ keyId: id, kind, publicKey }: KeySigner): ChangedKey {
  return { id, kind, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

export function trustIn(key: KeySigner, roles: readonly string[] = ['*']): KeyChange {
  return { action: 'trust', key: changedKey(key), roles, why: 'new' };
}

export function rotate(old: KeySigner, key: KeySigner): KeyChange {
  return { action: 'rotate', old: old.keyId, key: changedKey(key), why: 'yearly' };
}

export function revoke(key: KeySigner, from: string): KeyChange {
  return { action: 'revoke', old: key.keyId, from, why: 'stolen' };
}
