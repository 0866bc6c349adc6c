// Notes as the specification shows them, and a witness that sees split views and rollbacks.
import { expect, test } from 'vitest';
import { buildMemoryLog, memoryCheckpointStore } from '#testkit/log';
import { encodeAddCheckpoint } from './add-checkpoint.ts';
import { concat, utf8 } from './bytes.ts';
import { parseUnverifiedCheckpoint } from './checkpoint.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { LogWriter } from './log-writer.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote, parseNote } from './note.ts';
import { encodeVerifierKey, type NoteKey, parseVerifierKey } from './note-key.ts';
import { createNoteSigner, type NoteSigner, parseNoteSigner } from './note-signer.ts';
import { proveEntry } from './prove-entry.ts';
import { type PostToWitness, requestCosignature } from './request-cosignature.ts';
import { TileTree } from './tile-tree.ts';
import { verifyNote } from './verify-note.ts';
import { verifyTlogProof } from './verify-tlog-proof.ts';
import { webCryptography } from './web-cryptography.ts';
import { addCheckpoint, type WitnessParts } from './witness.ts';
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
});

/** A witness in this process that knows the log of `signer`. */
async function witnessOf(signer: NoteSigner): Promise<{
  readonly witnessKey: NoteKey;
  readonly store: CheckpointStore;
  readonly post: PostToWitness;
}> {
  const cosigner = await createNoteSigner('witness.example/w1', 'cosignature-ed25519');
  const store = memoryCheckpointStore();
  const parts = { signers: [cosigner], logKeys: () => [signer.key], storeOf: () => store, now: () => 1_700_000_000 };
  return { witnessKey: cosigner.key, store, post: async (body) => addCheckpoint(parts, utf8(body)) };
}

test('a log that was put back to an older state is refused with the larger size', async () => {
  const log = await buildMemoryLog([5]);
  const older = await buildMemoryLog([2], { signer: log.signer });
  const { witnessKey, store, post } = await witnessOf(log.signer);
  const request = { logKey: log.signer.key, witnessKey, post };
  expect(await requestCosignature({ ...request, storage: log.storage })).toBe(5);
  const before = await store.read();
  const proof: Uint8Array[] = [];
  const checkpoint = older.files.get('checkpoint') ?? new Uint8Array();
  const answer = await post(encodeAddCheckpoint({ oldSize: 2, proof, checkpoint }));
  expect(answer).toEqual({ status: 409, contentType: 'text/x.tlog.size', body: '5\n' });
  await expect(requestCosignature({ ...request, storage: older.storage })).rejects.toMatchObject({
    code: 'LOG_ROLLED_BACK',
    message: 'The witness saw 5 entries of this log, which shows 2.',
  });
  expect(await store.read()).toEqual(before);
});

test.each([[[5]], [[5, 3]], [[300]]])('another tree of the same log (%j) gets no cosignature', async (batches) => {
  const log = await buildMemoryLog([5]);
  const other = await buildMemoryLog(batches, { signer: log.signer, word: 'other' });
  const { witnessKey, store, post } = await witnessOf(log.signer);
  const request = { logKey: log.signer.key, witnessKey, post };
  await requestCosignature({ ...request, storage: log.storage });
  const before = await store.read();
  const shown = other.files.get('checkpoint');
  await expect(requestCosignature({ ...request, storage: other.storage })).rejects.toMatchObject({
    code: 'LOG_INCONSISTENT',
  });
  expect(await store.read()).toEqual(before);
  expect(other.files.get('checkpoint')).toBe(shown);
});

test('what grew honestly is cosigned again', async () => {
  const log = await buildMemoryLog([5]);
  const { witnessKey, post } = await witnessOf(log.signer);
  const request = { storage: log.storage, logKey: log.signer.key, witnessKey, post };
  await requestCosignature(request);
  await new LogWriter(log).append([utf8('more')]);
  expect(await requestCosignature(request)).toBe(6);
  // Asked again for the same tree it signs again, and one line of it is kept.
  expect(await requestCosignature(request)).toBe(6);
  expect(parseNote(log.files.get('checkpoint') ?? new Uint8Array()).signatures).toHaveLength(2);
});

test.each([
  [{ status: 500, body: 'out of order\n' }, 'LOG_REFUSED', /answered 500/],
  [{ status: 409, body: 'hello\n' }, 'LOG_REFUSED', /answered 409/],
  // How witnesses of an earlier edition of the specification say that roots differ.
  [{ status: 409, body: '0\n' }, 'LOG_INCONSISTENT', /another tree/],
  [{ status: 409, body: '9\n' }, 'LOG_ROLLED_BACK', /saw 9 entries/],
  [{ status: 422, body: 'no\u001b[2J\n' }, 'LOG_INCONSISTENT', /another tree/],
  [{ status: 200, body: '' }, 'LOG_REFUSED', /without a signature/],
  [{ status: 200, body: 'hello\n' }, 'LOG_MALFORMED', /signature line/],
])('the answer %j is refused', async (answer, code, message) => {
  const log = await buildMemoryLog([5]);
  const { witnessKey } = await witnessOf(log.signer);
  const post = async (): Promise<typeof answer> => answer;
  const asked = requestCosignature({ storage: log.storage, logKey: log.signer.key, witnessKey, post });
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(String(error)).not.toContain('\u001b');
});

test('sizes that keep changing, a cosignature of another key, and a log that grows meanwhile', async () => {
  const log = await buildMemoryLog([5]);
  const { witnessKey, post } = await witnessOf(log.signer);
  const request = { storage: log.storage, logKey: log.signer.key, witnessKey, post };
  let size = 1;
  const changing = async (): Promise<{ status: number; body: string }> => ({ status: 409, body: `${size++}\n` });
  await expect(requestCosignature({ ...request, post: changing })).rejects.toMatchObject({ code: 'LOG_REFUSED' });
  const stranger = await witnessOf(log.signer);
  await expect(requestCosignature({ ...request, post: stranger.post })).rejects.toMatchObject({ code: 'LOG_REFUSED' });
  const growing: PostToWitness = async (body) => {
    await new LogWriter(log).append([utf8('meanwhile')]);
    return post(body);
  };
  await expect(requestCosignature({ ...request, post: growing })).rejects.toMatchObject({ code: 'LOG_CONFLICT' });
  log.files.clear();
  await expect(requestCosignature(request)).rejects.toMatchObject({ code: 'LOG_MISSING' });
});

test('a witness whose own record is damaged or cannot be written signs nothing', async () => {
  const log = await buildMemoryLog([5]);
  const checkpoint = log.files.get('checkpoint') ?? new Uint8Array();
  const body = utf8(encodeAddCheckpoint({ oldSize: 0, proof: [], checkpoint }));
  const cosigner = await createNoteSigner('witness.example/w1', 'cosignature-ed25519');
  const partsOf = (store: CheckpointStore): WitnessParts => ({
    signers: [cosigner],
    logKeys: () => [log.signer.key],
    storeOf: () => store,
    now: () => 1,
  });
  for (const record of ['damaged', Buffer.from(example).toString()]) {
    const store = memoryCheckpointStore();
    await store.swap(0, utf8(record));
    await expect(addCheckpoint(partsOf(store), body)).rejects.toMatchObject({ code: 'LOG_CORRUPT' });
  }
  const full = memoryCheckpointStore(() => 'absent');
  await expect(addCheckpoint(partsOf(full), body)).rejects.toMatchObject({ code: 'LOG_WRITE' });
  const store = memoryCheckpointStore();
  const answers = await Promise.all([addCheckpoint(partsOf(store), body), addCheckpoint(partsOf(store), body)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
