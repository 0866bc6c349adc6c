// TensorProto and SparseTensorProto: numbers in the file, or in another file that the tensor names.
import { lookupKey } from '#core/lookup-key';
import { escapeInvisible } from '#core/quote';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { MessageCursor } from '../protobuf/message-cursor.ts';
import { sparseTensorProto, stringStringEntryProto, tensorFields, tensorProto } from './onnx-schema.ts';

export function readTensor(message: MessageCursor, into: GraphBuilder): void {
  const at = message.start;
  let name = '';
  const payloads: { readonly from: number; readonly to: number }[] = [];
  const external = new Map<string, string>();
  while (message.next()) {
    switch (message.tag) {
      case tensorProto.name:
        name = message.text();
        break;
      case tensorProto.externalData: {
        const entry = readEntry(message.child());
        // Readers differ in which of two locations they take, so every one is recorded.
        if (entry.key === 'location' && external.has('location')) recordExternal(external, name, at, into);
        external.set(lookupKey(entry.key), entry.value);
        break;
      }
      case tensorProto.rawData:
      case tensorProto.floatData:
      case tensorProto.int32Data:
      case tensorProto.stringData:
      case tensorProto.int64Data:
      case tensorProto.doubleData:
      case tensorProto.uint64Data:
        if (payloads.length < maxPayloads) payloads.push({ from: message.from, to: message.to });
        break;
      default:
        if (!tensorFields.has(message.field)) into.unknownField(message);
    }
  }
  for (const { from, to } of payloads) into.raw(`tensor ${name.slice(0, 100)}`, from, to);
  recordExternal(external, name, at, into);
}

export function readSparseTensor(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag === sparseTensorProto.values) readTensor(message.child(), into);
    else if (message.tag === sparseTensorProto.indices) readTensor(message.child(), into);
    else if (message.field !== 3) into.unknownField(message);
  }
}

/** StringStringEntryProto. */
export function readEntry(message: MessageCursor): { key: string; value: string; valueFrom: number; valueTo: number } {
  const entry = { key: '', value: '', valueFrom: 0, valueTo: 0 };
  while (message.next()) {
    if (message.tag === stringStringEntryProto.key) entry.key = message.text();
    if (message.tag !== stringStringEntryProto.value) continue;
    entry.value = message.text();
    entry.valueFrom = message.from;
    entry.valueTo = message.to;
  }
  return entry;
}

function recordExternal(external: ReadonlyMap<string, string>, name: string, at: number, into: GraphBuilder): void {
  const location = external.get('location');
  if (location === undefined) return;
  const element = `tensor ${escapeInvisible(name.slice(0, 100))}`;
  into.externalFile({
    location,
    ...wholeNumber('offset', external.get('offset')),
    ...wholeNumber('length', external.get('length')),
    where: { offset: at, element },
  });
}

/** Decimal text as both ONNX and ONNX Runtime read it; anything else is left out and the loader fails on it. */
function wholeNumber(key: 'offset' | 'length', text: string | undefined): { readonly [name: string]: number } {
  return text !== undefined && /^\d{1,15}$/.test(text) ? { [key]: Number(text) } : {};
}

// A tensor of text holds one payload per string; the first thousand show what kind of text it is.
const maxPayloads = 1000;
