// Whatever is said, in whatever order: an asset is in no zone without a decision that allowed it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AssetKind } from '#core/asset';
import { type Sha256, sha256 } from '#core/digest';
import { findZone, homeOf, inflowOf, quarantineOf } from './find-zone.ts';
import { type CitedDecision, type FoldedPlace, type PlacedEvent, placeOf, type ZoneEvent } from './place-of.ts';
import type { Zone } from './zone.ts';
import { zones as shipped } from './zones.generated.ts';

const runs = 10_000;
const digestOf = (text: string): Sha256 => sha256(new TextEncoder().encode(text));
const asset = digestOf('asset');
const other = digestOf('other');
const names = [...shipped.map(({ name }) => name), 'lab', 'nowhere'];
const kinds: readonly AssetKind[] = ['dataset', 'model', 'code', 'log', 'hosted-model'];
const gates = [...new Set(shipped.flatMap(({ inflows }) => inflows.flatMap(({ gate }) => gate ?? [])))];
const hour = 3_600_000;
const start = Date.parse('2026-05-01T12:00:00Z');

/** Training renamed, as a workspace may do it on the way. */
const renamed: readonly Zone[] = shipped.map((zone) =>
  zone.name === 'training' ? { ...zone, name: 'lab', formerly: ['training'] } : zone,
);

type Step =
  | { readonly do: 'add'; readonly kind: AssetKind; readonly outside: boolean; readonly sensitivity: number }
  | { readonly do: 'derive' }
  | {
      readonly do: 'decide';
      readonly gate: string;
      readonly from: string;
      readonly to: string;
      readonly answer: CitedDecision['decision'];
    }
  /** Decided and placed, along one of the ways that there are. */
  | {
      readonly do: 'let-in';
      readonly which: number;
      readonly answer: CitedDecision['decision'];
      readonly hours: number;
    }
  /** The decision that the gate between where it lies and `to` would make. */
  | {
      readonly do: 'decide-fitting';
      readonly to: string;
      readonly answer: CitedDecision['decision'];
      readonly hours: number;
    }
  | { readonly do: 'decide-other'; readonly to: string }
  | { readonly do: 'forge'; readonly to: string }
  | { readonly do: 'revoke'; readonly which: number }
  | { readonly do: 'promote'; readonly to: string; readonly from?: string; readonly cite: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'rename' };

const zone = fc.constantFrom(...names);
const answer = fc.constantFrom<CitedDecision['decision']>('allow', 'deny', 'exception');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    kind: fc.constantFrom(...kinds),
    outside: fc.boolean(),
    sensitivity: fc.nat(3),
  }),
  fc.record({ do: fc.constant('derive' as const) }),
  fc.record({ do: fc.constant('decide' as const), gate: fc.constantFrom(...gates), from: zone, to: zone, answer }),
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('decide-fitting' as const), to: zone, answer, hours: fc.nat(100) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('let-in' as const), which: fc.nat(10), answer, hours: fc.nat(100) }),
  },
  fc.record({ do: fc.constant('decide-other' as const), to: zone }),
  fc.record({ do: fc.constant('forge' as const), to: zone }),
  fc.record({ do: fc.constant('revoke' as const), which: fc.nat(10) }),
  {
    weight: 5,
    arbitrary: fc.record(
      { do: fc.constant('promote' as const), to: zone, from: zone, cite: fc.integer({ min: -1, max: 3 }) },
      { requiredKeys: ['do', 'to', 'cite'] },
    ),
  },
  fc.record({ do: fc.constant('wait' as const), hours: fc.nat(60) }),
  fc.record({ do: fc.constant('rename' as const) }),
);

/** What stands in a log after these steps, with the decisions in the order in which they were made. */
class Log {
  readonly events: ZoneEvent[] = [];
  readonly decisions: { -readonly [K in keyof CitedDecision]: CitedDecision[K] }[] = [];
  renamedAt = Number.POSITIVE_INFINITY;
  time = start;
  #size = 0;

  get at(): string {
    return new Date(this.time).toISOString();
  }

  zonesAt = (index: number): readonly Zone[] => (index > this.renamedAt ? renamed : shipped);

  fold(until = Number.POSITIVE_INFINITY): FoldedPlace {
    return placeOf(
      asset,
      this.events.filter(({ index }) => index < until),
      this.zonesAt,
      this.at,
    );
  }

  take(one: Step): void {
    if (one.do === 'let-in') {
      const { which, answer: said, hours } = one;
      const lies = this.fold().place?.zone ?? '';
      const ways = this.zonesAt(this.#size).filter(
        (to) => inflowOf(this.zonesAt(this.#size), lies, to)?.gate !== undefined,
      );
      const to = ways[which % Math.max(1, ways.length)]?.name ?? 'nowhere';
      this.take({ do: 'decide-fitting', to, answer: said, hours });
      this.take({ do: 'promote', to, cite: 0 });
      return;
    }
    const index = this.#size++;
    const logged = { index, at: this.at };
    if (one.do === 'add') {
      const { kind, outside, sensitivity } = one;
      this.events.push({
        event: 'described',
        ...logged,
        kind,
        outside: outside && kind !== 'hosted-model',
        sensitivity,
      });
    } else if (one.do === 'derive') this.events.push({ event: 'derived', ...logged });
    else if (one.do === 'promote') this.#promote(one, index);
    else if (one.do === 'revoke') {
      const decision = this.decisions[one.which % Math.max(1, this.decisions.length)];
      if (decision !== undefined) decision.refusal = 'its key was revoked';
    } else if (one.do === 'wait') this.time += one.hours * hour;
    else if (one.do === 'rename') this.renamedAt = Math.min(this.renamedAt, index);
    else this.#decide(one, index);
  }

  #promote({ to, from, cite }: Step & { do: 'promote' }, index: number): void {
    const decision = cite < 0 ? undefined : this.decisions.at(-1 - cite);
    const event: PlacedEvent = { event: 'placed', index, at: this.at, asset, to };
    // The log holds the very decision: what becomes of it later, every placement that cites it sees.
    this.events.push({
      ...event,
      ...(from === undefined ? {} : { from }),
      ...(decision === undefined ? {} : { decision }),
    });
  }

  #decide(one: Extract<Step, { do: 'decide' | 'decide-fitting' | 'decide-other' | 'forge' }>, index: number): void {
    const lies = this.fold().place?.zone ?? 'quarantine';
    const zones = this.zonesAt(index);
    const to = findZone(zones, one.to);
    const fitting = (to === undefined ? undefined : inflowOf(zones, lies, to)?.gate) ?? 'leave-quarantine';
    const made = {
      index,
      at: this.at,
      evidence: digestOf(`decision ${index}`),
      fromZone: lies,
      toZone: one.to,
      gate: fitting,
    };
    if (one.do === 'decide') {
      this.decisions.push({
        ...made,
        asset,
        gate: one.gate,
        fromZone: one.from,
        decision: one.answer,
        ...this.#end(one.answer, 24),
      });
    } else if (one.do === 'decide-fitting')
      this.decisions.push({ ...made, asset, decision: one.answer, ...this.#end(one.answer, one.hours) });
    else if (one.do === 'decide-other') this.decisions.push({ ...made, asset: other, decision: 'allow' });
    else this.decisions.push({ ...made, asset, decision: 'allow', refusal: 'no key that the log trusts signed it' });
  }

  #end(decision: CitedDecision['decision'], hours: number): { endsAt?: string } {
    return decision === 'exception' ? { endsAt: new Date(this.time + hours * hour).toISOString() } : {};
  }
}

/** Said in other words than the fold: who lies where, and by what right. */
function assertAllowed(log: Log): void {
  const { place } = log.fold();
  const described = log.events.filter((event) => event.event === 'described');
  const [first] = described;
  if (first === undefined) throw new Error('every sequence begins with a description');
  if (place === undefined) throw new Error('what is described lies somewhere');
  const now = log.zonesAt(Number.MAX_SAFE_INTEGER);
  const zonesThen = log.zonesAt(first.index);
  const isOutside = log.events.some(
    (event) => event.event === 'derived' || (event.event === 'described' && event.outside),
  );
  if (place.zone === quarantineOf(now)) return;
  const { decision } = place;
  if (decision === undefined) {
    expect(isOutside).toBe(false);
    expect(place.zone).toBe(findZone(now, homeOf(zonesThen, first.kind))?.name);
    return;
  }
  expect(decision).toMatchObject({ asset });
  expect(decision.refusal).toBeUndefined();
  expect(decision.decision).not.toBe('deny');
  if (decision.decision === 'exception') expect(log.at < (decision.endsAt ?? '')).toBe(true);
  const zones = log.zonesAt(place.index);
  // Under the name that it had then.
  const named = (name: string): Zone | undefined => zones.find((one) => findZone(now, one.name)?.name === name);
  const to = named(place.zone);
  const before = log.fold(place.index).place;
  if (to === undefined || before === undefined) throw new Error('it came from somewhere into a zone');
  // The gate that stood between where it lay, by right, and where it is.
  expect(inflowOf(zones, named(before.zone)?.name ?? '', to)?.gate).toBe(decision.gate);
  expect(findZone(zones, decision.toZone ?? '')).toBe(to);
  expect(decision.index).toBeLessThan(place.index);
  expect(decision.index).toBeGreaterThan(before.index);
  // Used once.
  const citing = log.events.filter((event) => event.event === 'placed' && event.decision === decision);
  expect(citing.some(({ index }) => index === place.index)).toBe(true);
}

test(`an asset lies nowhere without a decision that allowed it: ${runs} sequences of operations`, {
  timeout: 120_000,
}, () => {
  let placed = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 16 }), (steps) => {
      const log = new Log();
      for (const one of [
        { do: 'add', kind: 'dataset', outside: steps.length % 2 === 0, sensitivity: 1 } as const,
        ...steps,
      ]) {
        log.take(one);
        assertAllowed(log);
        if (log.fold().place?.decision !== undefined) placed += 1;
      }
    }),
    { numRuns: runs, seed: 20_260_501 },
  );
  // The property would also hold if nothing were ever let in.
  expect(placed).toBeGreaterThan(runs / 10);
});

test('what takes the decision away takes all that followed from it', () => {
  const log = new Log();
  log.take({ do: 'add', kind: 'dataset', outside: true, sensitivity: 1 });
  log.take({ do: 'decide-fitting', to: 'data-engineering', answer: 'exception', hours: 24 });
  log.take({ do: 'promote', to: 'data-engineering', cite: 0 });
  log.take({ do: 'decide-fitting', to: 'training', answer: 'allow', hours: 0 });
  log.take({ do: 'promote', to: 'training', cite: 0 });
  expect(log.fold().place?.zone).toBe('training');
  log.take({ do: 'wait', hours: 24 });
  const { place, refused } = log.fold();
  expect(place?.zone).toBe('quarantine');
  expect(refused.map(({ why }) => why)).toEqual([
    'the exception ended at 2026-05-02T12:00:00.000Z',
    'nothing comes into training from quarantine',
  ]);
});

test('a zone that is gone leaves what lay in it in quarantine, and a renamed one takes it along', () => {
  const log = new Log();
  log.take({ do: 'add', kind: 'model', outside: false, sensitivity: 1 });
  expect(log.fold().place?.zone).toBe('training');
  log.take({ do: 'rename' });
  expect(log.fold().place?.zone).toBe('lab');
  const without = shipped.filter(({ name }) => name !== 'training');
  const zonesAt = (index: number): readonly Zone[] => (index > 0 ? without : shipped);
  expect(placeOf(asset, log.events, zonesAt, log.at).place?.zone).toBe('quarantine');
});

test('a decision is good for a day', () => {
  const log = new Log();
  log.take({ do: 'add', kind: 'dataset', outside: false, sensitivity: 1 });
  log.take({ do: 'decide-fitting', to: 'training', answer: 'allow', hours: 0 });
  log.take({ do: 'wait', hours: 25 });
  log.take({ do: 'promote', to: 'training', cite: 0 });
  expect(log.fold().refused).toEqual([{ index: 3, why: 'the decision was too old' }]);
});

test('what is too sensitive, or of a kind that the zone does not hold, is not let in by any decision', () => {
  const log = new Log();
  log.take({ do: 'add', kind: 'model', outside: false, sensitivity: 3 });
  log.take({ do: 'decide-fitting', to: 'release', answer: 'allow', hours: 0 });
  log.take({ do: 'promote', to: 'release', cite: 0 });
  log.take({ do: 'add', kind: 'log', outside: false, sensitivity: 0 });
  log.take({ do: 'decide-fitting', to: 'release', answer: 'allow', hours: 0 });
  log.take({ do: 'promote', to: 'release', cite: 0 });
  expect(log.fold().refused.map(({ why }) => why)).toEqual([
    'the asset is too sensitive for release',
    'release does not hold assets of kind log',
  ]);
});
