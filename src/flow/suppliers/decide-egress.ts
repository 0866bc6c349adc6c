// Whether something may be sent to a service: by its label, by the terms as they were read, and by what is in it. What nobody labelled, and what
// nobody has read the terms for, is not sent.
import { findTokens } from '#checks/code/secrets/find-tokens';
import { privateKeys } from '#checks/code/secrets/private-keys';
import { personalValue } from '#checks/dataset/personal/personal-values';
import { decodedPassages } from '#checks/dataset/retrieval/decoded-passages';
import { type Sensitivity, sensitivities } from '#core/asset';
import { type Sha256, sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type HostedEndpoint, predicate as hostedEndpoint } from '#predicates/hosted-endpoint';
import { readWhole } from '#store/read-whole';
import { allowedAsset } from '../access/allowed-asset.ts';
import { decideAccess, demandAccess } from '../access/decide-access.ts';
import { recordAccess } from '../access/record-access.ts';
import { readDescription } from '../assets/read-description.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Counting, countingAbout } from './counting-statements.ts';

export interface EgressRequest {
  /** Asset that stands for the service. */
  readonly service: string;
  /** Asset that is to be sent; its label counts. */
  readonly asset?: string;
  /** A text that is to be sent, and the label that somebody gives it. */
  readonly text?: { readonly path: string; readonly label?: Sensitivity };
  /** The terms as they are now. */
  readonly terms?: string;
  readonly purpose: string;
}

export interface EgressDecision {
  readonly schema: 'assay.egress/1';
  readonly service: string;
  readonly decision: 'allow' | 'deny';
  readonly because: readonly {
    readonly rule: string;
    readonly outcome: 'pass' | 'fail' | 'inconclusive';
    readonly why: string;
  }[];
  /** What of the text must not leave, by line. */
  readonly passages: readonly { readonly line: number; readonly what: string }[];
}

type Because = EgressDecision['because'][number];

/**
 * Every decision about an asset is on record as an access.
 * @throws {AssayError} ASSET_UNKNOWN, ACCESS_DENIED; {FileError}
 */
export async function decideEgress(workspace: Workspace, request: EgressRequest): Promise<EgressDecision> {
  const { id, label: service } = await allowedAsset(workspace, request.service, 'see');
  const newest = (await countingAbout(workspace, id, hostedEndpoint)).at(-1);
  const label = await labelOf(workspace, request);
  const passages = request.text === undefined ? [] : forbiddenIn(readText(request.text.path));
  const because: readonly Because[] = [
    ...(newest === undefined
      ? [rule('service', 'fail', 'no record says who runs it and under which terms')]
      : recordRules(newest, request.terms)),
    labelRule(label, newest?.statement.body),
    ...(request.text === undefined ? [] : [contentRule(passages)]),
  ];
  const decision = because.every(({ outcome }) => outcome === 'pass') ? 'allow' : 'deny';
  await putOnRecord(workspace, request, decision, service, because);
  return { schema: 'assay.egress/1', service, decision, because, passages };
}

function recordRules({ statement, expired }: Counting<HostedEndpoint>, terms: string | undefined): readonly Because[] {
  const { terms: read, account, observedAt } = statement.body;
  const when = observedAt.slice(0, 10);
  const known = read.digest !== undefined;
  const now = terms === undefined ? undefined : sha256(readWhole(terms, limits.claimBytes.value));
  return [
    expired
      ? rule('service', 'fail', `it was last looked at on ${when}, and that counts no more`)
      : rule('service', 'pass', `it was looked at on ${when}`),
    termsRule(known ? read.digest : undefined, now),
    account === 'free' || account === 'unknown'
      ? rule(
          'account',
          'inconclusive',
          `the account is ${account}: the terms that were read may not be those that hold for it`,
        )
      : rule('account', 'pass', `the account is ${account}`),
  ];
}

function termsRule(read: Sha256 | undefined, now: Sha256 | undefined): Because {
  if (read === undefined)
    return rule('terms', 'inconclusive', 'no copy of the terms was kept, so nobody can tell what was agreed');
  if (now !== undefined && now !== read) return rule('terms', 'fail', 'the terms are others than those that were read');
  return rule(
    'terms',
    'pass',
    now === undefined
      ? 'the terms were read; whether they changed since was not asked'
      : 'the terms are those that were read',
  );
}

function labelRule(label: Sensitivity | undefined, endpoint: HostedEndpoint | undefined): Because {
  if (label === undefined) return rule('label', 'fail', 'nobody labelled it, so it counts as restricted');
  const allowed = endpoint?.allowed ?? 'public';
  const isAllowed = sensitivities.indexOf(label) <= sensitivities.indexOf(allowed);
  return rule('label', isAllowed ? 'pass' : 'fail', `it is ${label}, and ${allowed} is the most that may be sent`);
}

function contentRule(passages: EgressDecision['passages']): Because {
  const [first] = passages;
  return first === undefined
    ? rule('content', 'pass', 'no key, token or personal value was found in it, as it stands or decoded')
    : rule(
        'content',
        'fail',
        `${passages.length} passages must not leave, for example line ${first.line}: ${first.what}`,
      );
}

/** As it stands, and in the encodings that models read without being told: wrapping a secret does not change what it is. */
function forbiddenIn(text: string): EgressDecision['passages'] {
  const lineOf = (index: number): number => text.slice(0, index).split('\n').length;
  const plain = foundIn(text).map(({ index, what }) => ({ line: lineOf(index), what }));
  const wrapped = decodedPassages(text).flatMap((passage) =>
    foundIn(passage.text).map(({ what }) => ({ line: lineOf(passage.span[0]), what: `${what}, ${passage.how}` })),
  );
  return [...plain, ...wrapped].slice(0, mostPassages);
}

function foundIn(text: string): readonly { readonly index: number; readonly what: string }[] {
  const words = [...text.matchAll(/\S{5,254}/g)].flatMap((match) => {
    const what = personalValue(match[0].replace(/^[<("']+|[>)"',;.]+$/g, ''));
    return what === undefined ? [] : [{ index: match.index, what }];
  });
  return [
    ...privateKeys(text).map(({ index, title }) => ({ index, what: `a private key (${title})` })),
    ...findTokens(text, mostPassages).map(({ index, kind, masked }) => ({
      index,
      what: `${kind.title} ${quote(masked)}`,
    })),
    ...words,
  ].sort((a, b) => a.index - b.index);
}

async function labelOf(workspace: Workspace, { asset, text }: EgressRequest): Promise<Sensitivity | undefined> {
  if (asset === undefined) return text?.label;
  const { id } = await allowedAsset(workspace, asset, 'see');
  return (await readDescription(workspace, id)).body.sensitivity;
}

/** What is allowed here has to be allowed by the policies as well. */
async function putOnRecord(
  workspace: Workspace,
  { asset, purpose }: EgressRequest,
  decision: EgressDecision['decision'],
  service: string,
  because: readonly Because[],
): Promise<void> {
  if (asset === undefined) return;
  const { id } = await allowedAsset(workspace, asset, 'see');
  const wish = {
    action: 'export',
    resource: { asset: id },
    word: asset,
    purpose: `${purpose}, sent to ${service}`,
  } as const;
  if (decision === 'allow') {
    await demandAccess(workspace, wish);
    return;
  }
  const { request, policy } = await decideAccess(workspace, wish);
  const rules = because.filter(({ outcome }) => outcome !== 'pass').map((one) => `egress-${one.rule}`);
  await recordAccess(workspace, request, { decision, policy, because: rules });
}

function readText(path: string): string {
  return Buffer.from(readWhole(path, limits.claimBytes.value)).toString('utf8');
}

function rule(name: string, outcome: Because['outcome'], why: string): Because {
  return { rule: name, outcome, why };
}

const mostPassages = 100;
