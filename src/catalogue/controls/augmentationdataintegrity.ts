// Integrity of augmentation data.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'AUGMENTATIONDATAINTEGRITY',
  title: 'Integrity of augmentation data',
  purpose: 'Verifies stored context before it reaches the model.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#AUGMENTATIONDATAINTEGRITY',
    permalink: 'https://owaspai.org/go/augmentationdataintegrity/',
    lines: [],
  },
  references: [],
};
