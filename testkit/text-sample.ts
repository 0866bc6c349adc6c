// Makes samples out of text.
import type { Sample } from './sample.ts';

/** A sample whose bytes are `text` in UTF-8. */
export function textSample(
  name: string,
  text: string,
  verdict: Sample['verdict'],
  because: string,
  check?: string,
): Sample {
  const base = { name, build: () => new TextEncoder().encode(text), verdict, because };
  return check === undefined ? base : { ...base, check };
}
