// The policy file, schema `assay.policy/1`: names of pickled globals that somebody decided to trust, with who and why.
import type { Policy } from '#checks/check';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';

/** One decision. */
export interface AllowedGlobal {
  /** `module.name`, letter by letter; no pattern. */
  readonly name: string;
  /** Who decided. */
  readonly by: string;
  readonly why: string;
  /** Last day it counts, `YYYY-MM-DD` in UTC; absent: until somebody removes it. */
  readonly until?: string;
}

export interface PolicyFile {
  readonly allow: readonly AllowedGlobal[];
}

/** A policy as it counts today. */
export interface PolicyInForce {
  readonly policy: NamedPolicy;
  /** Entries whose last day has passed: they do not count, and the user is told. */
  readonly expired: readonly AllowedGlobal[];
}

/** A policy with its names, so that it can be made again on another thread. */
export interface NamedPolicy extends Policy {
  readonly names: readonly string[];
}

/** Allows exactly `names`. */
export function policyOf(names: readonly string[]): NamedPolicy {
  const allowed = new Set(names);
  return { names, allowsGlobal: (name) => allowed.has(name) };
}

/** Allows nothing. */
export const emptyPolicy: NamedPolicy = policyOf([]);

/** @param today - `YYYY-MM-DD` in UTC */
export function policyInForce(file: PolicyFile, today: string): PolicyInForce {
  const isExpired = ({ until }: AllowedGlobal): boolean => until !== undefined && until < today;
  const names = file.allow.filter((entry) => !isExpired(entry)).map(({ name }) => name);
  return { policy: policyOf(names), expired: file.allow.filter(isExpired) };
}

/**
 * Reads a policy, YAML or JSON.
 * @throws {AssayError} POLICY_INVALID with the line and the field
 */
export async function parsePolicy(text: string): Promise<PolicyFile> {
  if (text.length > maxPolicyCharacters) throw invalid(`it is longer than ${maxPolicyCharacters} characters`);
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core', version: '1.2' });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) throw invalid(firstLine(problem.message), lines.linePos(problem.pos[0]).line);
  const lineAt = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (yaml.isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return readPolicy(plainValue(document), (field, message, path) => invalid(`${field} ${message}`, lineAt(path)));
}

const maxPolicyCharacters = 1 << 20;

interface YamlDocument {
  readonly toJS: (options: { maxAliasCount: number }) => unknown;
}

/** Aliases are refused: a policy has no use for them, and they can grow without end. */
function plainValue(document: YamlDocument): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw invalid('it uses YAML aliases, which a policy may not');
  }
}

type Fail = (field: string, message: string, path: readonly (string | number)[]) => AssayError;

function readPolicy(value: unknown, fail: Fail): PolicyFile {
  if (!isRecord(value)) throw fail('the document', 'must be a map with `schema` and `allow`', []);
  for (const key of Object.keys(value)) {
    if (key !== 'schema' && key !== 'allow') throw fail(quote(key), 'is no field of a policy', [key]);
  }
  if (value.schema !== 'assay.policy/1') throw fail('`schema`', 'must be "assay.policy/1"', ['schema']);
  const allow = value.allow ?? [];
  if (!Array.isArray(allow)) throw fail('`allow`', 'must be a list', ['allow']);
  const entries = allow.map((entry: unknown, index) => readEntry(entry, index, fail));
  const seen = new Set<string>();
  for (const [index, { name }] of entries.entries()) {
    if (seen.has(name)) throw fail(`allow[${index}].name`, `repeats ${quote(name)}`, ['allow', index, 'name']);
    seen.add(name);
  }
  return { allow: entries };
}

function readEntry(value: unknown, index: number, fail: Fail): AllowedGlobal {
  const at = `allow[${index}]`;
  if (!isRecord(value)) throw fail(at, 'must be a map with `name`, `by` and `why`', ['allow', index]);
  const unknown = Object.keys(value).find((key) => !entryFields.includes(key));
  if (unknown !== undefined)
    throw fail(`${at}.${quote(unknown)}`, 'is no field of an entry', ['allow', index, unknown]);
  const textOf = (field: string): string => {
    const text = value[field];
    if (typeof text === 'string' && text.trim() !== '') return text;
    throw fail(`${at}.${field}`, 'must be a text that is not empty', ['allow', index, field]);
  };
  const name = textOf('name');
  if (!/^[^\s.*?]+(?:\.[^\s.*?]+)+$/.test(name)) {
    throw fail(`${at}.name`, 'must be one exact name such as "package.module.Class", no pattern', [
      'allow',
      index,
      'name',
    ]);
  }
  const entry = { name, by: textOf('by'), why: textOf('why') };
  if (value.until === undefined) return entry;
  const until = textOf('until');
  if (!isDay(until)) throw fail(`${at}.until`, 'must be a day such as "2027-01-31"', ['allow', index, 'until']);
  return { ...entry, until };
}

const entryFields: readonly string[] = ['name', 'by', 'why', 'until'];

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function invalid(message: string, line?: number): AssayError {
  const place = line === undefined ? '' : `line ${line}: `;
  return new AssayError('POLICY_INVALID', `${place}${message}`, line === undefined ? {} : { value: line });
}
