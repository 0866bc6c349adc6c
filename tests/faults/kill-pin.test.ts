// `assay pin` killed at random instants: nothing that was written is asked again, and the list is whole in the end.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPins } from '#jobs/pins/read-pins';
import { content, startTargetServer, type TargetServer } from '#testkit/target-server';
import { launcher } from '../scripts/assay-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-pin-kill-'));
const server: TargetServer = await startTargetServer();
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const rows = 60;

test('every row is pinned once, whatever is killed when', async () => {
  const list = join(folder, 'list.txt');
  const output = join(folder, 'pins');
  for (let row = 1; row <= rows; row += 1) {
    // Rows take time, so that there is something to kill.
    server.answers.set(`/${row}`, (request, response) => {
      setTimeout(() => content(String(row))(request, response), 20);
    });
  }
  writeFileSync(list, Array.from({ length: rows }, (_, at) => `${server.origin}/${at + 1}\n`).join(''));
  let kills = 0;
  for (let run = 0; run < 100 && !existsSync(output); run += 1) {
    const before = server.requests.length;
    const written = linesOf(`${output}.partial`);
    const killed = await pin(list, output, run < 4 ? before + 5 : Number.POSITIVE_INFINITY);
    if (killed) kills += 1;
    const asked = server.requests.slice(before).map(({ url }) => Number(url?.slice(1)));
    // The header is a line, too.
    for (const row of asked) expect(row).toBeGreaterThan(written - 1);
  }
  expect(kills).toBeGreaterThan(0);
  expect(
    [...readPins(output)].map(({ row, sighting }) => [row, sighting.state === 'content' && sighting.size]),
  ).toEqual(Array.from({ length: rows }, (_, at) => [at + 1, String(at + 1).length]));
});

/** Runs until the server has had that many requests, then kills. @returns whether it was killed */
async function pin(list: string, output: string, requests: number): Promise<boolean> {
  const words = [launcher, 'pin', list, '-o', output, '--allow-private', '--per-second', '1000', '--concurrency', '2'];
  const child = spawn(process.execPath, words, { stdio: 'ignore' });
  const watch = setInterval(() => {
    if (server.requests.length >= requests) child.kill('SIGKILL');
  }, 5);
  const signal = await new Promise((resolve) => child.once('exit', (_, name) => resolve(name)));
  clearInterval(watch);
  return signal === 'SIGKILL';
}

/** Complete lines of a file; none when it is not there. */
function linesOf(path: string): number {
  return existsSync(path) ? readFileSync(path, 'latin1').split('\n').length - 1 : 0;
}
