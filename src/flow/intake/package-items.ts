// Packages and tools: what runs when they are installed, versions that are made anew every night, and names that somebody else has here.
import { isMembers, type JsonMembers, plainJson } from '#attest/canonical-value';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { listAssets } from '#database/list-assets';
import type { IntakeItem } from '#predicates/intake';
import type { Workspace } from '../workspace/workspace.ts';
import { type DeliveredFile, type Delivery, readSmall } from './delivery.ts';

export interface PackageName {
  readonly name: string;
  readonly version?: string;
}

/** @param supplier - who is said to deliver it */
export async function packageItems(
  workspace: Workspace,
  delivery: Delivery,
  supplier: string,
): Promise<readonly IntakeItem[]> {
  const named = packageName(delivery);
  return [...installScripts(delivery), ...nightly(named), ...(await takenName(workspace, named, supplier))];
}

/** What it calls itself: its metadata, else the name of its archive. */
export function packageName(delivery: Delivery): PackageName | undefined {
  for (const file of delivery.files) {
    const base = file.path.slice(file.path.lastIndexOf('/') + 1);
    const found =
      base === 'package.json' ? fromJson(file) : /^(?:METADATA|PKG-INFO)$/.test(base) ? fromMetadata(file) : undefined;
    if (found !== undefined) return found;
  }
  const [only] = delivery.files.length === 1 ? delivery.files : [];
  const base = only?.path.slice(only.path.lastIndexOf('/') + 1) ?? '';
  const [, name, version] =
    /^(.+?)-(\d[A-Za-z0-9.!+_-]*?)(?:-(?:py|cp|pp)[^/]*\.whl|\.tar\.gz|\.tgz|\.zip|\.crate)$/.exec(base) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

function installScripts({ files }: Delivery): readonly IntakeItem[] {
  return files
    .filter(({ path }) => /(?:^|\/)package\.json$/.test(path))
    .flatMap((file) => {
      const scripts = jsonOf(file)?.scripts;
      const found = ['preinstall', 'install', 'postinstall', 'prepare'].filter(
        (name) => isMembers(scripts) && typeof scripts[name] === 'string',
      );
      return found.map((name) =>
        item('install-script', 'inconclusive', `installing it runs a program of its own: ${name}`, file.path),
      );
    })
    .concat(
      files
        .filter(({ path }) => /(?:^|\/)setup\.py$/.test(path))
        .map(({ path }) =>
          item('install-script', 'inconclusive', 'installing it runs a program of its own: setup.py', path),
        ),
    );
}

function nightly(named: PackageName | undefined): readonly IntakeItem[] {
  if (named?.version === undefined || !/(?:nightly|[.-]?dev\d*|snapshot|canary)(?:$|[.+-])/i.test(named.version))
    return [];
  return [
    item(
      'nightly',
      'inconclusive',
      `version ${quote(named.version)} of ${quote(named.name)} is made anew again and again; nobody keeps it safe`,
    ),
  ];
}

/** A package of our own name from somebody else is how installers are made to take the wrong one. */
async function takenName(
  workspace: Workspace,
  named: PackageName | undefined,
  supplier: string,
): Promise<readonly IntakeItem[]> {
  if (named === undefined) return [];
  const { assets } = await listAssets(await workspace.index(), { kind: 'package' });
  const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
  const taken = assets.find((asset) => plain(asset.name) === plain(named.name) && asset.supplier !== supplier);
  if (taken === undefined) return [];
  const whose = taken.supplier === undefined ? 'made here' : `of ${quote(taken.supplier)}`;
  return [
    item(
      'name-taken',
      'fail',
      `a package ${quote(taken.name)} ${whose} is on record, and this one is of ${quote(supplier)}`,
    ),
  ];
}

function fromJson(file: DeliveredFile): PackageName | undefined {
  const document = jsonOf(file);
  const { name, version } = document ?? {};
  if (typeof name !== 'string') return undefined;
  return { name, ...(typeof version === 'string' ? { version } : {}) };
}

function fromMetadata(file: DeliveredFile): PackageName | undefined {
  const bytes = readSmall(file, limits.claimBytes.value);
  const text = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
  const name = /^Name: (.{1,200})$/m.exec(text)?.[1]?.trim();
  const version = /^Version: (.{1,200})$/m.exec(text)?.[1]?.trim();
  return name === undefined ? undefined : { name, ...(version === undefined ? {} : { version }) };
}

function jsonOf(file: DeliveredFile): JsonMembers | undefined {
  const bytes = readSmall(file, limits.claimBytes.value);
  if (bytes === undefined) return undefined;
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

function item(state: string, outcome: IntakeItem['outcome'], observed: string, path?: string): IntakeItem {
  return { topic: 'package', ...(path === undefined ? {} : { path }), state, outcome, observed };
}
