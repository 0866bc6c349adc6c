// Digests of packages in lock files: what was resolved when somebody looked, which a registry cannot change afterwards.
import { isMembers, type JsonMembers } from '#attest/canonical-value';
import type { Json } from '#core/canonical-json';
import { claimOf, type DigestClaim } from './digest-claim.ts';

/**
 * @returns undefined for a document that is no lock file of npm
 * @source npm package-lock.json, lockfileVersion 2 and 3: `packages[].integrity` (Subresource Integrity) and `resolved`
 */
export function parseNpmLock(document: Json): readonly DigestClaim[] | undefined {
  if (!isMembers(document) || typeof document.lockfileVersion !== 'number' || !isMembers(document.packages))
    return undefined;
  return Object.entries(document.packages).flatMap(([at, one]) => (isMembers(one) ? npmClaims(at, one) : []));
}

function npmClaims(at: string, { integrity, resolved, version }: JsonMembers): readonly DigestClaim[] {
  if (typeof integrity !== 'string' || typeof version !== 'string') return [];
  const name = at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const base = name.slice(name.lastIndexOf('/') + 1);
  const file = typeof resolved === 'string' ? (URL.parse(resolved)?.pathname.split('/').at(-1) ?? '') : '';
  const path = file.endsWith('.tgz') ? file : `${base}-${version}.tgz`;
  return integrity.split(/\s+/).flatMap((hash) => {
    const [, algorithm, base64 = ''] = /^(sha256|sha384|sha512|sha1)-([A-Za-z0-9+/]+={0,2})$/.exec(hash) ?? [];
    const claim = claimOf(algorithmOf(algorithm), Buffer.from(base64, 'base64').toString('hex'), path);
    return claim === undefined ? [] : [claim];
  });
}

/**
 * A requirement lists the digests of all files of a version, so it is the one that is delivered that has to be among them.
 * @param files - names and SHA-256 of what was delivered
 * @returns undefined when no requirement has a digest
 * @source pip, "Hash-checking mode": `name==version --hash=sha256:HEX`, over several lines with a backslash at their ends
 */
export function parseRequirements(
  text: string,
  files: readonly { readonly path: string; readonly sha256: string }[],
): readonly DigestClaim[] | undefined {
  const claims: DigestClaim[] = [];
  let hasHashes = false;
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const [, name, version] =
      /^\s*([A-Za-z0-9._-]{1,200})(?:\[[^\]]{0,200}\])?==([A-Za-z0-9.!+_-]{1,100})/.exec(line) ?? [];
    const hashes = [...line.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map((match) => match[1] ?? '');
    if (name === undefined || version === undefined || hashes.length === 0) continue;
    hasHashes = true;
    for (const { path, sha256 } of files.filter((file) => isOf(file.path, name, version))) {
      const claim = claimOf('sha256', hashes.find((hash) => hash === sha256) ?? hashes[0] ?? '', path);
      if (claim !== undefined) claims.push(claim);
    }
  }
  return hasHashes ? claims : undefined;
}

/** Names of Python packages are compared without case, and with all of `-`, `_` and `.` alike. PEP 503, PEP 427. */
function isOf(path: string, name: string, version: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const [, found = '', foundVersion = ''] =
    /^(.+?)-(\d[A-Za-z0-9.!+_]*?)(?:-.*\.whl|\.tar\.gz|\.zip)$/.exec(base) ?? [];
  return plain(found) === plain(name) && foundVersion === version;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function algorithmOf(word: string | undefined): DigestClaim['algorithm'] | undefined {
  return word === 'sha256' || word === 'sha384' || word === 'sha512' || word === 'sha1' ? word : undefined;
}
