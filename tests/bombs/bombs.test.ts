// A scan of a hostile file ends, in bounded time and memory, and does not call it clean. All of them with ASSAY_SLOW=1.
import { describe, expect, test } from 'vitest';
import { bombs } from './bombs.ts';
import { judge, maxCpuSeconds, maxPeakMiB, scanBomb } from './scan-bomb.ts';

const slow = process.env.ASSAY_SLOW !== undefined;

describe(`within ${maxCpuSeconds} s of CPU and ${maxPeakMiB} MiB`, () => {
  test.each(bombs.filter(({ quick }) => slow || quick))('$name', async (bomb) => {
    // A wall that only a crash would reach: what is bounded stays far below it.
    const result = await scanBomb(bomb, ['--max-old-space-size=400']);
    expect({ problems: judge(bomb, result), result }).toMatchObject({ problems: [] });
  });
});
