// What a release is made of: a document whose digest is what is tested, decided about and released. Version and channel are not in it, so
// the very thing that was tested in preview is what becomes stable.
import { canonicalJson, type Json } from './canonical-json.ts';
import { compareCodePoints } from './code-point-order.ts';
import { parseSha256, type Sha256, sha256 } from './digest.ts';

export interface ComposedPart {
  /** What it is in the system: `model`, `tokenizer`, `prompt`, `configuration`, `dataset`, `code`. */
  readonly role: string;
  readonly name: string;
  /** Asset id. */
  readonly sha256: Sha256;
}

export interface ComposedService {
  readonly name: string;
  readonly url: string;
  readonly identity: string;
}

export interface Composition {
  readonly system: string;
  /** Sorted by role, then name; one of each. */
  readonly parts: readonly ComposedPart[];
  readonly services: readonly ComposedService[];
}

const schema = 'assay.composition/1';

/** The same parts in any order give the same bytes. */
export function encodeComposition({ system, parts, services }: Composition): {
  readonly bytes: Uint8Array;
  readonly digest: Sha256;
} {
  const document = {
    schema,
    system,
    parts: parts.map(({ role, name, sha256: digest }) => ({ role, name, sha256: digest })).toSorted(byRole),
    services: services.map(({ name, url, identity }) => ({ name, url, identity })).toSorted(byRole),
  };
  const bytes = new TextEncoder().encode(canonicalJson(document as unknown as Json));
  return { bytes, digest: sha256(bytes) };
}

/** undefined for bytes that `encodeComposition` does not write. */
export function parseComposition(bytes: Uint8Array): Composition | undefined {
  const value = jsonOf(bytes);
  if (!isRecord(value) || value.schema !== schema || typeof value.system !== 'string') return undefined;
  const parts = listOf(value.parts, partOf);
  const services = listOf(value.services, serviceOf);
  if (parts === undefined || services === undefined) return undefined;
  const composition = { system: value.system, parts, services };
  return Buffer.compare(encodeComposition(composition).bytes, bytes) === 0 ? composition : undefined;
}

function byRole(
  one: { readonly role?: string; readonly name: string },
  other: { readonly role?: string; readonly name: string },
): number {
  return compareCodePoints(`${one.role}\n${one.name}`, `${other.role}\n${other.name}`);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf<T>(value: unknown, one: (value: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found = value.flatMap((each) => one(each) ?? []);
  return found.length === value.length ? found : undefined;
}

function partOf(value: unknown): ComposedPart | undefined {
  if (!isRecord(value)) return undefined;
  const { role, name, sha256: digest } = value;
  if (typeof role !== 'string' || typeof name !== 'string' || typeof digest !== 'string') return undefined;
  return /^[0-9a-f]{64}$/.test(digest) ? { role, name, sha256: parseSha256(digest) } : undefined;
}

function serviceOf(value: unknown): ComposedService | undefined {
  if (!isRecord(value)) return undefined;
  const { name, url, identity } = value;
  if (typeof name !== 'string' || typeof url !== 'string' || typeof identity !== 'string') return undefined;
  return { name, url, identity };
}
