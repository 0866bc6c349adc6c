// Witness policies, ECDSA keys, and the record and checkpoint that are compared with what readers see.
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyRoot } from '#core/tree-hash';
import { utf8 } from './bytes.ts';
import { encodeCheckpointText } from './checkpoint.ts';
import { assertLatest } from './compare-checkpoints.ts';
import { encodeLogRecord, parseLogRecord } from './log-record.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote } from './note.ts';
import { encodeVerifierKey, makeNoteKey, parseVerifierKey } from './note-key.ts';
import { createNoteSigner } from './note-signer.ts';
import { verifyNote } from './verify-note.ts';
import { webCryptography } from './web-cryptography.ts';
import { assertQuorum, parsePolicy, simplePolicy, type WitnessPolicy } from './witness-policy.ts';

const log = await createNoteSigner('example.com/log', 'ed25519');
const witnesses = await Promise.all(
  ['a', 'b', 'c'].map((name) => createNoteSigner(`${name}.example`, 'cosignature-ed25519')),
);
const [a, b, c] = witnesses.map(({ key }) => key);
const lines = [
  `log ${encodeVerifierKey(log.key)} https://example.com/log`,
  ...witnesses.map(({ key }) => `witness ${key.name.slice(0, 1)} ${encodeVerifierKey(key)}`),
];

async function policy(...more: readonly string[]): Promise<WitnessPolicy> {
  return parsePolicy(`# comment\n\n${[...lines, ...more].join('\n')}\n`, nodeCryptography);
}

function isEnough(wanted: WitnessPolicy, seenBy: readonly unknown[]): boolean {
  try {
    assertQuorum(
      wanted,
      wanted.witnesses.filter((key) => seenBy.some((name) => name === key.name)),
    );
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'LOG_WITNESS' });
    return false;
  }
}

const all = ['', 'a', 'b', 'c', 'ab', 'ac', 'bc', 'abc'];

test.each([
  [['quorum none'], all],
  [['quorum b'], ['b', 'ab', 'bc', 'abc']],
  [
    ['group g any a b', 'quorum g'],
    ['a', 'b', 'ab', 'ac', 'bc', 'abc'],
  ],
  [
    ['group g all a b', 'quorum g'],
    ['ab', 'abc'],
  ],
  [
    ['group g 2 a b c', 'quorum g'],
    ['ab', 'ac', 'bc', 'abc'],
  ],
  [
    ['group inner 1 a b', 'group outer all inner c', 'quorum outer'],
    ['ac', 'bc', 'abc'],
  ],
])('%j', async (more, enough) => {
  const wanted = await policy(...more);
  const found = all.filter((seen) =>
    isEnough(
      wanted,
      [...seen].map((letter) => `${letter}.example`),
    ),
  );
  expect(found).toEqual(enough);
});

test.each([
  ['it has no quorum line', []],
  ['one quorum line', ['quorum a', 'quorum a']],
  ['one quorum line', ['quorum a b']],
  ['"z" is not defined', ['quorum z']],
  ['"z" is not defined', ['group g 1 z', 'quorum g']],
  ['is a member twice', ['group g 2 a a', 'quorum g']],
  ['is a member twice', ['group g 1 a', 'group h 1 a', 'quorum h']],
  ['"g" needs 3 of 2', ['group g 3 a b', 'quorum g']],
  ['"g" needs 0 of 2', ['group g 0 a b', 'quorum g']],
  ['"g" needs all of 0', ['group g all', 'quorum g']],
  ['the name "a" is taken', ['group a 1 b', 'quorum a']],
  ['the name "none" is taken', ['group none 1 b', 'quorum none']],
  ['none of log, witness, group and quorum', ['logs']],
  ['control characters', ['quorum a\r']],
  ['is named twice', [lines[0] ?? '']],
  ['is named twice', [`witness d ${encodeVerifierKey(witnesses[0]?.key ?? log.key)}`]],
  ['no cosignature key', [`witness d ${encodeVerifierKey(log.key)}`]],
  ['a witness line is', [`witness d ${encodeVerifierKey(log.key)} https://x y`]],
  ['a log line is', [`log ${encodeVerifierKey(log.key)} https://x y`]],
])('%s: %j', async (message, more) => {
  await expect(policy(...more)).rejects.toMatchObject({
    code: 'LOG_POLICY',
    message: expect.stringContaining(message),
  });
});

test('errors in keys and numbers of a policy name the line', async () => {
  await expect(policy('log x')).rejects.toMatchObject({ code: 'LOG_KEY', message: expect.stringMatching(/^line 7: /) });
  await expect(policy('group g 01 a')).rejects.toMatchObject({ code: 'LOG_MALFORMED' });
});

test('a quorum that cannot be reached, or repeats a witness', () => {
  if (a === undefined || b === undefined || c === undefined) throw new Error('three witnesses were made');
  expect(() => simplePolicy([log.key], [a], 2)).toThrow('2 witnesses are asked for, 1 are named');
  expect(() => simplePolicy([log.key], [a, b, a])).toThrow('is named twice');
  expect(() => assertQuorum(simplePolicy([log.key], [a, b, c], 2), [a])).toThrow('(a.example) are fewer');
  expect(() => assertQuorum(simplePolicy([log.key], [a]), [])).toThrow('(none) are fewer');
  assertQuorum(simplePolicy([log.key], [a], 0), []);
});

test('notes that ECDSA keys signed, and those they did not', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const key = await makeNoteKey('rekor.example', 'ecdsa', spki, nodeCryptography);
  expect(await parseVerifierKey(encodeVerifierKey(key), nodeCryptography)).toEqual(key);
  const text = 'hello\n';
  const signature = new Uint8Array(sign('sha256', utf8(text), privateKey));
  const note = utf8(encodeNote({ text, signatures: [{ name: key.name, id: key.id, signature }] }));
  expect((await verifyNote(note, [key], nodeCryptography)).signers).toHaveLength(1);
  for (const bad of [signature.slice(1), new Uint8Array(64), new Uint8Array(1)]) {
    const forged = utf8(encodeNote({ text, signatures: [{ name: key.name, id: key.id, signature: bad }] }));
    await expect(verifyNote(forged, [key], nodeCryptography)).rejects.toMatchObject({ code: 'LOG_SIGNATURE' });
  }
  const web = webCryptography(crypto.subtle);
  const told = await verifyNote(note, [key], web).then(
    () => 'verified',
    (error: unknown) => error,
  );
  if (web.supports('ecdsa')) expect(told).toBe('verified');
  else expect(told).toMatchObject({ code: 'LOG_UNSUPPORTED' });
});

function recordOf(size: number, root: Uint8Array): Uint8Array {
  const text = encodeCheckpointText({ origin: log.key.name, size, root });
  const checkpoint = utf8(encodeNote({ text, signatures: [log.sign(text, 0)] }));
  return encodeLogRecord({ checkpoint, added: [utf8('one'), utf8('')] });
}

test('what is shown against what was signed', () => {
  const root = new Uint8Array(32).fill(7);
  assertLatest({ size: 4, root }, recordOf(4, root));
  expect(() => assertLatest({ size: 3, root }, recordOf(4, root))).toThrow('The log shows 3 entries, 4 were signed.');
  expect(() => assertLatest({ size: 5, root }, recordOf(4, root))).toThrow('the store was put back');
  expect(() => assertLatest({ size: 4, root: emptyRoot }, recordOf(4, root))).toThrow('Two roots were signed');
});

test('every flipped bit and every cut of a record is told', () => {
  const record = recordOf(4, emptyRoot);
  expect(parseLogRecord(record).added.map(({ length }) => length)).toEqual([3, 0]);
  for (let bit = 0; bit < record.length * 8; bit++) {
    const flipped = Uint8Array.from(record);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => parseLogRecord(flipped), `bit ${bit}`).toThrow(expect.objectContaining({ code: 'LOG_CORRUPT' }));
  }
  for (let end = 0; end < record.length; end++) {
    expect(() => parseLogRecord(record.subarray(0, end)), `${end} bytes`).toThrow(
      expect.objectContaining({ code: 'LOG_CORRUPT' }),
    );
  }
});
