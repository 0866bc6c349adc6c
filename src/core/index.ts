// `assay/core`: the words of every report and every error.
export * from './byte-source.ts';
export * from './canonical-json.ts';
export * from './digest.ts';
export * from './errors.ts';
export * from './finding.ts';
export * from './outcome.ts';
export * from './place.ts';
export * from './scan-report.ts';
