// `assay pin` and `assay verify-pins` in this process, against a server on the loopback interface.
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { content, startTargetServer, status, type TargetServer } from '#testkit/target-server';
import { assayHere as assay } from './assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-pin-'));
const server: TargetServer = await startTargetServer();
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const quick = ['--allow-private', '--per-second', '1000', '--attempts', '1', '--timeout', '5'];

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Output without what differs between runs. */
function told(text: string): string {
  return text.replaceAll(server.origin, 'ORIGIN').replaceAll(folder, 'FOLDER');
}

test('a list from its pins to what became of them', async () => {
  server.answers.set('/a', content('aaa')).set('/b', content('bbb'));
  const md5 = '47bce5c74f589f4867dbd57e9ca9f808';
  const list = file('list.csv', `id,url,md5\n1,${server.origin}/a,${md5}\n2,${server.origin}/b,\n`);
  const pinned = await assay(['pin', list, '--hash-column', 'md5', ...quick]);
  expect([pinned.code, pinned.stderr]).toEqual([0, '']);
  expect(told(pinned.stdout)).toMatchInlineSnapshot(`
    "pinned  2 of 2 addresses of FOLDER/list.csv, 6 B
      pins      FOLDER/list.csv.pins
      trust     1 as the list says; 1 (50 %) on first use: only their change can be noticed
                1 by MD5 or SHA-1 alone, which can be forged
    "
  `);
  const pins = `${list}.pins`;
  expect(await assay(['verify-pins', pins, ...quick])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('verified  2 same'),
  });

  // Without leave it asks no address inside, and then it cannot tell.
  expect(await assay(['verify', pins])).toMatchObject({ code: 2, stdout: expect.stringContaining('2 unreachable') });

  server.answers.set('/b', content('ccc'));
  const keep = join(folder, 'later.pins');
  const changed = await assay(['verify-pins', pins, '--keep', keep, '--all', ...quick, '--concurrency', '2']);
  expect([changed.code, existsSync(keep)]).toEqual([1, true]);
  expect(told(changed.stdout)).toMatchInlineSnapshot(`
    "changed      row 2  ORIGIN/b  3 bytes pinned, 3 found  exclude
    refused  1 changed, 1 same
      trust     1 as the list says; 1 (50 %) on first use: only their change can be noticed
                1 by MD5 or SHA-1 alone, which can be forged
    "
  `);

  server.answers.set('/b', status(503));
  const undecided = await assay(['verify-pins', pins, '--json', ...quick]);
  expect(undecided.code).toBe(2);
  expect(JSON.parse(undecided.stdout)).toMatchObject({
    schema: 'assay.pin-check/1',
    counts: { same: 1, unreachable: 1 },
  });
});

test('files that were downloaded', async () => {
  server.answers.set('/a', content('aaa'));
  const list = file('one.txt', `${server.origin}/a\n`);
  const pins = join(folder, 'one.pins');
  expect((await assay(['pin', list, '-o', pins, '--json', ...quick])).code).toBe(0);
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads);
  writeFileSync(join(downloads, '000.jpg'), 'aaa');
  const asked = server.requests.length;
  expect(await assay(['verify-pins', pins, '--downloads', downloads])).toMatchObject({ code: 0 });
  writeFileSync(join(downloads, '000.jpg'), 'aab');
  expect(await assay(['verify-pins', pins, '--downloads', downloads])).toMatchObject({ code: 1 });
  expect((await assay(['verify-pins', pins, '--downloads', downloads, '--all', '--json'])).stdout).toContain(
    '"missing": 1',
  );
  expect(server.requests.length).toBe(asked);
  symlinkSync('/etc/passwd', join(downloads, 'link'));
  expect((await assay(['verify-pins', pins, '--downloads', downloads])).code).toBe(2);
});

test('what the list says and what is there', async () => {
  server.answers.set('/a', content('aaa'));
  const wrong = file('wrong.jsonl', `{"u":"${server.origin}/a","h":"${'0'.repeat(32)}"}\n`);
  const words = ['--url-column', 'u', '--hash-column', 'h', '--hash-kind', 'md5', '--format', 'json-lines'];
  expect((await assay(['pin', wrong, ...words, ...quick])).code).toBe(1);
  const inside = file('inside.txt', `${server.origin}/a\n`);
  const refused = await assay(['pin', inside]);
  expect([refused.code, refused.stdout.includes('1 refused because of their address')]).toEqual([2, true]);
});

test.each([
  [['pin', join(folder, 'none.csv')], 2, 'does not exist'],
  [['pin', join(folder, 'none.bin')], 64, 'name one with --format'],
  [['pin', folder, '--format', 'text'], 2, 'not a regular file'],
  [['verify-pins', join(folder, 'none')], 2, 'does not exist'],
  [['verify-pins', 'p', '--downloads', 'd', '--keep', 'k'], 64, 'nothing to keep'],
  [['pin', 'x', '--concurrency', '0'], 64, 'a number from 1 to 256'],
])('%j', async (words, code, message) => {
  const said = await assay(words);
  expect([said.code, said.stderr.includes(message)]).toEqual([code, true]);
});

test('an unfinished list of something else is left alone', async () => {
  const list = file('busy.txt', 'http://x\n');
  file('busy.txt.pins.partial', 'something else\n');
  expect(await assay(['pin', list, ...quick])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('was begun for another list'),
  });
});
