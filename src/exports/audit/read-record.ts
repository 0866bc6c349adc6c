// A record as it comes back from another system: anything may be in it.
import { parseSha256 } from '#core/digest';
import type { ReadRecord } from './audit-record.ts';

/** @param value - the members of an event or a tree, as some format held them @returns undefined when it is neither */
export function readRecord(value: unknown): ReadRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new Map<string, unknown>(Object.entries(value));
  const text = (name: string): string => {
    const member = members.get(name);
    return typeof member === 'string' ? member : '';
  };
  const count = (name: string): number => {
    const member = members.get(name);
    return typeof member === 'number' && Number.isSafeInteger(member) && member >= 0 ? member : -1;
  };
  const isAt = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{3}Z$/.test(text('at'));
  if (isAt && count('logIndex') >= 0 && isDigest(text('statement'))) {
    return { entry: { logIndex: count('logIndex'), statement: parseSha256(text('statement')), at: text('at') } };
  }
  if (!isAt || count('size') < 0 || count('from') < 0 || !isDigest(text('root')) || text('checkpoint') === '')
    return undefined;
  const consistency = members.get('consistency');
  const hashes = Array.isArray(consistency) ? consistency.filter((hash) => typeof hash === 'string') : [];
  const tree = { origin: text('origin'), from: count('from'), size: count('size'), root: text('root'), at: text('at') };
  return { tree: { ...tree, checkpoint: text('checkpoint'), consistency: hashes } };
}

/** @returns undefined for what is no JSON object */
export function jsonMembers(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
