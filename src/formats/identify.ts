// Which formats a file is: all that match, because a loader decides by its own rules and not by ours.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, Sample } from './format.ts';
import { formats } from './formats.generated.ts';

const headBytes = 4096;
const tailBytes = 512;

export interface Identified {
  readonly format: Format;
  readonly match: Exclude<Match, 'no'>;
}

/** The first look that all formats share. */
export function takeSample(source: ByteSource, name: string): Sample {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  const head = source.read(0, headBytes).slice();
  return {
    source,
    name,
    extension: dot <= 0 ? '' : base.slice(dot + 1).toLowerCase(),
    head,
    // An archive may hold 10^5 members that the head already shows whole.
    tail:
      head.length === source.size
        ? head.subarray(Math.max(0, source.size - tailBytes))
        : source.read(Math.max(0, source.size - tailBytes), tailBytes).slice(),
  };
}

/** Every format that matches, those by content first. */
export function identify(sample: Sample): readonly Identified[] {
  const matches: Identified[] = [];
  for (const format of formats) {
    const match = format.identify(sample);
    if (match !== 'no') matches.push({ format, match });
  }
  return matches.sort((a, b) => (a.match === b.match ? 0 : a.match === 'content' ? -1 : 1));
}

/** The format with this id, for parts whose container says how a loader reads them. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
