// What is too large, too short or too many for a log, each with its code.
import { expect, test } from 'vitest';
import * as limits from '#core/limits';
import { parseAddCheckpoint } from './add-checkpoint.ts';
import { encodeBase64, encodeUint64 } from './bytes.ts';
import { parseCheckpointText } from './checkpoint.ts';
import { signedMessage } from './cosignature.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote, parseNote } from './note.ts';
import { parseVerifierKey } from './note-key.ts';
import { createNoteSigner } from './note-signer.ts';
import { encodeTlogProof, parseTlogProof } from './tlog-proof.ts';
import { verifyInclusion } from './verify-inclusion.ts';
import { verifyNote } from './verify-note.ts';
import { webCryptography } from './web-cryptography.ts';

const hash = new Uint8Array(32);
const checkpoint = `example.com/log\n5\n${encodeBase64(hash)}\n`;

test('notes, requests and proofs of more bytes than any honest one', () => {
  const much = Buffer.alloc(limits.noteBytes.value + 1, 0x20);
  expect(() => parseNote(much)).toThrow(expect.objectContaining({ code: 'LOG_LIMIT' }));
  expect(() => parseTlogProof(much)).toThrow(expect.objectContaining({ code: 'LOG_LIMIT' }));
  const body = Buffer.alloc(limits.witnessBodyBytes.value + 1, 0x20);
  expect(() => parseAddCheckpoint(body)).toThrow(expect.objectContaining({ code: 'LOG_LIMIT' }));
});

test('a proof of 63 hashes is one, of 64 none', () => {
  const proofOf = (count: number): Uint8Array =>
    Buffer.from(
      encodeTlogProof({ index: 1, hashes: Array(count).fill(hash), checkpoint: Buffer.from('c\n'), extra: hash }),
    );
  expect(parseTlogProof(proofOf(63))).toMatchObject({ index: 1, extra: hash });
  expect(parseTlogProof(proofOf(63)).hashes).toHaveLength(63);
  expect(() => parseTlogProof(proofOf(64))).toThrow('more than 63 hashes');
});

test('a signature that holds a key id and nothing else', () => {
  const note = (base64: string): Uint8Array => Buffer.from(`text\n\n— name ${base64}\n`);
  expect(() => parseNote(note('AAAAAA=='))).toThrow('too short to hold a key id and a signature');
  expect(parseNote(note('AAAAAAA=')).signatures[0]).toMatchObject({ name: 'name', id: 0 });
});

test.each([
  ['no origin', `\n5\n${encodeBase64(hash)}\n`],
  ['no end', checkpoint.slice(0, -1)],
  ['an empty extension', `${checkpoint}\n`],
])('is no checkpoint: %s', (_name, text) => {
  expect(() => parseCheckpointText(text)).toThrow(expect.objectContaining({ code: 'LOG_MALFORMED' }));
});

test('names of 255 bytes stand in an ML-DSA-44 cosignature, longer ones do not', () => {
  const of = (name: string): Uint8Array => signedMessage({ kind: 'cosignature-ml-dsa-44', name }, checkpoint, 1);
  expect(of('n'.repeat(255))).toHaveLength(12 + 256 + 8 + 16 + 16 + 32);
  expect(() => of('n'.repeat(256))).toThrow('at most 255 bytes');
  // Bytes count, not letters.
  expect(() => of('ü'.repeat(128))).toThrow('at most 255 bytes');
});

test('a cosignature whose time is missing or not a time', async () => {
  const signer = await createNoteSigner('witness.example', 'cosignature-ed25519');
  const verify = (signature: Uint8Array): Promise<unknown> => {
    const line = { name: signer.key.name, id: signer.key.id, signature: new Uint8Array(signature) };
    return verifyNote(
      Buffer.from(encodeNote({ text: checkpoint, signatures: [line] })),
      [signer.key],
      nodeCryptography,
    );
  };
  const sound = signer.sign(checkpoint, 1).signature;
  await expect(verify(sound)).resolves.toMatchObject({ signers: [{ seconds: 1 }] });
  await expect(verify(sound.slice(0, 7))).rejects.toThrow('carries no time that can be read');
  const late = new Uint8Array([0xff, ...encodeUint64(1).slice(1), ...sound.slice(8)]);
  await expect(verify(late)).rejects.toThrow('carries no time that can be read');
});

test('a key of no type', async () => {
  await expect(parseVerifierKey('name+00000000+=', nodeCryptography)).rejects.toMatchObject({ code: 'LOG_KEY' });
});

test('what a browser does not verify is no signature there', async () => {
  const { subtle } = globalThis.crypto;
  const web = webCryptography(subtle);
  expect(web.supports('ml-dsa-44')).toBe(false);
  expect(await web.isSignature('ecdsa', new Uint8Array(91), hash, new Uint8Array(64))).toBe(false);
  expect(await web.isSignature('ed25519', new Uint8Array(31), hash, new Uint8Array(64))).toBe(false);
});

test('a name belongs to its key id: one alone is another key', async () => {
  const signer = await createNoteSigner('log.example', 'ed25519');
  const { id, signature } = signer.sign(checkpoint, 0);
  const verify = (line: { name: string; id: number }): Promise<unknown> =>
    verifyNote(
      Buffer.from(encodeNote({ text: checkpoint, signatures: [{ ...line, signature }] })),
      [signer.key],
      nodeCryptography,
    );
  await expect(verify({ name: 'log.example', id })).resolves.toMatchObject({ text: checkpoint });
  await expect(verify({ name: 'other.example', id })).rejects.toMatchObject({ code: 'LOG_UNTRUSTED' });
  await expect(verify({ name: 'log.example', id: id ^ 1 })).rejects.toMatchObject({ code: 'LOG_UNTRUSTED' });
});

test('an inclusion claim that cannot be one is refused for what it is', async () => {
  const claim = { index: 0, size: 1, leaf: hash, proof: [], root: hash };
  const verify = (changed: object): Promise<unknown> => verifyInclusion({ ...claim, ...changed }, nodeCryptography);
  await expect(verify({})).resolves.toBeUndefined();
  await expect(verify({ index: 1 })).rejects.toThrow('entry 1 is not in a tree of 1 entries');
  await expect(verify({ leaf: hash.slice(1) })).rejects.toThrow('a leaf hash has 32 bytes');
  await expect(verify({ size: 3, index: 1 })).rejects.toThrow('has 0 hashes, not 2');
});
