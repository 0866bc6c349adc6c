// Whether bytes are the start of a compressed stream, for formats whose magic bytes are too weak to say so.
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import type { Codec } from './stream-decoder.ts';

const probeBytes = 512 * 1024;

/**
 * - `ended`: a whole stream, its checksum included
 * - `runs`: no error up to the last byte that was given, or up to 512 KiB of content
 * - `fails`: not such a stream
 */
export type Probe = 'ended' | 'runs' | 'fails';

/** Decodes the first bytes of a file. Never throws. */
export function tryDecode(head: Uint8Array, codec: Codec): Probe {
  let produced = 0;
  try {
    const decoder = codec.open(new MemorySource(head), new WorkBudget(head.length));
    try {
      while (produced < probeBytes) {
        const piece = decoder.next();
        if (piece === undefined) return 'ended';
        produced += piece.length;
      }
    } finally {
      decoder.close();
    }
    return 'runs';
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.code === 'FORMAT_TRUNCATED' && produced > 0 ? 'runs' : 'fails';
  }
}
