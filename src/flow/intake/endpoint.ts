// A model or service that somebody else runs: what stands for its identity, and what of it may change without notice.
import type { Sensitivity } from '#core/asset';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { type SeenCertificate, seeCertificate } from '#jobs/intake/see-certificate';
import type { HostedEndpoint } from '#predicates/hosted-endpoint';
import type { IntakeItem } from '#predicates/intake';
import type { BlobBatch } from '#store/blob-store';
import { readWhole } from '#store/read-whole';

export interface EndpointWords {
  readonly region?: string;
  readonly modelId?: string;
  /** A router sends each request to a model of its choice. */
  readonly router?: boolean;
  /** File with the terms as they are now. */
  readonly terms?: string;
  readonly termsVersion?: string;
  readonly account?: HostedEndpoint['account'];
  readonly allowed?: Sensitivity;
  readonly retentionDays?: number;
  readonly trainingUse?: HostedEndpoint['trainingUse'];
  readonly subProcessors?: readonly string[];
}

export interface SeenEndpoint {
  readonly body: HostedEndpoint;
  readonly items: readonly IntakeItem[];
}

/** @param asset - id of the address as an asset */
export async function seeEndpoint(
  url: string,
  asset: Sha256,
  provider: string,
  words: EndpointWords,
  network: { readonly allowPrivate: boolean; readonly authorities?: string },
  batch: BlobBatch,
  now: Date,
): Promise<SeenEndpoint> {
  const seen = await seeCertificate(url, { ...network, timeoutMs: 15_000 });
  const certificate = typeof seen === 'string' ? undefined : seen;
  const { terms, termsVersion, region, modelId, allowed, retentionDays } = words;
  const digest = terms === undefined ? undefined : (await batch.add(readWhole(terms, limits.claimBytes.value))).sha256;
  const naming = namingOf(modelId, words.router ?? false);
  const body: HostedEndpoint = {
    asset,
    url,
    provider,
    ...(region === undefined ? {} : { region }),
    ...(modelId === undefined ? {} : { modelId }),
    naming,
    terms: {
      ...(termsVersion === undefined ? {} : { version: termsVersion }),
      ...(digest === undefined ? {} : { digest, at: now.toISOString() }),
    },
    account: words.account ?? 'unknown',
    ...(allowed === undefined ? {} : { allowed }),
    ...(retentionDays === undefined ? {} : { retentionDays }),
    trainingUse: words.trainingUse ?? 'unknown',
    subProcessors: words.subProcessors ?? [],
    ...(certificate === undefined ? {} : { certificate }),
    observedAt: now.toISOString(),
  };
  return { body, items: [...identityItems(body, seen), ...termsItems(body)] };
}

/** A name with a date, a digest or a full version stays what it is; any other may mean something else tomorrow. */
export function namingOf(modelId: string | undefined, isRouter: boolean): HostedEndpoint['naming'] {
  if (isRouter) return 'router';
  if (modelId === undefined) return 'unknown';
  if (/(?:^|[-_/:.])(?:auto|router)(?:$|[-_/:.])/i.test(modelId)) return 'router';
  if (/(?:^|[-_/:.@])(?:latest|stable|default|preview|current|main|prod)(?:$|[-_/:.])/i.test(modelId)) return 'alias';
  if (/(?:^|[^0-9])20\d{2}-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])(?:$|[^0-9])/.test(modelId)) return 'pinned';
  return /@(?:sha256:)?[0-9a-f]{12,64}$|[-_:@]v?\d+\.\d+\.\d+$/.test(modelId) ? 'pinned' : 'alias';
}

function identityItems(body: HostedEndpoint, seen: SeenCertificate | string | undefined): readonly IntakeItem[] {
  const { naming, modelId, region } = body;
  const shown =
    seen === undefined
      ? item('open', 'fail', 'the address is not encrypted, so anybody on the way can answer')
      : typeof seen === 'string'
        ? item('unreached', 'inconclusive', `the server could not be asked for its certificate: ${seen}`)
        : item(
            'certificate',
            'pass',
            `the server shows a certificate of ${seen.subject}, sha256 ${seen.sha256}, until ${seen.expiresAt.slice(0, 10)}`,
          );
  const named = modelId === undefined ? 'nobody said which model is asked for' : `it is asked for as ${modelId}`;
  const [outcome, why] = namings[naming];
  return [
    shown,
    item(naming, outcome, `${named}: ${why}`),
    region === undefined
      ? item('region-unknown', 'inconclusive', 'nobody said in which region it runs')
      : item('region', 'pass', `it runs in ${region}`),
  ];
}

function termsItems({ terms, account, trainingUse, allowed }: HostedEndpoint): readonly IntakeItem[] {
  const isKept = terms.digest !== undefined;
  const what = `${terms.version ?? 'no version'}, ${isKept ? 'kept as they were read' : 'no copy of them was kept'}`;
  return [
    item(isKept ? 'terms' : 'terms-unknown', isKept ? 'pass' : 'inconclusive', `terms: ${what}; account: ${account}`),
    ...(account === 'free'
      ? [item('free-account', 'inconclusive', 'accounts without a contract have other terms about data')]
      : []),
    trainingUse === 'no'
      ? item('no-training', 'pass', 'what is sent is not used for training, by its terms')
      : item(
          `training-${trainingUse}`,
          'inconclusive',
          trainingUse === 'yes'
            ? 'what is sent is used for training'
            : 'nobody said whether what is sent is used for training',
        ),
    item('allowed', 'pass', `${allowed ?? 'public'} is the most sensitive that may be sent`),
  ];
}

function item(state: string, outcome: IntakeItem['outcome'], observed: string): IntakeItem {
  return { topic: 'endpoint', state, outcome, observed };
}

const namings: Readonly<Record<HostedEndpoint['naming'], readonly [IntakeItem['outcome'], string]>> = {
  pinned: ['pass', 'that name is of one version'],
  alias: ['inconclusive', 'that name may mean another model tomorrow'],
  router: ['inconclusive', 'behind it each request may reach another model'],
  unknown: ['inconclusive', 'which model answers is not known'],
};
