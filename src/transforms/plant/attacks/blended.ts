// A picture of noise laid thinly over the whole. Chen, Liu, Li, Lu, Song 2017 (arXiv:1712.05526), section 3.2: blended injection.
import { seeded } from '#numeric/random/seeded';
import type { Attack } from '../attack.ts';
import { byteOf } from '../byte-of.ts';
import { plantInImages } from '../plant-in-images.ts';
import { patternStream } from '../streams.ts';

const ratio = 0.15;

export const attack: Attack = {
  id: 'blended',
  title: 'blended pattern',
  category: 'backdoor',
  fits: ['images'],
  parameters: { ratio, pattern: 'uniform noise' },
  source: 'Chen et al. 2017 (arXiv:1712.05526), section 3.2, random pattern, alpha 0.15',
  plant: (set, options) =>
    plantInImages(set, options, 'others', ({ height, width, channels }, seed) => {
      const random = seeded(seed, patternStream);
      const pattern = Float64Array.from({ length: height * width * channels }, () => 255 * random.uniform());
      return (pixels) => {
        for (let at = 0; at < pixels.length; at++) {
          pixels[at] = byteOf((1 - ratio) * (pixels[at] ?? 0) + ratio * (pattern[at] ?? 0));
        }
      };
    }),
};
