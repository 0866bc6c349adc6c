// How far a supplier is trusted, and what has to be shown of what it delivers. The less trust, the more has to be looked at.

/**
 * From least to most. `untrusted`: something speaks against it. `unknown`: nobody has assessed it, or the assessment is stale.
 * @source OWASP AI Exchange, SUPPLY CHAIN MANAGE: the depth of an assessment follows the trust
 */
export const supplierTiers = ['untrusted', 'unknown', 'known', 'trusted'] as const;
export type SupplierTier = (typeof supplierTiers)[number];

/** What can be asked of a delivery. */
export const deliveryChecks = {
  digest: 'its bytes are those that the supplier names',
  signature: 'the supplier signed it, with an identity that is registered here',
  'scan-static': 'nothing of it runs when it is loaded, and all of it was looked at',
  'scan-runtime': 'it was run in a sandbox, and did what such a thing does',
  behaviour: 'it was searched for triggers and poisoned rows',
  licence: 'its licence is known, and nothing contradicts it',
  provenance: 'how it was made is told by somebody whose signature was verified',
  'human-review': 'somebody who did not bring it in has looked at it',
} as const;
export type DeliveryCheck = keyof typeof deliveryChecks;

/** Tier 0 is everything; each step of trust takes something away that somebody else vouches for. */
const asked: Readonly<Record<SupplierTier, readonly DeliveryCheck[]>> = {
  untrusted: [
    'digest',
    'signature',
    'scan-static',
    'scan-runtime',
    'behaviour',
    'licence',
    'provenance',
    'human-review',
  ],
  unknown: ['digest', 'signature', 'scan-static', 'scan-runtime', 'behaviour', 'licence', 'provenance', 'human-review'],
  known: ['digest', 'signature', 'scan-static', 'behaviour', 'licence'],
  trusted: ['digest', 'signature', 'scan-static', 'licence'],
};

/** What has to be shown of a delivery before it may leave quarantine; never empty. */
export function checksOfTier(tier: SupplierTier): readonly DeliveryCheck[] {
  return asked[tier];
}

/** The lesser trust of the two. */
export function lowerTier(one: SupplierTier, other: SupplierTier): SupplierTier {
  return supplierTiers.indexOf(one) <= supplierTiers.indexOf(other) ? one : other;
}
