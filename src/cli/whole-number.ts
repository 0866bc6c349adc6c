// Numbers on the command line.
import { AssayError } from '#core/errors';

/** A parser of whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new AssayError('USAGE', `expected a number from ${least} to ${most}`);
  };
}
