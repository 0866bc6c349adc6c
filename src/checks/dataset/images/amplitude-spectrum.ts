// Amplitudes of the lowest frequencies of a picture: they stay as they are when the picture moves, and change places when it is mirrored.

/** Numbers per picture. */
export const amplitudes: number = 17 * 9;

export interface SpectrumMaker {
  /** @param grey - shape [height, width] @param into - length `amplitudes` */
  readonly write: (grey: Float32Array, into: Float32Array) => void;
}

/**
 * Of frequencies -8..8 across and 0..8 down: for each pair that a mirror exchanges their mean and their distance, so that a mirrored picture has
 * the same numbers. Without the mean brightness; of length 1.
 * @source the shift theorem of the discrete Fourier transform; exact for circular shifts, nearly so where the border is of one colour
 */
export function spectrumMaker(height: number, width: number): SpectrumMaker {
  const across = waves(width, 8);
  const down = waves(height, 8);
  const rows = new Float64Array(2 * 9 * height);
  return {
    write: (grey, into) => {
      transformRows(grey, height, width, across, rows);
      let place = 0;
      for (let v = 0; v <= 8; v++) {
        for (let u = 0; u <= 8; u++) {
          const [plus, minus] = amplitudesAt(rows, height, down, u, v);
          into[place++] = u === 0 && v === 0 ? 0 : (plus + minus) / 2;
          if (u > 0) into[place++] = Math.abs(plus - minus);
        }
      }
      normalise(into);
    },
  };
}

interface Waves {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** Shape [most + 1, length]. */
function waves(length: number, most: number): Waves {
  const angle = (at: number): number => (2 * Math.PI * Math.floor(at / length) * (at % length)) / length;
  const size = (most + 1) * length;
  return {
    cosines: Float64Array.from({ length: size }, (_, at) => Math.cos(angle(at))),
    sines: Float64Array.from({ length: size }, (_, at) => -Math.sin(angle(at))),
  };
}

/** Real and imaginary parts of the transform of each row, shape [9, height, 2]. */
function transformRows(
  grey: Float32Array,
  height: number,
  width: number,
  { cosines, sines }: Waves,
  rows: Float64Array,
): void {
  for (let u = 0; u <= 8; u++) {
    for (let y = 0; y < height; y++) {
      let [real, imaginary] = [0, 0];
      for (let x = 0; x < width; x++) {
        const value = grey[y * width + x] ?? 0;
        real += value * (cosines[u * width + x] ?? 0);
        imaginary += value * (sines[u * width + x] ?? 0);
      }
      rows[2 * (u * height + y)] = real;
      rows[2 * (u * height + y) + 1] = imaginary;
    }
  }
}

/** At (u, v) and at (-u, v): the transform of the conjugate rows. */
function amplitudesAt(
  rows: Float64Array,
  height: number,
  { cosines, sines }: Waves,
  u: number,
  v: number,
): readonly [number, number] {
  let [real, imaginary, otherReal, otherImaginary] = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const [a, b] = [rows[2 * (u * height + y)] ?? 0, rows[2 * (u * height + y) + 1] ?? 0];
    const [c, s] = [cosines[v * height + y] ?? 0, sines[v * height + y] ?? 0];
    real += a * c - b * s;
    imaginary += a * s + b * c;
    otherReal += a * c + b * s;
    otherImaginary += a * s - b * c;
  }
  return [Math.hypot(real, imaginary), Math.hypot(otherReal, otherImaginary)];
}

function normalise(into: Float32Array): void {
  let sum = 0;
  for (const value of into) sum += value * value;
  const length = Math.sqrt(sum) || 1;
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) / length;
}
