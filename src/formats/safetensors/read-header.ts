// The JSON header of a safetensors file: tensors, metadata and what was tolerated on the way.

import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { lookupKey } from '#core/lookup-key';
import { quote } from '#core/quote';
import type { WorkBudget } from '#core/work-budget';
import { type ExactMember, type ExactNode, parseExactMembers } from '../json/exact-member.ts';
import type { Oddity } from '../views/oddity.ts';
import { readTensorEntry, type TensorEntry } from './tensor-entry.ts';

export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
}

export interface Header {
  /** One entry per name, the last one, in order of its first appearance. */
  readonly tensors: readonly TensorEntry[];
  /** In file order, duplicates kept. */
  readonly metadata: readonly MetadataEntry[];
  readonly oddities: readonly Oddity[];
}

/**
 * Reads the header.
 * @param bytes - the file's first bytes up to the end of the header; the JSON text starts at byte 8
 * @throws {FormatError} FORMAT_MALFORMED where the reference reader 0.8.0 refuses, FORMAT_LIMIT for too many tensors
 * @source safetensors 0.8.0, `HashMetadata`: `__metadata__` is a field, every other member is a tensor
 */
export function readHeader(bytes: Uint8Array, budget: WorkBudget): Header {
  const reader = new HeaderReader(bytes);
  parseExactMembers(bytes, budget, { from: headerStart, maxDepth: serdeDepth }, (member) => reader.member(member));
  return reader;
}

class HeaderReader implements Header {
  readonly metadata: MetadataEntry[] = [];
  readonly oddities: Oddity[] = [];
  readonly #tensors = new Map<string, TensorEntry>();
  readonly #bytes: Uint8Array;
  #metadataSeen = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get tensors(): readonly TensorEntry[] {
    return [...this.#tensors.values()];
  }

  member(member: ExactMember): void {
    assertFinite(member.value);
    if (member.name === '__metadata__') this.#readMetadata(member);
    else this.#readTensor(member);
  }

  #readTensor(member: ExactMember): void {
    const entry = readTensorEntry(member);
    for (const message of entry.tolerated) this.#tolerated(`the header has ${message}`, member.offset);
    if (hasControlCharacter(entry.name))
      this.#tolerated('a tensor name is empty or has control characters', member.offset);
    if (entry.shape.some((dimension) => dimension > largestHonestDimension)) {
      this.#tolerated('a shape has a dimension that no tensor has, made harmless by a zero', member.offset);
    }
    const earlier = this.#tensors.get(lookupKey(entry.name));
    if (earlier !== undefined) this.#duplicate(earlier, entry);
    this.#tensors.set(lookupKey(entry.name), entry);
    if (this.#tensors.size > limits.partsPerFile.value) {
      const fields = { offset: member.offset, limit: 'partsPerFile' };
      throw new FormatError('FORMAT_LIMIT', 'the header has too many tensors', fields);
    }
  }

  #duplicate(earlier: TensorEntry, later: TensorEntry): void {
    const name = quote(later.name);
    if (describeEntry(earlier) === describeEntry(later)) this.#tolerated(`tensor ${name} stands twice`, later.offset);
    else {
      const message = `tensor ${name} stands twice: the reference reader takes ${describeEntry(later)}, a reader that keeps the first takes ${describeEntry(earlier)}`;
      this.oddities.push({ kind: 'two-readings', message, where: { offset: later.offset } });
    }
  }

  #readMetadata(member: ExactMember): void {
    if (this.#metadataSeen) throw malformed('__metadata__ stands twice', member.offset);
    this.#metadataSeen = true;
    if (
      Buffer.from(this.#bytes.subarray(member.offset + 1, member.offset + 13)).toString('latin1') !== '__metadata__'
    ) {
      this.#tolerated('the name __metadata__ is spelled with escapes', member.offset);
    }
    const node = member.value;
    if (node.kind === 'literal' && node.value === null) this.#tolerated('__metadata__ is null', node.offset);
    else if (node.kind !== 'object') throw malformed('__metadata__ is not an object', node.offset);
    else this.#readPairs(node.members);
  }

  #readPairs(members: readonly ExactMember[]): void {
    if (members.length > limits.safetensorsMetadata.value) {
      const fields = { limit: 'safetensorsMetadata', value: members.length };
      throw new FormatError('FORMAT_LIMIT', 'the header has too much metadata', fields);
    }
    const seen = new Set<string>();
    for (const { name, value, offset } of members) {
      if (value.kind !== 'string') throw malformed(`metadata ${quote(name)} is not a string`, value.offset);
      if (seen.has(lookupKey(name))) this.#tolerated(`metadata ${quote(name)} stands twice`, offset);
      seen.add(lookupKey(name));
      this.metadata.push({ key: name, value: value.text, offset: value.offset });
    }
  }

  #tolerated(message: string, offset: number): void {
    if (this.oddities.length < limits.findingsPerFile.value) {
      this.oddities.push({ kind: 'tolerated', message, where: { offset } });
    }
  }
}

/** The reference reader refuses numbers that do not fit a binary64, wherever they stand. */
function assertFinite(node: ExactNode): void {
  if (node.kind === 'number' && !Number.isFinite(Number(node.written)))
    throw malformed('a number out of range', node.offset);
  if (node.kind === 'array') for (const item of node.items) assertFinite(item);
  if (node.kind === 'object') for (const member of node.members) assertFinite(member.value);
}

function hasControlCharacter(name: string): boolean {
  return name === '' || /[\u0000-\u001f\u007f]/.test(name);
}

function describeEntry(entry: TensorEntry): string {
  return `${entry.dtype}[${entry.shape.slice(0, 8).join(',')}${entry.shape.length > 8 ? ',...' : ''}] at ${entry.begin} to ${entry.end}`;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const headerStart = 8;
/** serde_json gives up at 128 open containers. */
const serdeDepth = 127;
const largestHonestDimension = 1n << 40n;
