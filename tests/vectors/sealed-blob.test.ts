// Sealed blobs as another implementation makes them, each with one defect.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BlobSealer, openChunk } from '#store/sealed/blob-chunks';
import { openBlobKeys } from '#store/sealed/blob-keys';
import { chunkBytes, chunkCount, chunkPlace, headerBytes, plainSize, tagBytes } from '#store/sealed/blob-layout';
import { StoreError } from '#store/store-error';

interface Vector {
  readonly comment: string;
  readonly dataKey: Buffer;
  readonly salt: Buffer;
  readonly size: number;
  readonly digest: string;
  readonly hex: string | undefined;
  readonly edit: readonly string[];
  readonly result: string;
}

const text = readFileSync(new URL('./sealed-blob.txt', import.meta.url), 'utf8');
const vectors = text.split('\n\n').flatMap((block) => (block.startsWith('comment:') ? [parse(block)] : []));

test('there are vectors', () => expect(vectors.length).toBeGreaterThan(20));

test.each(vectors)('$comment', (vector) => {
  const sealed = seal(vector, vector.dataKey, vector.salt);
  expect(createHash('sha256').update(sealed).digest('hex')).toBe(vector.digest);
  if (vector.hex !== undefined) expect(sealed.toString('hex')).toBe(vector.hex);
  const [edited, dataKey] = edit(vector, sealed);
  expect(open(edited, dataKey, plaintext(vector.size))).toBe(vector.result);
});

function parse(block: string): Vector {
  const lines = block
    .trim()
    .split('\n')
    .map((line) => /^([a-z ]+): (.*)$/.exec(line) ?? []);
  const value = (name: string): string => lines.find(([, key]) => key === name)?.[2] ?? '';
  const sealed = lines.filter(([, key]) => key === 'sealed').map(([, , rest = '']) => rest.split(' '));
  return {
    comment: value('comment'),
    dataKey: Buffer.from(value('data key'), 'hex'),
    salt: Buffer.from(value('salt'), 'hex'),
    size: Number(value('size')),
    digest: sealed.find(([kind]) => kind === 'sha256')?.[1] ?? '',
    hex: sealed.find(([kind]) => kind === 'hex')?.[1],
    edit: value('edit').split(' '),
    result: value('result'),
  };
}

function plaintext(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, at) => at % 251));
}

function seal({ size }: Vector, dataKey: Buffer, salt: Buffer): Buffer {
  const plain = plaintext(size);
  const sealer = new BlobSealer(dataKey, salt);
  const parts: Uint8Array[] = [sealer.header];
  for (let index = 0; index < chunkCount(size); index++) {
    parts.push(
      ...sealer.seal(plain.subarray(index * chunkBytes, (index + 1) * chunkBytes), index === chunkCount(size) - 1),
    );
  }
  return Buffer.concat(parts);
}

function edit(vector: Vector, sealed: Buffer): readonly [edited: Buffer, dataKey: Buffer] {
  const {
    dataKey,
    edit: [verb, first, second],
  } = vector;
  const [a, b] = [Number(first), Number(second)];
  const chunk = (index: number, of = sealed): Buffer => {
    const { at, length } = chunkPlace(vector.size, index);
    return of.subarray(at, at + length);
  };
  const header = sealed.subarray(0, headerBytes);
  const chunks = Array.from({ length: chunkCount(vector.size) }, (_, index) => chunk(index));
  const other = seal(vector, Buffer.alloc(32, 1), Buffer.alloc(24, 2));
  if (verb === 'none') return [sealed, dataKey];
  if (verb === 'cut') return [sealed.subarray(0, sealed.length - a), dataKey];
  if (verb === 'append') return [Buffer.concat([sealed, Buffer.alloc(a)]), dataKey];
  if (verb === 'repeat-chunk') return [Buffer.concat([sealed, chunk(a)]), dataKey];
  if (verb === 'other-data-key') return [sealed, Buffer.alloc(32, 1)];
  if (verb === 'header-of-other-blob') return [Buffer.concat([other.subarray(0, headerBytes), ...chunks]), dataKey];
  if (verb === 'flip') {
    const flipped = Buffer.from(sealed);
    flipped[a] = (flipped[a] ?? 0) ^ 1;
    return [flipped, dataKey];
  }
  if (verb === 'drop-chunk') chunks.splice(a, 1);
  else if (verb === 'swap-chunks') [chunks[a], chunks[b]] = [chunk(b), chunk(a)];
  else if (verb === 'chunk-of-other-blob') chunks[a] = chunk(a, other);
  else throw new Error(`no such edit: ${verb}`);
  return [Buffer.concat([header, ...chunks]), dataKey];
}

/** `opens`, or the step that does not. */
function open(sealed: Buffer, dataKey: Buffer, plain: Buffer): string {
  let step = 'length';
  try {
    const size = plainSize(sealed.length);
    step = 'header';
    const keys = openBlobKeys(dataKey, sealed.subarray(0, headerBytes));
    for (let index = 0; index < chunkCount(size); index++) {
      step = `chunk ${index}`;
      const { at, length } = chunkPlace(size, index);
      const opened = openChunk(keys, size, index, sealed.subarray(at, at + length));
      expect(opened.length).toBe(length - tagBytes);
      expect(plain.subarray(index * chunkBytes, (index + 1) * chunkBytes).equals(opened)).toBe(true);
    }
    return 'opens';
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_CORRUPT') return step;
    throw error;
  }
}
