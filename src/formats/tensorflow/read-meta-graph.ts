// MetaGraphDef: a graph with its assets and, in TensorFlow 2, the Python objects it was made of.
import { SliceSource } from '#core/byte-source';
import * as limits from '#core/limits';
import { escapeInvisible } from '#core/quote';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { MessageCursor } from '../protobuf/message-cursor.ts';
import { readGraphDef } from './read-graph-def.ts';
import {
  assetFileDef,
  metaGraphDef,
  metaInfoDef,
  savedObject,
  savedObjectGraph,
  savedUserObject,
} from './tensorflow-schema.ts';

export function readMetaGraph(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) {
    switch (message.tag) {
      case metaGraphDef.graphDef:
        readGraphDef(message.child(), into);
        break;
      case metaGraphDef.assetFileDef:
        readAsset(message.child(), into);
        break;
      case metaGraphDef.objectGraphDef:
        readObjectGraph(message.child(), into);
        break;
      case metaGraphDef.metaInfoDef:
        readInfo(message.child(), into);
        break;
      case metaGraphDef.saverDef:
      case metaGraphDef.collectionDef:
      case metaGraphDef.signatureDef:
        break;
      default:
        into.unknownField(message);
    }
  }
}

/**
 * A part with the Keras description of a layer, as JSON, if it can hold code. Other layers Keras takes from the graph when
 * it does not know their class, so a class of the author's own needs nothing else here.
 */
export function addKerasMetadata(field: MessageCursor, name: string, into: GraphBuilder): void {
  if (field.bytes(1)[0] !== 0x7b || !canHoldCode(field, into)) return;
  const range = { from: field.from, to: field.to };
  const source = new SliceSource(into.source, range.from, range.to);
  const shown = `${escapeInvisible(name.slice(0, 100))}.saved-model.json`;
  into.part({ name: shown, source, range, stored: true, readAs: ['keras-config'] });
}

/** JSON can spell a name in two ways only: as it is, or with `\u`. */
function canHoldCode(field: MessageCursor, into: GraphBuilder): boolean {
  const bytes = field.bytes(limits.textBytes.value);
  into.budget.spend(bytes.length >> 2, field.at);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return bytes.length < field.to - field.from || codeWords.some((word) => text.includes(word));
}

function readInfo(info: MessageCursor, into: GraphBuilder): void {
  while (info.next()) {
    if (info.tag === metaInfoDef.tensorflowVersion) into.metadata('tensorflow_version', info.text());
    else if (info.tag === metaInfoDef.tags) into.metadata('tag', info.text());
    else if (info.field > 8) into.unknownField(info);
  }
}

/** An asset is looked up below `assets/` beside the model. */
function readAsset(asset: MessageCursor, into: GraphBuilder): void {
  while (asset.next()) {
    if (asset.tag !== assetFileDef.filename) continue;
    const name = asset.text();
    const absolute = /^(?:[/\\]|[A-Za-z]:|[a-z0-9+]+:\/\/)/i.test(name);
    const location = absolute ? name : `assets/${name}`;
    into.externalFile({ location, where: { offset: asset.at, element: 'asset_file_def' } });
  }
}

function readObjectGraph(graph: MessageCursor, into: GraphBuilder): void {
  while (graph.next()) {
    if (graph.tag === savedObjectGraph.nodes) readObject(graph.child(), into);
    else if (graph.field > 2) into.unknownField(graph);
  }
}

function readObject(object: MessageCursor, into: GraphBuilder): void {
  while (object.next()) {
    if (object.tag !== savedObject.userObject) continue;
    const user = object.child();
    let identifier = 'object';
    while (user.next()) {
      if (user.tag === savedUserObject.identifier) identifier = user.text();
      if (user.tag === savedUserObject.metadata) addKerasMetadata(user, identifier, into);
    }
  }
}

const codeWords = [
  '\\u',
  'ambda',
  'ClassMethod',
  'InstanceMethod',
  'InstanceProperty',
  'TensorFlowOpLayer',
  'function_type',
];
