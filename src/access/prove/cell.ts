// What a difference is listed under: roles, an action, and where.
import { type PolicyArea, policyAreas } from '#predicates/policy-change';
import type { Action } from '../actions.ts';
import type { AccessRequest, Resource } from '../request.ts';
import { textTerm } from './pattern.ts';
import { attributesOf, parents, type Situation } from './situation.ts';
import type { Term } from './terms.ts';
import type { World } from './world.ts';

export interface Cell {
  /** Of those told apart by name; empty: somebody who has none of them. */
  readonly roles: readonly string[];
  readonly action: Action;
  /** A zone, rules of an area, or one of either that has no name here. */
  readonly place: { readonly zone: string } | { readonly rules: PolicyArea } | { readonly other: 'zone' | 'rules' };
}

export function cellOf(world: World, { actor, action, resource }: AccessRequest): Cell {
  const roles = actor.roles.filter((role) => world.names('Role').has(role));
  return { roles, action, place: placeOf(world, resource) };
}

function placeOf(world: World, resource: Resource): Cell['place'] {
  if (resource.type === 'policy') {
    const rules = policyAreas.find((area) => area === resource.area);
    return rules === undefined ? { other: 'rules' } : { rules };
  }
  const zone = resource.type === 'asset' ? resource.zone : resource.id;
  return world.names('Zone').has(zone) ? { zone } : { other: 'zone' };
}

/** At most one role that has a name. */
export function fewRoles(world: World, situation: Situation): Term {
  const named = namedRoles(world, situation);
  const none = world.none('Role').text;
  return claim(`(or (= ${named} ${none}) (${oneOf('Role')} ${named}))`);
}

/**
 * That a request belongs elsewhere. Claims only: no term is made.
 * @param withRoles - the cell is for its roles alone
 * @returns undefined where requests about that kind of resource never belong to it
 */
export function cellClaim(world: World, situation: Situation, cell: Cell, withRoles: boolean): Term | undefined {
  const place = placeClaim(world, situation, cell.place);
  const action = world.names('Action').get(cell.action);
  if (place === undefined || action === undefined) return undefined;
  const parts = [place, `(= ${situation.action.term.text} ${action.text})`];
  if (withRoles) {
    const all = cell.roles.map((role) => world.names('Role').get(role)?.text ?? '');
    const roles = all.reduce((some, one) => `(bvor ${some} ${one})`, world.none('Role').text);
    parts.push(`(= ${namedRoles(world, situation)} ${roles})`);
  }
  return claim(`(not (and ${parts.join(' ')}))`);
}

function placeClaim(world: World, situation: Situation, place: Cell['place']): string | undefined {
  const { entity, term } = situation.resource;
  const isAboutRules = 'rules' in place || ('other' in place && place.other === 'rules');
  if (isAboutRules !== (entity === 'Policy')) return undefined;
  if (entity === 'Policy') {
    const area = attributesOf(world, 'Policy', term).fields.get('area')?.value;
    if (area?.is !== 'String') throw new Error('rules have areas');
    const is = (name: string): string => `(= ${area.term.text} ${textTerm(name).text})`;
    return 'rules' in place ? is(place.rules) : `(not (or ${policyAreas.map(is).join(' ')}))`;
  }
  const zone = entity === 'Asset' ? parents(world, situation, 'Asset', 'Zone', term).text : term.text;
  if ('zone' in place) return `(= ${zone} ${world.names('Zone').get(place.zone)?.text})`;
  return `(= (bvand ${zone} ${namedUnion(world, 'Zone')}) ${world.none('Zone').text})`;
}

function namedRoles(world: World, situation: Situation): string {
  const roles = parents(world, situation, 'Identity', 'Role', situation.principal.term);
  return `(bvand ${roles.text} ${namedUnion(world, 'Role')})`;
}

function namedUnion(world: World, entity: string): string {
  return [...world.names(entity).values()].reduce((all, { text }) => `(bvor ${all} ${text})`, world.none(entity).text);
}

function oneOf(entity: string): string {
  return `|one ${entity}|`;
}

function claim(text: string): Term {
  return { text, sort: 'Bool' };
}
