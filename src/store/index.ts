// `assay/store`: blobs by their SHA-256, sealed at rest, in a folder or in S3-compatible storage.
export * from './blob-store.ts';
export * from './folder-store.ts';
export type { S3ClientOptions } from './s3/s3-client.ts';
export type { S3Credentials, S3Place } from './s3/s3-place.ts';
export * from './s3/s3-store.ts';
export { ZoneKey, zoneKeyLength } from './sealed/zone-key.ts';
export * from './store-error.ts';
export * from './tended-store.ts';
export * from './zone-key-file.ts';
