// Lets a key sign statements of some kinds.
import type { KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { findPredicateOfKind } from '#predicates/find-predicate';
import { keyId } from '#sign/key-id';
import { type KeyKind, keyKindOf } from '#sign/key-kind';
import { readPublicKey } from '#sign/read-public-key';
import type { Workspace } from '../workspace/workspace.ts';
import { recordKeyChange } from './record-key-change.ts';

export interface TrustOptions {
  /** Kinds of statements; `keys` stands for changes of keys, `*` for everything. */
  readonly roles: readonly string[];
  readonly holder?: string;
  /** RFC 3339; what is dated earlier does not count. */
  readonly validFrom?: string;
  readonly why: string;
}

export interface TrustedKeyReport {
  readonly schema: 'assay.keys-trust/1';
  readonly key: Sha256;
  readonly kind: string;
  readonly roles: readonly string[];
  readonly holder?: string;
  readonly validFrom?: string;
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
}

/**
 * @param path - public key, PEM
 * @throws {AssayError} USAGE for a role that is none; {AttestError} ATTEST_KEY_CHANGE when it would not count; {SignError} SIGN_KEY
 */
export async function trustKey(workspace: Workspace, path: string, options: TrustOptions): Promise<TrustedKeyReport> {
  const { holder, validFrom, why } = options;
  const roles = [...new Set(options.roles)];
  for (const role of roles) assertRole(role);
  const key = describe(readPublicKey(path));
  const rest = { ...(holder === undefined ? {} : { holder }), ...(validFrom === undefined ? {} : { validFrom }) };
  const { evidence, index, at } = await recordKeyChange(workspace, { action: 'trust', key, roles, ...rest, why });
  return {
    schema: 'assay.keys-trust/1',
    key: key.id,
    kind: key.kind,
    roles,
    ...rest,
    statement: evidence,
    logIndex: index,
    at,
  };
}

/** A public key as statements hold it. */
export function describe(publicKey: KeyObject): {
  readonly id: Sha256;
  readonly kind: KeyKind;
  readonly pem: string;
} {
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { id: keyId(publicKey), kind: keyKindOf(publicKey), pem };
}

function assertRole(role: string): void {
  const isRole = role === '*' || role === 'keys' || role === 'foreign' || findPredicateOfKind(role) !== undefined;
  if (isRole && role !== 'key-change') return;
  const hint =
    role === 'key-change' ? 'changes of keys are the role keys' : 'assay explain lists the kinds of statements';
  throw new AssayError('USAGE', `${quote(role)} is no role: give kinds of statements, keys or *; ${hint}.`);
}
