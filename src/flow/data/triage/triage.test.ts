import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { DataScan } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import type { DataTriage, DataTriageReport, TriageSeal } from '#core/dataset/data-triage';
import { buildBars, buildClusters, buildTexts } from '#testkit/data-sets';
import { decisionEvent } from './decide-item.ts';
import { foldDecisions, nextItem } from './fold-decisions.ts';
import { decisionsPath, findItem, openTriage, recordEvent } from './open-triage.ts';
import { outcomeOf, reportTriage } from './report-triage.ts';
import { commitmentTo, type StartedTriage, type StartOptions, startTriage } from './start-triage.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-triage-'));
afterAll(() => rmSync(folder, { recursive: true }));

let queue: string;
let made = 0;
beforeEach(() => {
  made += 1;
  queue = join(folder, `queue-${made}.json`);
});

const start: StartOptions = {
  rate: 0.1,
  chance: 0.95,
  defects: 6,
  twoPersons: false,
  seed: 3,
  nonce: '00112233445566778899aabbccddeeff',
  now: new Date('2026-05-01T12:00:00Z'),
};

/** A scan that flags these rows. */
function scanOf(set: DataSet, rows: readonly number[]): DataScan {
  return {
    schema: 'assay.data-scan/1',
    dataset: { path: 'data', kind: set.kind, rows: set.count },
    classes: [],
    rows: rows.map((row) => ({
      row: set.id(row),
      class: set.labels?.names[set.labels.codes[row] ?? -1] ?? '',
      score: 1 - row / set.count,
      decision: 'alert',
      category: 'backdoor',
      because: [{ detector: 'patches', score: 4, text: 'a patch', region: { top: 1, left: 1, height: 3, width: 3 } }],
    })),
    detectors: [],
    triggers: [],
    quality: [],
    notes: [],
    limitations: [],
    power: 'unknown',
    excluded: [],
    seed: 1,
  };
}

async function started(
  set: DataSet,
  flagged: readonly number[],
  options: Partial<StartOptions> = {},
): Promise<StartedTriage> {
  const one = await startTriage(set, scanOf(set, flagged), 'a'.repeat(64), { ...start, ...options });
  writeFileSync(queue, JSON.stringify(one.triage));
  return one;
}

function decide(
  triage: DataTriage,
  row: string,
  verb: string,
  at: string,
  more: { reviewer?: string; class?: string; reason?: string } = {},
): void {
  const { reviewer = 'ada', reason = `looked at ${row}`, ...rest } = more;
  recordEvent(queue, decisionEvent(triage, { row, verb, reason, ...rest }, reviewer, new Date(at)));
}

function minute(at: number): string {
  return new Date(Date.UTC(2026, 4, 2, 9, at)).toISOString();
}

async function report(seal?: TriageSeal): Promise<DataTriageReport> {
  return reportTriage(await openTriage(queue), seal);
}

function findingsOf({ findings }: DataTriageReport): readonly string[] {
  return findings.map(({ finding }) => finding);
}

describe('a queue', () => {
  test.each<[string, DataSet]>([
    ['pictures', buildBars(300, 3, 10)],
    ['a table', buildClusters(300, 3, 4)],
    ['texts', buildTexts(300, 3)],
  ])('of %s has the flagged rows, a sample and defects that nothing gives away', async (_, set) => {
    const { triage, seal } = await started(set, [5, 7]);
    expect(triage.items.filter(({ from }) => from === 'flagged').map(({ row }) => row)).toEqual([5, 7]);
    const drawn = triage.items.filter(({ from }) => from === 'sample');
    expect(drawn.length).toBe(triage.sampling.drawn);
    expect(new Set(triage.items.map(({ row }) => row)).size).toBe(triage.items.length);
    expect(seal?.items.length).toBe(6);
    expect(triage.seeded).toEqual({ count: 6, commitment: seal === undefined ? '' : commitmentTo(seal) });
    // Seeded items and the others have the same members, and the attack stands in none.
    const seededItems = new Set(seal?.items.map(({ item }) => item));
    const shapes = (isSeeded: boolean): ReadonlySet<string> =>
      new Set(drawn.filter(({ item }) => seededItems.has(item) === isSeeded).map((item) => Object.keys(item).join()));
    expect(shapes(true)).toEqual(shapes(false));
    expect(JSON.stringify(triage)).not.toContain('flip');
    // Every seeded row is another one than the data hold, in content or class.
    const changed = await differing(set, triage, seededItems);
    expect(changed).toEqual(seededItems);
  });

  test('plans its sample: the chance holds for the genuine rows', async () => {
    const { triage } = await started(buildClusters(1000, 2, 3), [], { rate: 0.01, chance: 0.95 });
    const { sampling } = triage;
    expect(sampling.genuine).toBe(sampling.drawn - 6);
    expect(sampling.chance).toBeGreaterThanOrEqual(0.95);
    expect(sampling.genuine).toBeLessThan(270);
  });

  test('which rows are seeded follows from the nonce alone', async () => {
    const set = buildClusters(300, 3, 4);
    const one = await started(set, [5]);
    const two = await started(set, [5], { nonce: 'ff'.repeat(16) });
    expect(one.triage.items.map(({ row }) => row)).toEqual(two.triage.items.map(({ row }) => row));
    expect(one.seal?.items).not.toEqual(two.seal?.items);
    expect(one.triage).toEqual((await started(set, [5])).triage);
  });

  test('of other data than those scanned, or with more defects than it can hide, is refused', async () => {
    const set = buildClusters(300, 3, 4);
    const scan = scanOf(set, [5]);
    await expect(startTriage(buildClusters(301, 3, 4), scan, '', start)).rejects.toMatchObject({
      code: 'DATA_CHANGED',
    });
    const digested = { ...scan, dataset: { ...scan.dataset, digest: 'f'.repeat(64) } };
    await expect(startTriage(set, digested, '', start)).rejects.toMatchObject({ code: 'DATA_CHANGED' });
    await expect(startTriage(set, scan, '', { ...start, sample: 12 })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('groups what is flagged by class, source and day', async () => {
    const set: DataSet = {
      ...buildClusters(300, 3, 4),
      sources: { names: ['crawl', 'shop'], codes: Int32Array.from({ length: 300 }, (_, row) => (row < 10 ? 1 : 0)) },
      times: Float64Array.from({ length: 300 }, (_, row) => Date.UTC(2026, 0, 1 + Math.floor(row / 100))),
    };
    const { triage } = await started(set, [0, 3, 6, 150]);
    expect(triage.groups).toContainEqual({ by: 'class', name: 'class 0', flagged: 4, rows: 100 });
    expect(triage.groups).toContainEqual({ by: 'source', name: 'shop', flagged: 3, rows: 10 });
    expect(triage.groups).toContainEqual({ by: 'day', name: '2026-01-01', flagged: 3, rows: 100 });
    expect(findItem(triage, '3')).toMatchObject({ source: 'shop', time: '2026-01-01T00:00:00.000Z' });
  });

  test('makes large pictures smaller, and their regions with them', async () => {
    const { triage } = await started(buildBars(60, 2, 200), [5], { defects: 2, sample: 6 });
    const { content, because } = findItem(triage, '5');
    expect(content).toMatchObject({ kind: 'picture', height: 67, width: 67 });
    expect(because[0]?.region).toEqual({ top: 0, left: 0, height: 1, width: 1 });
  });

  test('has room for so many rows; those of the lowest scores are left out and counted', async () => {
    const set = buildBars(700, 2, 96);
    const { triage } = await started(set, [...Array(600).keys()], { defects: 0, sample: 20 });
    const flagged = triage.items.filter(({ from }) => from === 'flagged');
    expect(flagged.length + triage.leftOut).toBe(600);
    expect(triage.leftOut === 0 || flagged.length + 20 > 500).toBe(true);
    expect(flagged[0]?.row).toBe(0);
  });

  test('shows neighbours of the class that the row is declared to be of', async () => {
    const set = buildBars(300, 3, 10);
    const { triage } = await started(set, [5, 8, 11]);
    const { nearest } = findItem(triage, '5');
    expect(nearest.some(({ row }) => row === 8 || row === 11)).toBe(false);
    expect(nearest.map(({ row }) => Number(row) % 3)).toEqual([2, 2, 2]);
  });
});

describe('decisions', () => {
  test('of one reviewer stand; the last word counts', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5, 7]);
    decide(triage, '5', 'accept', minute(0));
    decide(triage, '5', 'reject', minute(1));
    decide(triage, '#2', 'relabel', minute(2), { class: 'class 0' });
    const { standings, verbs } = await report();
    expect(standings.slice(0, 2)).toMatchObject([
      { row: 5, state: 'decided', verb: 'reject', reviewers: ['ada'] },
      { row: 7, state: 'decided', verb: 'relabel', class: 'class 0' },
    ]);
    expect(verbs).toEqual({ accept: 0, reject: 1, relabel: 1 });
  });

  test('that differ are disputed, not voted on', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    decide(triage, '5', 'accept', minute(0));
    decide(triage, '5', 'reject', minute(1), { reviewer: 'bob' });
    const result = await report();
    expect(result.counts.disputed).toBe(1);
    expect(outcomeOf(result).rejected).toEqual([]);
    expect(findingsOf(result)).toContain('disputed');
  });

  test('take two reviewers who agree, and neither is the labeller, where that is asked for', async () => {
    const set: DataSet = {
      ...buildClusters(300, 3, 4),
      sources: { names: ['Bob'], codes: new Int32Array(300) },
    };
    const { triage } = await started(set, [5], { twoPersons: true });
    const state = async (): Promise<string | undefined> => (await report()).standings[0]?.state;
    decide(triage, '5', 'reject', minute(0));
    expect(await state()).toBe('second-wanted');
    decide(triage, '5', 'reject', minute(1), { reviewer: 'ADA' });
    expect(await state()).toBe('second-wanted');
    decide(triage, '5', 'reject', minute(2), { reviewer: 'bob' });
    expect(await state()).toBe('second-wanted');
    decide(triage, '5', 'reject', minute(3), { reviewer: 'eve' });
    expect(await state()).toBe('decided');
    expect(findingsOf(await report())).toContain('reviewer-is-labeller');
    expect(nextItem(triage, (await openTriage(queue)).events, 'bob')).toBeUndefined();
  });

  test.each([
    ['without a reason', { row: '5', verb: 'accept', reason: '  ' }, 'ada'],
    ['without a reviewer', { row: '5', verb: 'accept', reason: 'x' }, ' '],
    ['of a row that is not there', { row: '299999', verb: 'accept', reason: 'x' }, 'ada'],
    ['of another kind', { row: '5', verb: 'delete', reason: 'x' }, 'ada'],
    ['to a class that is none', { row: '5', verb: 'relabel', class: 'nine', reason: 'x' }, 'ada'],
    ['to no class', { row: '5', verb: 'relabel', reason: 'x' }, 'ada'],
    ['to the class it has', { row: '5', verb: 'relabel', class: 'class 2', reason: 'x' }, 'ada'],
    ['accepted with a class', { row: '5', verb: 'accept', class: 'class 0', reason: 'x' }, 'ada'],
  ])('%s are refused', async (_, decision, reviewer) => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    expect(() => decisionEvent(triage, decision, reviewer, new Date())).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });

  test('of several processes at once are all there', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    const items = triage.items.slice(0, 40).map(({ item }) => item);
    const script = `
      import { appendToJournal } from ${JSON.stringify(join(import.meta.dirname, '../../../store/journal.ts'))};
      for (const item of ${JSON.stringify(items)}) appendToJournal(process.argv[1], { event: 'decided', item, verb: 'accept', reason: 'seen', reviewer: process.argv[2], at: new Date().toISOString() });`;
    await Promise.all(
      ['ada', 'bob', 'eve'].map((name) =>
        promisify(execFile)(process.execPath, [
          '--input-type=module-typescript',
          '-e',
          script,
          decisionsPath(queue),
          name,
        ]),
      ),
    );
    const { events, damaged } = await openTriage(queue);
    expect([events.length, damaged]).toEqual([3 * items.length, 0]);
  });

  test('that were damaged or invented are counted, and count for nothing', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    decide(triage, '5', 'reject', minute(0));
    appendFileSync(
      decisionsPath(queue),
      '{"event":"decided","item":"1","verb":"accept"}\n{"event":"shown","item":"99999","reviewer":"x","at":"2026-05-01T12:00:00Z"}\n{"ev',
    );
    const result = await report();
    expect(result.findings).toContainEqual(
      expect.objectContaining({ finding: 'damaged-decisions', text: expect.stringContaining('3 lines') }),
    );
    expect(result.standings[0]?.verb).toBe('reject');
  });
});

describe('attention', () => {
  test('defects that a reviewer passes show once the seal is opened, and never become part of the outcome', async () => {
    const { triage, seal } = await started(buildClusters(300, 3, 4), [5]);
    const seeded = new Set(seal?.items.map(({ item }) => item));
    for (const [at, { item }] of triage.items.entries()) {
      // Ada finds half of the defects, and rejects one genuine row of the sample.
      const isFound = seeded.has(item) ? at % 2 === 0 : item === '2';
      decide(triage, `#${item}`, isFound ? 'reject' : 'accept', minute(at));
    }
    const closed = await report();
    expect(closed.seal).toBe('closed');
    expect(closed.limitations).toContainEqual(expect.stringContaining('seal is closed'));
    const result = await report(seal);
    const found = triage.items.filter(({ item }, at) => seeded.has(item) && at % 2 === 0).length;
    expect(result.reviewers[0]?.seeded).toMatchObject({ decided: 6, found });
    expect(result.standings.some(({ item }) => seeded.has(item))).toBe(false);
    expect(outcomeOf(result).rejected.length).toBe(seeded.has('2') ? 0 : 1);
    expect(findingsOf(result).includes('missed-defects')).toBe(found < 5);
    expect(result.sampling).toMatchObject({ decided: result.sampling.genuine });
    expect(result.sampling.worstRate).toBeGreaterThan(0);
    expect(result.limitations).toContainEqual(expect.stringContaining('plain to see'));
  });

  test('a seal that was changed, or of another queue, is refused', async () => {
    const { seal } = await started(buildClusters(300, 3, 4), [5]);
    if (seal === undefined) throw new Error('defects are sealed');
    await expect(report({ ...seal, items: seal.items.slice(1) })).rejects.toMatchObject({ code: 'DATA_SEAL' });
    await expect(report({ ...seal, nonce: 'ab'.repeat(16) })).rejects.toMatchObject({ code: 'DATA_SEAL' });
  });

  test('bulk approval shows, one by one and in a file; an honest pace does not', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    for (const [at, { item }] of triage.items.slice(0, 12).entries()) {
      decide(triage, `#${item}`, 'accept', new Date(Date.UTC(2026, 4, 2, 9, 0, at)).toISOString(), {
        reviewer: 'quick',
      });
      decide(triage, `#${item}`, 'accept', minute(at), { reviewer: 'slow' });
      const now = new Date('2026-05-02T12:00:00Z');
      recordEvent(queue, decisionEvent(triage, { row: `#${item}`, verb: 'accept', reason: item }, 'filer', now, 12));
      const timed = { row: `#${item}`, verb: 'accept', reason: item, declaredSeconds: 8 };
      recordEvent(queue, decisionEvent(triage, timed, 'timed', now, 12));
    }
    const { findings, reviewers } = await report();
    const bulk = findings.filter(({ finding }) => finding === 'bulk-decisions').map(({ text }) => text);
    expect(bulk.length).toBe(2);
    expect(bulk).toContainEqual(expect.stringMatching(/^quick decided 12 rows in 11 seconds/));
    expect(bulk).toContainEqual(expect.stringMatching(/^filer handed in 12 decisions in one file/));
    expect(reviewers.find(({ reviewer }) => reviewer === 'slow')?.secondsPerDecision).toBe(60);
  });

  test('time is measured from when a row was shown', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    const shown = new Date(Date.UTC(2026, 4, 2, 9, 0, 0)).toISOString();
    recordEvent(queue, { event: 'shown', item: '1', reviewer: 'ada', at: shown });
    decide(triage, '5', 'accept', new Date(Date.UTC(2026, 4, 2, 9, 0, 7)).toISOString());
    expect((await report()).reviewers).toEqual([{ reviewer: 'ada', decisions: 1, rejected: 0, secondsPerDecision: 7 }]);
  });

  test('one reason for everything is a finding', async () => {
    const { triage } = await started(buildClusters(300, 3, 4), [5]);
    for (const [at, { item }] of triage.items.slice(0, 30).entries())
      decide(triage, `#${item}`, 'accept', minute(at), { reason: 'OK' });
    expect(findingsOf(await report())).toContain('same-reason');
  });
});

test('next goes through the queue, and each reviewer sees a row once', async () => {
  const { triage } = await started(buildClusters(300, 3, 4), [5, 7]);
  const { events } = await openTriage(queue);
  expect(nextItem(triage, events, 'ada')?.row).toBe(5);
  decide(triage, '5', 'accept', minute(0));
  expect(nextItem(triage, (await openTriage(queue)).events, 'ada')?.row).toBe(7);
  expect(foldDecisions(triage, events).every(({ state }) => state === 'open')).toBe(true);
});

test.each(['{', '{"schema":"assay.data-triage/1"}', '[]'])('%s is no queue', async (text) => {
  writeFileSync(queue, text);
  await expect(openTriage(queue)).rejects.toMatchObject({ code: 'DATA_DOCUMENT' });
});

/** Seeded items whose content or class is not that of their row. */
async function differing(set: DataSet, triage: DataTriage, seeded: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const { contentsOf } = await import('./content-of.ts');
  const different = new Set<string>();
  for (const { item, row, content, class: name } of triage.items.filter((one) => seeded.has(one.item))) {
    const [genuine] = await contentsOf(set, [Number(row)]);
    const isSame = JSON.stringify(genuine) === JSON.stringify(content);
    if (!isSame || set.labels?.names[set.labels.codes[Number(row)] ?? -1] !== name) different.add(item);
  }
  return different;
}
