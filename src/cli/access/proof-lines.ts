// Proofs and differences for people.
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { type Paint, paint, type TextStyle } from '#exports/text-style';
import type { AccessComparison, Difference } from '#flow/access/compare-access';
import type { AccessProof, AllowedRequest } from '#flow/access/prove-access';

export function proofLines(proof: AccessProof, style: TextStyle): readonly string[] {
  const { results, policies, solver, translation, given } = proof;
  const checked =
    translation === undefined
      ? []
      : [
          `The translation was compared with Cedar on ${translation.requests} random requests (seed ${translation.seed}): ${translation.disagreements} disagreements.`,
        ];
  return [
    ...results.flatMap((result) => resultLines(result, style)),
    '',
    `Asked of ${policies.count} policies (${policies.digest.slice(0, 12)}) with ${solver}.`,
    ...checked,
    ...givenLines(given),
  ];
}

function resultLines(result: AccessProof['results'][number], style: TextStyle): readonly string[] {
  const { name, sentence, answer } = result;
  const head = `${paint(words[answer], paints[answer], style)}  ${escapeInvisible(`${name}: ${sentence}`)}`;
  if (result.answer === 'could-not-tell') return [head, `           ${escapeInvisible(result.reason)}`];
  if (result.answer === 'proved') return [head];
  return [
    head,
    ...result.requests.flatMap(({ request, because }) => [
      `           ${escapeInvisible(requestSentence(request))}`,
      `           allowed by ${escapeInvisible(because.join(', '))}`,
    ]),
  ];
}

const words = { proved: 'proved   ', refuted: 'refuted  ', 'could-not-tell': 'not known' } as const;
const paints: Readonly<Record<keyof typeof words, readonly Paint[]>> = {
  proved: ['green'],
  refuted: ['bold', 'red'],
  'could-not-tell': ['bold', 'yellow'],
};

export function comparisonLines(found: AccessComparison, style: TextStyle): readonly string[] {
  const asked = `${found.before.count} policies (${found.before.digest.slice(0, 12)}) and ${found.after.count} (${found.after.digest.slice(0, 12)}) with ${found.solver}.`;
  const tail = ['', `Compared ${asked}`, ...givenLines(found.given)];
  if (found.answer === 'same') return ['The same for every request.', ...tail];
  if (found.answer === 'could-not-tell') return [`Could not tell: ${escapeInvisible(found.reason)}`, ...tail];
  const rows = found.differences.map((one) => [
    paint(one.change, one.change === 'gains' ? ['bold', 'yellow'] : ['green'], style),
    escapeInvisible(one.roles.length === 0 ? '(none of these)' : one.roles.join(' and ')),
    one.action,
    escapeInvisible(placeName(one.place)),
    escapeInvisible(conditionsOf(one)),
    escapeInvisible(
      one.change === 'gains' ? one.allowedBy.join(', ') : one.deniedBy.join(', ') || 'nothing permits it',
    ),
  ]);
  const [example] = found.differences;
  return [
    ...columns(['CHANGE', 'ROLE', 'ACTION', 'WHERE', 'FOR EXAMPLE', 'BY'], rows, style),
    ...(example === undefined
      ? []
      : ['', `The first, as a request: ${escapeInvisible(requestSentence(example.request))}`]),
    '',
    found.isWhole
      ? 'Nothing else changes for anybody with one of these roles or none, and nothing about other actions and places for anybody: proved.'
      : 'There are more differences than are listed.',
    ...tail,
  ];
}

function placeName(place: Difference['place']): string {
  if ('zone' in place) return place.zone;
  if ('rules' in place) return `rules of ${place.rules}`;
  return place.other === 'zone' ? 'any other zone' : 'any other rules';
}

/** What the example cannot do without: it is the plainest one that there is. */
function conditionsOf({ request }: Difference): string {
  const { actor, resource, grant, approvers, via, attested } = request;
  const parts = [
    ...(grant === undefined ? [] : [grant.exception === true ? 'with an exception' : 'with a grant']),
    ...(approvers.length === 0 ? [] : ['with approval']),
    ...(actor.kind === 'service' ? ['as a service'] : []),
    ...(via === 'key' ? [] : [`by ${via === 'none' ? 'nothing' : 'a token'}`]),
    ...(attested === true ? ['on an attested machine'] : []),
    ...(resource.type === 'asset' && resource.sensitivity > 0 ? [`sensitivity ${resource.sensitivity}`] : []),
    ...(resource.type === 'asset' && resource.makers.includes(actor.identity) ? ['what they made'] : []),
  ];
  return parts.length === 0 ? '-' : parts.join(', ');
}

export function requestSentence({
  actor,
  action,
  resource,
  via,
  grant,
  approvers,
  purpose,
  at,
}: AllowedRequest): string {
  const roles =
    actor.roles.length === 0
      ? 'without a role'
      : `with the role${actor.roles.length === 1 ? '' : 's'} ${actor.roles.join(' and ')}`;
  const screened = actor.screenedUntil === undefined ? '' : `, screened until ${actor.screenedUntil}`;
  const extras = [
    ...(via === 'key' ? [] : [via === 'token' ? 'by a token' : 'without a key']),
    ...(grant === undefined
      ? []
      : [
          `with ${grant.exception === true ? 'an exception' : 'a grant'} of ${grant.approver} until ${grant.expiresAt}${grant.purpose === '' ? '' : ` for ${grant.purpose}`}`,
        ]),
    ...(approvers.length === 0 ? [] : [`approved by ${approvers.join(', ')}`]),
    ...(purpose === undefined ? [] : [`for the purpose "${purpose}"`]),
    `at ${at}`,
  ];
  return `${actor.identity}, a ${actor.kind} ${roles}${screened}: ${action} ${resourceName(resource)}, ${extras.join(', ')}`;
}

function resourceName(resource: AllowedRequest['resource']): string {
  if (resource.type === 'zone') return `the zone ${resource.id}`;
  if (resource.type === 'policy') return `a rule of ${resource.area}`;
  const made = resource.makers.length === 0 ? '' : `, made by ${resource.makers.join(', ')}`;
  const owner = resource.owner === undefined ? '' : `, owned by ${resource.owner}`;
  return `${resource.id} (${resource.kind}, sensitivity ${resource.sensitivity}, in ${resource.zone}${made}${owner})`;
}

function givenLines(given: readonly string[]): readonly string[] {
  return ['Taken as given:', ...given.map((one) => `  ${one}`)];
}
