// `assay/store`: blobs by their SHA-256, sealed at rest, in a folder or in S3-compatible storage.
export * from './blob-store.ts';
export * from './folder-store.ts';
export { ZoneKey, zoneKeyLength } from './sealed/zone-key.ts';
export * from './store-error.ts';
export * from './tended-store.ts';
export * from './zone-key-file.ts';
