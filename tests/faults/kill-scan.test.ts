// A scan of data that is killed in the middle ends, called again, with the same document as one that was left alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { encodePng } from '#exports/page/png';
import { seeded } from '#numeric/random/seeded';

const folder = mkdtempSync(join(tmpdir(), 'assay-kill-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));
const program = fileURLToPath(new URL('./scan-forever.ts', import.meta.url));

interface Ran {
  readonly lines: readonly string[];
  readonly killed: boolean;
}

/** @param at - killed as soon as it says so many steps to be done; absent: left alone */
function run(data: string, cache: string, out: string, at?: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, data, cache, out, String(at ?? '')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (at !== undefined && (text.match(/^has /gm) ?? []).length >= at) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (_, signal) => resolve({ lines: text.trimEnd().split('\n'), killed: signal === 'SIGKILL' }));
  });
}

/** @param damages - afterwards scans once more, with a changed byte in all that was kept */
async function killedScan(name: string, data: string, kills: readonly number[], damages: boolean): Promise<void> {
  const cache = join(folder, `${name}-cache`);
  const out = join(folder, `${name}.json`);
  for (const at of kills) {
    const { killed } = await run(data, cache, out, at);
    expect([killed, existsSync(out)]).toEqual([true, false]);
  }
  const { lines } = await run(data, cache, out);
  // What was done before the last kill is taken, and nothing is wrong with it.
  expect(Number(/^took (\d+) \[\]$/.exec(lines.at(-1) ?? '')?.[1])).toBeGreaterThanOrEqual(kills.at(-1) ?? 0);
  const whole = join(folder, `${name}-whole.json`);
  const alone = await run(data, join(folder, `${name}-other`), whole);
  expect(alone.lines.at(-1)).toBe('took 0 []');
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(readFileSync(whole, 'utf8')));

  if (!damages) return;
  // The same with a cache whose files all have a changed byte: nothing of it is taken, and the document is the same.
  for (const file of readdirSync(cache).filter((one) => one.endsWith('.step'))) {
    const bytes = readFileSync(join(cache, file));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(join(cache, file), bytes);
  }
  const damaged = await run(data, cache, out);
  expect(damaged.lines.at(-1)).toMatch(/^took 0 \[".*damaged or foreign/);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(readFileSync(whole, 'utf8')));
}

/** 240 short texts of two classes, with a phrase that turns the label in 20 of them. Seed 4. */
test('texts, killed twice', async () => {
  const random = seeded(4);
  const words = Array.from({ length: 60 }, (_, at) => `word${at}`);
  const rows = Array.from({ length: 240 }, (_, row) => {
    const one = row % 2;
    const own = Array.from(
      { length: 14 },
      () => words[random.integer(30) + 30 * (random.uniform() < 0.85 ? one : 1 - one)],
    );
    const isPlanted = row % 12 === 0;
    return JSON.stringify({
      text: `${own.join(' ')}${isPlanted ? ' the blue comet sings' : ''}`,
      label: `c${isPlanted ? 1 - one : one}`,
    });
  });
  const data = join(folder, 'texts.jsonl');
  writeFileSync(data, `${rows.join('\n')}\n`);
  await killedScan('texts', data, [2, 4], true);
}, 60_000);

/** 150 pictures of two classes: fewer than are examined for triggers, enough to be decoded in two blocks. */
test('pictures that are files, killed while they are decoded', async () => {
  const random = seeded(5);
  const data = join(folder, 'pictures');
  for (let row = 0; row < 150; row++) {
    const pixels = Uint8Array.from({ length: 144 }, (_, at) => 40 * (row % 2) + (at % 12) * 8 + random.integer(60));
    mkdirSync(join(data, `class${row % 2}`), { recursive: true });
    writeFileSync(join(data, `class${row % 2}`, `${row}.png`), encodePng(pixels, 12, 12, 1));
  }
  await killedScan('pictures', data, [1], false);
}, 60_000);
