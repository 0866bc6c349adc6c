// NodeProto and AttributeProto. Subgraphs stay bytes; which outer values they use is found out.
import * as limits from '#core/limits';
import { constantOf, decodeTensor } from './decode-tensor.ts';
import type { Attribute, GraphNode, StoredConstant } from './graph.ts';
import { type Field, fieldsOf, floatsOfField, integersOfField, malformed, textOfField } from './wire-reader.ts';

/** @throws {NumericError} NUMERIC_MODEL */
export function decodeNode(bytes: Uint8Array, node: Field): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, Attribute> = {};
  const subgraphs: Field[] = [];
  let constant: StoredConstant | undefined;
  let type = '';
  let domain = '';
  for (const field of fieldsOf(bytes, node.from, node.to)) {
    if (field.wire !== 2) continue;
    if (field.number === 1) inputs.push(textOfField(bytes, field));
    else if (field.number === 2) outputs.push(textOfField(bytes, field));
    else if (field.number === 4) type = textOfField(bytes, field);
    else if (field.number === 7) domain = textOfField(bytes, field);
    else if (field.number === 5) {
      const { name, value, graphs, tensor } = decodeAttribute(bytes, field);
      // Of names like `__proto__` an object would make something else.
      Object.defineProperty(attributes, name, { value, enumerable: true, configurable: true });
      for (const graph of graphs) subgraphs.push(graph);
      if (name === 'value') constant = tensor;
    }
  }
  const plain = { type, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, attributes };
  if (type === 'Constant' && constant !== undefined) return { ...plain, constant };
  if (subgraphs.length === 0) return plain;
  return { ...plain, captures: [...new Set(subgraphs.flatMap((graph) => [...capturesOf(bytes, graph, 0)]))] };
}

interface Named {
  readonly name: string;
  readonly value: Attribute;
  readonly graphs: readonly Field[];
  readonly tensor?: StoredConstant;
}

/** Numbers, texts and lists of integers are read; everything else stays as it stands. */
function decodeAttribute(bytes: Uint8Array, attribute: Field): Named {
  let name = '';
  let value: Attribute | undefined;
  const ints: number[] = [];
  const floats: number[] = [];
  const graphs: Field[] = [];
  let tensor: StoredConstant | undefined;
  let type = 0;
  let other = false;
  for (const field of fieldsOf(bytes, attribute.from, attribute.to)) {
    if (field.number === 1) name = textOfField(bytes, field);
    else if (field.number === 2 && field.wire === 5) value = { float: floatsOfField(bytes, field)[0] ?? 0 };
    else if (field.number === 3) value = integersOfField(bytes, field)[0] ?? 0;
    else if (field.number === 4) value = textOfField(bytes, field);
    else if (field.number === 7) {
      for (const one of floatsOfField(bytes, field)) floats.push(one);
    } else if (field.number === 8) {
      for (const one of integersOfField(bytes, field)) ints.push(one);
    } else if (field.number === 5) tensor = constantOf(decodeTensor(bytes, field));
    else if (field.number === 20) type = field.value;
    else if (field.number === 6 || field.number === 11) graphs.push(field);
    else if (field.number !== 13) other = true;
  }
  const encoded: Attribute = { encoded: bytes.subarray(attribute.from, attribute.to) };
  if (tensor !== undefined) return { name, value: encoded, graphs, tensor };
  if (graphs.length > 0 || other) return { name, value: encoded, graphs };
  if (type === 6) return { name, value: { floats }, graphs };
  if (type === 7) return { name, value: ints, graphs };
  return { name, value: value ?? encoded, graphs };
}

/** Values that a subgraph uses and does not make itself, its own subgraphs included. */
function capturesOf(bytes: Uint8Array, graph: Field, depth: number): ReadonlySet<string> {
  if (depth > limits.protobufDepth.value) throw malformed('graphs are nested too deeply', graph.from);
  const used = new Set<string>();
  const made = new Set(['']);
  for (const field of fieldsOf(bytes, graph.from, graph.to)) {
    if (field.wire !== 2) continue;
    if (field.number === 1) collectNames(bytes, field, used, made, depth);
    else if (field.number === 5 || field.number === 11) made.add(nameIn(bytes, field, field.number === 5 ? 8 : 1));
    // A branch may hand out an outer value without any node.
    else if (field.number === 12) used.add(nameIn(bytes, field, 1));
  }
  return new Set([...used].filter((name) => !made.has(name)));
}

function collectNames(bytes: Uint8Array, node: Field, used: Set<string>, made: Set<string>, depth: number): void {
  for (const field of fieldsOf(bytes, node.from, node.to)) {
    if (field.number === 1) used.add(textOfField(bytes, field));
    else if (field.number === 2) made.add(textOfField(bytes, field));
    else if (field.number === 5) {
      for (const part of fieldsOf(bytes, field.from, field.to)) {
        if (part.number !== 6 && part.number !== 11) continue;
        for (const name of capturesOf(bytes, part, depth + 1)) used.add(name);
      }
    }
  }
}

function nameIn(bytes: Uint8Array, message: Field, number: number): string {
  for (const field of fieldsOf(bytes, message.from, message.to)) {
    if (field.number === number && field.wire === 2) return textOfField(bytes, field);
  }
  return '';
}
