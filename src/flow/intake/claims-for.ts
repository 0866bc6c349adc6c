// Everything that is claimed about the digests of a delivery.
import type { ClaimSource } from './claims/digest-claim.ts';
import { claimInWord, claimsInDelivery, claimsInFile } from './claims/read-claims.ts';
import type { Delivery } from './delivery.ts';
import type { IntakeRequest } from './intake-request.ts';

/** @param signatureNames - files that are signatures, which nobody claims anything about */
export function claimsFor(
  delivery: Delivery,
  { claims, digest }: IntakeRequest,
  signatureNames: ReadonlySet<string>,
): {
  readonly sources: readonly ClaimSource[];
  readonly exempt: ReadonlySet<string>;
  readonly pointers: readonly string[];
} {
  const inside = claimsInDelivery(delivery);
  const given = claims.map((path) => claimsInFile(path, delivery));
  const word = digest === undefined ? [] : [claimInWord(digest, delivery)];
  // Signatures, and timestamps of them.
  const ownSignatures = delivery.files
    .filter(({ path }) => signatureNames.has(path) || signatureNames.has(path.replace(/\.tsr$/, '')))
    .map(({ path }) => path);
  return {
    sources: [...inside.sources, ...given, ...word],
    exempt: new Set([...inside.claimFiles, ...ownSignatures]),
    pointers: inside.pointers,
  };
}

/** What a registered identity signed has the digest that was signed. */
export function signedSource({ files }: Delivery, signed: ReadonlySet<string>): readonly ClaimSource[] {
  const claims = files
    .filter(({ path }) => signed.has(path))
    .map(({ path, sha256 }) => ({ path, algorithm: 'sha256', hex: sha256 }) as const);
  return claims.length === 0 ? [] : [{ name: 'a signature of the supplier', strength: 'signed', claims }];
}
