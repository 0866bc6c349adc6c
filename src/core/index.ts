// `assay/core`: the words of every report and every error.
export * from './byte-source.ts';
export * from './canonical-json.ts';
export * from './digest.ts';
export * from './errors.ts';
export * from './finding.ts';
export * from './outcome.ts';
export * from './place.ts';
export * from './rows/blame-rows.ts';
export * from './rows/diff-rows.ts';
export * from './rows/row.ts';
export * from './rows/row-blame.ts';
export * from './rows/row-diff.ts';
export * from './rows/row-proof.ts';
export * from './rows/row-table.ts';
export * from './rows/rows-of-manifest.ts';
export * from './scan-report.ts';
