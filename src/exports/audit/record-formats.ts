// The ways of handing on the audit, by what the command line calls them.
import type { RecordFormat } from './audit-record.ts';
import { recordFormat as ndjson } from './ndjson.ts';
import { recordFormat as ocsf } from './ocsf.ts';
import { recordFormat as rfc5424 } from './rfc5424.ts';

export const recordFormats: Readonly<Record<'ocsf' | 'rfc5424' | 'ndjson', RecordFormat>> = { ocsf, rfc5424, ndjson };
