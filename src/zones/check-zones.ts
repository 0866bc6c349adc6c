// Whether zones can be in force together: no way in without a gate but into quarantine and home, one home for each kind, and nothing
// within an area that the area itself would not allow.
import { assetKinds } from '#core/asset';
import { findZone } from './find-zone.ts';
import { anyName, type Hardening, outsideName, quarantineName, type Zone } from './zone.ts';
import { policyProblems, widenedPolicies } from './zone-policies.ts';

export interface ZoneContext {
  /** All zones as they would be in force, this one among them. */
  readonly zones: readonly Zone[];
  /** Zones that come with Assay: the areas. */
  readonly shipped: readonly Zone[];
  /** Names of the gates that there are; absent: whether they are there is not asked. */
  readonly gates?: readonly string[];
}

/** Sentences about one zone among others; empty when it can be in force. */
export async function zoneProblems(zone: Zone, context: ZoneContext): Promise<string[]> {
  const { zones, shipped } = context;
  if (!shipped.some(({ name }) => name === zone.area)) return [`there is no area ${zone.area}`];
  const area = zones.find(({ name }) => name === zone.area) ?? shipped.find(({ name }) => name === zone.area);
  const isWithin = area !== undefined && area !== zone && zone.name !== zone.area && zone.formerly?.[0] !== zone.area;
  return [
    ...nameProblems(zone, zones),
    ...homeProblems(zone, zones),
    ...inflowProblems(zone, context),
    ...(await policyProblems(zone)),
    ...sharedIds(zone, zones),
    ...(isWithin ? [...widerThan(zone, area, zones), ...(await widenedPolicies(zone, area))] : []),
  ];
}

function nameProblems(zone: Zone, zones: readonly Zone[]): readonly string[] {
  const own = [zone.name, ...(zone.formerly ?? [])];
  const others = zones.filter((one) => one !== zone).flatMap(({ name, formerly = [] }) => [name, ...formerly]);
  return own.filter((name) => others.includes(name)).map((name) => `another zone has, or had, the name ${name}`);
}

/** Decisions name policies by their ids. */
function sharedIds(zone: Zone, zones: readonly Zone[]): readonly string[] {
  const others = zones.filter((one) => one !== zone).flatMap(({ policies }) => policies.map(({ id }) => id));
  return zone.policies.filter(({ id }) => others.includes(id)).map(({ id }) => `another zone has a policy ${id}`);
}

function homeProblems({ home, holds, area }: Zone, zones: readonly Zone[]): readonly string[] {
  const twice = home.filter((kind) => zones.filter((one) => one.home.includes(kind)).length > 1);
  const quarantine = area === quarantineName;
  return [
    ...twice.map((kind) => `${kind} has more than one home`),
    ...home.filter((kind) => !holds.includes(kind)).map((kind) => `it is the home of ${kind} and does not hold it`),
    ...(quarantine && home.length > 0 ? ['quarantine is the home of nothing'] : []),
    ...(quarantine
      ? assetKinds
          .filter((kind) => !holds.includes(kind) && !isOutsideOnly(kind))
          .map((kind) => `quarantine has to hold ${kind}`)
      : []),
  ];
}

function isOutsideOnly(kind: string): boolean {
  return kind === 'hosted-model' || kind === 'hosting-service';
}

function inflowProblems(zone: Zone, { zones, gates }: ZoneContext): readonly string[] {
  const isQuarantine = zone.area === quarantineName;
  const problems = zone.inflows.flatMap(({ from, gate }) => {
    if (gate !== undefined && gates?.includes(gate) === false) return [`from ${from}: there is no gate ${gate}`];
    if (from === anyName) return isQuarantine ? [] : ['only quarantine takes in from any zone'];
    if (from === outsideName) {
      if (gate !== undefined)
        return ['nothing is decided about what has no zone yet: it lies at home or in quarantine first'];
      return isQuarantine || zone.home.length > 0
        ? []
        : ['only quarantine and the homes of kinds take in from outside'];
    }
    if (findZone(zones, from) === undefined) return [`from ${from}: there is no such zone`];
    return gate === undefined && !isQuarantine ? [`from ${from}: no gate stands between`] : [];
  });
  const wayIn = zone.inflows.map(({ from }) => from);
  const closed = isQuarantine && !(wayIn.includes(outsideName) && wayIn.includes(anyName));
  return closed ? [...problems, 'quarantine takes in from outside and from any zone'] : problems;
}

/** In what a zone allows more than the area that it lies within. */
function widerThan(zone: Zone, area: Zone, zones: readonly Zone[]): readonly string[] {
  const more = (what: string): string => `${what} than the area ${area.name}`;
  const ways = zone.inflows.filter(
    ({ from, gate }) =>
      findZone(zones, from) !== area &&
      !area.inflows.some((one) =>
        findZone(zones, one.from)?.name === from || one.from === from ? one.gate === gate : false,
      ),
  );
  return [
    ...ways.map(({ from }) => `the area ${area.name} does not take in from ${from} through this gate`),
    ...zone.holds.filter((kind) => !area.holds.includes(kind)).map((kind) => `it holds ${kind}, and its area does not`),
    ...(zone.maxSensitivity > area.maxSensitivity ? [more('it holds more sensitive assets')] : []),
    ...(zone.retention.days > area.retention.days ? [more('it keeps assets longer')] : []),
    ...widerHardening(zone.hardening, area.hardening).map(more),
  ];
}

function widerHardening(own: Hardening, area: Hardening): readonly string[] {
  const order = ['none', 'listed', 'open'];
  return [
    ...(order.indexOf(own.network) > order.indexOf(area.network) ? ['it has a wider network'] : []),
    ...(area.network !== 'open' && own.hosts.some((host) => !area.hosts.includes(host))
      ? ['it reaches more hosts']
      : []),
    ...(own.jobs.some((job) => !area.jobs.includes(job)) ? ['it runs more kinds of jobs'] : []),
    ...(own.reviewDays > area.reviewDays ? ['it is reviewed less often'] : []),
  ];
}
