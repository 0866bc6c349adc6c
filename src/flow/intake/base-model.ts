// What an adapter, or a changed model, says that it was made of; and whether that is what is here.
import { isMembers, type JsonMembers, plainJson } from '#attest/canonical-value';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { AssetRecord } from '#database/asset-record';
import { listAssets } from '#database/list-assets';
import type { IntakeItem } from '#predicates/intake';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Delivery, readSmall } from './delivery.ts';
import { type ModelCard, textsOf } from './licence/read-card.ts';

export interface FoundBase {
  readonly items: readonly IntakeItem[];
  /** `adapter-of=NAME@2`, for the record, when the base is here. */
  readonly parent?: string;
}

export interface AdapterFacts {
  readonly path: string;
  readonly base?: string;
  readonly revision?: string;
  /** What kind of adapter, its rank and the modules that it changes, in a line. */
  readonly shape: string;
}

/**
 * @param given - asset that the adapter is to be used with
 * @throws {AssayError} INTAKE_BASE when it says that it was made for another one; ASSET_UNKNOWN
 */
export async function findBase(
  workspace: Workspace,
  delivery: Delivery,
  card: ModelCard | undefined,
  given: string | undefined,
): Promise<FoundBase> {
  const facts = adapterFacts(delivery);
  const declared = facts?.base ?? textsOf(card, 'base_model')[0];
  const shape = facts?.shape ?? 'there is no adapter_config.json';
  const source = facts?.path ?? card?.path ?? 'nowhere';
  if (given !== undefined) return givenBase(workspace, given, declared, source, shape);
  if (declared === undefined) {
    return { items: [item('undeclared', 'inconclusive', `it does not say what it was made for; ${shape}`)] };
  }
  const claim = { says: declared, source, strength: 'same-place' } as const;
  const [base, ...others] = await assetsCalled(workspace, declared);
  if (base === undefined) {
    return {
      items: [{ ...item('unknown', 'inconclusive', `no asset here is that model; --base names one; ${shape}`), claim }],
    };
  }
  if (others.length > 0) {
    const names = [base, ...others].map(({ name }) => quote(name)).join(', ');
    return {
      items: [
        {
          ...item('ambiguous', 'inconclusive', `several assets could be it: ${names}; --base names one; ${shape}`),
          claim,
        },
      ],
    };
  }
  const known = `it is ${quote(base.name)}, ${base.id.slice(0, 12)}; ${shape}`;
  return { items: [{ ...item('known', 'pass', known), claim }], parent: `adapter-of=${base.id}` };
}

async function givenBase(
  workspace: Workspace,
  word: string,
  declared: string | undefined,
  source: string,
  shape: string,
): Promise<FoundBase> {
  const base = await resolveAsset(await workspace.index(), word);
  const parent = `adapter-of=${base.id}`;
  if (declared === undefined) {
    const observed = `it does not say what it was made for, and is said to be for ${base.label}; ${shape}`;
    return { items: [item('undeclared', 'inconclusive', observed)], parent };
  }
  const called = await assetsCalled(workspace, declared);
  const claim = { says: declared, source, strength: 'same-place' } as const;
  if (called.some(({ id }) => id === base.id))
    return { items: [{ ...item('known', 'pass', `it is ${base.label}; ${shape}`), claim }], parent };
  throw new AssayError(
    'INTAKE_BASE',
    `nothing was taken in: ${source} says that it was made for ${quote(declared)}, and ${base.label} is not that model`,
    { value: declared },
  );
}

/** What PEFT and its relatives write beside an adapter. */
export function adapterFacts(delivery: Delivery): AdapterFacts | undefined {
  const file = delivery.files.find(({ path }) => /(?:^|\/)adapter_config\.json$/.test(path));
  const bytes = file === undefined ? undefined : readSmall(file, limits.claimBytes.value);
  const config = bytes === undefined ? undefined : membersOf(bytes);
  if (file === undefined || config === undefined) return undefined;
  const {
    base_model_name_or_path: base,
    revision,
    peft_type: type,
    r,
    lora_alpha: alpha,
    target_modules: targets,
  } = config;
  const modules = Array.isArray(targets)
    ? targets.filter((one) => typeof one === 'string')
    : [targets].filter((one) => typeof one === 'string');
  const parts = [
    typeof type === 'string' ? type : 'an adapter of an unknown type',
    typeof r === 'number' ? `rank ${r}` : 'rank not stated',
    ...(typeof alpha === 'number' ? [`alpha ${alpha}`] : []),
    modules.length === 0 ? 'targets not stated' : `targets ${[...modules].sort().slice(0, 20).join(', ')}`,
  ];
  return {
    path: file.path,
    shape: quote(parts.join(', ')).slice(1, -1),
    ...(typeof base === 'string' && base !== '' ? { base } : {}),
    ...(typeof revision === 'string' && revision !== '' ? { revision } : {}),
  };
}

function membersOf(bytes: Uint8Array): JsonMembers | undefined {
  try {
    const value = plainJson(
      parseStrictJson(bytes, { maxBytes: limits.claimBytes.value, maxDepth: limits.signatureDepth.value }),
    );
    return isMembers(value) ? value : undefined;
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

/** Assets of models that go by this name: their own, or where they came from (`organisation/model` on a hub). */
async function assetsCalled(workspace: Workspace, declared: string): Promise<readonly AssetRecord[]> {
  const { assets } = await listAssets(await workspace.index(), { kind: 'model' });
  const wanted = declared
    .replace(/^https?:\/\/[^/]+\//, '')
    .replace(/\/+$/, '')
    .toLowerCase();
  const last = wanted.slice(wanted.lastIndexOf('/') + 1);
  const exact = assets.filter(({ name, url }) => {
    const from = URL.parse(url ?? '')?.pathname.toLowerCase() ?? '';
    return name.toLowerCase() === wanted || from === `/${wanted}` || from.startsWith(`/${wanted}/`);
  });
  // The account in front of the name says whose it is: a name alone fits only where no account was named.
  const found =
    exact.length > 0 || wanted.includes('/') ? exact : assets.filter(({ name }) => name.toLowerCase() === last);
  return [...new Map(found.map((asset) => [asset.id, asset])).values()];
}

function item(state: string, outcome: IntakeItem['outcome'], observed: string): IntakeItem {
  return { topic: 'base-model', state, outcome, observed };
}
