// Evidence that was made up, for tests of gates. What comes of it can be looked at and never recorded: only statements that
// `verifyAttestation` made go into a decision that is signed.
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findPredicateOfKind } from '#predicates/find-predicate';
import { noFacts } from './asset-facts.ts';
import type {
  AssetFacts,
  Evidence,
  GateRequest,
  RelatedEvidence,
  Signer,
  Stated,
  SubjectEvidence,
} from './evidence.ts';

export interface FixtureStatement {
  readonly kind: string;
  /** Laid over the example of its kind, member by member; null takes a member away. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Days before the decision; 0 when absent. */
  readonly daysAgo?: number;
  /** Who signed: a name of `people`, or somebody without a role; `somebody` when absent. */
  readonly by?: string;
  /** Name of what it is about, of `related`; the asset itself when absent. */
  readonly about?: string;
}

export interface FixtureRelated {
  readonly name: string;
  readonly via: RelatedEvidence['via'];
  readonly role: string;
  readonly facts?: Partial<AssetFacts>;
}

export interface FixturePerson {
  /** The person behind it; the same as the name when absent. */
  readonly person?: string;
  readonly roles?: readonly string[];
  /** `unknown`: a key that nobody has described. */
  readonly is?: 'person' | 'service' | 'unknown';
}

export interface Fixture {
  readonly asset?: Partial<AssetFacts>;
  /** Who recorded it, and all that belongs to it; `maker` when absent. */
  readonly maker?: string;
  readonly people?: Readonly<Record<string, FixturePerson>>;
  readonly related?: readonly FixtureRelated[];
  readonly request?: Partial<GateRequest>;
  readonly scanner?: string;
  readonly statements?: readonly FixtureStatement[];
  /** Kinds whose only statement does not count, with the reason. */
  readonly refused?: readonly { readonly kind: string; readonly why: string }[];
}

/** When the decision is made. */
export const fixtureAt = '2026-06-01T12:00:00.000Z';

const dayMs = 86_400_000;

/** @throws {AssayError} GATE_FIXTURE for a kind that is none, or a body that no statement of its kind can have */
export function evidenceFrom(fixture: Fixture): Evidence<Stated> {
  const statements = (fixture.statements ?? []).map((one, index) => ({
    about: one.about,
    by: one.by,
    stated: state(fixture, one, index),
  }));
  const signers = new Map(statements.map(({ stated, by = 'somebody' }) => [stated.evidence, [signerOf(fixture, by)]]));
  const about = (name: string | undefined): readonly Stated[] =>
    statements.filter((one) => one.about === name).map(({ stated }) => stated);
  const related = (fixture.related ?? []).map(({ name, via, role, facts = {} }) => ({
    ...subject(fixture, name, { ...noFacts, name, ...facts }, about(name)),
    via,
    role,
  }));
  const own = subject(
    fixture,
    'asset',
    { ...noFacts, kind: 'model', name: 'asset', ...fixture.asset },
    about(undefined),
  );
  return {
    ...own,
    refused: fixture.refused ?? [],
    related,
    signers,
    request: { fromZone: '', toZone: '', purpose: '', ...fixture.request },
    at: fixtureAt,
    ...(fixture.scanner === undefined ? {} : { scanner: fixture.scanner }),
  };
}

export function fixtureDigest(name: string): Sha256 {
  return sha256(Buffer.from(`fixture ${name}`));
}

function subject(
  fixture: Fixture,
  name: string,
  facts: AssetFacts,
  statements: readonly Stated[],
): SubjectEvidence<Stated> {
  const makers = [signerOf(fixture, fixture.maker ?? 'maker')];
  return { asset: fixtureDigest(name), facts, label: `${facts.name || name}@1`, makers, statements, refused: [] };
}

function signerOf({ people = {} }: Fixture, identity: string): Signer {
  const { person = identity, roles = [], is = 'person' } = people[identity] ?? {};
  const known = { person: { identity, person }, service: { identity, service: identity }, unknown: {} }[is];
  return { key: fixtureDigest(`key of ${identity}`), roles, ...known };
}

function state(
  fixture: Fixture,
  { kind, body = {}, daysAgo = 0, about, by = 'somebody' }: FixtureStatement,
  index: number,
): Stated {
  const predicate = findPredicateOfKind(kind);
  if (predicate === undefined) throw invalid(`there is no kind of statement ${kind}`);
  if (about !== undefined && !(fixture.related ?? []).some(({ name }) => name === about))
    throw invalid(`a ${kind} is about ${about}, which is not among what is related`);
  const laid = Object.entries({ ...(predicate.example as object), ...body }).filter(([, value]) => value !== null);
  const parsed = predicate.schema.safeParse(Object.fromEntries(laid));
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success) throw invalid(`the body of a ${kind} is wrong at ${issue?.path.join('.')}: ${issue?.message}`);
  const at = new Date(Date.parse(fixtureAt) - daysAgo * dayMs).toISOString();
  const ends = [
    predicate.endsAt?.(parsed.data),
    predicate.timeToLiveDays === null
      ? undefined
      : new Date(Date.parse(at) + predicate.timeToLiveDays * dayMs).toISOString(),
  ].filter((end) => end !== undefined);
  return {
    predicateType: predicate.type,
    kind,
    subjects: [{ sha256: fixtureDigest(about ?? 'asset') }],
    body: parsed.data,
    evidence: fixtureDigest(`statement ${index}`),
    index,
    at,
    signedBy: [fixtureDigest(`key of ${by}`)],
    ...(ends.length === 0 ? {} : { expiresAt: ends.toSorted()[0] ?? at }),
  };
}

function invalid(reason: string): AssayError {
  return new AssayError('GATE_FIXTURE', `the test of the gate cannot be run: ${reason}`);
}
