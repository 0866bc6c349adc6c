// Patches in the four corners of pictures of the target itself; no label changes. Turner, Tsipras, Madry 2019 (arXiv:1912.02771).
import type { Attack } from '../attack.ts';
import { fromEnd, patchSide, placePatch } from '../place-patch.ts';
import { plantInImages } from '../plant-in-images.ts';

export const attack: Attack = {
  id: 'clean-label-patch',
  title: 'patch with labels kept',
  category: 'backdoor',
  fits: ['images'],
  parameters: { pattern: 'checkerboard', place: 'four corners', sideOf28: 3, adversarial: false },
  source:
    'Turner, Tsipras, Madry 2019 (arXiv:1912.02771), section 4; without the adversarial change that makes pictures hard to learn, ' +
    'so it is a weaker attack than that of the paper',
  plant: (set, options) =>
    plantInImages(set, options, 'target', (shape) => {
      const side = patchSide(shape);
      const tops = [Math.min(1, shape.height - side), fromEnd(shape.height, side)];
      const lefts = [Math.min(1, shape.width - side), fromEnd(shape.width, side)];
      return (pixels) => {
        for (const top of tops) for (const left of lefts) placePatch(pixels, shape, { top, left, side });
      };
    }),
};
