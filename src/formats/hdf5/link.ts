// Link messages (specification, section IV.A.2.g): hard, soft, external and user-defined links.
import { FormatError } from '#core/errors';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

export type Link =
  | { readonly kind: 'hard'; readonly name: string; readonly address: number }
  | { readonly kind: 'soft'; readonly name: string; readonly target: string }
  | { readonly kind: 'external'; readonly name: string; readonly file: string; readonly target: string }
  /** A kind that some program has registered with the library. */
  | { readonly kind: 'user-defined'; readonly name: string; readonly type: number };

/** @throws {FormatError} */
export function parseLink(file: Hdf5File, message: Uint8Array): Link {
  const block = new Hdf5Block(message, file);
  const version = block.u8();
  if (version !== 1) throw new FormatError('FORMAT_MALFORMED', `link version ${version} is unknown`);
  const flags = block.u8();
  const type = flags & 0x08 ? block.u8() : 0;
  if (flags & 0x04) block.skip(8);
  if (flags & 0x10) block.skip(1);
  const nameBytes = block.unsigned(1 << (flags & 3)) ?? Number.POSITIVE_INFINITY;
  const name = text(block, nameBytes);
  if (type === 0) {
    const address = block.address();
    if (address === undefined) throw new FormatError('FORMAT_MALFORMED', 'a hard link points nowhere');
    return { kind: 'hard', name, address };
  }
  const value = new Hdf5Block(block.view(block.u16()), file);
  if (type === 1) return { kind: 'soft', name, target: text(value, value.remaining) };
  if (type !== 64) return { kind: 'user-defined', name, type };
  value.skip(1);
  return { kind: 'external', name, file: value.textToNul(), target: value.textToNul() };
}

function text(block: Hdf5Block, length: number): string {
  return Buffer.from(block.view(length)).toString('utf8');
}
