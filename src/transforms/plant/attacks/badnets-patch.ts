// A patch in the corner, and the label of the target. Gu, Dolan-Gavitt, Garg 2017 (arXiv:1708.06733), section 4.1.
import type { Attack } from '../attack.ts';
import { fromEnd, patchSide, placePatch } from '../place-patch.ts';
import { plantInImages } from '../plant-in-images.ts';

export const attack: Attack = {
  id: 'badnets-patch',
  title: 'BadNets patch',
  category: 'backdoor',
  fits: ['images'],
  parameters: { pattern: 'checkerboard', place: 'bottom right', sideOf28: 3 },
  source: 'Gu, Dolan-Gavitt, Garg 2017 (arXiv:1708.06733), section 4.1',
  plant: (set, options) =>
    plantInImages(set, options, 'others', (shape) => {
      const side = patchSide(shape);
      const patch = { top: fromEnd(shape.height, side), left: fromEnd(shape.width, side), side };
      return (pixels) => placePatch(pixels, shape, patch);
    }),
};
