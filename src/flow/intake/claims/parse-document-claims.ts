// Digests in documents of JSON: bills of materials, and what a model hub answers about a repository.
import { isMembers, type JsonMembers } from '#attest/canonical-value';
import type { Json } from '#core/canonical-json';
import { algorithmNamed, claimOf, type DigestClaim } from './digest-claim.ts';

/** Which kind of document it was, and what it says. */
export interface DocumentClaims {
  readonly kind: 'CycloneDX' | 'SPDX 2' | 'SPDX 3' | 'Hugging Face';
  readonly claims: readonly DigestClaim[];
}

/**
 * @returns undefined for a document that is none of these
 * @source CycloneDX 1.6 `components[].hashes`; SPDX 2.3 `files[].checksums`; SPDX 3.0 `verifiedUsing`; Hugging Face Hub API
 *   `/api/models/ID/tree/REVISION` and `/api/models/ID?blobs=true`
 */
export function parseDocumentClaims(document: Json): DocumentClaims | undefined {
  if (Array.isArray(document)) return hubTree(document);
  if (!isMembers(document)) return undefined;
  if (document.bomFormat === 'CycloneDX') return { kind: 'CycloneDX', claims: cycloneDxClaims(document) };
  if (typeof document.spdxVersion === 'string')
    return { kind: 'SPDX 2', claims: listOf(document.files).flatMap(spdx2Claims) };
  if (Array.isArray(document['@graph']))
    return { kind: 'SPDX 3', claims: listOf(document['@graph']).flatMap(spdx3Claims) };
  if (Array.isArray(document.siblings)) return hubTree(document.siblings);
  return undefined;
}

function hubTree(entries: readonly Json[]): DocumentClaims | undefined {
  const claims = entries.filter(isMembers).flatMap((entry): readonly DigestClaim[] => {
    const path = textOf(entry.path) ?? textOf(entry.rfilename);
    if (path === undefined) return [];
    const lfs = isMembers(entry.lfs) ? entry.lfs : {};
    const content = claimOf(
      'sha256',
      textOf(lfs.oid) ?? textOf(lfs.sha256) ?? '',
      path,
      sizeOf(lfs.size ?? entry.size),
    );
    // Where the content lies elsewhere, Git names the pointer and not the content.
    const blob = claimOf('git-blob', textOf(entry.oid) ?? textOf(entry.blobId) ?? '', path, sizeOf(entry.size));
    const found = content ?? blob;
    return found === undefined ? [] : [found];
  });
  return claims.length === 0 ? undefined : { kind: 'Hugging Face', claims };
}

/** Components may hold components. ATTACKER: depth is bounded by the reader of JSON. */
function cycloneDxClaims(holder: JsonMembers): readonly DigestClaim[] {
  return listOf(holder.components).flatMap((component) => {
    const path = textOf(component.name);
    const own = listOf(component.hashes).flatMap(({ alg, content }) => {
      const claim = claimOf(algorithmNamed(textOf(alg) ?? ''), textOf(content) ?? '', path);
      return claim === undefined ? [] : [claim];
    });
    return [...own, ...cycloneDxClaims(component)];
  });
}

function spdx2Claims(file: JsonMembers): readonly DigestClaim[] {
  return listOf(file.checksums).flatMap(({ algorithm, checksumValue }) => {
    const claim = claimOf(algorithmNamed(textOf(algorithm) ?? ''), textOf(checksumValue) ?? '', textOf(file.fileName));
    return claim === undefined ? [] : [claim];
  });
}

function spdx3Claims(element: JsonMembers): readonly DigestClaim[] {
  return listOf(element.verifiedUsing).flatMap(({ algorithm, hashValue }) => {
    const claim = claimOf(algorithmNamed(textOf(algorithm) ?? ''), textOf(hashValue) ?? '', textOf(element.name));
    return claim === undefined ? [] : [claim];
  });
}

function listOf(value: Json | undefined): readonly JsonMembers[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function sizeOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
