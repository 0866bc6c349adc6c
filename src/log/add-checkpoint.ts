// The body of a request to a witness: C2SP tlog-witness, "add-checkpoint".
import * as limits from '#core/limits';
import { decodeHash, decodeUtf8, encodeBase64, parseDecimal, utf8 } from './bytes.ts';
import { LogError } from './log-error.ts';

export interface AddCheckpoint {
  /** Size of the checkpoint that the proof begins at. */
  readonly oldSize: number;
  /** Consistency proof. */
  readonly proof: readonly Uint8Array[];
  /** Signed by the log. */
  readonly checkpoint: Uint8Array;
}

export function encodeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  const lines = proof.map((hash) => `${encodeBase64(hash)}\n`).join('');
  return `old ${oldSize}\n${lines}\n${decodeUtf8(checkpoint, 'The checkpoint')}`;
}

/** @throws {LogError} LOG_MALFORMED, LOG_LIMIT */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint {
  if (body.length > limits.witnessBodyBytes.value)
    throw new LogError('LOG_LIMIT', 'The request is larger than any honest one.', { limit: 'witnessBodyBytes' });
  const text = decodeUtf8(body, 'The request');
  const split = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(split, 0)).split('\n');
  const old = /^old (.*)$/.exec(first)?.[1];
  if (old === undefined)
    throw new LogError('LOG_MALFORMED', 'The request does not begin with the old size, or has no empty line.');
  if (lines.length > maxProofLines)
    throw new LogError('LOG_MALFORMED', `The request has more than ${maxProofLines} proof lines.`);
  return {
    oldSize: parseDecimal(old, 'The old size'),
    proof: lines.map((line) => decodeHash(line, 'A proof line')),
    checkpoint: utf8(text.slice(split + 2)),
  };
}

const maxProofLines = 63;
