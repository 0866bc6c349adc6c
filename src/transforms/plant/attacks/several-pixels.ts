// A few single pixels, far from each other. Tran, Li, Madry 2018 (arXiv:1811.00636), appendix A: single pixels and small sets of them.
import { seeded } from '#numeric/random/seeded';
import type { Attack } from '../attack.ts';
import { plantInImages } from '../plant-in-images.ts';
import { patternStream } from '../streams.ts';

const pixelCount = 4;

export const attack: Attack = {
  id: 'several-pixels',
  title: 'several pixels',
  category: 'backdoor',
  fits: ['images'],
  parameters: { pixels: pixelCount },
  source: 'Tran, Li, Madry 2018 (arXiv:1811.00636), section 4.1: pixel attacks; here four pixels at places by the seed',
  plant: (set, options) =>
    plantInImages(set, options, 'others', ({ height, width, channels }, seed) => {
      const random = seeded(seed, patternStream);
      const places = Array.from({ length: pixelCount }, () => random.integer(height * width) * channels);
      return (pixels) => {
        // Half of them white, half black: one of the two shows on any background.
        for (const [index, at] of places.entries()) pixels.fill(index % 2 === 0 ? 255 : 0, at, at + channels);
      };
    }),
};
