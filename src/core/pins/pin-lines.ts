// A list of pins as text: a header, one line of canonical JSON for each row in order, and a last line with the count. Without the
// last line the list is unfinished.
import { canonicalJson, type Json } from '../canonical-json.ts';
import { parseSha256, type Sha256 } from '../digest.ts';
import { AssayError } from '../errors.ts';
import type { JsonNode } from '../json/parse-json-tree.ts';
import { parseStrictJson } from '../json/parse-strict-json.ts';
import { hashAlgorithms, type Pin, type Pointer, type Sighting } from './pin.ts';

/** What the pins were made from. */
export interface PinHeader {
  /** SHA-256 of the list of addresses. */
  readonly list: Sha256;
  readonly format: string;
  /** Columns of the list. */
  readonly url: string;
  readonly hash?: string;
}

export function encodePinHeader({ list, format, url, hash }: PinHeader): string {
  return canonicalJson({ schema, list, format, url, ...(hash === undefined ? {} : { hash }) });
}

/** @throws {AssayError} PINS_MALFORMED */
export function parsePinHeader(line: string): PinHeader {
  const member = membersOf(line);
  const list = member('list');
  const format = member('format');
  const url = member('url');
  const hash = member('hash');
  if (!isDigest(list) || typeof format !== 'string' || typeof url !== 'string') throw malformed('has no header');
  const header = { list, format, url, ...(typeof hash === 'string' ? { hash } : {}) };
  if (encodePinHeader(header) !== line) throw malformed('has no header');
  return header;
}

export function encodePin({ row, url, expected, sighting }: Pin): string {
  return canonicalJson({
    row,
    url,
    ...(expected === undefined ? {} : { expected: plain(expected) }),
    sighting: plain(sighting),
  });
}

/** ATTACKER: a list of pins may come from anybody; what it holds becomes part of reports. @throws {AssayError} PINS_MALFORMED */
export function parsePin(line: string): Pin {
  const member = membersOf(line);
  const row = member('row');
  const url = member('url');
  const sighting = sightingOf(member('sighting'));
  if (
    typeof row !== 'number' ||
    !Number.isSafeInteger(row) ||
    row < 1 ||
    typeof url !== 'string' ||
    sighting === undefined
  ) {
    throw malformed('has a line that is no pin');
  }
  const expected = expectedOf(member('expected'));
  const pin = { row, url, ...(expected === undefined ? {} : { expected }), sighting };
  // There is one writing, so no member is lost.
  if (encodePin(pin) !== line) throw malformed('has a line that is no pin');
  return pin;
}

export function encodePinEnd(rows: number): string {
  return canonicalJson({ end: true, rows });
}

/** Rows that the last line claims; undefined when this is another line. */
export function parsePinEnd(line: string): number | undefined {
  const [, rows] = /^\{"end":true,"rows":(0|[1-9][0-9]{0,15})\}$/.exec(line) ?? [];
  return rows === undefined ? undefined : Number(rows);
}

function sightingOf(node: JsonNode | undefined): Sighting | undefined {
  if (!(node instanceof Map)) return undefined;
  const facts = Object.fromEntries([...node].filter(([, value]) => value !== null && typeof value !== 'object'));
  const redirects = redirectsOf(node.get('redirects'));
  const { state, at, reason, sha256, size, finalUrl } = facts;
  if (typeof at !== 'string' || redirects === undefined) return undefined;
  if (state === 'gone' || state === 'unreachable' || state === 'refused') {
    return typeof reason === 'string' ? { at, redirects, state, reason, ...numbers(facts, ['status']) } : undefined;
  }
  if (state !== 'content' || !isDigest(sha256) || typeof size !== 'number' || typeof finalUrl !== 'string')
    return undefined;
  return {
    ...{ at, redirects, state, sha256, size, finalUrl },
    ...numbers(facts, ['status']),
    ...texts(facts, ['contentType', 'contentEncoding', 'etag', 'lastModified', 'certificate']),
    ...(facts.isPage === true ? { isPage: true } : {}),
    ...(facts.isOpenEnded === true ? { isOpenEnded: true } : {}),
    ...(typeof facts.isExpected === 'boolean' ? { isExpected: facts.isExpected } : {}),
  };
}

function redirectsOf(node: JsonNode | undefined): Sighting['redirects'] | undefined {
  if (!Array.isArray(node)) return undefined;
  return node.map((one: JsonNode) => {
    const status = one instanceof Map ? one.get('status') : undefined;
    const to = one instanceof Map ? one.get('to') : undefined;
    return { status: typeof status === 'number' ? status : 0, to: typeof to === 'string' ? to : '' };
  });
}

function expectedOf(node: JsonNode | undefined): Pointer['expected'] {
  if (node === 'unreadable') return node;
  if (!(node instanceof Map)) return undefined;
  const algorithm = hashAlgorithms.find((one) => one === node.get('algorithm'));
  const hex = node.get('hex');
  return algorithm === undefined || typeof hex !== 'string' ? undefined : { algorithm, hex };
}

function numbers<K extends string>(
  facts: Readonly<Record<string, unknown>>,
  names: readonly K[],
): { [P in K]?: number } {
  const found: { [P in K]?: number } = {};
  for (const name of names) {
    const value = facts[name];
    if (typeof value === 'number') found[name] = value;
  }
  return found;
}

function texts<K extends string>(facts: Readonly<Record<string, unknown>>, names: readonly K[]): { [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  for (const name of names) {
    const value = facts[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}

function membersOf(line: string): (name: string) => JsonNode | undefined {
  try {
    const node = parseStrictJson(Buffer.from(line), { maxBytes: maxLineBytes, maxDepth: 5 });
    return (name) => (node instanceof Map ? node.get(name) : undefined);
  } catch (cause) {
    throw malformed('has a line that is no JSON', cause);
  }
}

function plain(value: object | string): Json {
  return JSON.parse(JSON.stringify(value));
}

function isDigest(value: unknown): value is Sha256 {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) && parseSha256(value) === value;
}

function malformed(reason: string, cause?: unknown): AssayError {
  return new AssayError('PINS_MALFORMED', `the list of pins ${reason}`, { cause });
}

const schema = 'assay.pins/1';
/** An address has 64 kB at most, and ten more after redirects. */
const maxLineBytes = 1 << 20;
