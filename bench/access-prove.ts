// How long it takes to prove or refute an invariant of the policies that come with Assay, to compare two sets of policies, and how many
// random requests the translation is held against. usage: node bench/access-prove.ts
import { readFileSync } from 'node:fs';
import { invariants } from '#access/invariants.generated';
import { checkTranslation } from '#access/prove/check-translation';
import { comparePolicies } from '#access/prove/compare-policies';
import type { Invariant } from '#access/prove/invariant';
import { openProver, proveInvariant } from '#access/prove/prove-invariant';
import { openSolver } from '#access/prove/solver';
import type { AccessPolicy } from '#access/request';
import { keyHolderRole, roles } from '#access/roles';
import { seeded } from '#numeric/random/seeded';
import { buildPolicy, shippedPolicies } from '#testkit/access-policies';
import { zones } from '#zones/zones.generated';

const runs = 5;
const seed = 1;
const checked = 300;

const begin = performance.now();
const solver = await openSolver();
const prover = await openProver(solver, shippedPolicies);
console.log(`${solver.name}, started with ${shippedPolicies.length} policies in ${since(begin)}`);
console.log(`load of the machine: ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}`);

const without = { restricted: 'screened', 'own work': 'own-work', 'two people': 'two-people' };
console.log('\nproving (median and worst of %d runs, wall time and processor time; to reach: 1 s)', runs);
for (const one of invariants) await say(one, shippedPolicies);
console.log('\nrefuting, with everything permitted');
for (const one of invariants) await say(one, [buildPolicy('everything', 'permit (principal, action, resource);')]);

console.log('\ncomparing');
await compare('the same, in another order', [...shippedPolicies].reverse());
for (const [name, id] of Object.entries(without))
  await compare(
    `without ${name}`,
    shippedPolicies.filter((policy) => policy.id !== id),
  );

const start = performance.now();
const found = await checkTranslation(solver, shippedPolicies, checked, seeded(seed).integer);
console.log(
  `\ntranslation: ${found.length} disagreements in ${checked} random requests (seed ${seed}), ${since(start)}`,
);
await solver.close();

async function say(invariant: Invariant, policies: readonly AccessPolicy[]): Promise<void> {
  const asked = policies === shippedPolicies ? prover : await openProver(solver, policies);
  const times: number[] = [];
  const work: number[] = [];
  let answer = '';
  for (let run = 0; run < runs; run += 1) {
    const [from, used] = [performance.now(), process.cpuUsage()];
    answer = (await proveInvariant(asked, invariant, zones)).answer;
    times.push(performance.now() - from);
    const { user, system } = process.cpuUsage(used);
    work.push((user + system) / 1000);
  }
  const [wall, processor] = [times, work].map((all) => all.toSorted((a, b) => a - b));
  const numbers = [wall?.[runs >> 1], wall?.at(-1), processor?.[runs >> 1], processor?.at(-1)];
  const [median, worst, used, most] = numbers.map((one) => `${(one ?? 0).toFixed(0).padStart(5)} ms`);
  console.log(`${invariant.name.padEnd(26)} ${answer.padEnd(8)} ${median} ${worst}   processor ${used} ${most}`);
}

async function compare(name: string, after: readonly AccessPolicy[]): Promise<void> {
  const from = performance.now();
  const names = {
    roles: [...Object.keys(roles), keyHolderRole],
    zones: zones.map((zone) => zone.name),
    places: ['workspace'],
  };
  const answer = await comparePolicies(prover, await openProver(solver, after), names);
  const count = answer.answer === 'different' ? `${answer.differences.length} differences` : answer.answer;
  console.log(`${name.padEnd(26)} ${count}, ${since(from)}`);
}

function since(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(2)} s`;
}
