// The zones that hold: those that come with Assay, unless two people have put others in their place or beside them. A document that cannot
// be used closes its zone; it does not bring back the one that it replaced.
import { AssayError } from '#core/errors';
import { nameDigest } from '#predicates/name-digest';
import { type ZoneContext, zoneProblems } from '#zones/check-zones';
import { closedZone, invalidZone, parseZone } from '#zones/parse-zone';
import type { Zone } from '#zones/zone';
import { zones as shippedZones } from '#zones/zones.generated';
import { readAccessState } from '../access/read-access-state.ts';
import { policiesInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** @param logSize - as after so many entries of the log; the newest when absent @throws what store, log and index throw */
export async function zonesInForce(workspace: Workspace, logSize?: number): Promise<readonly Zone[]> {
  return (await judgedZones(workspace, logSize)).zones;
}

export interface JudgedZones {
  readonly zones: readonly Zone[];
  /** Documents that cannot be used, and why; their zones are closed. */
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
}

/** As `zonesInForce`, with what is wrong with documents. */
export async function judgedZones(workspace: Workspace, logSize?: number): Promise<JudgedZones> {
  const documents = await policiesInForce(workspace, 'zones', logSize);
  if (documents.length === 0) return { zones: shippedZones, problems: [] };
  const texts = documents.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }));
  return judge(texts);
}

export interface ZoneDocument {
  /** What the rule is called: the first name that the zone had. */
  readonly name: string;
  readonly text: string;
}

async function judge(documents: readonly ZoneDocument[]): Promise<JudgedZones> {
  const read = await Promise.all(documents.map(readDocument));
  const replaced = new Set(documents.map(({ name }) => name));
  const others = shippedZones.filter(({ name }) => !replaced.has(name));
  const context = { zones: [...others, ...read.map(({ zone }) => zone)], shipped: shippedZones };
  const zones: Zone[] = [...others];
  const problems: { name: string; problem: string }[] = [];
  for (const { zone, problem } of read) {
    const found = problem ?? (await zoneProblems(zone, context))[0];
    zones.push(found === undefined ? zone : closedZone(zone.name, zone.area, zone.formerly));
    if (found !== undefined) problems.push({ name: zone.name, problem: found });
  }
  return { zones, problems };
}

async function readDocument({ name, text }: ZoneDocument): Promise<{ readonly zone: Zone; readonly problem?: string }> {
  try {
    const zone = await parseZone(text);
    const first = zone.formerly?.[0] ?? zone.name;
    if (first === name) return { zone };
    throw invalidZone(`it is of the zone ${first}, and the rule is called ${name}`);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { zone: closedZone(name, areaOf(name)), problem: error.message };
  }
}

function areaOf(name: string): string {
  return shippedZones.find((zone) => zone.name === name)?.area ?? 'external';
}

/**
 * A document that is to be put in force as `zones/NAME`, among the others that are.
 * @param gates - names of the gates that there are
 * @throws {AssayError} ZONE_INVALID with everything that is wrong
 */
export async function checkZoneDocument(
  workspace: Workspace,
  document: ZoneDocument,
  gates: ZoneContext['gates'],
): Promise<Zone> {
  const { zone, problem } = await readDocument(document);
  if (problem !== undefined) throw invalidZone(problem);
  const others = (await zonesInForce(workspace)).filter((one) => (one.formerly?.[0] ?? one.name) !== document.name);
  const context = { zones: [...others, zone], shipped: shippedZones, ...(gates === undefined ? {} : { gates }) };
  const problems = await zoneProblems(zone, context);
  for (const other of others) problems.push(...(await zoneProblems(other, context)));
  if (problems.length > 0) throw invalidZone([...new Set(problems)].join('; '));
  return zone;
}

/** The zones as they were before an entry of the log, for any of them. */
export async function zoneHistory(workspace: Workspace): Promise<(index: number) => readonly Zone[]> {
  const { state, logSize } = await readAccessState(workspace);
  const known = remembered.get(workspace);
  if (known?.logSize === logSize) return known.zonesAt;
  const rules = [...state.policies.inForce.keys()].filter((key) => key.startsWith('zones/'));
  const moments = rules.length === 0 ? [] : await momentsOf(workspace, rules);
  const states: { readonly from: number; readonly zones: readonly Zone[] }[] = [{ from: 0, zones: shippedZones }];
  for (const from of moments) states.push({ from, zones: await zonesInForce(workspace, from) });
  const zonesAt = (index: number): readonly Zone[] =>
    states.findLast(({ from }) => from <= index)?.zones ?? shippedZones;
  remembered.set(workspace, { logSize, zonesAt });
  return zonesAt;
}

/** Sizes of the log at which one of the rules may have become another. */
async function momentsOf(workspace: Workspace, rules: readonly string[]): Promise<readonly number[]> {
  const rows = await (await workspace.index()).tables
    .selectFrom('subject')
    .innerJoin('entry', 'entry.log_index', 'subject.log_index')
    .select('entry.log_index')
    .distinct()
    .where(
      'subject.digest',
      'in',
      rules.map((rule) => nameDigest('policy', rule)),
    )
    .where('entry.standing', '=', 'verified')
    .orderBy('entry.log_index')
    .execute();
  return rows.map(({ log_index }) => log_index + 1);
}

const remembered = new WeakMap<
  Workspace,
  { readonly logSize: number; readonly zonesAt: (index: number) => readonly Zone[] }
>();
