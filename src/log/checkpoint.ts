// Checkpoints: which tree a log stands for. C2SP tlog-checkpoint, "Note text".
import { decodeHash, encodeBase64, parseDecimal } from './bytes.ts';
import { LogError } from './log-error.ts';
import { parseNote } from './note.ts';

export interface Checkpoint {
  /** Unique name of the log. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  /** Root of the tree, 32 bytes. */
  readonly root: Uint8Array;
  /** Lines that this log does not write and that others may. */
  readonly extensions: readonly string[];
}

/** Of a note that nobody has verified yet: for showing, or for finding the key to verify with. @throws {LogError} LOG_MALFORMED, LOG_LIMIT */
export function parseUnverifiedCheckpoint(note: Uint8Array): Checkpoint {
  return parseCheckpointText(parseNote(note).text);
}

/** @throws {LogError} LOG_MALFORMED */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  const extensions = rest.slice(0, -1);
  if (origin === '' || !text.endsWith('\n') || extensions.includes('')) {
    throw new LogError('LOG_MALFORMED', 'The checkpoint is not origin, size and root in a line each.');
  }
  return {
    origin,
    size: parseDecimal(size, 'The tree size of the checkpoint'),
    root: decodeHash(root, 'The root of the checkpoint'),
    extensions,
  };
}

/** Without extension lines. */
export function encodeCheckpointText({ origin, size, root }: Pick<Checkpoint, 'origin' | 'size' | 'root'>): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}
