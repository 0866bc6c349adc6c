// Spectral signatures: how far a row lies along the direction in which its class spreads most.
import { principalComponents, projectRows } from '#numeric/linear/principal-components';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';

export const detector: Detector = {
  id: 'spectral-signatures',
  title: 'Far along the main direction of the class (spectral signatures)',
  version: 1,
  category: 'backdoor',
  needs: ['features'],
  parameters: { components: 1, leastRows: 20 },
  source: 'Tran, Li, Madry 2018, Spectral Signatures in Backdoor Attacks (arXiv 1811.00636), algorithm 1',
  blindSpots: [
    'Poison that does not lie along the main direction: few poisoned rows in a class that varies much by itself.',
    'Two triggers in one class: only the one that spreads the class most is seen.',
    'Labels that are wrong in no systematic way.',
    'It orders the rows of a class and does not say whether the class is poisoned.',
  ],
  detect: (input) =>
    scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, class: index }) => {
        const components = principalComponents(matrix, 1, { seed: input.seed + index });
        if (components.variances.length === 0) return undefined;
        // Both the direction and the rows are taken from the mean of the class, as the paper has it.
        return Float64Array.from(projectRows(matrix, components).values, (along) => along * along);
      },
    }),
};
