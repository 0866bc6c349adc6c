// Shares on the command line: `0.5%` or `0.005`.
import { AssayError } from '#core/errors';

/** @throws {AssayError} USAGE for what is no share above 0 and up to 1 */
export function parseShare(text: string): number {
  const [, digits, percent] = /^(\d*\.?\d+(?:e-?\d+)?)\s*(%?)$/i.exec(text.trim()) ?? [];
  // A hundredth of a number that was written in decimal: 0.5 % is 0.005 and not a number beside it.
  const share = digits === undefined ? Number.NaN : percent === '%' ? Number(`${digits}e-2`) : Number(digits);
  if (share > 0 && share <= 1) return share;
  throw new AssayError('USAGE', `expected a share such as 0.5% or 0.005, not ${JSON.stringify(text)}`);
}

/** Several, separated by commas. */
export function parseShares(text: string): readonly number[] {
  return [...new Set(text.split(',').map(parseShare))];
}
