import { AssayError } from '#core/errors';

/** Data that a transform cannot work on: TRANSFORM_INPUT. */
export class TransformError extends AssayError {}
