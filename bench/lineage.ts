// Origins and descendants in an index of 100,000 statements. usage: node bench/lineage.ts [URL OF A POSTGRESQL DATABASE]
// What the statements say is made up; verifying and reading them from the store is measured elsewhere.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha256 } from '#core/digest';
import { impact } from '#database/impact';
import type { IndexDatabase } from '#database/index-database';
import type { IndexLocation } from '#database/index-location';
import { lineage } from '#database/lineage';
import { openIndex } from '#database/open-index';
import {
  assetStatement,
  decisionStatement,
  digestOf,
  LogBuilder,
  makingStatement,
  moveStatement,
} from '#testkit/logged-entries';

const models = 20_000;
const datasets = 2_000;
const questions = 200;
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-index-'));
const file = join(folder, 'index.sqlite');
const url = process.argv[2];
const location: IndexLocation = url === undefined ? { kind: 'sqlite', path: file } : { kind: 'postgresql', url };
const { entries } = buildLog();

let start = clock();
const index = await openIndex(location, { origin: 'example.com/bench', size: entries.length });
for (let at = 0; at < entries.length; at += 1000) await index.apply(entries.slice(at, at + 1000));
report(`apply ${entries.length} statements, 1,000 in a transaction`, [clock() - start]);
if (url === undefined) console.log(`  ${Math.round(statSync(file).size / 1_000_000)} MB`);
start = clock();
const rebuilt = await openIndex(
  { kind: 'sqlite', path: ':memory:' },
  { origin: 'example.com/bench', size: entries.length },
);
await rebuilt.apply(entries);
report('build it again in memory', [clock() - start]);
start = clock();
await index.assertSameAs(rebuilt);
report('compare the two row by row', [clock() - start]);
await rebuilt.close();

await ask(`lineage --up of ${questions} models`, (place) => lineage(index, modelOf(random(place, models)), 'up'));
await ask(`lineage --down of ${questions} models`, (place) => lineage(index, modelOf(random(place, models)), 'down'));
await ask(`impact of ${questions} data sets`, (place) => impactOf(index, datasetOf(random(place, datasets))));
await ask('impact of the first model', () => impactOf(index, modelOf(0)), 3);
await index.close();
rmSync(folder, { recursive: true });

/** Each model has a base model and two data sets; it is described, made, tested, let through a gate and named. */
function buildLog(): LogBuilder {
  const log = new LogBuilder();
  for (let place = 0; place < models; place++) {
    const model = modelOf(place);
    log.state(assetStatement(model, `model ${place}`, { sensitivity: 'internal', owner: `team ${place % 50}` }));
    const base = place === 0 ? [] : [{ role: 'base-model', sha256: modelOf(random(place, place)) }];
    const data = [1, 2].map((which) => ({
      role: 'trained-on',
      sha256: datasetOf(random(place + which * models, datasets)),
    }));
    log.state(makingStatement([model], [...base, ...data], { complete: true, host: `host ${place % 100}` }));
    const suite = { role: 'evaluated-on', sha256: digestOf(`suite ${place % 20}`) };
    const tested = log.state(makingStatement([model], [suite]));
    log.state(decisionStatement([model], [tested]).statement);
    log.state(
      moveStatement(
        `model-${place % 4000}`,
        1 + Math.floor(place / 4000),
        model,
        place < 4000 ? undefined : modelOf(place - 4000),
      ),
    );
  }
  return log;
}

function modelOf(place: number): Sha256 {
  return digestOf(`model ${place}`);
}

function datasetOf(place: number): Sha256 {
  return digestOf(`data set ${place}`);
}

/** Milliseconds of CPU, which a busy machine does not change as it does time. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** 0..below, the same for the same seed. */
function random(seed: number, below: number): number {
  return Number.parseInt(digestOf(`random ${seed}`).slice(0, 8), 16) % Math.max(below, 1);
}

async function impactOf(asked: IndexDatabase, digest: Sha256): Promise<{ readonly steps: readonly unknown[] }> {
  return (await impact(asked, { kind: 'digest', digest })).descent;
}

async function ask(
  what: string,
  question: (place: number) => Promise<{ readonly steps: readonly unknown[] }>,
  times: number = questions,
): Promise<void> {
  const took: number[] = [];
  let most = 0;
  for (let place = 0; place < times; place++) {
    const from = clock();
    const { steps } = await question(place);
    took.push(clock() - from);
    most = Math.max(most, steps.length);
  }
  report(`${what}, up to ${most} statements each`, took);
}

function report(what: string, took: readonly number[]): void {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, 99 % within ${at(0.99)} ms of CPU`);
}
