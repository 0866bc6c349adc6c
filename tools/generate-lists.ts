// Writes the folder lists: adding a format, layout, check or testkit builder is adding a file, nothing else.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

interface List {
  /** Folder that is listed, with its subfolders when `deep`. */
  readonly folder: string;
  readonly deep?: boolean;
  /** Name that a file must export to be listed. */
  readonly exported: string;
  readonly output: string;
  readonly plural: string;
  readonly typeImport: string;
  readonly type: string;
}

const lists: readonly List[] = [
  {
    folder: 'src/formats',
    exported: 'format',
    output: 'src/formats/formats.generated.ts',
    plural: 'formats',
    typeImport: "import type { Format } from './format.ts';",
    type: 'readonly Format[]',
  },
  {
    folder: 'src/formats/layouts',
    exported: 'layout',
    output: 'src/formats/layouts.generated.ts',
    plural: 'layouts',
    typeImport: "import type { Layout } from './layout.ts';",
    type: 'readonly Layout[]',
  },
  {
    folder: 'src/checks',
    deep: true,
    exported: 'check',
    output: 'src/checks/checks.generated.ts',
    plural: 'checks',
    typeImport: "import type { Check } from './check.ts';",
    type: 'readonly Check[]',
  },
  {
    folder: 'testkit',
    exported: 'samples',
    output: 'testkit/samples.generated.ts',
    plural: 'samples',
    typeImport: "import type { Sample } from './sample.ts';",
    type: 'Readonly<Record<string, readonly Sample[]>>',
  },
];

for (const list of lists) writeList(list);

function writeList(list: List): void {
  const files = sourceFiles(join(root, list.folder), list.deep ?? false).filter((file) =>
    new RegExp(`^export const ${list.exported}\\b`, 'm').test(readFileSync(file, 'utf8')),
  );
  const imports = files.map((file, index) => {
    const path = relative(dirname(join(root, list.output)), file).replaceAll('\\', '/');
    return `import { ${list.exported} as ${list.exported}${index} } from '${path.startsWith('.') ? path : `./${path}`}';`;
  });
  const body =
    list.exported === 'samples'
      ? `{\n${files.map((file, index) => `  '${stem(file)}': samples${index},`).join('\n')}\n}`
      : `[\n${files.map((_, index) => `  ${list.exported}${index},`).join('\n')}\n]`;
  const text = [
    '// Generated from the folder by tools/generate-lists.ts; not committed.',
    list.typeImport,
    ...imports,
    '',
    `export const ${list.plural}: ${list.type} = ${body};`,
    '',
  ].join('\n');
  writeFileSync(join(root, list.output), text);
}

function sourceFiles(folder: string, deep: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return deep ? sourceFiles(path, true) : [];
      return /(?<!\.test|\.generated)\.ts$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function stem(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.ts$/, '');
}
