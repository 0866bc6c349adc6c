// What is taken as given: what Assay itself sees to in every request that it puts to Cedar. A proof holds where these do, and says so.
import { evaluate } from './evaluate.ts';
import { termOf } from './outcome.ts';
import { textTerm } from './pattern.ts';
import { readPolicy } from './read-policy.ts';
import { attributesOf, exists, parents, type Situation } from './situation.ts';
import { type Term, yes } from './terms.ts';
import type { World } from './world.ts';

/** What is taken as given, in words. */
export const factSentences: readonly string[] = [
  'Whoever asks is a person or a service, and shows that by a key, by a token or not at all.',
  'Sensitivities are 0 to 3, and times lie between 1970 and the year 9999.',
  'An asset lies in exactly one zone, and a zone is called by its id.',
  'A request comes with the attributes of who asks and of what it is about, and of no other identity, asset or rule.',
];

export type Facts = (world: World, situation: Situation) => Term;

/**
 * Of one request, and to be called when all its other terms are made: the last fact speaks of every entity.
 * @throws {OutsideFragment}
 */
export async function readFacts(): Promise<Facts> {
  const conditions = conditionTexts.map((text) => `when { ${text} }`).join('\n');
  const { holds } = await readPolicy({ id: 'facts', text: `permit (principal, action, resource)\n${conditions};` });
  return (world, situation) => {
    const { term, error } = termOf(evaluate(world, situation, holds), 'Bool');
    const { terms } = world;
    return terms.and(
      term,
      terms.not(error),
      oneZone(world, situation),
      zoneNames(world),
      nothingElse(world, situation),
    );
  };
}

const conditionTexts: readonly string[] = [
  '["person", "service"].contains(principal.kind)',
  '["key", "token", "none"].contains(context.via)',
  'if resource is Asset then 0 <= resource.sensitivity && resource.sensitivity <= 3 else true',
  isTime('context.at'),
  `if principal has screenedUntil then ${isTime('principal.screenedUntil')} else true`,
  `if context has grant then ${isTime('context.grant.expiresAt')} else true`,
];

/** Milliseconds up to the last of the year 9999: what RFC 3339 can say. */
function isTime(value: string): string {
  return `0 <= ${value} && ${value} <= ${Date.UTC(9999, 11, 31, 23, 59, 59, 999)}`;
}

function oneZone(world: World, situation: Situation): Term {
  const { entity, term } = situation.resource;
  return entity === asset ? world.isOne(zone, parents(world, situation, asset, zone, term)) : yes;
}

function zoneNames(world: World): Term {
  const { terms } = world;
  const named = [...world.names(zone)].map(([id, term]) => terms.equal(nameOf(world, term), textTerm(id)));
  const ids = [...world.names(zone).keys()];
  const others = world.singles().filter(({ entity }) => entity === zone);
  return terms.and(
    ...named,
    ...others.map(({ term }) => {
      const isNamed = ids.map((id) => terms.equal(nameOf(world, term), textTerm(id)));
      return terms.or(
        ...[...world.names(zone).values()].map((one) => terms.equal(term, one)),
        terms.not(terms.or(...isNamed)),
      );
    }),
  );
}

function nameOf(world: World, one: Term): Term {
  const field = attributesOf(world, zone, one).fields.get('name');
  if (field?.value.is !== 'String') throw new Error('zones have names');
  return field.value.term;
}

function nothingElse(world: World, situation: Situation): Term {
  const { terms } = world;
  const { principal, resource } = situation;
  const others = [...world.singles(), ...world.kinds().flatMap((entity) => namedOf(world, entity))];
  const claims = others.map(({ entity, term }) => {
    if (entity === 'Action' || entity === 'Role') return yes;
    const isPrincipal = entity === principal.entity ? [terms.equal(term, principal.term)] : [];
    const isResource = entity === resource.entity ? [terms.equal(term, resource.term)] : [];
    const isItsZone =
      entity === zone && resource.entity === asset
        ? [world.intersects(zone, term, parents(world, situation, asset, zone, resource.term))]
        : [];
    const isPassed = terms.or(...isPrincipal, ...isResource, ...isItsZone);
    return terms.equal(exists(world, situation, entity, term), isPassed);
  });
  return terms.and(...claims);
}

function namedOf(world: World, entity: string): readonly { readonly entity: string; readonly term: Term }[] {
  return [...world.names(entity).values()].map((term) => ({ entity, term }));
}

const asset = 'Asset';
const zone = 'Zone';
