// MIL programs (Program of MIL.proto): functions, blocks, operations, and the weight files they name.
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { MessageCursor } from '../protobuf/message-cursor.ts';
import {
  argument,
  binding,
  blobFileValue,
  block,
  mapEntry,
  operation,
  program,
  programFunction,
  value,
} from './coreml-schema.ts';

export function readProgram(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag === program.functions) readEntry(message.child(), (field) => readFunction(field, into));
  }
}

function readFunction(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag === programFunction.blocks) readEntry(message.child(), (field) => readBlock(field, into));
  }
}

function readBlock(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) if (message.tag === block.operations) readOperation(message.child(), into);
}

function readOperation(message: MessageCursor, into: GraphBuilder): void {
  const at = message.start;
  let type = '';
  while (message.next()) {
    if (message.tag === operation.type) type = message.text();
    else if (message.tag === operation.inputs) readEntry(message.child(), (field) => readArgument(field, into));
    else if (message.tag === operation.blocks) readBlock(message.child(), into);
    else if (message.tag === operation.attributes) readEntry(message.child(), (field) => readValue(field, into));
  }
  const custom = type === 'custom_layer' || type.startsWith('custom_');
  into.node({ domain: custom ? 'custom' : '', operator: type, at });
}

function readArgument(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag !== argument.arguments) continue;
    const bound = message.child();
    while (bound.next()) if (bound.tag === binding.value) readValue(bound.child(), into);
  }
}

function readValue(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag === value.immediateValue) into.raw('constant', message.from, message.to);
    if (message.tag !== value.blobFileValue) continue;
    const blob = message.child();
    while (blob.next()) {
      if (blob.tag !== blobFileValue.fileName) continue;
      const location = blob.text().replace(/^@model_path\//, '');
      into.externalFile({ location, where: { offset: blob.at, element: 'blobFileValue' } });
    }
  }
}

/** Calls `read` with the value of a map entry. */
function readEntry(entry: MessageCursor, read: (message: MessageCursor) => void): void {
  while (entry.next()) if (entry.tag === mapEntry.value) read(entry.child());
}
