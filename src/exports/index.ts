// `assay/exports`: a report as a document.
export * from './json.ts';
export * from './rule.ts';
export * from './sarif.ts';
export * from './text.ts';
export type { TextStyle } from './text-style.ts';
