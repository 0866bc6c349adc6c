// One file that shows offline that an entry is in a log: C2SP tlog-proof.
import * as limits from '#core/limits';
import { decodeBase64, decodeHash, decodeUtf8, encodeBase64, parseDecimal, utf8 } from './bytes.ts';
import { LogError } from './log-error.ts';

export interface TlogProof {
  /** Position of the entry. */
  readonly index: number;
  /** Inclusion proof, the leaf's sibling first. */
  readonly hashes: readonly Uint8Array[];
  /** Signed checkpoint, verbatim. */
  readonly checkpoint: Uint8Array;
  /** What the maker added. Nobody has signed it. */
  readonly extra?: Uint8Array;
}

export function encodeTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const extraLine = extra === undefined ? '' : `extra ${encodeBase64(extra)}\n`;
  const proof = hashes.map((hash) => `${encodeBase64(hash)}\n`).join('');
  return `${header}${extraLine}index ${index}\n${proof}\n${decodeUtf8(checkpoint, 'The checkpoint')}`;
}

/** @throws {LogError} LOG_MALFORMED, LOG_LIMIT */
export function parseTlogProof(bytes: Uint8Array): TlogProof {
  if (bytes.length > limits.noteBytes.value) {
    throw new LogError('LOG_LIMIT', `A proof has at most ${limits.noteBytes.value} bytes.`, { limit: 'noteBytes' });
  }
  const text = decodeUtf8(bytes, 'The proof');
  const split = text.indexOf('\n\n');
  if (!text.startsWith(header) || split < 0) throw malformed('it does not begin as one, or has no empty line');
  const lines = text.slice(header.length, split).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined;
  const index = /^index (.*)$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined) throw malformed('the index line is missing');
  if (lines.length > maxProofHashes) throw malformed(`it has more than ${maxProofHashes} hashes`);
  return {
    index: parseDecimal(index, 'The index of the proof'),
    hashes: lines.map((line) => decodeHash(line, 'A line of the proof')),
    checkpoint: utf8(text.slice(split + 2)),
    ...(extra === undefined ? {} : { extra: decodeBase64(extra, 'The extra line of the proof') }),
  };
}

/** No tree of up to 2^63 entries is higher. */
const maxProofHashes = 63;
const header = 'c2sp.org/tlog-proof@v1\n';

function malformed(reason: string): LogError {
  return new LogError('LOG_MALFORMED', `The file is no proof of a log: ${reason}.`);
}
