// The import table is only worth something while breaking it is noticed. dependency-cruiser has been seen to find nothing,
// silently, under another compiler version, so each kind of violation is planted here and must be reported.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'assay-architecture-'));

/** Modules that break no rule and that the planted ones import. */
const sound: Readonly<Record<string, string>> = {
  'src/core/base.ts': 'export const base = 1;\n',
  'src/core/two.ts': "import './one.ts';\n",
  'src/core/right.ts': "import type { L } from './left.ts';\nexport type R = L[];\n",
  'src/core/index.ts': "export * from './base.ts';\n",
  'src/checks/check.ts': "import type { base } from '#core/base';\nexport type Base = typeof base;\n",
  'src/formats/zip.ts': "import '#core/base';\n",
  'src/store/blobs.ts': "import 'node:fs';\n",
  'src/store/s3/client.ts': "import 'node:http';\n",
  'src/store/elsewhere.ts': "import './s3/client.ts';\n",
  'src/flow/scan.ts': "import '#store/blobs';\nimport '#formats/zip';\n",
  'testkit/zip.ts': 'export const zip = 1;\n',
};

/** What is planted, the rule that must report it, where, and the text of the module. */
const planted: readonly (readonly [what: string, rule: string, path: string, text: string])[] = [
  ['a gate that imports a check', 'gates-imports', 'src/gates/allow.ts', "import '../checks/check.ts';\n"],
  ['core that imports anything', 'core-imports', 'src/core/a.ts', "import '../formats/zip.ts';\n"],
  ['a check that imports the store', 'checks-imports', 'src/checks/a.ts', "import '#store/blobs';\n"],
  ['an import of a type', 'exports-imports', 'src/exports/a.ts', "export type { Base } from '#checks/check';\n"],
  ['an import in a function', 'formats-imports', 'src/formats/a.ts', "export const a = () => import('#flow/scan');\n"],
  ['a cycle', 'no-cycles', 'src/core/one.ts', "import './two.ts';\n"],
  [
    'a cycle of types',
    'no-cycles',
    'src/core/left.ts',
    "import type { R } from './right.ts';\nexport type L = R | 1;\n",
  ],
  ['disk in a reader', 'effects-at-the-edge', 'src/formats/b.ts', "import { readFileSync } from 'node:fs';\n"],
  ['a process in a check', 'effects-at-the-edge', 'src/checks/b.ts', "import 'child_process';\n"],
  ['a thread in the flow', 'effects-at-the-edge', 'src/flow/b.ts', "import 'node:worker_threads';\n"],
  ['a socket in the command', 'no-network-in-a-scan', 'src/cli/a.ts', "import 'node:net';\n"],
  ['a socket beside the client of S3', 'no-network-in-a-scan', 'src/store/a.ts', "import 'node:https';\n"],
  ['S3 behind a scan', 'no-storage-client-in-a-scan', 'src/flow/scan-a.ts', "import '#store/elsewhere';\n"],
  ['its own index', 'own-index', 'src/core/b.ts', "import './index.ts';\n"],
  ['a library loaded at once', 'libraries-when-needed', 'src/formats/c.ts', "import 'yaml';\n"],
  ['a library nobody installs', 'declared-libraries', 'src/cli/b.ts', "import 'vitest';\n"],
  ['a builder of samples', 'sources-stand-alone', 'src/core/c.ts', "import '../../testkit/zip.ts';\n"],
  ['a path that leads nowhere', 'resolvable', 'src/core/d.ts', "import './gone.ts';\n"],
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let violations: readonly Violation[];

beforeAll(() => {
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs']) {
    cpSync(join(root, name), join(folder, name));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const modules = [...Object.entries(sound), ...planted.map(([, , path, text]) => [path, text] as const)];
  for (const [path, text] of modules) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  violations = cruise();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cruise(): readonly Violation[] {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { stdout } = spawnSync(process.execPath, [cruiser, 'src', '--output-type', 'json'], options);
  const result: { readonly summary: { readonly violations: readonly Violation[] } } = JSON.parse(stdout);
  return result.summary.violations;
}

test.each(planted)('%s is refused by the rule %s', (_, rule, path) => {
  expect(violations.filter(({ from }) => from === path).map((violation) => violation.rule.name)).toContain(rule);
});

test('what the table allows passes', () => {
  expect(violations.filter(({ from }) => from in sound)).toEqual([]);
});

test('every folder of src has a rule, and every rule a sentence', async () => {
  const { default: config }: { default: { forbidden: { name: string; comment: string }[] } } = await import(
    join(root, '.dependency-cruiser.mjs')
  );
  const names = config.forbidden.map(({ name }) => name);
  // The flow may import everything below it; what it may not is said by the rules of the others.
  const nouns = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of nouns) if (name !== 'flow') expect(names).toContain(`${name}-imports`);
  for (const { comment } of config.forbidden) expect(comment).toMatch(/^[A-Za-z].{30,}[.]$/);
});

test('dependency-cruiser is given a compiler that it supports', () => {
  const compiler = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8'));
  expect(Number.parseInt(compiler.version, 10)).toBeLessThan(7);
});
