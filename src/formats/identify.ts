// Which formats a file is: all that match, because a loader decides by its own rules and not by ours.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, Sample } from './format.ts';
import { formats } from './formats.generated.ts';
import { type TextEncoding, textEncoding } from './text/text-encoding.ts';

const headBytes = 4096;
const tailBytes = 512;

export interface Identified {
  readonly format: Format;
  readonly match: Exclude<Match, 'no'>;
}

/** The first look that all formats share. */
export function takeSample(source: ByteSource, name: string): Sample {
  return new FirstLook(source, name);
}

class FirstLook implements Sample {
  readonly source: ByteSource;
  readonly name: string;
  readonly extension: string;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  #encoding: TextEncoding | 'not asked' | undefined = 'not asked';

  constructor(source: ByteSource, name: string) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    const dot = base.lastIndexOf('.');
    const tailFrom = Math.max(0, source.size - tailBytes);
    this.source = source;
    this.name = name;
    this.extension = dot <= 0 ? '' : base.slice(dot + 1).toLowerCase();
    this.head = source.read(0, headBytes).slice();
    // An archive may hold 10^5 members that the head already shows whole.
    this.tail =
      this.head.length === source.size ? this.head.subarray(tailFrom) : source.read(tailFrom, tailBytes).slice();
  }

  /** Several formats ask, and decoding costs more than all else that they ask about. */
  get encoding(): TextEncoding | undefined {
    if (this.#encoding === 'not asked') this.#encoding = textEncoding(this.head, this.source.size <= this.head.length);
    return this.#encoding;
  }
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
