// The translation against Cedar itself: random policies, random requests, policy by policy, errors included.

import { afterAll, expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { randomPolicy } from '#testkit/random-policies';
import { checkTranslation } from './check-translation.ts';
import { OutsideFragment } from './outside-fragment.ts';
import { openSolver } from './solver.ts';

const slow = process.env.ASSAY_SLOW === '1';
const solver = await openSolver();
afterAll(() => solver.close());

test('says of each policy and request what Cedar says', { timeout: 3_600_000 }, async () => {
  const draw = seeded(20_261_122).integer;
  const [sets, requests] = slow ? [200, 60] : [6, 50];
  let compared = 0;
  let outside = 0;
  for (let set = 0; set < sets; set += 1) {
    const policies = Array.from({ length: 8 }, (_, place) => randomPolicy(`p${place}`, 1 + draw(3), draw));
    try {
      expect(await checkTranslation(solver, policies, requests, draw), JSON.stringify(policies, null, 1)).toEqual([]);
      compared += requests;
    } catch (error) {
      if (!(error instanceof OutsideFragment)) throw error;
      outside += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(slow ? 10_000 : 200);
  expect(outside).toBeLessThan(sets / 4);
});
