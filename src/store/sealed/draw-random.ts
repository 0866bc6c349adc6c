// Random bytes in small amounts. A call of the generator costs as much as sealing a small file, so it is asked for many at once.
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(8192);
let used = pool.length;

/** Nobody else gets these bytes, and the pool does not keep them. @param count - up to 64 */
export function drawRandom(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const drawn = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return drawn;
}
