// xoshiro128**: 32 random bits per call from 128 bits of state, in 32-bit integer arithmetic, so that every machine draws
// the same bits. The state is filled by SplitMix64, as its authors advise.

/** The four words of the state, not all zero. Changed by every draw. */
export type Xoshiro128State = Uint32Array;

/**
 * The state that belongs to a seed and a stream of it. Streams of one seed are independent for all practical purposes:
 * two states coincide with probability 2^-128.
 * @param seed - integer, 0..2^53-1
 * @param stream - integer, 0..2^53-1
 * @source Steele, Lea, Flood 2014, Fast splittable pseudorandom number generators (SplitMix64)
 */
export function xoshiro128State(seed: number, stream: number): Xoshiro128State {
  // The stream is mixed before it meets the seed: (1, 0) and (0, 1) must not be the same.
  const start = stream === 0 ? BigInt(seed) : BigInt(seed) ^ splitMix64(BigInt(stream)).value;
  const first = splitMix64(start);
  const second = splitMix64(first.state);
  const words = [first.value, first.value >> 32n, second.value, second.value >> 32n];
  return Uint32Array.from(words, (word) => Number(word & 0xffffffffn));
}

/**
 * The next 32 bits.
 * @returns an integer, 0..2^32-1
 * @source Blackman, Vigna 2021, Scrambled linear pseudorandom number generators, ACM TOMS 47(4), xoshiro128**
 */
export function nextXoshiro128(state: Xoshiro128State): number {
  const s0 = state[0] ?? 0;
  const s1 = state[1] ?? 0;
  const product = Math.imul(s1, 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  const s2 = (state[2] ?? 0) ^ s0;
  const s3 = (state[3] ?? 0) ^ s1;
  state[0] = s0 ^ s3;
  state[1] = s1 ^ s2;
  state[2] = s2 ^ (s1 << 9);
  state[3] = (s3 << 11) | (s3 >>> 21);
  return result;
}

/** One step of SplitMix64: the state after it and the 64 bits drawn. */
export function splitMix64(state: bigint): { readonly state: bigint; readonly value: bigint } {
  const next = (state + 0x9e3779b97f4a7c15n) & mask;
  let value = next;
  value = ((value ^ (value >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  value = ((value ^ (value >> 27n)) * 0x94d049bb133111ebn) & mask;
  return { state: next, value: value ^ (value >> 31n) };
}

const mask = 0xffffffffffffffffn;
