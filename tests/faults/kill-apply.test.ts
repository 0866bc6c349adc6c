// Kills processes that index the same log at the same time: what they said is in the index is in it, nothing is in it twice, and in
// the end it is the index that one process makes.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openIndex } from '#database/open-index';
import { describeIndexes, dumpOf, openTestIndex, testLog } from '#testkit/indexes';
import { longLog } from '#testkit/logged-entries';
import { killedAfter } from './killed-after.ts';

const program = fileURLToPath(new URL('./apply-entries.ts', import.meta.url));
const kills = process.env['ASSAY_SLOW'] === undefined ? 8 : 200;

describeIndexes('killed while indexing', ({ newLocation }) => {
  test(`${kills} kills, two processes at a time`, { timeout: 3_600_000 }, async () => {
    const entries = longLog(1000);
    const location = await newLocation();
    const words = [JSON.stringify(location), String(entries.length)];
    for (let round = 0; round < kills / 2; round++) {
      const killed = await Promise.all(
        [0, 1].map(() => killedAfter(program, words, { withinMs: 150, from: 'first-answer' })),
      );
      const said = Math.max(0, ...killed.flatMap(({ lines }) => lines.map(Number)));
      const index = await openTestIndex(location);
      expect((await index.cursor()).next).toBeGreaterThanOrEqual(said);
      await index.close();
    }
    const index = await openTestIndex(location);
    const { next } = await index.cursor();
    await index.apply(entries.slice(next));
    const whole = await openIndex({ kind: 'sqlite', path: ':memory:' }, testLog);
    await whole.apply(entries);
    expect(await dumpOf(index)).toBe(await dumpOf(whole));
    await index.close();
    await whole.close();
  });
});
