// Misuse in the history of a simulated team, one kind for each rule, of varied strength. What is planted is marked.
import { type Random, seeded } from '#numeric/random/seeded';
import { assetIn, localMoment, type Person, type SimulatedTeam } from './simulate-team.ts';
import { nameOfStatement, type SimulatedAct, simulatedKey } from './simulated-act.ts';

export interface PlantedMisuse {
  readonly acts: readonly SimulatedAct[];
  /** When something is taken away there is nothing to mark: any finding of the rule between these times counts. */
  readonly within?: readonly [number, number];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** @returns undefined where the team has nobody whom it could happen to */
export function plantMisuse(rule: string, team: SimulatedTeam, seed: number): PlantedMisuse | undefined {
  const random = seeded(seed, 1000);
  const settled = team.people.filter(({ joined, left }) => left - joined > 60 * dayMs);
  const victim = settled[random.integer(Math.max(1, settled.length))];
  const plant = plants[rule];
  return victim === undefined || plant === undefined ? undefined : plant({ team, random, victim });
}

interface Scene {
  readonly team: SimulatedTeam;
  readonly random: Random;
  readonly victim: Person;
}

/** A working day of the victim after the first 40 days. */
function someDay({ team, random, victim }: Scene): number {
  const first = (victim.joined - team.begin) / dayMs + 40;
  const last = (victim.left - team.begin) / dayMs - 2;
  for (;;) {
    const day = Math.floor(first + random.uniform() * (last - first));
    if (victim.hours.days.includes((day % 7) + 1)) return day;
  }
}

function planted(team: SimulatedTeam, acts: readonly SimulatedAct[]): PlantedMisuse {
  return { acts: [...team.acts, ...acts.map((act) => ({ ...act, isPlanted: true }))] };
}

const plants: Readonly<Record<string, (scene: Scene) => PlantedMisuse>> = {
  // A stolen key between two and six hours after the holder went home.
  'outside-working-hours': (scene) => {
    const { team, random, victim } = scene;
    const start = localMoment(victim, someDay(scene), 11 + random.uniform() * 4);
    return planted(
      team,
      Array.from({ length: 3 + random.integer(25) }, (_, at) => ({
        time: start + at * 2 * minuteMs,
        actor: victim.name,
        action: random.uniform() < 0.7 ? 'read' : 'write',
        decision: 'allow' as const,
        zone: victim.zone,
        asset: assetIn(victim.zone, random.integer(120)),
      })),
    );
  },
  // A working day with six to thirty times the usual acts, at least sixty.
  'unusual-volume': (scene) => {
    const { team, random, victim } = scene;
    const day = someDay(scene);
    const mine = team.acts.filter(({ actor }) => actor === victim.name);
    const perDay = mine.length / Math.max(1, new Set(mine.map(({ time }) => Math.floor(time / dayMs))).size);
    const count = Math.max(60, Math.round(perDay * (6 + 24 * random.uniform())));
    return planted(
      team,
      Array.from({ length: count }, (_, at) => ({
        time: localMoment(victim, day, 0.5 + (8 * at) / count),
        actor: victim.name,
        action: 'read',
        decision: 'allow' as const,
        zone: victim.zone,
        asset: assetIn(victim.zone, at % 15),
      })),
    );
  },
  // Two to four times the usual reads on each of 25 working days.
  'creeping-volume': ({ team, random, victim }) => {
    const first = Math.floor((victim.left - team.begin) / dayMs) - 37;
    const before = team.acts.filter(
      ({ actor, action, time }) =>
        actor === victim.name && (action === 'read' || action === 'export') && time < team.begin + first * dayMs,
    );
    const perDay = before.length / Math.max(1, new Set(before.map(({ time }) => Math.floor(time / dayMs))).size);
    const more = Math.max(2, Math.round(perDay * (1 + 2 * random.uniform())));
    const acts: SimulatedAct[] = [];
    for (let day = first; day < first + 35; day++) {
      if (!victim.hours.days.includes((day % 7) + 1)) continue;
      for (let at = 0; at < more; at++) {
        acts.push({
          time: localMoment(victim, day, 1 + 7 * random.uniform()),
          actor: victim.name,
          action: 'read',
          decision: 'allow',
          zone: victim.zone,
          asset: assetIn(victim.zone, random.integer(120)),
        });
      }
    }
    return planted(team, acts);
  },
  'first-time-zone': (scene) => {
    const { team, random, victim } = scene;
    const start = localMoment(victim, someDay(scene), 1 + random.uniform() * 7);
    return planted(
      team,
      Array.from({ length: 1 + random.integer(5) }, (_, at) => ({
        time: start + at * minuteMs,
        actor: victim.name,
        action: 'see',
        decision: 'allow' as const,
        zone: 'release',
        asset: assetIn('release', at),
      })),
    );
  },
  // 25 to 150 assets in 10 to 50 minutes of a working day.
  'bulk-export': (scene) => {
    const { team, random, victim } = scene;
    const start = localMoment(victim, someDay(scene), 1 + random.uniform() * 6);
    const count = 25 + random.integer(126);
    const step = ((10 + 40 * random.uniform()) * minuteMs) / count;
    return planted(
      team,
      Array.from({ length: count }, (_, at) => ({
        time: start + at * step,
        actor: victim.name,
        action: 'export',
        decision: 'allow' as const,
        zone: victim.zone,
        asset: assetIn(victim.zone, at),
        bytes: 1_000_000,
      })),
    );
  },
  // The same person grants it with a second account, nobody does, or many doors were tried before.
  'denied-then-granted': (scene) => {
    const { team, random, victim } = scene;
    const start = localMoment(victim, someDay(scene), 1 + random.uniform() * 6);
    const kind = random.integer(3);
    const asset = assetIn('release', 7);
    const second = `admin-${victim.name}`;
    const wish = { actor: victim.name, action: 'read', zone: 'release', asset } as const;
    const doors = Array.from({ length: kind === 2 ? 4 + random.integer(6) : 0 }, (_, at) => ({
      ...wish,
      time: start + at * minuteMs,
      decision: 'deny' as const,
      asset: assetIn('release', 20 + at),
    }));
    const approver = kind === 0 ? second : 'root';
    const fact = {
      is: 'grant',
      action: 'grant',
      identity: victim.name,
      approver,
      permits: ['read'],
      asset,
      expiresAt: new Date(start + dayMs).toISOString(),
      isException: false,
    } as const;
    const account = {
      is: 'identity',
      action: 'set',
      identity: second,
      identityKind: 'person',
      roles: ['owner'],
      person: victim.name,
    } as const;
    return planted(team, [
      ...(kind === 0
        ? [{ time: team.begin, actor: 'root', action: 'set-identity', kind: 'identity', fact: account }]
        : []),
      ...doors,
      { ...wish, time: start + 20 * minuteMs, decision: 'deny' },
      ...(kind === 1
        ? []
        : [{ time: start + 40 * minuteMs, actor: approver, action: 'grant', kind: 'access-grant', asset, fact }]),
      { ...wish, time: start + 60 * minuteMs, decision: 'allow' },
    ]);
  },
  // Somebody has been gone for 50 to 100 days, and their account works again.
  'dormant-account': ({ team, random, victim }) => {
    const days = Math.min(50 + random.integer(51), (team.end - victim.joined) / dayMs - 20);
    const back = team.end - (1 + 2 * random.uniform()) * dayMs;
    const gone = back - days * dayMs;
    const isGone = ({ actor, time, fact }: SimulatedAct): boolean =>
      time > gone &&
      (actor === victim.name || ((fact?.is === 'identity' || fact?.is === 'grant') && fact.identity === victim.name));
    return planted({ ...team, acts: team.acts.filter((act) => !isGone(act)) }, [
      {
        time: back,
        actor: victim.name,
        action: 'read',
        decision: 'allow',
        zone: victim.zone,
        asset: assetIn(victim.zone, 3),
      },
    ]);
  },
  // One of the checks does not run.
  'integrity-check-skipped': ({ team, random }) => {
    const checks = team.acts.filter(({ fact }) => fact?.is === 'check');
    const skipped = checks[1 + random.integer(Math.max(1, checks.length - 2))];
    const time = skipped?.time ?? team.end;
    return { acts: team.acts.filter((act) => act !== skipped), within: [time - 35 * dayMs, time + 40 * dayMs] };
  },
  // Everything of 8 to 48 hours is kept from being logged.
  'log-gap': ({ team, random }) => {
    const from = team.begin + (5 + random.uniform() * 60) * dayMs;
    const to = from + (8 + 40 * random.uniform()) * 3_600_000;
    return { acts: team.acts.filter(({ time }) => time < from || time > to), within: [from - dayMs, to + dayMs] };
  },
  // A script with the key of an approver: 6 to 30 approvals, one to six seconds apart.
  'bulk-approval': (scene) => {
    const { team, random, victim } = scene;
    const start = localMoment(victim, someDay(scene), 2);
    const step = 1000 + random.integer(5000);
    return planted(
      team,
      Array.from({ length: 6 + random.integer(25) }, (_, at) => ({
        time: start + at * step,
        actor: victim.name,
        action: 'waive',
        kind: 'risk-decision',
        fact: { is: 'approval' as const, to: `planted ${at}`, approver: victim.name },
      })),
    );
  },
  // Another account of the same person, or the same key under another name.
  'one-person-twice': (scene) => {
    const { team, random, victim } = scene;
    const start = localMoment(victim, someDay(scene), 2);
    const second = `second-${victim.name}`;
    const isKey = random.uniform() < 0.5;
    const account = {
      is: 'identity',
      action: 'set',
      identity: second,
      identityKind: 'person',
      roles: ['owner'],
      person: victim.name,
    } as const;
    const approve = (actor: string, time: number): SimulatedAct => ({
      time,
      actor,
      action: 'change-policy',
      kind: 'policy-change',
      signedBy: [{ key: simulatedKey(isKey ? victim.name : actor), holder: isKey ? victim.name : actor }],
      fact: { is: 'approval', to: 'gates/planted', approver: actor },
    });
    return planted(team, [
      ...(isKey ? [] : [{ time: team.begin, actor: 'root', action: 'set-identity', kind: 'identity', fact: account }]),
      approve(victim.name, start),
      approve(second, start + random.integer(3) * dayMs + 10 * minuteMs),
    ]);
  },
  // A token that had expired, or was revoked, or a key that was.
  'expired-credential': (scene) => {
    const { team, random, victim } = scene;
    const time = localMoment(victim, someDay(scene), 3);
    const token = nameOfStatement('planted token');
    const issue = {
      is: 'token',
      action: 'issue',
      identity: 'job@example.org',
      token,
      expiresAt: new Date(time - random.integer(30) * dayMs - minuteMs).toISOString(),
    } as const;
    if (random.uniform() < 0.3) {
      return planted(team, [
        {
          time,
          actor: 'unknown',
          action: 'log',
          kind: 'unknown',
          standing: 'refused',
          reason: 'no keys that count signed; key ab12 is revoked from 2026-01-01T00:00:00.000Z on',
          signedBy: [],
          via: 'none',
        },
      ]);
    }
    return planted(team, [
      { time: team.begin, actor: 'root', action: 'issue-token', kind: 'access-token', fact: issue },
      {
        time,
        actor: 'job@example.org',
        via: 'token',
        action: 'read',
        decision: random.uniform() < 0.5 ? 'allow' : 'deny',
        zone: 'training',
      },
    ]);
  },
  // Break-glass that nobody looks at, or only who got it does.
  'unreviewed-emergency': (scene) => {
    const { team, random, victim } = scene;
    const time = Math.min(localMoment(victim, someDay(scene), 4), team.end - 10 * dayMs);
    const fact = {
      is: 'grant',
      action: 'grant',
      identity: victim.name,
      approver: 'root',
      permits: ['administer'],
      zone: 'operation',
      expiresAt: new Date(time + dayMs).toISOString(),
      isException: true,
    } as const;
    const own = {
      time: time + dayMs,
      actor: victim.name,
      action: 'decide-risk',
      kind: 'risk-decision',
      touches: [nameOfStatement('planted emergency')],
    };
    return planted(team, [
      { time, actor: 'root', action: 'grant', kind: 'access-grant', name: 'planted emergency', fact },
      ...(random.uniform() < 0.5 ? [own] : []),
    ]);
  },
  'destroyed-then-added': (scene) => {
    const { team, random, victim } = scene;
    const time = localMoment(victim, someDay(scene), 4);
    const asset = assetIn('training', random.integer(120));
    return planted(team, [
      {
        time,
        actor: 'root',
        action: 'destroy',
        kind: 'data-destruction',
        asset,
        fact: { is: 'destroyed', blobs: [asset], asset },
      },
      {
        time: time + random.integer(20) * dayMs + minuteMs,
        actor: victim.name,
        action: 'write',
        kind: 'asset-manifest',
        asset,
      },
    ]);
  },
  // A decoy is seen, read, attested or refused.
  'canary-touched': (scene) => {
    const { team, random, victim } = scene;
    const time = localMoment(victim, someDay(scene), 4);
    const act = [
      { action: 'see', decision: 'allow' as const },
      { action: 'read', decision: 'deny' as const },
      { action: 'export', decision: 'allow' as const },
      { action: 'attest', kind: 'scan-static' },
    ][random.integer(4)];
    return planted(team, [{ time, actor: victim.name, zone: 'training', asset: plantedCanary, action: 'see', ...act }]);
  },
};

export const plantedCanary: ReturnType<typeof assetIn> = assetIn('training', 5000);
export const plantedRules: readonly string[] = Object.keys(plants);
