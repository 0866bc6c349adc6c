// ML-DSA-44 cosignatures beside another implementation (@noble/post-quantum): each verifies what the other signed, and the
// signed message is put together here by hand from C2SP tlog-cosignature.
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { describe, expect, test } from 'vitest';
import { LogError } from '#log/log-error';
import { nodeCryptography } from '#log/node-cryptography';
import { encodeNote } from '#log/note';
import { encodeVerifierKey, makeNoteKey } from '#log/note-key';
import { createNoteSigner, type NoteSigner, parseNoteSigner } from '#log/note-signer';
import { verifyNote } from '#log/verify-note';

const name = 'witness.example/w1';
const root = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64');
const text = `example.com/behind-the-sofa\n20852163\n${root.toString('base64')}\n`;
const time = 1679315147;

/** `cosigned_message` of tlog-cosignature, section "ML-DSA-44 signed message". */
function messageOf(at = time, size = 20852163n): Buffer {
  const short = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  const long = (value: bigint): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return bytes;
  };
  const parts = [short(name), long(BigInt(at)), short('example.com/behind-the-sofa'), long(0n), long(size), root];
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), ...parts]);
}

/** Our signer with the key that noble makes of the same seed. */
async function pairOf(seed: Uint8Array): Promise<{ ours: NoteSigner; theirs: ReturnType<typeof ml_dsa44.keygen> }> {
  const theirs = ml_dsa44.keygen(seed);
  const key = await makeNoteKey(name, 'cosignature-ml-dsa-44', new Uint8Array(theirs.publicKey), nodeCryptography);
  const id = key.id.toString(16).padStart(8, '0');
  const ours = await parseNoteSigner(`PRIVATE+KEY+${name}+${id}+${Buffer.from([6, ...seed]).toString('base64')}\n`);
  return { ours, theirs };
}

const seeds: readonly (readonly [string, Uint8Array])[] = [
  ['zeros', new Uint8Array(32)],
  ['ones', new Uint8Array(32).fill(0xff)],
  ['counting', Uint8Array.from({ length: 32 }, (_, index) => index)],
];

describe.skipIf(!nodeCryptography.supports('ml-dsa-44'))('ML-DSA-44 (skipped where Node has none)', () => {
  test.each(seeds)('one seed, one key: %s', async (_name, seed) => {
    const { ours, theirs } = await pairOf(seed);
    expect(Buffer.from(ours.key.publicKey)).toEqual(Buffer.from(theirs.publicKey));
    expect(encodeVerifierKey(ours.key)).toMatch(/^witness\.example\/w1\+[0-9a-f]{8}\+B/);
  });

  test.each(seeds)('what is signed here verifies there: %s', async (_name, seed) => {
    const { ours, theirs } = await pairOf(seed);
    const { signature } = ours.sign(text, time);
    expect([signature.length, Buffer.from(signature).readBigUInt64BE()]).toEqual([8 + 2420, BigInt(time)]);
    const bare = signature.slice(8);
    expect(ml_dsa44.verify(bare, messageOf(), theirs.publicKey)).toBe(true);
    expect(ml_dsa44.verify(bare, messageOf(time + 1), theirs.publicKey)).toBe(false);
    expect(ml_dsa44.verify(bare, messageOf(time, 20852164n), theirs.publicKey)).toBe(false);
  });

  test.each(seeds)('what is signed there verifies here: %s', async (_name, seed) => {
    const { ours, theirs } = await pairOf(seed);
    const noteWith = (bare: Uint8Array, at = time): Buffer => {
      const head = Buffer.alloc(8);
      head.writeBigUInt64BE(BigInt(at));
      const line = { name, id: ours.key.id, signature: new Uint8Array([...head, ...bare]) };
      return Buffer.from(encodeNote({ text, signatures: [line] }));
    };
    const verify = async (note: Buffer): Promise<string | number | undefined> => {
      try {
        return (await verifyNote(note, [ours.key], nodeCryptography)).signers[0]?.seconds;
      } catch (error) {
        return error instanceof LogError ? error.code : String(error);
      }
    };
    const bare = ml_dsa44.sign(messageOf(), theirs.secretKey);
    expect(await verify(noteWith(bare))).toBe(time);
    // Hedged and deterministic signatures are both signatures (FIPS 204 section 3.4).
    expect(await verify(noteWith(ml_dsa44.sign(messageOf(), theirs.secretKey, { extraEntropy: false })))).toBe(time);
    expect(await verify(noteWith(bare, time + 1))).toBe('LOG_SIGNATURE');
    expect(await verify(noteWith(bare.with(100, (bare[100] ?? 0) ^ 1)))).toBe('LOG_SIGNATURE');
    expect(await verify(noteWith(bare.slice(1)))).toBe('LOG_SIGNATURE');
    const strange = ml_dsa44.sign(messageOf(), theirs.secretKey, { context: new Uint8Array([1]) });
    expect(await verify(noteWith(strange))).toBe('LOG_SIGNATURE');
  });

  test('a key of another seed verifies nothing', async () => {
    const signer = await createNoteSigner(name, 'cosignature-ml-dsa-44');
    const { theirs } = await pairOf(new Uint8Array(32));
    expect(ml_dsa44.verify(signer.sign(text, time).signature.slice(8), messageOf(), theirs.publicKey)).toBe(false);
  });
});
