// A collector that somebody has taken over reads nothing.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'collectors-read-nothing',
  sentence: 'A collector reads, uses and exports nothing, whatever other roles or grants it has.',
  forbids: [{ principal: { anyOf: ['collector'] }, actions: ['read', 'use', 'export'] }],
};
