// What a gate may rest on: the statements about an asset, and about what belongs to it, among the first entries of the log, verified by
// the trust of that moment.

import type { Verified } from '#attest/verified';
import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { factsFrom, supplierOf } from '#gates/asset-facts';
import type { Evidence, GateRequest, RelatedEvidence, Signer, SubjectEvidence } from '#gates/evidence';
import type { Gate } from '#gates/gate';
import { wantedBy } from '#gates/wanted-evidence';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { nameDigest } from '#predicates/name-digest';
import type { Workspace } from '../workspace/workspace.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { partsOf } from './parts-of.ts';
import { relativesOf } from './relatives-of.ts';

export interface Moment {
  /** Entries of the log that count. */
  readonly logSize: number;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly request?: Partial<GateRequest>;
  /** Rules of the scanner of that moment. */
  readonly scanner?: string;
}

export interface Subject {
  readonly id: Sha256;
  readonly label: string;
}

/** @throws what store and index throw; what is forged or refused is no error, it is left out with its reason */
export async function collectEvidence(
  workspace: Workspace,
  gate: Gate,
  subject: Subject,
  moment: Moment,
  reader: EvidenceReader = new EvidenceReader(workspace, moment.logSize),
): Promise<Evidence> {
  const collector = new Collector(reader, moment.at);
  const own = await collector.collect(subject);
  const related = await collectRelated(collector, gate, own);
  const { fromZone = own.facts.zone, toZone = '', purpose = '' } = moment.request ?? {};
  const incomplete = collector.incomplete ?? (related.more ? tooMany : undefined);
  return {
    ...own,
    facts: { ...own.facts, zone: fromZone },
    related: related.found,
    signers: collector.signers,
    request: { fromZone, toZone, purpose },
    at: moment.at,
    ...(moment.scanner === undefined ? {} : { scanner: moment.scanner }),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

const tooMany = 'there are more assets behind it than one decision looks at';

interface Related {
  readonly found: readonly RelatedEvidence[];
  readonly more: boolean;
}

async function collectRelated(collector: Collector, gate: Gate, own: SubjectEvidence): Promise<Related> {
  const wanted = wantedBy(gate);
  const { store } = collector.reader.workspace;
  const parents = await relativesOf(collector.reader, own.asset, wanted.parents, 1);
  const ancestors = await relativesOf(collector.reader, own.asset, wanted.ancestors, limits.gateRelated.value);
  const parts = wanted.parts ? await partsOf(store, own.asset) : [];
  const found: RelatedEvidence[] = [];
  for (const [via, relatives] of [
    ['parents', parents],
    ['ancestors', ancestors],
    ['parts', parts],
  ] as const) {
    for (const { role, ...one } of relatives.slice(0, limits.gateRelated.value))
      found.push({ via, role, ...(await collector.collect(one)) });
  }
  const { supplier } = own.facts;
  if (supplier !== '') {
    const about = await collector.collect({ id: nameDigest('supplier', supplier), label: supplier });
    found.push({ via: 'supplier', role: 'supplier', ...about });
  }
  const more = [parents, ancestors, parts].some(({ length }) => length > limits.gateRelated.value);
  return { found, more };
}

/** Collects subject after subject, and remembers who signed what. */
class Collector {
  readonly reader: EvidenceReader;
  readonly signers = new Map<Sha256, readonly Signer[]>();
  incomplete: string | undefined;
  readonly #at: string;

  constructor(reader: EvidenceReader, at: string) {
    this.reader = reader;
    this.#at = at;
  }

  async collect({ id, label }: Subject): Promise<SubjectEvidence> {
    const { statements, refused } = await this.#read({ id, label });
    const descriptions = statements.filter((one) => isOfKind(one, assetManifest));
    const supplier = supplierOf(statements);
    const about =
      supplier === '' ? [] : (await this.#read({ id: nameDigest('supplier', supplier), label: supplier })).statements;
    const makers = descriptions.flatMap(({ evidence }) => this.signers.get(evidence) ?? []);
    return {
      asset: id,
      label,
      facts: factsFrom(statements, about, this.#at),
      makers: [...new Map(makers.map((one) => [one.key, one])).values()],
      statements,
      refused,
    };
  }

  async #read({
    id,
    label,
  }: Subject): Promise<{ statements: readonly Verified[]; refused: SubjectEvidence['refused'] }> {
    const { statements, refused, more } = await this.reader.about(id);
    if (more) this.incomplete = `there are more statements about ${label} than one decision looks at`;
    for (const one of statements) this.signers.set(one.evidence, await this.reader.signersOf(one));
    return { statements, refused };
  }
}
