// The first command, as a new user runs it: about a minute, so only in the slow run.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Quickstart } from '#core/quickstart';

const slow = process.env.ASSAY_SLOW !== undefined;
const command = new URL('../../bin/assay', import.meta.url).pathname;

test.skipIf(!slow)(
  'what is good is let in, what is bad is stopped, and why is said',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-quickstart-'));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [command, 'quickstart', 'try', '--json'], {
        cwd: folder,
        maxBuffer: 1 << 24,
      });
      const done: Quickstart = JSON.parse(stdout);
      expect(done.errands.filter(({ problem }) => problem !== undefined)).toEqual([]);
      expect(done.assets.map(({ name, outcome, zone }) => [name, outcome, zone])).toEqual([
        ['penguins', 'let in', 'training'],
        ['digits', 'let in', 'training'],
        ['digits-mirror', 'stopped', 'quarantine'],
        ['reader-pickle', 'stopped', 'quarantine'],
        ['reader', 'let in', 'operation'],
      ]);
      const why = (name: string): string => done.assets.find((one) => one.name === name)?.because.join() ?? '';
      expect(why('digits-mirror')).toContain('18 rows flagged, class 3 poisoned');
      expect(why('reader-pickle')).toContain('posix.system');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  600_000,
);
