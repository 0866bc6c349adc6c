// What `assay access identity ...` does; loaded when it is called.
import { AssayError } from '#core/errors';
import { escapeInvisible, quote } from '#core/quote';
import { type ListedIdentity, listIdentities } from '#flow/access/list-identities';
import { endIdentity, type IdentitySet, type IdentityWish, setIdentity } from '#flow/access/set-identity';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface IdentityFlags extends SigningFlags {
  readonly role?: readonly string[];
  readonly service?: boolean;
  readonly person?: string;
  readonly organisation?: string;
  readonly screening?: string;
  readonly hours?: string;
  readonly why: string;
}

export interface EndFlags extends SigningFlags {
  readonly why: string;
}

/** @throws {AssayError} what the flow throws */
export async function runIdentitySet(this: AssayContext, flags: IdentityFlags, identity: string): Promise<void> {
  const { role: roles = [], service = false, person, organisation, screening, hours, why } = flags;
  if (service && (person !== undefined || screening !== undefined))
    throw new AssayError('USAGE', 'A service is no person, and nobody screens it.');
  const wish: IdentityWish = {
    identity,
    kind: service ? 'service' : 'person',
    roles,
    ...(service ? {} : { person: person ?? identity }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(screening === undefined ? {} : { screening: parseScreening(screening, organisation) }),
    ...(hours === undefined ? {} : { workingHours: parseHours(hours) }),
    why,
  };
  print(this, flags, await withWorkspace(this, flags, (workspace) => setIdentity(workspace, wish)));
}

/** @throws {AssayError} what the flow throws */
export async function runIdentityEnd(this: AssayContext, flags: EndFlags, identity: string): Promise<void> {
  print(this, flags, await withWorkspace(this, flags, (workspace) => endIdentity(workspace, identity, flags.why)));
}

function print(context: AssayContext, { json }: SigningFlags, done: IdentitySet): void {
  const { action, identity, roles, person, logIndex } = done;
  const who = person === undefined ? '' : `, person ${person}`;
  const line =
    action === 'set'
      ? `set  ${identity}: ${roles.join(', ') || 'no role'}${who}, entry ${logIndex}`
      : `ended  ${identity}, entry ${logIndex}`;
  answer(context, json, done, [escapeInvisible(line)]);
}

/** @throws {AssayError} what the flow throws */
export async function runIdentityList(this: AssayContext, flags: SigningFlags): Promise<void> {
  const list = await withWorkspace(this, flags, listIdentities);
  const lines = [
    ...list.identities.flatMap(identityLines),
    ...list.refused.map(
      ({ statement, kind, reason }) => `does not count: ${kind} ${statement.slice(0, 12)}, ${reason}`,
    ),
  ];
  answer(this, flags.json, list, lines.map(escapeInvisible));
}

function identityLines(one: ListedIdentity): readonly string[] {
  const { identity, kind, roles, person, organisation, screenedUntil, keys, since, state } = one;
  const who = [
    kind,
    state,
    ...(person === identity ? [] : [`person ${person}`]),
    ...(organisation === undefined ? [] : [organisation]),
  ];
  return [
    `${identity}  ${who.join(', ')}`,
    `  roles     ${roles.join(', ') || 'none'}`,
    `  keys      ${keys.map((key) => key.slice(0, 12)).join(', ') || 'none'}`,
    ...(screenedUntil === undefined ? [] : [`  screened  until ${screenedUntil}`]),
    ...(since === undefined ? [] : [`  since     ${since}`]),
  ];
}

/** `RECORD,ISSUER,UNTIL`; it is for the organisation that is named beside it. */
function parseScreening(text: string, organisation: string | undefined): NonNullable<IdentityWish['screening']> {
  const [record = '', issuer = '', until, ...others] = text.split(',').map((part) => part.trim());
  if (record === '' || issuer === '' || until === undefined || others.length > 0)
    throw new AssayError('USAGE', `${quote(text)} is no record of a screening: expected RECORD,ISSUER,UNTIL.`);
  return { record, issuer, expiresAt: parseTime(until), ...(organisation === undefined ? {} : { organisation }) };
}

/** `ZONE,FROM-TO,DAYS` */
function parseHours(text: string): NonNullable<IdentityWish['workingHours']> {
  const [, timeZone = '', from, to, first, last = first] =
    /^([A-Za-z0-9_+/-]{1,60}),([0-9]{1,2})-([0-9]{1,2}),([1-7])(?:-([1-7]))?$/.exec(text) ?? [];
  const [begin, end, monday, sunday] = [from, to, first, last].map(Number);
  const isKnown = Intl.supportedValuesOf('timeZone').includes(timeZone) || timeZone === 'UTC';
  const isOdd = begin === undefined || end === undefined || monday === undefined || sunday === undefined;
  if (isOdd || !isKnown || begin >= end || end > 24 || monday > sunday)
    throw new AssayError('USAGE', `${quote(text)} are no working hours: expected for example Europe/Berlin,8-18,1-5.`);
  return {
    timeZone,
    from: begin,
    to: end,
    days: Array.from({ length: sunday - monday + 1 }, (_, day) => monday + day),
  };
}
