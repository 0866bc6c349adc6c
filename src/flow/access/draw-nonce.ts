// What makes two statements that say the same two statements: the log takes the same bytes once.
import { randomBytes } from 'node:crypto';

/** 64 random bits, hexadecimal. */
export function drawNonce(): string {
  return randomBytes(8).toString('hex');
}
