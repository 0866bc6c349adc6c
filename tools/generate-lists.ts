// Writes the folder lists: adding a format, layout, check, predicate or testkit builder is adding a file, nothing else.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    folder: 'src/formats/rows',
    exported: 'rowFormat',
    output: 'src/formats/rows/row-formats.generated.ts',
    plural: 'rowFormats',
    typeImport: "import type { RowFormat } from './row-format.ts';",
    type: 'readonly RowFormat[]',
  },
  {
    folder: 'src/checks',
    deep: true,
    exported: 'check',
    output: 'src/checks/checks.generated.ts',
    plural: 'checks',
    typeImport: "import type { AnyCheck } from './check.ts';",
    type: 'readonly AnyCheck[]',
  },
  {
    folder: 'src/numeric/graph/operators',
    exported: 'operator',
    output: 'src/numeric/graph/operators.generated.ts',
    plural: 'operators',
    typeImport: "import type { Operator } from './operator.ts';",
    type: 'readonly Operator[]',
  },
  {
    folder: 'src/checks/dataset/detectors',
    exported: 'detector',
    output: 'src/checks/dataset/detectors/detectors.generated.ts',
    plural: 'detectors',
    typeImport: "import type { Detector } from './detector.ts';",
    type: 'readonly Detector[]',
  },
  {
    folder: 'src/checks/dataset/rules',
    exported: 'rule',
    output: 'src/checks/dataset/rules/rules.generated.ts',
    plural: 'rules',
    typeImport: "import type { RuleKind } from './rule-kind.ts';",
    type: 'readonly RuleKind[]',
  },
  {
    folder: 'src/monitor/anomalies',
    exported: 'rule',
    output: 'src/monitor/anomalies/anomaly-rules.generated.ts',
    plural: 'anomalyRules',
    typeImport: "import type { AnomalyRule } from './anomaly-rule.ts';",
    type: 'readonly AnomalyRule[]',
  },
  {
    folder: 'src/predicates',
    exported: 'predicate',
    output: 'src/predicates/predicates.generated.ts',
    plural: 'predicates',
    typeImport: "import type { Predicate } from './predicate.ts';",
    type: 'readonly Predicate[]',
  },
  {
    folder: 'src/access/policies',
    exported: 'policy',
    output: 'src/access/policies.generated.ts',
    plural: 'policies',
    typeImport: "import type { AccessPolicy } from './request.ts';",
    type: 'readonly AccessPolicy[]',
  },
  {
    folder: 'src/access/invariants',
    exported: 'invariant',
    output: 'src/access/invariants.generated.ts',
    plural: 'invariants',
    typeImport: "import type { Invariant } from './prove/invariant.ts';",
    type: 'readonly Invariant[]',
  },
  {
    folder: 'src/transforms/plant/attacks',
    exported: 'attack',
    output: 'src/transforms/plant/attacks.generated.ts',
    plural: 'attacks',
    typeImport: "import type { Attack } from './attack.ts';",
    type: 'readonly Attack[]',
  },
  {
    folder: 'src/catalogue/threats',
    exported: 'threat',
    output: 'src/catalogue/threats.generated.ts',
    plural: 'threats',
    typeImport: "import type { Threat } from './threat.ts';",
    type: 'readonly Threat[]',
  },
  {
    folder: 'src/catalogue/controls',
    exported: 'control',
    output: 'src/catalogue/controls.generated.ts',
    plural: 'controls',
    typeImport: "import type { Control } from './control.ts';",
    type: 'readonly Control[]',
  },
  {
    folder: 'src/catalogue/requirements',
    exported: 'section',
    output: 'src/catalogue/sections.generated.ts',
    plural: 'sections',
    typeImport: "import type { Section } from './requirement.ts';",
    type: 'readonly Section[]',
  },
  {
    folder: 'src/catalogue/reference-lists',
    exported: 'referenceList',
    output: 'src/catalogue/reference-lists.generated.ts',
    plural: 'referenceLists',
    typeImport: "import type { ReferenceList } from './reference-list.ts';",
    type: 'readonly ReferenceList[]',
  },
  {
    folder: 'src/zones',
    exported: 'zone',
    output: 'src/zones/zones.generated.ts',
    plural: 'zones',
    typeImport: "import type { Zone } from './zone.ts';",
    type: 'readonly Zone[]',
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
writeRelease();
writeDetectorCode();

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
  writeIfChanged(join(root, list.output), text);
}

/** What a report says of the tool that made it. The rule set is named by the sources that decide a verdict. */
function writeRelease(): void {
  const packageFile: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = packageFile instanceof Object && 'version' in packageFile ? String(packageFile.version) : '';
  const hash = createHash('sha256');
  for (const folder of ['src/core', 'src/formats', 'src/checks', 'src/flow']) {
    for (const file of sourceFiles(join(root, folder), true)) hash.update(readFileSync(file)).update('\0');
  }
  const ruleset = `sha256:${hash.digest('hex').slice(0, 16)}`;
  const text = [
    '// Generated by tools/generate-lists.ts; not committed.',
    '',
    'export const release: { readonly version: string; readonly ruleset: string } = {',
    `  version: '${version}',`,
    `  ruleset: '${ruleset}',`,
    '};',
    '',
  ].join('\n');
  writeIfChanged(join(root, 'src/cli/release.generated.ts'), text);
}

/**
 * The digest of the sources that decide what a scan says of each kind of data: what is imported, directly or not, from where the examination
 * begins. A calibration holds for exactly this code.
 */
function writeDetectorCode(): void {
  const source = (name: string): string => join(root, 'src', `${name}.ts`);
  const begins = {
    reading: ['flow/data/open-data-set'],
    images: ['flow/data/examine-pictures', 'flow/data/against/picture-margins'],
    table: ['checks/dataset/tables/examine-table', 'checks/dataset/against/table-margins'],
    text: ['checks/dataset/text/examine-text', 'checks/dataset/against/text-margins'],
  };
  const lines = Object.entries(begins).map(([kind, begin]) => {
    // What chooses among the kinds leads to all of them, so it is not followed.
    const files = new Set([source('flow/data/examiners')]);
    const always = [
      'checks/dataset/sources/examine-sources',
      'checks/dataset/against/judge-margins',
      'checks/dataset/merge-flagged',
      'flow/data/apply-thresholds',
    ];
    for (const name of kind === 'reading' ? begin : [...begin, ...always]) follow(source(name), files);
    const hash = createHash('sha256');
    for (const file of [...files].sort()) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
    return `  ${kind}: '${hash.digest('hex')}',`;
  });
  const text = [
    '// Generated by tools/generate-lists.ts; not committed.',
    '',
    "export const detectorCode: Readonly<Record<'reading' | 'images' | 'table' | 'text', string>> = {",
    ...lines,
    '};',
    '',
  ].join('\n');
  writeIfChanged(join(root, 'src/flow/data/detector-code.generated.ts'), text);
}

/** Adds the file and all of our own that it imports. Types alone decide nothing. */
function follow(file: string, files: Set<string>): void {
  if (files.has(file) || !existsSync(file)) return;
  files.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export)(?! type\b)[^;]*?from '([#.][^']+)'/gm))
    follow(placeOf(name, file), files);
  for (const [, name = ''] of text.matchAll(/import\('([#.][^']+)'\)/g)) follow(placeOf(name, file), files);
}

function placeOf(name: string, from: string): string {
  return name.startsWith('#') ? join(root, 'src', `${name.slice(1)}.ts`) : join(dirname(from), name);
}

/** A file that stays the same keeps its time, so that bin/assay does not take dist/ for stale. */
function writeIfChanged(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

function sourceFiles(folder: string, deep: boolean): string[] {
  if (!existsSync(folder)) return [];
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
