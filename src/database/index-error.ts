// What goes wrong with the index, and what to do about it.
import { AssayError, type ErrorCode, type ErrorFields } from '#core/errors';

export type IndexCode = Extract<ErrorCode, `INDEX_${string}`>;

/** The only error that database/ throws about the index itself. */
export class IndexError extends AssayError {
  declare readonly code: IndexCode;

  constructor(code: IndexCode, message: string, fields: ErrorFields = {}) {
    super(
      code,
      rebuildable.has(code) ? `${message}; \`assay reindex\` makes it again from store and log` : message,
      fields,
    );
  }
}

/** Nothing is lost with an index that is like this: everything in it stands in the log and the store. */
const rebuildable: ReadonlySet<IndexCode> = new Set<IndexCode>([
  'INDEX_CORRUPT',
  'INDEX_SCHEMA',
  'INDEX_AHEAD',
  'INDEX_FOREIGN',
  'INDEX_DIFFERENT',
]);
