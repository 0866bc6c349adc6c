// Decisions about access at 100 policies, denials explained, and what one costs that is put on record. usage: node bench/access-decision.ts [RUNS]
// Peer: Cedar alone, in the same run, over the same policies and requests, with its default denial that says nothing.
import fc from 'fast-check';
import { loadAuthority } from '#access/authority';
import { cedarRequest } from '#access/engine/cedar-request';
import { policies } from '#access/policies.generated';
import type { AccessRequest } from '#access/request';
import { parseSha256 } from '#core/digest';
import { demandAccess } from '#flow/access/decide-access';
import { anyRequest, wildPolicies } from '#testkit/access';
import { buildWorkspace } from '#testkit/workspace';
import { zones } from '#zones/zones.generated';

const runs = Number(process.argv[2] ?? 5_000);
const seed = 20261122;
const wanted = 100;
const shipped = [...policies, ...zones.flatMap((zone) => zone.policies), ...wildPolicies];
const more = Array.from({ length: wanted - shipped.length }, (_, at) => ({
  id: `team-${at}`,
  text: `@reason("team ${at}") permit (principal in Role::"team-${at}", action in [Action::"read", Action::"use"], resource in Zone::"training") when { resource is Asset && resource.sensitivity <= 2 } unless { resource.makers.contains(principal) };`,
}));
const all = [...shipped, ...more];

let start = performance.now();
const authority = await loadAuthority([], all);
console.log(`${all.length} policies, loaded in ${(performance.now() - start).toFixed(0)} ms (Cedar's start included)`);
const requests = fc.sample(anyRequest, { numRuns: runs, seed });
for (const request of requests.slice(0, 300)) authority.decide(request);

let cpuOfDecisions = process.cpuUsage();
const denied: AccessRequest[] = [];
let unexplained = 0;
say(
  'decision, explained when denied',
  times(requests, (request) => {
    const { decision, wouldNeed } = authority.decide(request);
    if (decision === 'allow') return;
    denied.push(request);
    if (wouldNeed.length === 0) unexplained += 1;
  }),
);
cpuOfDecisions = process.cpuUsage(cpuOfDecisions);
console.log(
  `  ${((cpuOfDecisions.user + cpuOfDecisions.system) / 1000 / runs).toFixed(2)} ms of processor time each, on average`,
);
say(
  'denials alone, explained',
  times(denied, (request) => void authority.decide(request)),
);
const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
say(
  'the same denials, Cedar alone',
  times(denied, (request) => {
    cedar.statefulIsAuthorized({
      ...cedarRequest(request),
      preparsedPolicySetId: authority.digest,
      validateRequest: false,
    });
  }),
);
console.log(
  `${requests.length} random requests (seed ${seed}), ${denied.length} denied, ${unexplained} of them without a way out`,
);

const made = await buildWorkspace();
const workspace = await made.open();
made.file('data/a.csv', 'id,text\n1,one\n');
const { id } = await made.add(workspace, 'data', { name: 'data', kind: 'dataset' });
const resource = { asset: parseSha256(id) };
const demands: number[] = [];
const cpu = process.cpuUsage();
for (let run = 0; run < 50; run++) {
  start = performance.now();
  await demandAccess(workspace, { action: 'read', resource });
  demands.push(performance.now() - start);
}
const { user, system } = process.cpuUsage(cpu);
say('a read, decided and durably on record', demands);
console.log(`  of that ${((user + system) / 50_000).toFixed(1)} ms of processor time; the rest waits for the disk`);
await made.remove();

function times<T>(list: readonly T[], act: (one: T) => void): readonly number[] {
  return list.map((one) => {
    const from = performance.now();
    act(one);
    return performance.now() - from;
  });
}

function say(what: string, list: readonly number[]): void {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
  console.log(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, n = ${list.length}`);
}
