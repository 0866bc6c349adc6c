// An honest team over some weeks: people in several time zones across the changes of the clocks, services that work at night, overtime,
// holidays, releases, denied requests that are granted by others, new people and new roles. The rates are guesses from working life and
// were written down before any rule was tried; no rule was tuned to them.
import type { StatedHours } from '#core/audit/audit-facts';
import { type Sha256, sha256 } from '#core/digest';
import { exactExponential } from '#numeric/random/exact-exponential';
import { exactLogarithm } from '#numeric/random/exact-logarithm';
import { type Random, seeded } from '#numeric/random/seeded';
import { nameOfStatement, type SimulatedAct } from './simulated-act.ts';

export interface TeamOptions {
  readonly seed: number;
  readonly weeks: number;
  readonly people: number;
}

export interface Person {
  readonly name: string;
  readonly hours: StatedHours;
  readonly zone: string;
  readonly joined: number;
  readonly left: number;
}

export interface SimulatedTeam {
  readonly acts: readonly SimulatedAct[];
  readonly people: readonly Person[];
  readonly begin: number;
  readonly end: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday; the weeks after it hold the changes of the clocks of America, Europe and Australia. */
const begin = Date.UTC(2026, 0, 5);

const places = [
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Europe/London',
];
const zones = ['data-engineering', 'training', 'application', 'operation'];
/** How often people do what in a zone. */
const habits: readonly (readonly [string, number])[] = [
  ['see', 0.35],
  ['read', 0.3],
  ['use', 0.15],
  ['write', 0.12],
  ['label', 0.05],
  ['export', 0.03],
];

export function simulateTeam({ seed, weeks, people: count }: TeamOptions): SimulatedTeam {
  const random = seeded(seed, 1);
  const end = begin + weeks * 7 * dayMs;
  const people = Array.from({ length: count }, (_, at) => simulatePerson(random, at, end));
  const releases = releaseDays(random, weeks);
  const acts = [
    ...people.flatMap((person) => [
      stated(person, person.joined - hourMs),
      ...lifeOf(seeded(seed, 100 + people.indexOf(person)), person, people, releases, end),
    ]),
    ...serviceActs(seeded(seed, 2), end),
    ...checks(seeded(seed, 3), end),
    ...heartbeats(seeded(seed, 4), end),
    ...approvals(seeded(seed, 5), people, end),
    ...emergencies(seeded(seed, 6), people, end),
  ];
  return { acts: acts.filter(({ time }) => time < end), people, begin, end };
}

function simulatePerson(random: Random, at: number, end: number): Person {
  const isNight = random.uniform() < 0.06;
  const from = isNight ? 22 : 7 + random.integer(4);
  const days = random.uniform() < 0.1 ? [2, 3, 4, 5, 6] : [1, 2, 3, 4, 5];
  const isNew = random.uniform() < 0.2;
  const joined = isNew ? begin + Math.floor(random.uniform() * 0.6 * (end - begin)) : begin;
  const left = random.uniform() < 0.1 ? joined + Math.floor((0.5 + random.uniform() * 0.5) * (end - joined)) : end;
  const timeZone = places[random.integer(places.length)] ?? 'Europe/Berlin';
  return {
    name: `person-${at}@example.org`,
    hours: { timeZone, from, to: (from + 9) % 24, days },
    zone: zones[at % zones.length] ?? 'training',
    joined,
    left,
  };
}

function stated({ name, hours }: Person, time: number, roles: readonly string[] = ['member']): SimulatedAct {
  const fact = {
    is: 'identity',
    action: 'set',
    identity: name,
    identityKind: 'person',
    roles,
    workingHours: hours,
  } as const;
  return { time, actor: 'root', action: 'set-identity', kind: 'identity', target: name, fact };
}

function releaseDays(random: Random, weeks: number): ReadonlySet<number> {
  const days = new Set<number>();
  for (let week = 3 + random.integer(3); week < weeks; week += 4 + random.integer(3))
    for (let day = 0; day < 3; day++) days.add(week * 7 + day);
  return days;
}

function lifeOf(
  random: Random,
  person: Person,
  people: readonly Person[],
  releases: ReadonlySet<number>,
  end: number,
): readonly SimulatedAct[] {
  const acts: SimulatedAct[] = [];
  const usual = exactExponential(1.8 + 0.7 * random.normal());
  const away = holidays(random, end);
  let assets = project(random, person.zone);
  let { zone } = person;
  for (let day = Math.floor((person.joined - begin) / dayMs); begin + day * dayMs < person.left; day++) {
    if (day % 28 === 27) assets = project(random, zone);
    if (away.some(([first, last]) => day >= first && day < last)) continue;
    const weekday = (day % 7) + 1;
    const works = person.hours.days.includes(weekday);
    if (!works && random.uniform() >= 0.02) continue;
    if (random.uniform() < 0.0015) {
      // A new task: mostly stated, now and then nobody thinks of it.
      zone = zones[random.integer(zones.length)] ?? zone;
      const time = localMoment(person, day, 1);
      if (random.uniform() < 0.85) acts.push(stated(person, time, ['member', zone]));
      assets = project(random, zone);
    }
    const busy = releases.has(day) ? 1.5 + 1.5 * random.uniform() : 1;
    const count = works ? Math.round(usual * busy * exactExponential(0.5 * random.normal())) : 1 + random.integer(4);
    acts.push(...dayOf(random, person, day, count, assets, zone));
    if (random.uniform() < 0.03) acts.push(...refusal(random, person, people, day));
  }
  return acts;
}

/** One to three weeks off, and for a few a leave of months. */
function holidays(random: Random, end: number): readonly (readonly [number, number])[] {
  const days = Math.floor((end - begin) / dayMs);
  const first = random.integer(days);
  const second = random.integer(days);
  return [
    ...(random.uniform() < 0.8 ? [[first, first + 7 * (1 + random.integer(3))] as const] : []),
    ...(random.uniform() < 0.03 ? [[second, second + 50 + random.integer(40)] as const] : []),
  ];
}

function dayOf(
  random: Random,
  person: Person,
  day: number,
  count: number,
  assets: readonly Sha256[],
  zone: string,
): readonly SimulatedAct[] {
  const lateness = random.uniform() < 0.08 ? -exactLogarithm(1 - random.uniform()) : 0;
  return Array.from({ length: count }, (_, at) => {
    const isLate = lateness > 0 && at > count * 0.8;
    const hour = isLate ? 9 + random.uniform() * lateness : 0.1 + random.uniform() * 8.8;
    const action = habitOf(random);
    // The nearer the beginning of the list, the more often it is worked with.
    const asset = assets[Math.floor(random.uniform() ** 2 * assets.length)];
    const bytes =
      action === 'read' || action === 'export' ? Math.round(exactExponential(13 + 1.5 * random.normal())) : undefined;
    return {
      time: localMoment(person, day, hour),
      actor: person.name,
      action,
      zone,
      decision: 'allow',
      ...(asset === undefined ? {} : { asset }),
      ...(bytes === undefined ? {} : { bytes }),
    } as const;
  });
}

function habitOf(random: Random): string {
  let rest = random.uniform();
  for (const [action, share] of habits) {
    rest -= share;
    if (rest < 0) return action;
  }
  return 'see';
}

/** About fifteen assets that people work with for a month. */
function project(random: Random, zone: string): readonly Sha256[] {
  return Array.from({ length: 8 + random.integer(15) }, () => assetIn(zone, random.integer(120)));
}

export function assetIn(zone: string, at: number): Sha256 {
  const name = `asset ${zone} ${at}`;
  const known = assets.get(name) ?? sha256(Buffer.from(name));
  assets.set(name, known);
  return known;
}

const assets = new Map<string, Sha256>();

/**
 * @param hour - hours after the beginning of the person's work on that day
 * @returns milliseconds since 1970, by the clock of the place: after a change of clocks an hour earlier or later in UTC
 */
export function localMoment({ hours }: Person, day: number, hour: number): number {
  const wanted = begin + day * dayMs + (hours.from + hour) * hourMs;
  const guess = wanted - offsetAt(wanted, hours.timeZone);
  return wanted - offsetAt(guess, hours.timeZone);
}

/** Milliseconds that the clock of the place is ahead of UTC; asked once for every six hours, because asking is slow. */
function offsetAt(time: number, timeZone: string): number {
  const slot = Math.floor(time / (6 * hourMs));
  const name = `${timeZone} ${slot}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  const text = new Date(slot * 6 * hourMs).toLocaleString('sv-SE', { timeZone });
  const offset = Date.parse(`${text.replace(' ', 'T')}Z`) - slot * 6 * hourMs;
  offsets.set(name, offset);
  return offset;
}

const offsets = new Map<string, number>();

/** Something in another zone is refused; mostly somebody else grants it some hours later, sometimes within minutes. */
function refusal(random: Random, person: Person, people: readonly Person[], day: number): readonly SimulatedAct[] {
  const zone = zones[random.integer(zones.length)] ?? 'training';
  const asset = assetIn(zone, random.integer(120));
  const time = localMoment(person, day, 0.5 + random.uniform() * 7);
  const wish = { actor: person.name, action: 'read', asset, zone } as const;
  const denied: SimulatedAct = { ...wish, time, decision: 'deny' };
  if (random.uniform() >= 0.6) return [denied];
  const approver = people.find(({ name }) => name !== person.name)?.name ?? 'root';
  const wait =
    random.uniform() < 0.1 ? (2 + 8 * random.uniform()) * 60_000 : hourMs * exactExponential(1 + random.normal());
  const fact = {
    is: 'grant',
    action: 'grant',
    identity: person.name,
    approver,
    permits: ['read'],
    asset,
    expiresAt: new Date(time + 30 * dayMs).toISOString(),
    isException: false,
  } as const;
  const granted: SimulatedAct = {
    time: time + wait,
    actor: approver,
    action: 'grant',
    kind: 'access-grant',
    asset,
    fact,
  };
  return [denied, granted, { ...wish, time: time + wait + 60_000 + hourMs * random.uniform(), decision: 'allow' }];
}

/** A backup of everything each night, and a scan with a token that is renewed in time, or a little late. */
function serviceActs(random: Random, end: number): readonly SimulatedAct[] {
  const acts: SimulatedAct[] = [];
  for (const name of ['backup@example.org', 'scan@example.org']) {
    const fact = {
      is: 'identity',
      action: 'set',
      identity: name,
      identityKind: 'service',
      roles: ['collector'],
    } as const;
    acts.push({ time: begin - hourMs, actor: 'root', action: 'set-identity', kind: 'identity', fact });
  }
  let renewAt = begin;
  for (let day = 0; begin + day * dayMs < end; day++) {
    const night = begin + day * dayMs + 1.5 * hourMs;
    for (let at = 0; at < 30; at++) {
      const zone = zones[at % zones.length] ?? 'training';
      acts.push({
        time: night + at * 20_000,
        actor: 'backup@example.org',
        action: 'read',
        decision: 'allow',
        zone,
        asset: assetIn(zone, at),
        bytes: 1_000_000,
      });
    }
    if (begin + day * dayMs >= renewAt) {
      const expires = begin + (day + 90) * dayMs;
      const token = nameOfStatement(`token ${day}`);
      const fact = {
        is: 'token',
        action: 'issue',
        identity: 'scan@example.org',
        token,
        expiresAt: new Date(expires).toISOString(),
      } as const;
      acts.push({ time: night - hourMs, actor: 'root', action: 'issue-token', kind: 'access-token', fact });
      renewAt = expires + (random.uniform() < 0.1 ? 1 + random.integer(2) : -5) * dayMs;
    }
    const isLate = acts.every(
      ({ fact, time }) => fact?.is !== 'token' || time > night || Date.parse(fact.expiresAt) <= night,
    );
    for (let at = 0; at < 8; at++) {
      acts.push({
        time: night + hourMs + at * 60_000,
        actor: 'scan@example.org',
        action: 'use',
        via: 'token',
        decision: isLate ? 'deny' : 'allow',
        zone: 'training',
        asset: assetIn('training', at),
      });
    }
  }
  return acts;
}

/** Every four weeks; one in twenty-five comes a day late. */
function checks(random: Random, end: number): readonly SimulatedAct[] {
  const acts: SimulatedAct[] = [];
  for (let time = begin + 6 * hourMs; time < end; ) {
    const dueBy = new Date(time + 30 * dayMs).toISOString();
    const fact = {
      is: 'check',
      scope: 'workspace',
      outcome: 'pass',
      finishedAt: new Date(time).toISOString(),
      dueBy,
    } as const;
    acts.push({ time, actor: 'root', action: 'check-integrity', kind: 'integrity-check', fact });
    time += (random.uniform() < 0.04 ? 31 : 27 + random.integer(3)) * dayMs;
  }
  return acts;
}

/** Every hour; once in half a year the machine is off for some hours. */
function heartbeats(random: Random, end: number): readonly SimulatedAct[] {
  const name = 'collector@example.org';
  const identity = {
    is: 'identity',
    action: 'set',
    identity: name,
    identityKind: 'service',
    roles: ['collector'],
  } as const;
  const acts: SimulatedAct[] = [
    { time: begin - hourMs, actor: 'root', action: 'set-identity', kind: 'identity', fact: identity },
  ];
  const outage = random.uniform() < 0.5 ? begin + Math.floor(random.uniform() * (end - begin)) : end;
  const outageHours = 2 + random.uniform() * 8;
  for (let time = begin; time < end; time += hourMs) {
    if (time >= outage && time < outage + outageHours * hourMs) continue;
    acts.push({
      time: time + random.integer(60_000),
      actor: name,
      action: 'read-audit',
      decision: 'allow',
      zone: 'operation',
    });
  }
  return acts;
}

/** Changes of rules by two people, and waivers that somebody reads one after the other. */
function approvals(random: Random, people: readonly Person[], end: number): readonly SimulatedAct[] {
  const acts: SimulatedAct[] = [];
  const [first, second] = people;
  if (first === undefined || second === undefined) return acts;
  for (let day = 2; begin + day * dayMs < end; day += 3 + random.integer(9)) {
    const approve = (person: Person, time: number, to: string, kind: string): SimulatedAct => ({
      time,
      actor: person.name,
      action: kind === 'policy-change' ? 'change-policy' : 'waive',
      kind,
      fact: { is: 'approval', to, approver: person.name },
    });
    if (
      begin + day * dayMs >= Math.min(first.left, second.left) ||
      begin + day * dayMs < Math.max(first.joined, second.joined)
    )
      continue;
    const isPolicy = random.uniform() < 0.3;
    let time = localMoment(first, day - (day % 7) + (day % 7 > 4 ? 1 : day % 7), 1 + random.uniform() * 3);
    for (let at = 0; at < (isPolicy ? 1 : 1 + random.integer(6)); at++) {
      time += 90_000 * exactExponential(random.normal());
      const to = `${isPolicy ? 'gates/train-with' : 'requirement'} ${day} ${at}`;
      acts.push(approve(first, time, to, isPolicy ? 'policy-change' : 'risk-decision'));
      const later = localMoment(
        second,
        Math.floor((time - begin) / dayMs) + 1,
        1 + at * 0.05 + random.uniform() * 0.02,
      );
      acts.push(approve(second, later, to, isPolicy ? 'policy-change' : 'risk-decision'));
    }
  }
  return acts;
}

/** Once in about ten weeks; mostly looked at on the next day, sometimes late. */
function emergencies(random: Random, people: readonly Person[], end: number): readonly SimulatedAct[] {
  const acts: SimulatedAct[] = [];
  const [, second, third] = people;
  if (second === undefined || third === undefined) return acts;
  for (let day = 10 + random.integer(50); begin + day * dayMs < end - 5 * dayMs; day += 40 + random.integer(60)) {
    const time = localMoment(third, day, 2);
    const name = `emergency ${day}`;
    const fact = {
      is: 'grant',
      action: 'grant',
      identity: second.name,
      approver: third.name,
      permits: ['administer'],
      zone: 'operation',
      expiresAt: new Date(time + dayMs).toISOString(),
      isException: true,
    } as const;
    acts.push({ time, actor: third.name, action: 'grant', kind: 'access-grant', name, fact });
    const wait = random.uniform() < 0.1 ? 4 * dayMs : dayMs * (0.2 + 1.5 * random.uniform());
    acts.push({
      time: time + wait,
      actor: 'root',
      action: 'decide-risk',
      kind: 'risk-decision',
      touches: [nameOfStatement(name)],
    });
  }
  return acts;
}
