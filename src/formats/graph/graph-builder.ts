// Collects what a computation graph's reader meets into a GraphView: equal nodes once, odd bytes as parts.

import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { lookupKey } from '#core/lookup-key';
import { escapeInvisible } from '#core/quote';
import type { WorkBudget } from '#core/work-budget';
import { metadataPart } from '../metadata/metadata-part.ts';
import type { MessageCursor } from '../protobuf/message-cursor.ts';
import type { ExternalFile, GraphNode, GraphView } from '../views/graph.ts';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';

/** A node as a reader hands it over: `at` is its byte offset, `graph` the path of the graph it is in. */
export interface MetNode {
  readonly domain?: string;
  readonly operator: string;
  readonly name?: string;
  readonly at?: number;
  readonly line?: number;
  /** String attributes; only those that can name a file, an address or code are kept. */
  readonly texts?: readonly string[];
}

export class GraphBuilder {
  readonly source: ByteSource;
  readonly budget: WorkBudget;
  readonly #format: string;
  readonly #nodes = new Map<string, GraphNode>();
  readonly #functions = new Map<string, string>();
  readonly #externalFiles = new Map<string, ExternalFile>();
  readonly #metadata: { readonly key: string; readonly value: string }[] = [];
  readonly #remarks = new Set<string>();
  #remarkLength = 0;
  readonly #oddities: Oddity[] = [];
  readonly #parts: Part[] = [];
  #unknownBytes = 0;
  #firstUnknown = 0;

  constructor(format: string, source: ByteSource, budget: WorkBudget) {
    this.#format = format;
    this.source = source;
    this.budget = budget;
  }

  /** Records a node; equal ones (domain, operator, kept texts) only at their first place. */
  node(met: MetNode): void {
    const texts =
      met.texts === undefined || met.texts.length === 0
        ? noTexts
        : met.texts.filter(namesSomethingOutside).map((text) => text.slice(0, keptTextLength));
    const domain = met.domain ?? '';
    const plain = texts.length === 0 && domain === '';
    const key = lookupKey(plain ? met.operator : JSON.stringify([domain, met.operator, ...texts]));
    this.budget.spend(1 + (key.length >> 3), met.at);
    if (this.#nodes.has(key)) return;
    if (this.#nodes.size >= limits.graphNodes.value) {
      throw new FormatError('FORMAT_LIMIT', 'the graph has too many different operators', { limit: 'graphNodes' });
    }
    const where = {
      ...(met.at === undefined ? {} : { offset: met.at }),
      ...(met.line === undefined ? {} : { line: met.line }),
      element: escapeInvisible(met.operator.slice(0, 100)),
    };
    this.#nodes.set(key, { domain, operator: met.operator, name: met.name ?? '', where, texts });
  }

  /** Records a function the file defines, as `domain::name` where the format has domains, else its name. */
  function(name: string): void {
    this.#bounded(this.#functions.size);
    this.#functions.set(lookupKey(name), name);
  }

  /** Records a file that a loader opens; equal ones once, with the largest end. */
  externalFile(file: ExternalFile): void {
    const key = lookupKey(file.location);
    const known = this.#externalFiles.get(key);
    if (known === undefined) this.#bounded(this.#externalFiles.size);
    if (known === undefined || endOf(file) > endOf(known)) this.#externalFiles.set(key, file);
  }

  metadata(key: string, value: string): void {
    this.#bounded(this.#metadata.length);
    this.#metadata.push({ key: key.slice(0, keptTextLength), value: value.slice(0, limits.metadataText.value) });
    const part = metadataPart(key.slice(0, keptTextLength), value);
    if (part !== undefined) this.part(part);
  }

  /** A text for people, such as a doc string: equal ones once, and none any more when there are very many. */
  remark(key: string, value: string): void {
    if (value === '' || this.#remarkLength >= mostRemarkLength) return;
    const known = lookupKey(value);
    if (this.#remarks.has(known)) return;
    this.#remarks.add(known);
    this.#remarkLength += value.length + 100;
    this.metadata(key, value);
  }

  oddity(oddity: Oddity): void {
    if (this.#oddities.length < limits.findingsPerFile.value) this.#oddities.push(oddity);
  }

  /** Bytes [from, to) that nothing in the format interprets: weights, constants. Short numbers are not worth a look. */
  raw(name: string, from: number, to: number): void {
    if (to - from < smallestRawBytes) return;
    if (to - from < alwaysShownBytes && !isTelling(this.source.read(from, to - from))) return;
    this.part({ name, source: new SliceSource(this.source, from, to), range: { from, to }, stored: true, raw: true });
  }

  part(part: Part): void {
    this.budget.spendPart(part.range?.from);
    this.#parts.push(part);
  }

  /** A field that the format's schema does not have: loaders keep and ignore it, so it can carry anything. */
  unknownField(message: MessageCursor): void {
    if (this.#unknownBytes === 0) this.#firstUnknown = message.at;
    this.#unknownBytes += message.to - message.at;
    this.raw(`unknown field ${message.field}`, message.from, message.to);
  }

  build(): GraphView {
    if (this.#unknownBytes >= tolerableUnknownBytes) {
      const message = `${this.#unknownBytes} bytes lie in fields that the format does not have; loaders skip them`;
      this.oddity({ kind: 'hidden-bytes', message, where: { offset: this.#firstUnknown } });
    }
    return {
      kind: 'graph',
      format: this.#format,
      nodes: [...this.#nodes.values()],
      functions: [...this.#functions.values()],
      externalFiles: [...this.#externalFiles.values()],
      metadata: this.#metadata,
      oddities: this.#oddities,
      parts: this.#parts,
    };
  }

  #bounded(count: number): void {
    if (count < limits.graphNodes.value) return;
    throw new FormatError('FORMAT_LIMIT', 'the graph names too many things', { limit: 'graphNodes' });
  }
}

function endOf(file: ExternalFile): number {
  return (file.offset ?? 0) + (file.length ?? 0);
}

/** A path or an address; `loc:@x` and layer names are not kept. */
function namesSomethingOutside(text: string): boolean {
  return text.includes('://') || text.includes('..') || /^(?:[/\\~]|[A-Za-z]:[\\/])/.test(text);
}

/** Starts like a pickle, zip, executable or script, or ends with the pickle opcode STOP. */
function isTelling(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  const pair = first * 256 + second;
  if (pair === 0x504b || pair === 0x7f45 || pair === 0x4d5a || pair === 0x2321 || (first === 0x80 && second <= 5))
    return true;
  return bytes[bytes.length - 1] === 0x2e;
}

/** Exporters write a stack trace beside every node. */
const mostRemarkLength = 4 * 1024 * 1024;
const noTexts: readonly string[] = [];
const keptTextLength = 1000;
const smallestRawBytes = 16;
const alwaysShownBytes = 256;
// Newer versions of a schema add small fields that this table does not know yet.
const tolerableUnknownBytes = 64;
