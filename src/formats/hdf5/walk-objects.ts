// All groups and datasets of a file, breadth first, each once.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type Attribute, parseAttribute } from './attribute.ts';
import { readTreeV2 } from './b-tree-v2.ts';
import { type FractalHeap, readFractalHeap } from './fractal-heap.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';
import { type Link, parseLink } from './link.ts';
import { type HeaderMessage, lastMessageType, messageTypes, readObjectHeader, sharedFlag } from './object-header.ts';
import { readSymbolTable } from './symbol-table.ts';

export interface Hdf5Object {
  /** Path from the root, `/` for the root itself. */
  readonly path: string;
  readonly address: number;
  readonly messages: readonly HeaderMessage[];
  readonly attributes: readonly Attribute[];
  readonly links: readonly Link[];
}

/** @throws {FormatError} FORMAT_LIMIT beyond `limits.hdf5Objects`, or as the structure is broken */
export function* walkObjects(file: Hdf5File, root: number): Generator<Hdf5Object> {
  const queue: { readonly path: string; readonly address: number }[] = [{ path: '/', address: root }];
  const seen = new Set([root]);
  for (let next = 0; next < queue.length; next++) {
    const place = queue[next];
    if (place === undefined) return;
    const messages = readObjectHeader(file, place.address);
    noteUnknown(file, place.address, messages);
    const links = readLinks(file, messages);
    yield { ...place, messages, attributes: readAttributes(file, place.address, messages), links };
    for (const link of links) {
      if (link.kind !== 'hard' || seen.has(link.address)) continue;
      if (queue.length >= limits.hdf5Objects.value) throw tooMany(file, link.address);
      seen.add(link.address);
      queue.push({ path: join(place.path, link.name), address: link.address });
    }
  }
}

/** The message of one type, when the object has it itself. */
export function messageOf(object: Pick<Hdf5Object, 'messages'>, type: number): HeaderMessage | undefined {
  return object.messages.find((message) => message.type === type);
}

// ATTACKER: names grow with depth; a path keeps its beginning.
function join(path: string, name: string): string {
  return `${path === '/' ? '' : path}/${name}`.slice(0, 1024);
}

function readLinks(file: Hdf5File, messages: readonly HeaderMessage[]): Link[] {
  return messages.flatMap((message): Link[] => {
    if (message.type === messageTypes.symbolTable) return readSymbolTable(file, message.bytes);
    if (message.type === messageTypes.link) return [parseLink(file, message.bytes)];
    if (message.type !== messageTypes.linkInfo) return [];
    return denseObjects(file, message, 8, 4, 7).map((bytes) => parseLink(file, bytes));
  });
}

function readAttributes(file: Hdf5File, address: number, messages: readonly HeaderMessage[]): Attribute[] {
  const stored = messages.flatMap((message): Uint8Array[] => {
    if (message.type === messageTypes.attributeInfo) return denseObjects(file, message, 2, 0, 8);
    if (message.type !== messageTypes.attribute) return [];
    if ((message.flags & sharedFlag) === 0) return [message.bytes];
    file.notFollowed('an attribute is kept in the shared message heap', address);
    return [];
  });
  return stored.map((bytes) => parseAttribute(file, bytes));
}

/**
 * Links or attributes that are kept in a fractal heap, found through the B-tree of their names.
 * @param orderBytes - width of the highest creation order, when the message has it
 * @param idAt - where the heap id stands in a record of the B-tree
 */
function denseObjects(
  file: Hdf5File,
  { bytes }: HeaderMessage,
  orderBytes: number,
  idAt: number,
  idBytes: number,
): Uint8Array[] {
  const block = new Hdf5Block(bytes, file);
  block.skip(1);
  if (block.u8() & 1) block.skip(orderBytes);
  const heapAddress = block.address();
  const tree = block.address();
  if (heapAddress === undefined || tree === undefined) return [];
  const heap: FractalHeap = readFractalHeap(file, heapAddress);
  const objects: Uint8Array[] = [];
  readTreeV2(file, tree, (record) => {
    record.skip(idAt);
    objects.push(heap.object(record.view(idBytes)));
  });
  return objects;
}

function noteUnknown(file: Hdf5File, address: number, messages: readonly HeaderMessage[]): void {
  const unknown = messages.find(({ type }) => type > lastMessageType);
  if (unknown !== undefined) file.notFollowed(`header message type ${unknown.type} is unknown`, address);
}

function tooMany(file: Hdf5File, address: number): FormatError {
  return new FormatError('FORMAT_LIMIT', `the file has more objects than ${quote(String(limits.hdf5Objects.value))}`, {
    offset: file.base + address,
    limit: 'hdf5Objects',
  });
}
