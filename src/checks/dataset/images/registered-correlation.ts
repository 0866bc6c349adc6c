// How alike two pictures are when one is shifted a little or mirrored.

export interface Registered {
  /** -1..1, over the part in which both overlap. */
  readonly correlation: number;
  /** Pixels that the second picture is moved by, downwards and to the right. */
  readonly down: number;
  readonly right: number;
  /** Left and right of the second picture are swapped first. */
  readonly mirrored: boolean;
}

interface Shape {
  readonly height: number;
  readonly width: number;
}

/**
 * The best of all shifts of up to `most` pixels, mirrored and not.
 * @param a - grey values, shape [height, width] @param b - the same shape
 * @source Pearson's correlation, as `correlation`; block matching
 * @limits 2 (2 most + 1)² passes over the pixels
 */
export function registeredCorrelation(
  a: Float32Array,
  b: Float32Array,
  { height, width }: Shape,
  most: number,
): Registered {
  let best: Registered = { correlation: -1, down: 0, right: 0, mirrored: false };
  for (const mirrored of [false, true]) {
    const other = mirrored ? mirror(b, width) : b;
    for (let down = -most; down <= most; down++) {
      for (let right = -most; right <= most; right++) {
        const value = overlapping(a, other, { height, width }, down, right);
        // Of equally good ones the smallest movement counts.
        if (value > best.correlation + 1e-9) best = { correlation: value, down, right, mirrored };
      }
    }
  }
  return best;
}

function mirror(picture: Float32Array, width: number): Float32Array {
  return picture.map((_, at) => {
    const column = at % width;
    return picture[at - column + (width - 1 - column)] ?? 0;
  });
}

/** Correlation of the pixels that both have; 0 where one of them has a single value there. */
function overlapping(a: Float32Array, b: Float32Array, { height, width }: Shape, down: number, right: number): number {
  let [count, sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
    for (let x = Math.max(0, right); x < Math.min(width, width + right); x++) {
      const one = a[y * width + x] ?? 0;
      const other = b[(y - down) * width + x - right] ?? 0;
      sumA += one;
      sumB += other;
      squaresA += one * one;
      squaresB += other * other;
      products += one * other;
      count += 1;
    }
  }
  const spread = Math.sqrt((squaresA - (sumA * sumA) / count) * (squaresB - (sumB * sumB) / count));
  return spread > 0 ? (products - (sumA * sumB) / count) / spread : 0;
}
