// The rows of a class that are most like a row.
import type { Features } from '#checks/dataset/detectors/detector';
import { seeded } from '#numeric/random/seeded';

/** Rows of a class that are compared; more are drawn from. */
const mostCompared = 2000;

/**
 * @param row - is not its own neighbour @param candidates - rows of the class
 * @returns up to `count` of the candidates, nearest first, by distance of features
 */
export function nearestRows(
  { width, values }: Features,
  row: number,
  candidates: Int32Array,
  count: number,
): readonly number[] {
  const nearest: { readonly row: number; readonly distance: number }[] = [];
  for (const other of candidates) {
    if (other === row) continue;
    let distance = 0;
    for (let at = 0; at < width; at++) {
      const apart = (values[row * width + at] ?? 0) - (values[other * width + at] ?? 0);
      distance += apart * apart;
    }
    if (nearest.length === count && distance >= (nearest.at(-1)?.distance ?? 0)) continue;
    const place = nearest.findIndex((one) => one.distance > distance);
    nearest.splice(place < 0 ? nearest.length : place, 0, { row: other, distance });
    if (nearest.length > count) nearest.pop();
  }
  return nearest.map((one) => one.row);
}

/** Rows per class to compare with. */
export function candidatesByClass(codes: Int32Array, classes: number, seed: number): readonly Int32Array[] {
  const rows = Array.from({ length: classes }, (): number[] => []);
  for (let row = 0; row < codes.length; row++) rows[codes[row] ?? -1]?.push(row);
  return rows.map((all, code) => {
    if (all.length <= mostCompared) return Int32Array.from(all);
    return seeded(seed, code)
      .sample(all.length, mostCompared)
      .map((at) => all[at] ?? 0);
  });
}
