// Notes as the specification shows them, and a witness that sees split views and rollbacks.
import { expect, test } from 'vitest';
import { buildMemoryLog, memoryCheckpointStore } from '#testkit/log';
import { encodeAddCheckpoint } from './add-checkpoint.ts';
import { concat, utf8 } from './bytes.ts';
import { parseUnverifiedCheckpoint } from './checkpoint.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote, parseNote } from './note.ts';
import { encodeVerifierKey, parseVerifierKey } from './note-key.ts';
import { createNoteSigner, parseNoteSigner } from './note-signer.ts';
import { proveEntry } from './prove-entry.ts';
import { requestCosignature } from './request-cosignature.ts';
import { TileTree } from './tile-tree.ts';
import { verifyNote } from './verify-note.ts';
import { verifyTlogProof } from './verify-tlog-proof.ts';
import { webCryptography } from './web-cryptography.ts';
import { addCheckpoint } from './witness.ts';
import { simplePolicy } from './witness-policy.ts';

// The example of C2SP tlog-checkpoint.
const example = utf8(
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n',
);

test('the checkpoint of the specification', () => {
  expect(parseUnverifiedCheckpoint(example)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
  expect(utf8(encodeNote(parseNote(example)))).toEqual(example);
});

test('unknown keys are passed over, a known key that fails is not', async () => {
  const [signer, other] = [
    await createNoteSigner('a.example', 'ed25519'),
    await createNoteSigner('b.example', 'ed25519'),
  ];
  const text = 'one\n\ntwo\n';
  const signatures = [other.sign(text, 0), signer.sign(text, 0)];
  const note = utf8(encodeNote({ text, signatures }));
  expect((await verifyNote(note, [signer.key], nodeCryptography)).text).toBe(text);
  await expect(verifyNote(note, [], nodeCryptography)).rejects.toMatchObject({ code: 'LOG_UNTRUSTED' });
  const forged = utf8(encodeNote({ text: 'one\n', signatures }));
  await expect(verifyNote(forged, [signer.key], nodeCryptography)).rejects.toMatchObject({ code: 'LOG_SIGNATURE' });
  expect(() => parseNote(concat(utf8('a\tb\n'), note))).toThrow(/control characters/);
});

test.each(['ed25519', 'cosignature-ed25519', 'cosignature-ml-dsa-44'] as const)(
  '%s keys survive their texts',
  async (kind) => {
    if (kind === 'cosignature-ml-dsa-44' && !nodeCryptography.supports('ml-dsa-44')) return;
    const signer = await createNoteSigner('key.example/1', kind);
    expect(await parseVerifierKey(encodeVerifierKey(signer.key), nodeCryptography)).toEqual(signer.key);
    const again = await parseNoteSigner(signer.encode());
    const text = parseNote(example).text;
    const note = utf8(encodeNote({ text, signatures: [again.sign(text, 1_700_000_000)] }));
    expect((await verifyNote(note, [signer.key], nodeCryptography)).signers).toHaveLength(1);
  },
);

test('a witness cosigns what continues, and nothing else', async () => {
  const log = await buildMemoryLog([5]);
  const cosigner = await createNoteSigner('witness.example/w1', 'cosignature-ed25519');
  const store = memoryCheckpointStore();
  const parts = {
    signers: [cosigner],
    logKeys: (origin: string) => (origin === 'example.com/log' ? [log.signer.key] : []),
    storeOf: () => store,
    now: () => 1_700_000_000,
  };
  const post = async (body: string) => addCheckpoint(parts, utf8(body));
  const request = { storage: log.storage, logKey: log.signer.key, witnessKey: cosigner.key, post };
  expect(await requestCosignature(request)).toBe(5);
  const checkpoint = log.files.get('checkpoint') ?? new Uint8Array();
  const status = async (oldSize: number, proof: readonly Uint8Array[], note: Uint8Array): Promise<number> =>
    (await addCheckpoint(parts, utf8(encodeAddCheckpoint({ oldSize, proof, checkpoint: note })))).status;
  expect(await status(5, [], checkpoint)).toBe(200);
  expect(await status(6, [], checkpoint)).toBe(400);
  expect(await status(0, [], checkpoint)).toBe(409);
  expect(await status(5, await new TileTree(log.storage, 5).consistencyProof(3), checkpoint)).toBe(422);
  expect(await status(5, [], example)).toBe(404);
  expect((await addCheckpoint(parts, utf8('hello'))).status).toBe(400);
  const text = 'example.com/log\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  // A second tree of the same size, signed by the log itself: a split view.
  expect(await status(5, [], utf8(encodeNote({ text, signatures: [log.signer.sign(text, 0)] })))).toBe(422);
  const stranger = await createNoteSigner('example.com/log', 'ed25519');
  expect(await status(5, [], utf8(encodeNote({ text, signatures: [stranger.sign(text, 0)] })))).toBe(403);

  const policy = simplePolicy([log.signer.key], [cosigner.key]);
  const proof = utf8(await proveEntry(log.storage, 3));
  expect(proof.length).toBeLessThan(4096);
  for (const cryptography of [nodeCryptography, webCryptography(crypto.subtle)]) {
    expect((await verifyTlogProof(proof, utf8('entry 3'), policy, cryptography)).index).toBe(3);
    await expect(verifyTlogProof(proof, utf8('entry 4'), policy, cryptography)).rejects.toMatchObject({
      code: 'LOG_PROOF',
    });
  }
  const unseen = simplePolicy([log.signer.key], [(await createNoteSigner('w2.example', 'cosignature-ed25519')).key]);
  await expect(verifyTlogProof(proof, utf8('entry 3'), unseen, nodeCryptography)).rejects.toMatchObject({
    code: 'LOG_WITNESS',
  });

  const rolledBack = await buildMemoryLog([2]);
  await expect(
    requestCosignature({ ...request, storage: rolledBack.storage, logKey: rolledBack.signer.key }),
  ).rejects.toBeDefined();
});
