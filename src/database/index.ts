// `assay/database`: the index over store and log, and what can be asked of it.
export type { AssetRecord } from './asset-record.ts';
export * from './find-asset.ts';
export * from './find-digest.ts';
export * from './find-entries.ts';
export * from './find-reference.ts';
export type { Cursor, IndexDatabase } from './index-database.ts';
export * from './index-error.ts';
export type { EngineKind, IndexLocation } from './index-location.ts';
export * from './list-assets.ts';
export * from './list-references.ts';
export * from './list-statements.ts';
export type { LoggedEntry } from './logged-entry.ts';
export * from './open-index.ts';
export * from './reference-history.ts';
export * from './statements-of.ts';
export { type Standing, standings } from './tables.ts';
