// A contract of pictures: what was seen keeps it; other sizes, formats, brightness and blank pictures do not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContractCheck } from '#core/dataset/data-contract';
import { encodePng } from '#exports/page/png';
import { seeded } from '#numeric/random/seeded';
import { checkContract } from './check-contract.ts';
import { inferAnyContract } from './infer-pictures.ts';
import { openContractData } from './open-contract-data.ts';
import { parseContract } from './parse-contract.ts';
import { writeContract } from './write-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-picture-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date('2026-11-22T12:00:00Z');

interface Kind {
  readonly side?: number;
  readonly channels?: 1 | 3;
  /** Added to all pixels. */
  readonly light?: number;
  readonly blank?: boolean;
}

function picture({ side = 12, channels = 1, light = 0, blank = false }: Kind, seed: number): Uint8Array {
  const random = seeded(seed);
  const pixels = Uint8Array.from({ length: side * side * channels }, () =>
    blank ? 90 : 40 + light + random.integer(60),
  );
  return encodePng(pixels, side, side, channels);
}

function write(name: string, kinds: readonly Kind[]): string {
  kinds.forEach((kind, at) => {
    const place = join(folder, name, `c${at % 2}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${at}.png`), picture(kind, at + 1));
  });
  return join(folder, name);
}

const plain = Array.from({ length: 80 }, (): Kind => ({}));
let text = '';

async function check(path: string, baseline?: string): Promise<ContractCheck> {
  const table = await openContractData(path);
  const before = baseline === undefined ? undefined : { path: baseline, table: await openContractData(baseline) };
  const { report } = await checkContract(await parseContract(text), table, {
    path,
    now,
    ...(before === undefined ? {} : { baseline: before }),
  });
  table.close?.();
  before?.table.close?.();
  return report;
}

const broken = ({ rules }: ContractCheck): readonly string[] =>
  rules.filter(({ outcome }) => outcome !== 'pass').map(({ rule }) => rule);

beforeAll(async () => {
  const path = write('good', plain);
  const table = await openContractData(path);
  text = writeContract(await inferAnyContract(table, { now }), path, now);
  table.close?.();
});

test('names what was seen, in words that a person can change', () => {
  for (const part of [
    '"width":',
    '"format":',
    '"brightness":',
    '"blank":',
    'joint-drift: { "columns": ["brightness", "contrast"]',
  ])
    expect(text).toContain(part);
  expect(text).toMatch(/"format":\n {4}type: .*\n {4}missing: .*\n {4}allowed-values: { "values": \["png"\] }/);
  expect(text).toMatch(/# 0 pictures of one colour\n {2}"blank":/);
});

test('is kept by the same pictures and by others like them', async () => {
  expect((await check(join(folder, 'good'))).outcome).toBe('pass');
  expect(
    broken(
      await check(
        write(
          'like',
          Array.from({ length: 60 }, (): Kind => ({})),
        ),
        join(folder, 'good'),
      ),
    ),
  ).toEqual([]);
});

test.each<readonly [string, Kind, readonly string[]]>([
  ['size', { side: 16 }, ['width: allowed-values', 'height: allowed-values']],
  ['colour', { channels: 3 }, ['channels: allowed-values']],
  ['light', { light: 120 }, ['brightness: range']],
])('another %s: the rows are named by their paths', async (name, kind, rules) => {
  const report = await check(
    write(
      name,
      plain.map((_, at) => (at === 7 ? kind : {})),
    ),
  );
  expect(broken(report)).toEqual(expect.arrayContaining([...rules]));
  const [first] = report.rules.find(({ rule }) => rule === rules[0])?.first ?? [];
  expect(first?.row).toBe('c1/7.png');
});

test('blank pictures beyond the share that was seen, and another format by its content', async () => {
  expect(
    broken(
      await check(
        write(
          'blank',
          plain.map((_, at) => ({ blank: at < 12 })),
        ),
      ),
    ),
  ).toContain('blank: allowed-values');
  expect(
    broken(
      await check(
        write(
          'one-blank',
          plain.map((_, at) => ({ blank: at < 1 })),
        ),
      ),
    ),
  ).not.toContain('blank: allowed-values');
});

test('drift of brightness and contrast together, against the version before', async () => {
  const report = await check(
    write(
      'drifted',
      plain.map(() => ({ light: 12 })),
    ),
    join(folder, 'good'),
  );
  expect(broken(report)).toEqual(expect.arrayContaining(['joint-drift', 'brightness: drift']));
});

test('a folder that is neither', async () => {
  mkdirSync(join(folder, 'nothing'));
  writeFileSync(join(folder, 'nothing', 'a.xyz'), 'x');
  await expect(openContractData(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'DATA_UNKNOWN' });
});
