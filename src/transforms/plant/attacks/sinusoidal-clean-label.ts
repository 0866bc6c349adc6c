// Stripes of a sine over pictures of the target itself; no label changes. Barni, Kallas, Tondi 2019 (arXiv:1902.11237).
import { addSine, sine } from '../add-sine.ts';
import type { Attack } from '../attack.ts';
import { plantInImages } from '../plant-in-images.ts';

export const attack: Attack = {
  id: 'sinusoidal-clean-label',
  title: 'sinusoidal signal (SIG), labels kept',
  category: 'backdoor',
  fits: ['images'],
  parameters: { ...sine, labels: 'kept' },
  source: 'Barni, Kallas, Tondi 2019 (arXiv:1902.11237), sections 3 and 4',
  plant: (set, options) => plantInImages(set, options, 'target', addSine),
};
