// Object headers, versions 1 and 2, with their continuation blocks (specification, section IV.A).
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

export interface HeaderMessage {
  readonly type: number;
  readonly flags: number;
  readonly bytes: Uint8Array;
}

export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** Highest message type of the specification. */
export const lastMessageType = 0x18;

/** Bit of a message's flags: the data is a pointer to a message that is kept elsewhere. */
export const sharedFlag = 0x02;

/** All messages of the object at `address`, in order. @throws {FormatError} */
export function readObjectHeader(file: Hdf5File, address: number): readonly HeaderMessage[] {
  const head = new Uint8Array(file.source.read(address, 16));
  const isNew = latin1(head, 0, 4) === 'OHDR';
  const header = isNew ? newHeader(file, address, head) : oldHeader(file, address, head);
  return readChunks(file, header);
}

interface Header {
  readonly isNew: boolean;
  /** Creation order stands in each message. */
  readonly ordered: boolean;
  readonly first: { readonly from: number; readonly to: number };
}

function oldHeader(file: Hdf5File, address: number, head: Uint8Array): Header {
  if (head.length < 16 || head[0] !== 1) {
    throw new FormatError('FORMAT_MALFORMED', 'no object header where one should be', { offset: file.base + address });
  }
  const size = new DataView(head.buffer).getUint32(8, true);
  file.claim(address, address + 16);
  return { isNew: false, ordered: false, first: { from: address + 16, to: address + 16 + size } };
}

function newHeader(file: Hdf5File, address: number, head: Uint8Array): Header {
  const flags = head[5] ?? 0;
  const prefix = 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const width = 1 << (flags & 3);
  const size = file.block('object header', address, prefix + width, (block) => {
    block.skip(prefix);
    return block.unsigned(width) ?? Number.POSITIVE_INFINITY;
  });
  const from = address + prefix + width;
  file.claim(from + size, from + size + 4);
  return { isNew: true, ordered: (flags & 4) !== 0, first: { from, to: from + size } };
}

function readChunks(file: Hdf5File, header: Header): readonly HeaderMessage[] {
  const messages: HeaderMessage[] = [];
  const chunks = [header.first];
  const seen = new Set<number>();
  // ATTACKER: continuations may point at each other.
  for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
    if (seen.has(chunk.from)) continue;
    seen.add(chunk.from);
    const found = file.block('object header', chunk.from, chunk.to - chunk.from, (block) => parseChunk(block, header));
    for (const message of found) {
      if (messages.length >= limits.hdf5Messages.value) throw tooMany(file, chunk.from);
      messages.push(message);
      if (message.type === messageTypes.continuation) chunks.push(continuation(file, message, header.isNew));
    }
  }
  return messages;
}

function parseChunk(block: Hdf5Block, { isNew, ordered }: Header): HeaderMessage[] {
  const messages: HeaderMessage[] = [];
  const prefix = isNew ? (ordered ? 6 : 4) : 8;
  while (block.remaining >= prefix) {
    const type = isNew ? block.u8() : block.u16();
    const size = block.u16();
    const flags = block.u8();
    block.skip(isNew ? prefix - 4 : 3);
    messages.push({ type, flags, bytes: block.view(size) });
  }
  return messages;
}

function continuation(file: Hdf5File, message: HeaderMessage, isNew: boolean): { from: number; to: number } {
  const block = new Hdf5Block(message.bytes, file);
  const from = block.address();
  const length = block.length();
  if (from === undefined || length === undefined || (isNew && length < 8)) {
    throw new FormatError('FORMAT_MALFORMED', 'an object header continues nowhere');
  }
  if (!isNew) return { from, to: from + length };
  // `OCHK` before the messages, a checksum after them.
  file.block('object header continuation', from, 4, (start) => start.signature('OCHK'));
  file.claim(from + length - 4, from + length);
  return { from: from + 4, to: from + length - 4 };
}

function tooMany(file: Hdf5File, address: number): FormatError {
  return new FormatError('FORMAT_LIMIT', 'an object has too many header messages', {
    offset: file.base + address,
    limit: 'hdf5Messages',
  });
}
