// The columns of every table in the order of a dump, and the indexes that the queries need.
import type { Tables } from './tables.ts';

/** `key` and `whole` are whole numbers; `?` may be absent. */
type KindOf<T> = null extends T
  ? T extends number | null
    ? 'whole?'
    : 'text?'
  : T extends number
    ? 'key' | 'whole'
    : 'text';

type Columns = { readonly [T in keyof Tables]: { readonly [C in keyof Tables[T]]: KindOf<Tables[T][C]> } };

/** Keys come first: a dump is sorted by them. */
export const columns: Columns = {
  index_state: { id: 'key', schema: 'whole', origin: 'text', next: 'whole' },
  entry: {
    log_index: 'key',
    at: 'whole',
    envelope: 'text',
    standing: 'text',
    reason: 'text?',
    predicate: 'text?',
    predicate_type: 'text?',
    expires_at: 'whole?',
  },
  signer: { log_index: 'key', position: 'key', key_id: 'text' },
  subject: { log_index: 'key', position: 'key', name: 'text?', digest: 'text' },
  node: { id: 'key', digest: 'text' },
  edge: {
    log_index: 'key',
    position: 'key',
    child: 'whole',
    parent: 'whole',
    bond: 'whole',
    role: 'text?',
    name: 'text?',
  },
  party: { log_index: 'key', position: 'key', role: 'text', party: 'text' },
  making: { log_index: 'key', build_type: 'text', complete: 'whole' },
  asset: {
    log_index: 'key',
    asset: 'text',
    kind: 'text',
    name: 'text',
    url: 'text?',
    revision: 'text?',
    supplier: 'text?',
    owner: 'text?',
    licence: 'text?',
    sensitivity: 'text?',
    ip_class: 'text?',
    size: 'whole',
    entries: 'whole',
  },
  asset_entry: { log_index: 'key', position: 'key', type: 'text', path: 'text', size: 'whole?', sha256: 'text?' },
  location: { log_index: 'key', position: 'key', place: 'text', device: 'text?', region: 'text?' },
  reference_move: {
    log_index: 'key',
    name: 'text',
    version: 'whole',
    asset: 'text',
    previous: 'text?',
    why: 'text',
    update_point: 'text?',
    restores: 'whole?',
  },
  key_change: { log_index: 'key', key_id: 'text', action: 'text', body: 'text' },
  decision: { log_index: 'key', gate: 'text', decision: 'text' },
  release: { log_index: 'key', action: 'text', system: 'text', version: 'text', channel: 'text' },
  audit: {
    log_index: 'key',
    scope: 'text',
    name: 'text?',
    outcome: 'text',
    mode: 'text',
    finished_at: 'whole',
    due_by: 'whole?',
  },
};

export type TableName = keyof Tables;

/** In the order of a dump. */
export const tableNames: readonly TableName[] = [
  'index_state',
  'entry',
  'signer',
  'subject',
  'node',
  'edge',
  'party',
  'making',
  'asset',
  'asset_entry',
  'location',
  'reference_move',
  'key_change',
  'decision',
  'release',
  'audit',
];

/** Name of an index -> its table and columns. Those of edge and subject answer a step of a walk without reading the table. */
export const indexes: Readonly<Record<string, readonly [TableName, ...string[]]>> = {
  entry_by_envelope: ['entry', 'envelope'],
  entry_by_predicate: ['entry', 'predicate', 'log_index'],
  signer_by_key: ['signer', 'key_id', 'log_index'],
  subject_by_digest: ['subject', 'digest', 'log_index'],
  node_by_digest: ['node', 'digest'],
  edge_by_child: ['edge', 'child', 'bond', 'parent'],
  edge_by_parent: ['edge', 'parent', 'bond', 'child'],
  edge_by_name: ['edge', 'name'],
  party_by_id: ['party', 'party', 'log_index'],
  audit_by_scope: ['audit', 'scope', 'log_index'],
  asset_by_id: ['asset', 'asset', 'log_index'],
  asset_by_name: ['asset', 'name'],
  asset_by_supplier: ['asset', 'supplier'],
  asset_entry_by_digest: ['asset_entry', 'sha256', 'log_index'],
  reference_move_by_name: ['reference_move', 'name', 'version'],
  reference_move_by_asset: ['reference_move', 'asset'],
};

/** Of the few entries that do not count; an index over all standings would be taken for the many that do. */
export const refusedIndex = "create index entry_refused on entry (log_index) where standing = 'refused'";
