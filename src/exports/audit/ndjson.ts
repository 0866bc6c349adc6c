// The events as they are, one JSON document per line.
import type { RecordFormat } from './audit-record.ts';
import { oneLineJson } from './one-line-json.ts';
import { jsonMembers, readRecord } from './read-record.ts';

export const recordFormat: RecordFormat = {
  id: 'ndjson',
  event: (event, { origin }) => oneLineJson({ schema: 'assay.audit-event/1', origin, ...event }),
  tree: (tree) => oneLineJson({ schema: 'assay.audit-tree/1', ...tree }),
  read: (line) => readRecord(jsonMembers(line)),
};
