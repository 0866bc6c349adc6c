// GraphDef, FunctionDefLibrary, NodeDef: the operators of a TensorFlow graph. Functions hold operators too, and in
// TensorFlow 2 nearly all of them.
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { MessageCursor } from '../protobuf/message-cursor.ts';
import {
  attrEntry,
  attrList,
  attrValue,
  functionDef,
  functionDefLibrary,
  functionFields,
  graphDef,
  nameAttrList,
  nodeDef,
  opDef,
  tensorProto,
} from './tensorflow-schema.ts';

export function readGraphDef(graph: MessageCursor, into: GraphBuilder): void {
  while (graph.next()) {
    if (graph.tag === graphDef.node) readNode(graph.child(), into);
    else if (graph.tag === graphDef.library) readLibrary(graph.child(), into);
    else if (!graphTags.has(graph.tag)) into.unknownField(graph);
  }
}

function readLibrary(library: MessageCursor, into: GraphBuilder): void {
  while (library.next()) {
    if (library.tag === functionDefLibrary.function) readFunction(library.child(), into);
    else if (!libraryTags.has(library.tag)) into.unknownField(library);
  }
}

function readFunction(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag === functionDef.signature) readSignature(message.child(), into);
    else if (message.tag === functionDef.nodeDef) readNode(message.child(), into);
    else if (message.tag === functionDef.attr) readAttribute(message.child(), into, []);
    else if (!functionFields.has(message.field)) into.unknownField(message);
  }
}

function readSignature(signature: MessageCursor, into: GraphBuilder): void {
  while (signature.next()) if (signature.tag === opDef.name) into.function(signature.text());
}

/** NodeDef; also what TensorFlow Lite keeps of an operator that it hands to TensorFlow. */
export function readNode(message: MessageCursor, into: GraphBuilder, domain = ''): void {
  const at = message.start;
  let operator = '';
  let name = '';
  const texts: string[] = [];
  while (message.next()) {
    switch (message.tag) {
      case nodeDef.op:
        operator = message.text();
        break;
      case nodeDef.name:
        name = message.text();
        break;
      case nodeDef.attr:
        readAttribute(message.child(), into, texts);
        break;
      default:
        if (!nodeTags.has(message.tag)) into.unknownField(message);
    }
  }
  into.node({ domain, operator, name, at, texts });
}

/** A map entry from attribute name to AttrValue. Text values are added to `texts`. */
function readAttribute(entry: MessageCursor, into: GraphBuilder, texts: string[]): void {
  let key = '';
  while (entry.next()) {
    if (entry.tag === attrEntry.key) key = entry.text();
    else if (entry.tag === attrEntry.value) readValue(entry.child(), key, into, texts);
    else into.unknownField(entry);
  }
}

function readValue(value: MessageCursor, key: string, into: GraphBuilder, texts: string[]): void {
  while (value.next()) {
    if (value.tag === attrValue.s) readText(value, key, into, texts);
    else if (value.tag === attrValue.tensor) readTensor(value.child(), into);
    else if (value.tag === attrValue.list) readList(value.child(), key, into, texts);
    else if (value.tag === attrValue.func) readFunctionName(value.child(), into, texts);
    else if (value.field > 10) into.unknownField(value);
  }
}

function readList(list: MessageCursor, key: string, into: GraphBuilder, texts: string[]): void {
  while (list.next()) {
    if (list.tag === attrList.s) readText(list, key, into, texts);
    else if (list.tag === attrList.tensor) readTensor(list.child(), into);
    else if (list.tag === attrList.func) readFunctionName(list.child(), into, texts);
    else if (list.field > 9) into.unknownField(list);
  }
}

function readFunctionName(func: MessageCursor, into: GraphBuilder, texts: string[]): void {
  while (func.next()) if (func.tag === nameAttrList.attr) readAttribute(func.child(), into, texts);
}

function readText(field: MessageCursor, key: string, into: GraphBuilder, texts: string[]): void {
  if (field.to - field.from <= longestText && texts.length < maxTexts) texts.push(field.text());
  into.raw(`attribute ${key.slice(0, 60)}`, field.from, field.to);
}

function readTensor(tensor: MessageCursor, into: GraphBuilder): void {
  while (tensor.next()) if (payloadTags.has(tensor.tag)) into.raw('constant', tensor.from, tensor.to);
}

const graphTags: ReadonlySet<number> = new Set(Object.values(graphDef));
const libraryTags: ReadonlySet<number> = new Set(Object.values(functionDefLibrary));
const nodeTags: ReadonlySet<number> = new Set(Object.values(nodeDef));
const payloadTags: ReadonlySet<number> = new Set(Object.values(tensorProto));
const maxTexts = 64;
const longestText = 4096;
