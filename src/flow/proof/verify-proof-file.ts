// The whole way of a proof file, without a workspace: what was stated, by which keys, when the log took it, who saw the log, and
// whether files are what the statement is about.
import { parseStatement, type Subject } from '#attest/statement';
import { canonicalJson, type Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import { encodeManifest } from '#core/manifest';
import { quote } from '#core/quote';
import { nodeCryptography } from '#log/node-cryptography';
import type { WitnessPolicy } from '#log/witness-policy';
import { findPredicate } from '#predicates/find-predicate';
import type { HashOptions } from '../hash-places.ts';
import { readTree } from '../read-tree.ts';
import { type ProvenStatement, verifyStatementProof } from './statement-proof.ts';

export interface ProofRequest extends HashOptions {
  readonly policy: WitnessPolicy;
  /** Ids of keys, or how they begin, that must have signed. */
  readonly signers: readonly string[];
  /** Path of what must be a subject. */
  readonly asset?: string;
}

export interface ProofReport {
  readonly schema: 'assay.verify-proof/1';
  readonly verified: true;
  /** Absent where no kind of that type is known here; then nothing is known about the body. */
  readonly kind?: string;
  readonly predicateType: string;
  readonly meaning?: string;
  readonly subjects: readonly Subject[];
  readonly body: { readonly [name: string]: Json };
  readonly statement: string;
  readonly signedBy: readonly string[];
  /** When the log took it, as the log says. */
  readonly at: string;
  readonly origin: string;
  readonly logIndex: number;
  readonly logSize: number;
  readonly witnesses: readonly { readonly name: string; readonly at: string }[];
  readonly asset?: { readonly path: string; readonly id: Sha256 };
}

/** The statement is authentic, and is not what was asked for. */
export class ProofRefusal extends AssayError {}

/**
 * @throws {LogError} as `verifyStatementProof`; {ProofRefusal} ATTEST_UNTRUSTED when a key did not sign, ASSET_CHANGED when the files
 *   are another asset, ATTEST_PREDICATE when the body is not what its type says; {AttestError} ATTEST_MALFORMED; {FileError} when
 *   the files cannot be read
 */
export async function verifyProofFile(bytes: Uint8Array, request: ProofRequest): Promise<ProofReport> {
  const proven = await verifyStatementProof(bytes, request.policy, nodeCryptography);
  const { subjects, predicateType, body } = parseStatement(Buffer.from(canonicalJson(proven.statement)));
  const predicate = findPredicate(predicateType);
  if (predicate !== undefined && !predicate.schema.safeParse(body).success) {
    throw new ProofRefusal('ATTEST_PREDICATE', `the statement is of kind ${predicate.kind} and not written as one`);
  }
  assertSigners(proven, request.signers);
  const asset = request.asset === undefined ? undefined : await matchAsset(request.asset, subjects, request);
  const { origin, size, witnessSigners } = proven.checkpoint;
  return {
    schema: 'assay.verify-proof/1',
    verified: true,
    ...(predicate === undefined ? {} : { kind: predicate.kind, meaning: predicate.meaning }),
    predicateType,
    subjects,
    body,
    statement: proven.envelope,
    signedBy: proven.signedBy,
    at: proven.at,
    origin,
    logIndex: proven.index,
    logSize: size,
    witnesses: witnessSigners.map(({ key, seconds }) => ({
      name: key.name,
      at: new Date((seconds ?? 0) * 1000).toISOString(),
    })),
    ...(asset === undefined ? {} : { asset }),
  };
}

function assertSigners({ signedBy }: ProvenStatement, wanted: readonly string[]): void {
  const missing = wanted.find((prefix) => !signedBy.some((id) => id.startsWith(prefix)));
  if (missing === undefined) return;
  const message = `the key ${missing} did not sign the statement; it was signed by ${signedBy.join(', ')}`;
  throw new ProofRefusal('ATTEST_UNTRUSTED', message, { value: missing });
}

/** An asset id binds the names; a statement about a single file may also name the digest of its bytes alone. */
async function matchAsset(
  path: string,
  subjects: readonly Subject[],
  options: HashOptions,
): Promise<NonNullable<ProofReport['asset']>> {
  const { entries, problems } = await readTree(path, options);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new FileError(problem.code, `${quote(problem.fields.path ?? path)} ${problem.message}`, problem.fields);
  }
  const { assetId } = encodeManifest(entries);
  const [first] = entries;
  const own = entries.length === 1 && first?.type === 'file' ? [assetId, first.sha256] : [assetId];
  const found = own.find((digest) => subjects.some(({ sha256 }) => sha256 === digest));
  if (found !== undefined) return { path, id: found };
  const about = subjects.map(({ sha256 }) => sha256).join(', ');
  throw new ProofRefusal('ASSET_CHANGED', `${path} is ${assetId}, and the statement is about ${about}`, { path });
}
