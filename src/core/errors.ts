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
  FILE_LINK: 'A symbolic link stands where none is allowed.',
  FILE_NAME: 'A file name cannot be recorded so that every system reads the same name back.',
  SIGN_MALFORMED: 'A signature, envelope, certificate or signed statement does not follow its format.',
  SIGN_UNSUPPORTED: 'The signature is of a kind that is known and not supported here.',
  SIGN_LIMIT: 'Verifying would cost more work or memory than any honest signature does.',
  SIGN_INVALID: 'The signature does not belong to these bytes and this key.',
  SIGN_KEY_OTHER: 'The signature names another key than the one it is verified with.',
  SIGN_UNTRUSTED: 'The certificates do not lead to a trusted root, or may not sign code.',
  SIGN_EXPIRED: 'A certificate is not valid yet or not valid any more.',
  SIGN_KEY: 'The key cannot be used: no key, another kind of key, or a wrong passphrase.',
  SIGN_KEY_EXPOSED: 'The private key can be read or changed by other users of this machine.',
  SIGN_TOKEN: 'The token that holds the key cannot be reached, or it refuses.',
  SIGN_REFUSED: 'The time authority gives no timestamp.',
  SIGN_NETWORK: 'The time authority cannot be reached.',
  SIGN_NOTHING: 'There is no file to sign, or the signature covers none.',
  ATTEST_MALFORMED: 'An attestation, its statement or its entry in the log does not follow its format.',
  ATTEST_LIMIT: 'An attestation is larger or deeper than any honest one.',
  ATTEST_DIGEST: 'The stored attestation is not the one whose digest the log holds.',
  ATTEST_TIME: 'An entry of the log is dated earlier than one before it.',
  ATTEST_UNTRUSTED: 'No key that was trusted for this kind of statement at that time signed it, or fewer than have to.',
  ATTEST_REVOKED: 'The key that signed is revoked from before the time of the statement.',
  ATTEST_PREDICATE: 'The body of a statement does not follow the schema of its kind.',
  ATTEST_SUBJECT: 'A statement has no usable subject, or another one than its body names.',
  ATTEST_KEY_CHANGE: 'A change of keys that nobody may make, or that makes no sense after those before it.',
  LOG_MALFORMED: 'A note, checkpoint, proof or request of a log does not follow its format.',
  LOG_LIMIT: 'An entry, note or request is larger than a log takes.',
  LOG_KEY: 'The key of a log or witness is not written as one, or its hash does not belong to it.',
  LOG_SIGNATURE: 'A known key is named beside a signature that it did not make.',
  LOG_UNTRUSTED: 'No known key of the log has signed the checkpoint.',
  LOG_UNSUPPORTED: 'The kind of signature is known and not available in this runtime.',
  LOG_POLICY: 'The witness policy does not follow its format.',
  LOG_WITNESS: 'Fewer witnesses saw the checkpoint than the policy wants.',
  LOG_PROOF: 'The proof does not show that the entry or the earlier tree is part of the tree.',
  LOG_INDEX: 'The log has no entry, or no tree, of that number.',
  LOG_CORRUPT: 'A tile, bundle or record of the log is damaged or missing.',
  LOG_INCONSISTENT: 'Two checkpoints of the log contradict each other.',
  LOG_ROLLED_BACK: 'The log shows an older state than was signed or seen.',
  LOG_MISSING: 'There is no log, or none of that name.',
  LOG_EXISTS: 'There is a log or witness already.',
  LOG_CONFLICT: 'Another writer came first.',
  LOG_READ: 'A file of the log cannot be read.',
  LOG_WRITE: 'The log cannot be written; whether the entries are in it has to be looked up.',
  LOG_NETWORK: 'The witness cannot be reached.',
  LOG_REFUSED: 'The witness did not give its cosignature.',
  STORE_MISSING: 'The store has no blob of that digest.',
  STORE_CORRUPT: 'A blob, or the record of its key, is damaged or was exchanged.',
  STORE_DESTROYED: 'The key of the blob was destroyed; nobody can read it any more.',
  STORE_KEY: 'The key of the zone does not open the store, or cannot be used.',
  STORE_KEY_EXPOSED: 'The key of the zone can be read or changed by other users of this machine.',
  STORE_KEY_EXISTS: 'There is a key of the zone already.',
  STORE_LIMIT: 'The blob is larger than the caller or the store takes.',
  STORE_READ: 'The store cannot be read.',
  STORE_WRITE: 'The store cannot be written; what was in it is still there.',
  STORE_BUSY: 'Another process tends the store.',
  STORE_NETWORK: 'The object storage cannot be reached, or its answers cannot be used.',
  STORE_REFUSED: 'The object storage refuses the request: credentials, rights, bucket or retention.',
  WORKSPACE_MISSING: 'There is no workspace here or in a folder above.',
  WORKSPACE_EXISTS: 'There is a workspace here already.',
  WORKSPACE_FOREIGN: 'The workspace belongs to another user, or others can change it.',
  WORKSPACE_CONFIG: 'The configuration of the workspace does not follow its schema.',
  WORKSPACE_WRITE: 'The workspace cannot be written.',
  CLOCK_BACK: 'The clock shows an earlier time than the newest entry of the log.',
  ASSET_UNKNOWN: 'No asset, reference or version of that name or id is recorded.',
  KEY_UNKNOWN: 'The log knows no key of that id, or more than one that begins like this.',
  STATEMENT_UNKNOWN: 'The log has no statement of that number or id.',
  STATEMENT_AMBIGUOUS: 'More than one statement, or thing that statements are about, begins like this.',
  ASSET_AMBIGUOUS: 'More than one asset id begins like this.',
  ASSET_CHANGED: 'The files are not what was recorded.',
  MANIFEST_MALFORMED: 'A manifest does not follow its format, or names a path that no asset can have.',
  ASSET_LIMIT: 'The asset has more entries or deeper folders than a manifest takes.',
  ASSET_NESTED: 'A workspace lies inside the asset, or a path of the asset names one.',
  ASSET_UNWRITABLE: 'The asset cannot be laid out on this system, or has links that lead out of it.',
  ASSET_TARGET: 'The place where an asset is to be written is taken.',
  ASSET_WRITE: 'The asset could not be written out; no file of it is there in part.',
  INDEX_CORRUPT: 'The index is damaged, or the file is no index.',
  INDEX_SCHEMA: 'The index was written by another version of Assay.',
  INDEX_AHEAD: 'The index knows entries that the log does not have.',
  INDEX_FOREIGN: 'The index belongs to another log.',
  INDEX_DIFFERENT: 'The index does not say what log and store say.',
  INDEX_GAP: 'Entries of the log were to be indexed before the ones they follow.',
  INDEX_BUSY: 'Another process holds the index.',
  INDEX_READ: 'The index cannot be opened or read.',
  INDEX_WRITE: 'The index cannot be written.',
  INDEX_LIMIT: 'The answer would be larger than a query may give.',
  ROWS_MALFORMED: 'A table of rows does not follow its format.',
  ROWS_PROOF: 'The proof does not show that the row is part of the data set.',
  PINS_MALFORMED: 'A list of pins does not follow its format, or was made from another list of addresses.',
  PINS_WRITE: 'The pins cannot be written.',
  DATA_UNKNOWN: 'There is no data set of a known kind at the path.',
  DATA_COLUMN: 'A column or field that was asked for is not there, or there twice.',
  DATA_LABELS: 'The labels cannot be used: there are none, or nearly every row has its own.',
  DATA_EMPTY: 'The data set has no row that can be read.',
  DATA_SCRATCH: 'The scratch file that holds what does not fit into memory cannot be written or read.',
  DATA_DOCUMENT: 'A report, queue or list of decisions about data does not follow its format.',
  DATA_CONTRACT: 'A data contract does not follow its schema.',
  DATA_CHANGED: 'The data are not those that a report, queue or calibration was made of.',
  DATA_WIPED: 'Cleaning would leave too little, or rests on a review that shows nothing.',
  DATA_SEAL: 'The seal of a triage queue is not the one that it was made with.',
  DATA_DIGEST: 'A file does not have the digest that the description of the data set gives it.',
  DATA_LIMIT: 'The data set is larger than is read at once.',
  TRANSFORM_INPUT: 'A transform was asked of data that it cannot work on.',
  GATE_INVALID: 'A gate asks for something that does not exist, or a condition of it has no meaning.',
  GATE_UNKNOWN: 'There is no gate of that name.',
  GATE_WAIVER: 'A waiver that could never count: the gate has none, it lasts too long, or who asks made the asset.',
  GATE_FIXTURE: 'A test of a gate makes up evidence that could never be on record, or does not follow its schema.',
  GATE_DIFFERENT: 'Deciding again on the same evidence gives another decision than is recorded.',
  INTAKE_QUOTA: 'What comes from outside has more bytes or files than is taken in at once.',
  INTAKE_FETCH: 'It could not be fetched as a whole; nothing of it was recorded.',
  INTAKE_REJECTED: 'Something of it was turned down before, under this name or another.',
  INTAKE_BASE: 'An adapter was made for another model than the one that is named as its base.',
  INTAKE_CLAIMS: 'A file of claims about a delivery cannot be read.',
  SUPPLIER_UNKNOWN: 'No supplier of that name is registered.',
  SUPPLIER_ANSWERS: 'Answers of a supplier are not signed by it, or do not follow the questionnaire.',
  ZONE_UNKNOWN: 'There is no zone of that name.',
  ZONE_INVALID: 'A zone lets in without a gate, allows more than its area, or has policies that have no meaning.',
  ZONE_REFUSED: 'The asset may not be placed in the zone: no way leads there, or the zone does not hold such assets.',
  ZONE_GATE: 'The gate between the zones has not let the asset through.',
  ZONE_PLACE: 'The folder belongs to no zone, or to another one than the asset lies in.',
  JOB_UNKNOWN: 'There is no job of that id.',
  JOB_REFUSED: 'The job cannot be asked for or run as it is.',
  ACCESS_DENIED: 'Whoever asks may not do this; the message says by which policy, and what would have to be true.',
  ACCESS_POLICY: 'A policy about access cannot be read, uses words that do not exist, or would leave nobody in charge.',
  ACCESS_TOKEN: 'The token does not count here.',
  ACCESS_GRANT: 'A grant that could never count: by whom, for whom, for what or how long.',
  ACCESS_IDENTITY: 'There is no such identity, or what is said about it could not count.',
  ACCESS_SOLVER_MISSING: 'No solver is installed, and without one nothing about policies is proved.',
  ACCESS_FRAGMENT: 'A policy says something that cannot be translated for the solver, so nothing about it is proved.',
  ACCESS_INVARIANT: 'What is to be proved does not follow its schema, or has a condition that has no meaning.',
  AUDIT_DECOYS: 'The record of a decoy is damaged, or what is to become one cannot be.',
  AUDIT_CURSOR: 'The cursor of an export is none, or belongs to another log or format.',
  AUDIT_FORKED: 'The log does not begin with the tree up to which it was exported: it is another one, or was changed.',
  AUDIT_ROLLED_BACK: 'The log has fewer entries than were exported.',
  AUDIT_WRITE: 'The export or its cursor cannot be written; what was not written is handed on the next time.',
  RELEASE_UNKNOWN: 'There is no such release on that channel.',
  RELEASE_PARTS:
    'A release cannot be made of these parts: none, two of one role and name, or something that is no asset.',
  RELEASE_VERSION: 'The version does not follow from the one before, or stands for another composition already.',
  RELEASE_INCOMPLETE: 'A part of the release is gone, damaged or another; nothing was changed.',
  RELEASE_BUNDLE: 'The bundle of a release is not what was released, or cannot be written.',
  POLICY_INVALID: 'The policy file does not follow its schema.',
  NUMERIC_SHAPE: 'An array does not have the shape that it is said to have.',
  NUMERIC_RANGE: 'A number lies outside of what the computation is defined for.',
  NUMERIC_LIMIT: 'The computation would need more memory or work than it may.',
  NUMERIC_MODEL: 'The bytes are no ONNX model that can be read here.',
  NUMERIC_OPERATOR: 'A graph has an operator, or a form of it, that cannot be differentiated or run here.',
  NUMERIC_ENGINE: 'The engine cannot load the graph or cannot run it on these inputs.',
  NUMERIC_ENGINE_MISSING: 'No engine that runs graphs is installed.',
  NUMERIC_DIVERGED: 'Training left the finite numbers.',
  CHECK_SHAPE: 'The input of a detector does not have the shape that it says.',
  CHECK_PATTERN: 'A pattern of a data contract is none, or one that nobody could match in bounded time.',
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

/**
 * The only error a reader in `formats/` throws. It has no stack: a hostile archive can cause a hundred thousand of them, and
 * the offset says more.
 */
export class FormatError extends AssayError {
  constructor(code: FormatCode, message: string, fields: ErrorFields = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(code, message, fields);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A file or folder that cannot be opened as asked. */
export class FileError extends AssayError {}

/** Numbers or arrays that a computation is not defined for. */
export class NumericError extends AssayError {}

/** An input of a check that is not what its own description says. */
export class CheckError extends AssayError {}
