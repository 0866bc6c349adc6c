// Trees, notes, proofs and witnesses on vectors that another program made; tlog/make.py says how. From each tree that holds,
// the ways to break it are derived here, as transparency-dev/merkle does.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LogError } from '#log/log-error';
import { nodeCryptography } from '#log/node-cryptography';
import { encodeNote } from '#log/note';
import { parseVerifierKey } from '#log/note-key';
import { parseNoteSigner } from '#log/note-signer';
import { verifyConsistency } from '#log/verify-consistency';
import { verifyInclusion } from '#log/verify-inclusion';
import { verifyNote } from '#log/verify-note';
import { verifyTlogProof } from '#log/verify-tlog-proof';
import { addCheckpoint } from '#log/witness';
import { parsePolicy } from '#log/witness-policy';
import { memoryCheckpointStore } from '#testkit/log';

const folder = join(import.meta.dirname, 'tlog');

interface Vector {
  readonly name: string;
  readonly field: (key: string) => string;
  readonly section: (key: string) => string;
}

/** Fields, one a line, then sections behind lines `=== name`. */
function read(name: string): Vector {
  const [head = '', ...sections] = readFileSync(join(folder, name), 'utf8').split(/^=== /m);
  const section = (key: string): string =>
    sections.find((text) => text.startsWith(`${key}\n`))?.slice(key.length + 1) ?? '';
  return { name, field: (key) => new RegExp(`^${key}: (.*)$`, 'm').exec(head)?.[1] ?? '', section };
}

const vectors = (kind: string): readonly Vector[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`))
    .map(read);

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'accepted';
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
}

test.each(vectors('proof'))('$name', async ({ field, section }) => {
  const policy = await parsePolicy(section('policy'), nodeCryptography);
  const proof = Buffer.from(section('proof'));
  const verify = (entry: Uint8Array): Promise<string> =>
    codeOf(verifyTlogProof(proof, entry, policy, nodeCryptography));
  expect(await verify(bytes(field('entry')))).toBe(field('expected'));
  if (field('expected') === 'accepted') expect(await verify(Buffer.from('another entry'))).toBe('LOG_PROOF');
});

test.each(vectors('witness'))('$name', async ({ field, section }) => {
  const logKey = await parseVerifierKey(field('log'), nodeCryptography);
  const store = memoryCheckpointStore();
  const parts = {
    signers: [await parseNoteSigner(field('witness'))],
    logKeys: (origin: string) => (origin === logKey.name ? [logKey] : []),
    storeOf: () => store,
    now: () => Number(field('time')),
  };
  if (section('before') !== '') expect((await addCheckpoint(parts, Buffer.from(section('before')))).status).toBe(200);
  const seen = await store.read();
  const { status, body, contentType } = await addCheckpoint(parts, Buffer.from(section('request')));
  expect(String(status)).toBe(field('expected'));
  if (section('answer') !== '') expect(body).toBe(section('answer'));
  expect(contentType === 'text/x.tlog.size').toBe(status === 409);
  // Whoever is refused changes nothing.
  if (status !== 200) expect(await store.read()).toEqual(seen);
});

describe('notes', () => {
  const verify = async ({ field, section }: Vector): Promise<string> => {
    const keys = await Promise.all(
      field('keys')
        .split(' ')
        .map((key) => parseVerifierKey(key, nodeCryptography)),
    );
    const { signers } = await verifyNote(Buffer.from(section('note')), keys, nodeCryptography);
    return signers.map(({ key }) => key.name).join(' ');
  };

  test.each(vectors('note'))('$name', async (vector) => {
    const answer = await verify(vector).catch((error: unknown) => (error instanceof LogError ? error.code : error));
    expect(answer).toBe(vector.field('expected'));
  });

  test('the same key signs the same bytes', async () => {
    const { field, section } = read('note-sound.txt');
    const text = section('note').slice(0, section('note').lastIndexOf('\n\n') + 1);
    const signature = (await parseNoteSigner(field('secret'))).sign(text, 0);
    expect(encodeNote({ text, signatures: [signature] })).toBe(section('note'));
  });

  test('no part of a key and no changed letter of it is a key', async () => {
    const { field } = read('note-sound.txt');
    for (const [key, parse] of [
      [field('keys'), (text: string) => parseVerifierKey(text, nodeCryptography)],
      [field('secret'), parseNoteSigner],
    ] as const) {
      for (let at = 0; at < key.length; at++) {
        const changed = `${key.slice(0, at)}${String.fromCharCode(key.charCodeAt(at) + 1)}${key.slice(at + 1)}`;
        for (const text of [key.slice(0, at), key.slice(at + 1), changed]) {
          expect(await codeOf(parse(text)), text).toBe('LOG_KEY');
        }
      }
    }
  });
});

/** Every way in which the list of hashes can be another one. */
function otherProofs(proof: readonly Uint8Array[], roots: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const flipped = proof.map((hash, at) => proof.with(at, hash.with(at, (hash[at] ?? 0) ^ 0x10)));
  const shortened = proof.map((hash, at) => proof.with(at, hash.subarray(1)));
  const more = [new Uint8Array(32), new Uint8Array(0), ...roots];
  return [
    ...flipped,
    ...shortened,
    ...proof.map((_hash, at) => proof.toSpliced(at, 1)),
    ...more.flatMap((hash) => [
      [hash, ...proof],
      [...proof, hash],
    ]),
    ...(proof.length > 1 ? [proof.toReversed(), []] : []),
  ];
}

const linesOf = (text: string): readonly Uint8Array[] => text.split('\n').slice(0, -1).map(bytes);
const otherHashes = (hash: Uint8Array): readonly Uint8Array[] => [
  hash.with(31, (hash[31] ?? 0) ^ 1),
  hash.subarray(1),
  new Uint8Array(32),
  new Uint8Array(0),
];

test.each(vectors('inclusion'))('$name', async ({ field, section }) => {
  const proof = linesOf(section('proof'));
  const index = Number(field('index'));
  const size = Number(field('size'));
  const claim = { index, size, root: bytes(field('root')), leaf: bytes(field('leaf')), proof };
  const answer = (changed: Partial<typeof claim>): Promise<string> =>
    codeOf(verifyInclusion({ ...claim, ...changed }, nodeCryptography));
  expect(await answer({})).toBe('accepted');
  for (const other of [size, size + 1, index + 2 ** 32]) expect(await answer({ index: other })).toBe('LOG_PROOF');
  for (const other of otherProofs(proof, [claim.root])) expect(await answer({ proof: other })).toBe('LOG_PROOF');
  for (const root of otherHashes(claim.root)) expect(await answer({ root })).toBe('LOG_PROOF');
  for (const leaf of otherHashes(claim.leaf)) expect(await answer({ leaf })).toBe('LOG_PROOF');
  for (let bit = 1; bit < size; bit *= 2) expect(await answer({ index: index ^ bit })).toBe('LOG_PROOF');
  expect(await answer({ size: size * 2 })).toBe('LOG_PROOF');
});

test.each(vectors('consistency'))('$name', async ({ field, section }) => {
  const proof = linesOf(section('proof'));
  const head = (text: string) => ({ size: Number(text.split(' ')[0]), root: bytes(text.split(' ')[1] ?? '') });
  const [earlier, later] = [head(field('earlier')), head(field('later'))];
  const answer = (a: typeof earlier, b: typeof later, hashes = proof): Promise<string> =>
    codeOf(verifyConsistency(a, b, hashes, nodeCryptography));
  expect(await answer(earlier, later)).toBe('accepted');
  expect(await answer(later, earlier)).toBe('LOG_PROOF');
  expect(await answer({ ...earlier, root: later.root }, { ...later, root: earlier.root })).toBe('LOG_PROOF');
  for (const other of otherProofs(proof, [earlier.root, later.root])) {
    expect(await answer(earlier, later, other)).toBe('LOG_PROOF');
  }
  for (const root of otherHashes(earlier.root)) expect(await answer({ ...earlier, root }, later)).toBe('LOG_PROOF');
  for (const root of otherHashes(later.root)) expect(await answer(earlier, { ...later, root })).toBe('LOG_PROOF');
  for (const size of [0, earlier.size + 1, earlier.size ^ 2, later.size, later.size + 1]) {
    expect(await answer({ ...earlier, size }, later), `from ${size}`).toBe('LOG_PROOF');
  }
  for (const size of [0, earlier.size, later.size * 2, Math.floor(later.size / 2)]) {
    expect(await answer(earlier, { ...later, size }), `to ${size}`).toBe('LOG_PROOF');
  }
});
