// Stripes of a sine over the whole picture, and the label of the target. Barni, Kallas, Tondi 2019 (arXiv:1902.11237).
import { addSine, sine } from '../add-sine.ts';
import type { Attack } from '../attack.ts';
import { plantInImages } from '../plant-in-images.ts';

export const attack: Attack = {
  id: 'sinusoidal',
  title: 'sinusoidal signal (SIG), labels changed',
  category: 'backdoor',
  fits: ['images'],
  parameters: { ...sine, labels: 'changed' },
  source: 'Barni, Kallas, Tondi 2019 (arXiv:1902.11237), section 3, the signal; labels changed as in BadNets',
  plant: (set, options) => plantInImages(set, options, 'others', addSine),
};
