// Counts pins while they are made.
import type { Pin, PinCounts } from './pin.ts';

export class PinCounter {
  readonly #counts: { -readonly [K in keyof PinCounts]: PinCounts[K] } = {
    rows: 0,
    content: 0,
    gone: 0,
    unreachable: 0,
    refused: 0,
    expected: 0,
    unexpected: 0,
    firstSeen: 0,
    weaklyExpected: 0,
    unreadableHashes: 0,
    pages: 0,
    bytes: 0,
  };

  get counts(): PinCounts {
    return { ...this.#counts };
  }

  add({ sighting, expected }: Pin): void {
    const counts = this.#counts;
    counts.rows += 1;
    counts[sighting.state] += 1;
    if (expected === 'unreadable') counts.unreadableHashes += 1;
    if (sighting.state !== 'content') return;
    counts.bytes += sighting.size;
    if (sighting.isPage === true) counts.pages += 1;
    if (sighting.isExpected === undefined) counts.firstSeen += 1;
    else counts[sighting.isExpected ? 'expected' : 'unexpected'] += 1;
    const isWeak = expected !== undefined && expected !== 'unreadable' && /^(?:md5|sha1)$/.test(expected.algorithm);
    if (sighting.isExpected === true && isWeak) counts.weaklyExpected += 1;
  }
}
