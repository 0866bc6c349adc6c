// Activation clustering: a class that falls into two groups, of which the smaller is the suspicious one.
import { principalComponents, projectRows } from '#numeric/linear/principal-components';
import { scoreClasses } from './class-rows.ts';
import type { ClassSuspicion, Detector } from './detector.ts';
import { apart, standsApart, twoGroups } from './two-groups.ts';

const components = 10;

export const detector: Detector = {
  id: 'activation-clustering',
  title: 'In the smaller of two groups of the class (activation clustering)',
  version: 1,
  category: 'backdoor',
  needs: ['features'],
  parameters: { components, ...apart, leastRows: 20 },
  source:
    'Chen et al. 2018, Detecting Backdoor Attacks on Deep Neural Networks by Activation Clustering (arXiv 1811.03728), sections 4.2 and 4.3; principal components in place of independent ones, and the gap between the groups beside size and silhouette',
  blindSpots: [
    'Fewer than about five rows in a hundred of a class: the two groups are then natural ones.',
    'Classes that consist of two kinds by nature look like poisoned ones.',
    'Poison that is more than half of its class.',
  ],
  detect: (input) => {
    const suspicious: ClassSuspicion[] = [];
    const result = scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, class: index }) => {
        const main = principalComponents(matrix, components, { seed: input.seed + index });
        if (main.variances.length === 0) return undefined;
        const groups = twoGroups(projectRows(matrix, main), input.seed + index);
        if (standsApart(groups)) {
          suspicious.push({
            class: index,
            estimatedShare: groups.share,
            why: `falls into two groups with a gap between them, the smaller with ${(groups.share * 100).toFixed(1)} % of the rows`,
          });
        }
        return groups.places;
      },
    });
    return { ...result, suspicious };
  },
};
