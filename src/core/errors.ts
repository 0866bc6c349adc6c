// The second kind of "no": an input that cannot be used. (The first is a Finding, the third is a bug.)

/** Every code an AssayError can carry. Closed: callers switch over it, the docs list it. */
export const errorCodes = {
  FORMAT_MALFORMED: 'The bytes break the rules of their format.',
  FORMAT_TRUNCATED: 'The file ends before its own structure does.',
  FORMAT_LIMIT: 'Reading on would spend more work or memory than a file of this size may cost.',
  FORMAT_UNSUPPORTED: 'The format is known, this variant of it cannot be read (encrypted, exotic compression).',
  FILE_MISSING: 'The path does not exist.',
  FILE_UNREADABLE: 'The path exists and cannot be read.',
  FILE_KIND: 'The path is a socket, device, pipe or something else that is not a regular file or folder.',
  FILE_LINK_OUTSIDE: 'A symbolic link leads out of the folder that is being scanned.',
  FILE_CHANGED: 'The file changed while it was being read.',
  POLICY_INVALID: 'The policy file does not follow its schema.',
  OUTPUT_FAILED: 'The report could not be written.',
  USAGE: 'The command line cannot be understood.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorFields {
  /** Byte offset at which the input stopped making sense. */
  readonly offset?: number;
  /** Name of the limit in `core/limits.ts`. */
  readonly limit?: string;
  readonly value?: number | string;
  readonly path?: string;
  readonly cause?: unknown;
}

/** An input that cannot be used, with a code that programs can rely on. */
export class AssayError extends Error {
  readonly code: ErrorCode;
  readonly fields: ErrorFields;

  constructor(code: ErrorCode, message: string, fields: ErrorFields = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = new.target.name;
    this.code = code;
    this.fields = fields;
  }
}

type FormatCode = Extract<ErrorCode, `FORMAT_${string}`>;

/** The only error a reader in `formats/` throws. */
export class FormatError extends AssayError {
  constructor(code: FormatCode, message: string, fields: ErrorFields = {}) {
    super(code, message, fields);
  }
}

/** A file or folder that cannot be opened as asked. */
export class FileError extends AssayError {}
