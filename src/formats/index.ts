// `assay/formats`: which formats bytes are, and a safe view of each.
export * from './format.ts';
export { formats } from './formats.generated.ts';
export * from './identify.ts';
export * from './layout.ts';
export { layouts } from './layouts.generated.ts';
export type * from './views/view.ts';
