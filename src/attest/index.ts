// `assay/attest`: statements about digests, signed and logged, and whether they count.
export * from './attest.ts';
export * from './attest-error.ts';
export * from './foreign-statement.ts';
export * from './foreign-trust.ts';
export * from './import-attestation.ts';
export * from './import-attestations.ts';
export * from './key-change-rule.ts';
export * from './leaf.ts';
export * from './sigstore-bundle.ts';
export * from './statement.ts';
export * from './trust.ts';
export * from './trusted-key.ts';
export * from './verified.ts';
export * from './verify-attestation.ts';
