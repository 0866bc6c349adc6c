// Another process exchanges a folder for a link to elsewhere while assets are listed, read and laid out. Nothing of elsewhere is
// ever read as part of the asset, and nothing is written there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AssayError } from '#core/errors';
import { encodeManifest } from '#core/manifest';
import { checkOutTree } from '#flow/check-out-tree';
import { readTree } from '#flow/read-tree';
import { buildTree, memorySource } from '#testkit/tree';

const rounds = process.env.ASSAY_SLOW === undefined ? 150 : 5000;
const program = fileURLToPath(new URL('./swap-forever.ts', import.meta.url));
const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`sub/inner/${at}`, `inside ${at}`]));
let base = '';
let swapper: ChildProcess | undefined;

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-races-')));
  buildTree(join(base, 'elsewhere'), { 'inner/0': 'secret', 'inner/new': 'secret', link: { link: 'secret' } });
});
afterEach(async () => {
  if (swapper !== undefined && swapper.exitCode === null) {
    swapper.kill('SIGKILL');
    await once(swapper, 'close');
  }
  fs.rmSync(base, { recursive: true });
});

async function swap(folder: string): Promise<void> {
  swapper = spawn(process.execPath, [program, folder, join(base, 'elsewhere')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (swapper.stdout !== null) await once(swapper.stdout, 'data');
}

/** Undefined for an error of ours: a refusal is an answer. */
async function refusedOr<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

test.runIf(process.platform === 'linux')(
  `reading while a folder becomes a link, ${rounds} times`,
  { timeout: 600_000 },
  async () => {
    const asset = join(base, 'asset');
    buildTree(asset, files);
    const real = new Map((await readTree(asset)).entries.map((entry) => [entry.path, JSON.stringify(entry)]));
    await swap(join(asset, 'sub'));
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const { entries, problems } = (await refusedOr(readTree(asset))) ?? { entries: [], problems: [] };
      for (const entry of entries) {
        seen.add(entry.type);
        // The link that stands there at times, and the folder under its other name, are what is really there.
        if (entry.type === 'link') expect([entry.path, entry.target]).toEqual(['sub', join(base, 'elsewhere')]);
        else if (entry.path.startsWith('sub/')) expect(JSON.stringify(entry)).toBe(real.get(entry.path));
        else expect(entry.path).toMatch(/^sub\.aside\//);
      }
      for (const { code } of problems) expect(['FILE_CHANGED', 'FILE_MISSING', 'FILE_UNREADABLE']).toContain(code);
    }
    expect(seen.size).toBeGreaterThan(0);
  },
);

test.runIf(process.platform === 'linux')(
  `laying out while a folder becomes a link, ${rounds} times`,
  { timeout: 600_000 },
  async () => {
    const asset = join(base, 'asset');
    buildTree(asset, files);
    const manifest = encodeManifest((await readTree(asset)).entries);
    const source = memorySource(asset);
    const before = fs.readdirSync(join(base, 'elsewhere'), { recursive: true }).sort();
    const target = join(base, 'target');
    fs.mkdirSync(join(target, 'sub'), { recursive: true });
    await swap(join(target, 'sub'));
    for (let round = 0; round < rounds; round++) {
      await refusedOr(checkOutTree(manifest, target, source, { force: true, linksOutside: false }));
    }
    expect(fs.readdirSync(join(base, 'elsewhere'), { recursive: true }).sort()).toEqual(before);
    expect(fs.readFileSync(join(base, 'elsewhere/inner/0'), 'utf8')).toBe('secret');
  },
);
