// Questions to the access decision, drawn at random, as our engine is asked them.
import { actionNames } from '#access/actions';
import type { AccessRequest, Resource } from '#access/request';

type Draw = (below: number) => number;

const people = ['root', 'mira', 'ann', 'ben', 'cat'];
const zones = ['training', 'quarantine', 'workspace'];
const areas = ['zones', 'access', 'gates', 'detectors'];

export function randomAccessRequest(draw: Draw): AccessRequest {
  const pick = <T>(from: readonly [T, ...T[]]): T => from[draw(from.length)] ?? from[0];
  const some = (from: readonly string[]): readonly string[] => from.filter(() => draw(3) === 0);
  const person = (): string => people[draw(people.length)] ?? 'root';
  const time = (): string => new Date(draw(2) === 0 ? 1_767_225_600_000 : draw(5)).toISOString();
  const maybe = <T>(make: () => T): T | undefined => (draw(2) === 0 ? make() : undefined);
  const [organisation, screenedUntil] = [maybe(() => pick(['person', 'key'])), maybe(time)];
  const [purpose, attested] = [maybe(() => pick(['dataset', ''])), maybe(() => draw(2) === 0)];
  const grant = maybe(() => ({
    purpose: pick(['', 'key']),
    approver: person(),
    expiresAt: time(),
    exception: draw(2) === 0,
  }));
  return {
    actor: {
      identity: person(),
      kind: pick(['person', 'service']),
      roles: some(['owner', 'data-engineer', 'auditor', 'guest']),
      ...(organisation === undefined ? {} : { organisation }),
      ...(screenedUntil === undefined ? {} : { screenedUntil }),
    },
    action: actionNames[draw(actionNames.length)] ?? 'see',
    resource: randomResource(draw, person, some(people)),
    at: time(),
    via: pick(['key', 'token', 'none']),
    approvers: some(people),
    ...(purpose === undefined ? {} : { purpose }),
    ...(attested === undefined ? {} : { attested }),
    ...(grant === undefined ? {} : { grant }),
  };
}

function randomResource(draw: Draw, person: () => string, makers: readonly string[]): Resource {
  const kind = draw(4);
  const zone = zones[draw(zones.length)] ?? '';
  const area = areas[draw(areas.length)] ?? '';
  if (kind === 0) return { type: 'zone', id: zone };
  if (kind === 1) return { type: 'policy', id: `${area}/x`, area };
  return {
    type: 'asset',
    id: 'a'.repeat(64),
    kind: draw(2) === 0 ? 'dataset' : 'model',
    sensitivity: draw(4),
    zone,
    makers,
    ...(draw(2) === 0 ? {} : { owner: person() }),
  };
}
