// Makes the proof file of a statement: the newest of a kind about an asset that counts, or one that is named.
import { parseOwnEnvelope } from '#attest/envelope-form';
import type { Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { statementsOf } from '#database/statements-of';
import { utf8 } from '#log/bytes';
import { LogError } from '#log/log-error';
import { nodeCryptography } from '#log/node-cryptography';
import { proveEntry } from '#log/prove-entry';
import { parseTlogProof } from '#log/tlog-proof';
import { simplePolicy } from '#log/witness-policy';
import { findSubject } from '../statements/find-subject.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { encodeStatementProof, verifyStatementProof } from './statement-proof.ts';

/**
 * @param word - an asset, another subject, or a statement
 * @param kind - which statement about it; of no meaning where a statement is named
 * @returns the text of the file, with the checkpoint and all cosignatures that the log shows now
 * @throws {AssayError} STATEMENT_UNKNOWN when there is none that counts; {AttestError} when it does not count any more; {LogError}
 *   LOG_LIMIT when the statement is too large for a proof file
 */
export async function proveStatement(workspace: Workspace, word: string, kind: string): Promise<string> {
  const index = await workspace.index();
  const found = await findSubject(index, word);
  const entry =
    found.kind === 'statement' ? found.logIndex : await newestEntry(workspace, found.sha256, kind, found.label);
  const statement = await readStatement(workspace, entry);
  const { storage, signer } = workspace.log;
  const envelope = await workspace.store.read(statement.evidence, limits.signatureBytes.value);
  const keys = await keysOf(workspace, statement, envelope);
  const proof = parseTlogProof(utf8(await proveEntry(storage, entry)));
  const text = encodeStatementProof(proof, { at: statement.at, envelope, keys });
  if (utf8(text).length > limits.noteBytes.value) {
    const message = `The statement is too large for a proof file, which has at most ${limits.noteBytes.value} bytes.`;
    throw new LogError('LOG_LIMIT', message, { limit: 'noteBytes' });
  }
  // What is handed out has been verified as its readers will.
  await verifyStatementProof(utf8(text), simplePolicy([signer.key], []), nodeCryptography);
  return text;
}

async function newestEntry(workspace: Workspace, subject: Sha256, kind: string, label: string): Promise<number> {
  const all = await statementsOf(await workspace.index(), subject, workspace.now().getTime(), { kind });
  const newest = all.findLast(({ standing, expired }) => standing === 'verified' && !expired);
  if (newest !== undefined) return newest.logIndex;
  const [old] = all;
  const why = old === undefined ? 'nobody has stated it' : `none of ${all.length} counts any more`;
  throw new AssayError('STATEMENT_UNKNOWN', `there is no statement of kind ${kind} about ${label}: ${why}`, {
    value: kind,
  });
}

/** The key of every signature, in their order: who reads the file verifies all of them. */
async function keysOf(workspace: Workspace, { index }: Verified, envelope: Uint8Array): Promise<readonly Uint8Array[]> {
  const { verifiers } = await workspace.trust();
  return parseOwnEnvelope(envelope).signatures.map(({ claimedKeyId }) => {
    const known = [...verifiers.values()].find(({ keyId }) => keyId === claimedKeyId);
    if (known !== undefined) return new Uint8Array(known.publicKey.export({ type: 'spki', format: 'der' }));
    throw new AssayError('STATEMENT_UNKNOWN', `entry ${index} has a signature by a key that the log does not know`);
  });
}
