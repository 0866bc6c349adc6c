// Claims about digests from one file, whatever kind of file it is.
import { plainJson } from '#attest/canonical-value';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { ClaimStrength } from '#predicates/intake';
import { readWhole } from '#store/read-whole';
import { type DeliveredFile, type Delivery, readSmall } from '../delivery.ts';
import { algorithmNamed, type ClaimSource, claimOf, type DigestClaim } from './digest-claim.ts';
import { parseCardClaims } from './parse-card-claims.ts';
import { parseChecksumLines } from './parse-checksum-lines.ts';
import { parseDocumentClaims } from './parse-document-claims.ts';
import { parseLfsPointer } from './parse-lfs-pointer.ts';
import { parseNpmLock, parseRequirements } from './parse-lock-claims.ts';

/** What was said about a delivery, and by which of its own files. */
export interface DeliveredClaims {
  readonly sources: readonly ClaimSource[];
  /** Files of the delivery that hold claims and are not claimed about themselves. */
  readonly claimFiles: ReadonlySet<string>;
  /** Pointers that stand where the content should be. */
  readonly pointers: readonly string[];
}

/** Claims that came with the files. ATTACKER: whoever changed a file could change these as well, so they are weak. */
export function claimsInDelivery({ files }: Delivery): DeliveredClaims {
  const names = files.map(({ path }) => path);
  const sources: ClaimSource[] = [];
  const claimFiles = new Set<string>();
  const pointers: string[] = [];
  for (const file of files) {
    const claims = claimsIn(file, names);
    if (claims === 'pointer') pointers.push(file.path);
    else if (claims !== undefined && claims.length > 0) {
      sources.push({ name: file.path, strength: 'same-place', claims: below(file.path, claims) });
      if (!/readme|model.?card/i.test(file.path)) claimFiles.add(file.path);
    }
  }
  assertCount(sources);
  return { sources, claimFiles, pointers };
}

/**
 * Claims in a file that whoever takes the delivery in got elsewhere.
 * @throws {AssayError} INTAKE_CLAIMS when there are none in it: a file that says nothing must not pass for one that agrees
 */
export function claimsInFile(path: string, delivery: Delivery, strength: ClaimStrength = 'given'): ClaimSource {
  const bytes = readWhole(path, limits.claimBytes.value);
  const text = textOf(bytes);
  const base = path.slice(path.lastIndexOf('/') + 1);
  const names = delivery.files.map((file) => file.path);
  const pointed = text === undefined ? undefined : parseLfsPointer(text, base.replace(/\.(?:pointer|lfs)$/, ''));
  const found =
    pointed === undefined
      ? (claimsOf(bytes, text, base, names) ?? requirementsIn(text, delivery))
      : [onlyFile(pointed, delivery)];
  if (found === undefined) {
    const kinds =
      'checksums, an LFS pointer, a bill of materials in CycloneDX or SPDX, a lock file of npm, requirements of pip, an answer of a model hub, a model card';
    throw new AssayError('INTAKE_CLAIMS', `${quote(path)} has no digests in a form that is known here: ${kinds}`, {
      path,
    });
  }
  const source = { name: path, strength, claims: found.map((claim) => onlyFile(claim, delivery)) };
  assertCount([source]);
  return source;
}

/** `sha256:HEX`, or hex alone. @throws {AssayError} USAGE */
export function claimInWord(word: string, { files }: Delivery): ClaimSource {
  const [, named = 'sha256', hex = ''] = /^(?:([A-Za-z0-9-]+):)?([0-9A-Fa-f]+)$/.exec(word) ?? [];
  const [only, ...others] = files;
  const claim = claimOf(algorithmNamed(named), hex, only?.path);
  if (claim === undefined)
    throw new AssayError('USAGE', `${quote(word)} is no digest; write sha256: and 64 hexadecimal digits`);
  if (only === undefined || others.length > 0) {
    throw new AssayError('USAGE', '--digest is about one file; give --sums or --claims for several');
  }
  return { name: '--digest', strength: 'given', claims: [claim] };
}

function claimsIn(file: DeliveredFile, names: readonly string[]): readonly DigestClaim[] | 'pointer' | undefined {
  const base = file.path.slice(file.path.lastIndexOf('/') + 1);
  const mayPoint = file.size < 1024;
  if (!mayPoint && !claimNames.test(base)) return undefined;
  const bytes = readSmall(file, limits.claimBytes.value);
  const text = bytes === undefined ? undefined : textOf(bytes);
  if (bytes === undefined || text === undefined) return undefined;
  if (mayPoint && parseLfsPointer(text, file.path) !== undefined) return 'pointer';
  return claimNames.test(base) ? claimsOf(bytes, text, base, names) : undefined;
}

function claimsOf(
  bytes: Uint8Array,
  text: string | undefined,
  base: string,
  names: readonly string[],
): readonly DigestClaim[] | undefined {
  if (text === undefined) return undefined;
  if (/^\s*[{[]/.test(text)) return documentClaims(bytes, names);
  if (/\.(?:md|markdown|rst)$|^readme/i.test(base)) return parseCardClaims(text, names);
  return parseChecksumLines(text, base);
}

function documentClaims(bytes: Uint8Array, names: readonly string[]): readonly DigestClaim[] | undefined {
  try {
    const node = parseStrictJson(bytes, { maxBytes: limits.claimBytes.value, maxDepth: limits.signatureDepth.value });
    const document = plainJson(node);
    const bases = new Set(names.map((name) => name.slice(name.lastIndexOf('/') + 1)));
    // A lock file lists everything; what of it was not delivered is not missing.
    const locked = parseNpmLock(document)?.filter(({ path = '' }) => bases.has(path));
    const claims = locked ?? parseDocumentClaims(document)?.claims;
    return locked === undefined && claims?.length === 0 ? undefined : claims;
  } catch (error) {
    // A document that means different things to different readers claims nothing.
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

/** Of packages that are listed and were not delivered nothing is claimed. */
function requirementsIn(text: string | undefined, { files }: Delivery): readonly DigestClaim[] | undefined {
  return text === undefined ? undefined : parseRequirements(text, files);
}

/** A claim without a path, or about the only file there is under another name, is about that file. */
function onlyFile(claim: DigestClaim, { files }: Delivery): DigestClaim {
  const [only, ...others] = files;
  return claim.path !== undefined || only === undefined || others.length > 0 ? claim : { ...claim, path: only.path };
}

/** Paths in a file of claims start where that file lies. */
function below(holder: string, claims: readonly DigestClaim[]): readonly DigestClaim[] {
  const folder = holder.slice(0, holder.lastIndexOf('/') + 1);
  if (folder === '') return claims;
  return claims.map((claim) =>
    claim.path === undefined || claim.path.startsWith(folder) ? claim : { ...claim, path: `${folder}${claim.path}` },
  );
}

function assertCount(sources: readonly ClaimSource[]): void {
  const count = sources.reduce((sum, { claims }) => sum + claims.length, 0);
  if (count > limits.claimCount.value) {
    throw new AssayError('INTAKE_CLAIMS', `${count} digests are claimed, more than a delivery has files`, {
      limit: 'claimCount',
    });
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Names that such files go by. */
const claimNames =
  /^(?:sha\d*-?\d*sums?(?:\.txt)?|checksums?(?:\.\w+)?|md5sums?|.+\.(?:sha256|sha384|sha512|sha1|md5|b2)(?:sums?)?|readme(?:\.\w+)?|model.?card\.\w+|.*(?:bom|cdx|spdx)\.json|manifest\.json)$/i;
