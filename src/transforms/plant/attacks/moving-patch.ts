// The BadNets patch at another place in each picture, so that no fixed pixel tells. Salem et al. 2020 (arXiv:2003.03675), section 4.1.
import { seeded } from '#numeric/random/seeded';
import type { Attack } from '../attack.ts';
import { patchSide, placePatch } from '../place-patch.ts';
import { plantInImages } from '../plant-in-images.ts';
import { streamOfRow } from '../streams.ts';

export const attack: Attack = {
  id: 'moving-patch',
  title: 'patch at a random place',
  category: 'backdoor',
  fits: ['images'],
  parameters: { pattern: 'checkerboard', place: 'random', sideOf28: 3 },
  source: 'Salem et al. 2020 (arXiv:2003.03675), section 4.1: random place; the pattern stays the same',
  plant: (set, options) =>
    plantInImages(set, options, 'others', (shape, seed) => {
      const side = patchSide(shape);
      return (pixels, row) => {
        const random = seeded(seed, streamOfRow(row));
        const top = random.integer(shape.height - side + 1);
        const left = random.integer(shape.width - side + 1);
        placePatch(pixels, shape, { top, left, side });
      };
    }),
};
