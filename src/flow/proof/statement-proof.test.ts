// Proof files of statements: what verifies, and that no byte of one can be another.
import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import { encodeBase64, utf8 } from '#log/bytes';
import { LogWriter } from '#log/log-writer';
import { nodeCryptography } from '#log/node-cryptography';
import { proveEntry } from '#log/prove-entry';
import { parseTlogProof } from '#log/tlog-proof';
import { webCryptography } from '#log/web-cryptography';
import { simplePolicy, type WitnessPolicy } from '#log/witness-policy';
import { createKeyPair } from '#sign/create-key-pair';
import { signEnvelope } from '#sign/envelope';
import { KeySigner } from '#sign/key-signer';
import { buildMemoryLog } from '#testkit/log';
import { encodeLeafOf, encodeStatementProof, type ProofCargo, verifyStatementProof } from './statement-proof.ts';

const at = '2026-11-22T04:00:00.000Z';
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'reviews', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'https://assay/predicate/asset-manifest/v1',
  predicate: { kind: 'dataset', name: 'reviews' },
};

const newSigner = (kind: 'ed25519' | 'p-256'): KeySigner =>
  new KeySigner(createPrivateKey(createKeyPair(kind).privatePem));
const spki = (signer: KeySigner): Uint8Array =>
  new Uint8Array(signer.publicKey.export({ type: 'spki', format: 'der' }));

interface Built {
  readonly file: string;
  readonly policy: WitnessPolicy;
  readonly proof: ReturnType<typeof parseTlogProof>;
  readonly cargo: ProofCargo;
}

async function build(signers: readonly KeySigner[], payloadType = 'application/vnd.in-toto+json'): Promise<Built> {
  const envelope = utf8(
    canonicalJson({ ...(await signEnvelope(payloadType, utf8(canonicalJson(statement)), signers)) }),
  );
  const log = await buildMemoryLog([40]);
  const leaf = encodeLeafOf(at, sha256(envelope));
  await new LogWriter(log).append([leaf]);
  const proof = parseTlogProof(utf8(await proveEntry(log.storage, leaf)));
  const cargo = { at, envelope, keys: signers.map(spki) };
  return { file: encodeStatementProof(proof, cargo), policy: simplePolicy([log.signer.key], [], 0), proof, cargo };
}

const code = (wanted: string): unknown => expect.objectContaining({ code: wanted });

test.each([[['ed25519']], [['p-256']], [['ed25519', 'p-256']]] as const)(
  '%j: verifies with the key of the log',
  async (kinds) => {
    const signers = kinds.map(newSigner);
    const { file, policy, cargo } = await build(signers);
    expect(file.length).toBeLessThan(4000);
    expect(await verifyStatementProof(utf8(file), policy, nodeCryptography)).toMatchObject({
      statement,
      signedBy: signers.map(({ keyId }) => keyId),
      envelope: sha256(cargo.envelope),
      at,
      index: 40,
      checkpoint: { size: 41 },
    });
  },
);

test('verifies with WebCrypto, which says so of keys that it cannot use', async () => {
  const web = webCryptography(globalThis.crypto.subtle);
  const edwards = await build([newSigner('ed25519')]);
  expect(await verifyStatementProof(utf8(edwards.file), edwards.policy, web)).toMatchObject({ statement });
  const ecdsa = await build([newSigner('p-256')]);
  await expect(verifyStatementProof(utf8(ecdsa.file), ecdsa.policy, web)).rejects.toThrow(code('LOG_UNSUPPORTED'));
});

test('no byte can be another one', async () => {
  const { file, policy } = await build([newSigner('ed25519')]);
  const bytes = utf8(file);
  for (let index = 0; index < bytes.length; index++) {
    const flipped = bytes.with(index, (bytes[index] ?? 0) ^ 1);
    await expect(verifyStatementProof(flipped, policy, nodeCryptography), `byte ${index}`).rejects.toThrow();
  }
});

test('what the file carries is held against what was signed and logged', async () => {
  const signer = newSigner('ed25519');
  const other = newSigner('ed25519');
  const { proof, cargo, policy } = await build([signer]);
  const forged: readonly (readonly [ProofCargo, string])[] = [
    [{ ...cargo, at: '2020-01-01T00:00:00.000Z' }, 'LOG_PROOF'],
    [{ ...cargo, keys: [spki(other)] }, 'LOG_SIGNATURE'],
    [{ ...cargo, keys: [] }, 'LOG_MALFORMED'],
    [{ ...cargo, keys: [spki(signer), spki(signer)] }, 'LOG_MALFORMED'],
    [{ ...cargo, envelope: utf8('{}') }, 'LOG_PROOF'],
  ];
  for (const [cargo, wanted] of forged) {
    const file = utf8(encodeStatementProof(proof, cargo));
    await expect(verifyStatementProof(file, policy, nodeCryptography)).rejects.toThrow(code(wanted));
  }
});

test('what is logged and no statement is refused', async () => {
  const { file, policy } = await build([newSigner('ed25519')], 'text/plain');
  await expect(verifyStatementProof(utf8(file), policy, nodeCryptography)).rejects.toThrow(code('LOG_MALFORMED'));
  const signer = newSigner('ed25519');
  const twice = await build([signer, signer]);
  await expect(verifyStatementProof(utf8(twice.file), twice.policy, nodeCryptography)).rejects.toThrow(
    code('LOG_MALFORMED'),
  );
});

test.each([
  ['no extra line', (file: string) => file.replace(/^extra .*\n/m, '')],
  ['no JSON', (file: string) => file.replace(/^extra .*$/m, `extra ${encodeBase64(utf8('hello'))}`)],
  ['a name twice', (file: string) => file.replace(/^extra .*$/m, `extra ${encodeBase64(utf8('{"at":"","at":""}'))}`)],
  ['no object', (file: string) => file.replace(/^extra .*$/m, `extra ${encodeBase64(utf8('[]'))}`)],
  ['no members', (file: string) => file.replace(/^extra .*$/m, `extra ${encodeBase64(utf8('{}'))}`)],
])('an extra line with %s is refused', async (_, change) => {
  const { file, policy } = await build([newSigner('ed25519')]);
  await expect(verifyStatementProof(utf8(change(file)), policy, nodeCryptography)).rejects.toThrow(
    code('LOG_MALFORMED'),
  );
});
