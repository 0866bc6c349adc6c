// Decodes pictures some at a time, so that those of a block can be kept together: by the bytes of their files and the shape they get.
import type { KeepStep } from '#core/dataset/keep-step';
import { Sha256Stream, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { ImageHeader } from '#formats/images/raster';
import type { PictureEntry } from './picture-entries.ts';

/** A picture that can be decoded as far as its header tells. */
export interface Candidate {
  readonly entry: PictureEntry;
  readonly header: ImageHeader;
}

/** A picture in the shape of the set, or why it cannot be used. */
export type Decoded = { readonly pixels: Uint8Array; readonly damaged: boolean } | { readonly error: unknown };

/** @throws {FileError | FormatError} when the picture cannot be used */
type Decode = (bytes: Uint8Array, header: ImageHeader) => Promise<Extract<Decoded, { readonly pixels: Uint8Array }>>;

/** The pictures of a block are decoded together when their files are this large together, or this many. */
export function* blocksOf(candidates: readonly Candidate[]): Generator<readonly Candidate[]> {
  let block: Candidate[] = [];
  let bytes = 0;
  for (const candidate of candidates) {
    block.push(candidate);
    bytes += candidate.entry.size + 3 * candidate.header.width * candidate.header.height;
    if (block.length < mostPictures && bytes < mostBytes) continue;
    yield block;
    block = [];
    bytes = 0;
  }
  if (block.length > 0) yield block;
}

/**
 * @param shape - of the set, as text: the same files are other pixels in another one
 * @param take - the bytes of a file; what it throws is the answer for that picture
 * @param keep - absent: nothing is kept. A block in which a picture cannot be used is not kept: the reason has to be found again
 */
export async function decodeBlock(
  block: readonly Candidate[],
  shape: string,
  take: (entry: PictureEntry) => Uint8Array,
  decode: Decode,
  keep: KeepStep | undefined,
): Promise<readonly Decoded[]> {
  const files = block.map(({ entry }) => attempt(() => take(entry)));
  const decodeAll = async (): Promise<readonly Decoded[]> => {
    const all: Decoded[] = [];
    for (const [at, { header }] of block.entries()) {
      const file = files[at];
      if (file === undefined || 'error' in file) all.push({ error: file?.error });
      else all.push(await decode(file.bytes, header).catch((error: unknown) => ({ error })));
    }
    return all;
  };
  if (keep === undefined || files.some((file) => 'error' in file)) return decodeAll();
  const name = new Sha256Stream();
  for (const file of files) if ('bytes' in file) name.update(new TextEncoder().encode(sha256(file.bytes)));
  try {
    return await keep(`pictures ${shape} ${name.finish()}`, async () => {
      const all = await decodeAll();
      if (all.some((one) => 'error' in one)) throw new Unusable(all);
      return all;
    });
  } catch (error) {
    if (error instanceof Unusable) return error.decoded;
    throw error;
  }
}

class Unusable extends Error {
  readonly decoded: readonly Decoded[];

  constructor(decoded: readonly Decoded[]) {
    super('a picture of the block cannot be used');
    this.decoded = decoded;
  }
}

function attempt(read: () => Uint8Array): { readonly bytes: Uint8Array } | { readonly error: unknown } {
  try {
    return { bytes: read() };
  } catch (error) {
    if (error instanceof AssayError) return { error };
    throw error;
  }
}

const mostPictures = 128;
const mostBytes = 32 * 1024 * 1024;
