// GraphProto, NodeProto, AttributeProto, FunctionProto, TrainingInfoProto: every place where an ONNX model holds
// operators. Subgraphs in attributes (If, Loop, Scan) are graphs like any other.
import { lookupKey } from '#core/lookup-key';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { MessageCursor } from '../protobuf/message-cursor.ts';
import {
  attributeFields,
  attributeProto,
  functionFields,
  functionProto,
  graphProto,
  nodeProto,
  trainingInfoProto,
} from './onnx-schema.ts';
import { readEntry, readSparseTensor, readTensor } from './read-tensor.ts';

export function readGraph(graph: MessageCursor, into: GraphBuilder): void {
  while (graph.next()) {
    switch (graph.tag) {
      case graphProto.node:
        readNode(graph.child(), into);
        break;
      case graphProto.initializer:
        readTensor(graph.child(), into);
        break;
      case graphProto.sparseInitializer:
        readSparseTensor(graph.child(), into);
        break;
      case graphProto.metadataProps:
        readMetadata(graph.child(), into);
        break;
      case graphProto.docString:
        into.remark('doc_string', graph.text());
        break;
      case graphProto.name:
      case graphProto.input:
      case graphProto.output:
      case graphProto.valueInfo:
      case graphProto.quantizationAnnotation:
        break;
      default:
        into.unknownField(graph);
    }
  }
}

/** FunctionProto: an operator that the model brings along, named `domain::name`. */
export function readFunction(message: MessageCursor, into: GraphBuilder): void {
  let name = '';
  let domain = '';
  while (message.next()) {
    if (message.tag === functionProto.name) name = message.text();
    else if (message.tag === functionProto.domain) domain = message.text();
    else if (message.tag === functionProto.node) readNode(message.child(), into);
    else if (message.tag === functionProto.attributeProto) readAttribute(message.child(), into);
    else if (message.tag === functionProto.metadataProps) readMetadata(message.child(), into);
    else if (!functionFields.has(message.field)) into.unknownField(message);
  }
  into.function(`${domain}::${name}`);
}

export function readTrainingInfo(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    if (message.tag === trainingInfoProto.initialization) readGraph(message.child(), into);
    else if (message.tag === trainingInfoProto.algorithm) readGraph(message.child(), into);
    else if (message.tag === trainingInfoProto.initializationBinding) continue;
    else if (message.tag === trainingInfoProto.updateBinding) continue;
    else into.unknownField(message);
  }
}

/** StringStringEntryProto of a model, graph, node, function or tensor. */
export function readMetadata(message: MessageCursor, into: GraphBuilder): void {
  const entry = readEntry(message);
  into.metadata(entry.key, entry.value);
  into.raw(`metadata ${entry.key.slice(0, 60)}`, entry.valueFrom, entry.valueTo);
}

function readNode(message: MessageCursor, into: GraphBuilder): void {
  const at = message.start;
  let operator = '';
  let domain = '';
  let name = '';
  let attributes: Map<string, Attribute> | undefined;
  while (message.next()) {
    switch (message.tag) {
      case nodeProto.opType:
        operator = message.text();
        break;
      case nodeProto.domain:
        domain = message.text();
        break;
      case nodeProto.name:
        name = message.text();
        break;
      case nodeProto.attribute: {
        const attribute = readAttribute(message.child(), into);
        if (attribute.texts.length === 0 && attribute.number === undefined) break;
        attributes ??= new Map();
        attributes.set(lookupKey(attribute.name), attribute);
        break;
      }
      case nodeProto.metadataProps:
        readMetadata(message.child(), into);
        break;
      case nodeProto.docString:
        into.remark('doc_string', message.text());
        break;
      case nodeProto.input:
      case nodeProto.output:
      case nodeProto.overload:
      case nodeProto.deviceConfigurations:
        break;
      default:
        into.unknownField(message);
    }
  }
  const texts = attributes === undefined ? [] : [...attributes.values()].flatMap((attribute) => attribute.texts);
  into.node({ domain, operator, name, at, texts });
  if (operator === 'EPContext' && attributes !== undefined) readContextFile(attributes, at, into);
}

interface Attribute {
  readonly name: string;
  readonly texts: readonly string[];
  readonly number: number | undefined;
}

function readAttribute(message: MessageCursor, into: GraphBuilder): Attribute {
  let name = '';
  let number: number | undefined;
  const texts: string[] = [];
  while (message.next()) {
    switch (message.tag) {
      case attributeProto.name:
        name = message.text();
        break;
      case attributeProto.i:
        number = message.number;
        break;
      case attributeProto.s:
      case attributeProto.strings:
        if (texts.length < maxTextsPerAttribute && message.to - message.from < longestText) texts.push(message.text());
        into.raw(`attribute ${name.slice(0, 60)}`, message.from, message.to);
        break;
      case attributeProto.t:
      case attributeProto.tensors:
        readTensor(message.child(), into);
        break;
      case attributeProto.g:
      case attributeProto.graphs:
        readGraph(message.child(), into);
        break;
      case attributeProto.sparseTensor:
      case attributeProto.sparseTensors:
        readSparseTensor(message.child(), into);
        break;
      default:
        if (!attributeFields.has(message.field)) into.unknownField(message);
    }
  }
  return { name, texts, number };
}

/** com.microsoft EPContext with embed_mode 0: the attribute names a compiled model that the provider loads. */
function readContextFile(attributes: ReadonlyMap<string, Attribute>, at: number, into: GraphBuilder): void {
  if (attributes.get('embed_mode')?.number !== 0) return;
  const location = attributes.get('ep_cache_context')?.texts[0];
  if (location !== undefined) into.externalFile({ location, where: { offset: at, element: 'EPContext' } });
}

// TfIdfVectorizer, LabelEncoder and CategoryMapper keep whole vocabularies in string attributes.
const maxTextsPerAttribute = 64;
const longestText = 4096;
