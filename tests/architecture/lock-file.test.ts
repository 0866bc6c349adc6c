// The lock file serves every platform and names no registry. An npm that cannot see a platform's package leaves it out of the
// lock without a word, and then `npm ci` refuses the lock everywhere.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);
const packages = Object.entries(lock.packages);

/** The package that `name` means for the one at `from`, as Node looks it up. */
function lookUp(from: string, name: string): Locked | undefined {
  const found = lock.packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`];
  if (found !== undefined || from === '') return found;
  const end = from.lastIndexOf('/node_modules/');
  return lookUp(end === -1 ? '' : from.slice(0, end), name);
}

test('every optional dependency of every package is locked, in the version asked for', () => {
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, wanted]) => {
      const found = lookUp(path, name);
      const exact = /^\d/.test(wanted);
      return found === undefined || (exact && found.version !== wanted) ? [`${path}: ${name}@${wanted}`] : [];
    }),
  );
  expect(missing).toEqual([]);
});

test('no registry is named', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test('what is installed on every machine is locked by digest', () => {
  const open = packages.filter(
    ([path, { integrity, optional }]) => path !== '' && !optional && integrity === undefined,
  );
  expect(open.map(([path]) => path)).toEqual([]);
});

test('only the package that brings Node may run a script when it is installed; others are refused by name', () => {
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const scripted = packages.filter(([, locked]) => locked.hasInstallScript).map(([path]) => path);
  const names = scripted.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(names.filter((name) => allowScripts[name] === true)).toEqual(['node']);
  expect(names.filter((name) => !(name in allowScripts) && name !== 'fsevents')).toEqual([]);
});
