// Writes the pages that are made from source: a page per check, format and kind of statement, and the tables of errors and limits.
// With --check nothing is written; the exit code is 1 when a page is missing, stale or left over.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCodes } from '#core/errors';
import * as limits from '#core/limits';
import type { Rule } from '#exports/rule';
import { allFormats, allRules, type FormatFacts } from '#flow/rules';
import { predicates } from '#predicates/predicates.generated';
import { predicateParagraphs } from './predicate-page.ts';

const docs = join(dirname(fileURLToPath(import.meta.url)), '../docs');
const origin = '<!-- Made by tools/generate-docs.ts from the sources; edit those. -->';

const pages = new Map<string, string>([
  ...allRules().map((rule) => [`checks/${rule.id}.md`, checkPage(rule)] as const),
  ...allFormats().map((format) => [`formats/${format.id}.md`, formatPage(format)] as const),
  ...predicates.map((one) => [`predicates/${one.kind}.md`, page(`# ${one.kind}`, predicateParagraphs(one))] as const),
  ['checks.md', indexPage('Checks', 'What a scan asks, one page each.', 'checks', allRules())],
  ['formats.md', indexPage('Formats', 'What a scan can read, one page each.', 'formats', allFormats())],
  [
    'predicates.md',
    indexPage(
      'Kinds of statements',
      'What can be stated about an asset, signed and kept, one page each.',
      'predicates',
      predicates.map(({ kind, meaning }) => ({ id: kind, title: meaning })),
    ),
  ],
  ['errors.md', errorsPage()],
  ['limits.md', limitsPage()],
]);

const stale = [...pages].filter(([path, text]) => readPage(path) !== text).map(([path]) => path);
const leftOver = ['checks', 'formats', 'predicates'].flatMap(pagesIn).filter((path) => !pages.has(path));

if (process.argv.includes('--check')) reportStale();
else writePages();

function checkPage(rule: Rule): string {
  return page(`# ${rule.id}`, [
    `**${rule.title}**`,
    rule.why,
    `What to do: ${rule.remedy}`,
    listed('References', rule.references),
    listed('Requirements', rule.controls),
  ]);
}

function formatPage(format: FormatFacts): string {
  return page(`# ${format.title}`, [
    `Id in reports: \`${format.id}\``,
    format.loading,
    `Defined by: ${format.specification}`,
    listed(
      'Names',
      format.extensions.map((extension) => `\`*.${extension}\``),
    ),
  ]);
}

function indexPage(
  title: string,
  text: string,
  folder: string,
  entries: readonly { readonly id: string; readonly title: string }[],
): string {
  const rows = entries.map(({ id, title: what }) => `| [${id}](${folder}/${id}.md) | ${cell(what)} |`);
  return page(`# ${title}`, [text, ['| id | |', '|---|---|', ...rows].join('\n')]);
}

function errorsPage(): string {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${cell(meaning)} |`);
  return page('# Error codes', [
    'What an `AssayError` can carry. A finding about something that could not be read has the code among its references.',
    ['| code | meaning |', '|---|---|', ...rows].join('\n'),
  ]);
}

function limitsPage(): string {
  const rows = Object.entries(limits).map(([name, limit]) => {
    const value = limit.value.toLocaleString('en-US');
    return `| \`${name}\` | ${value} ${cell(limit.unit)} | ${cell(limit.reason)} | ${cell(limit.sizedAgainst)} |`;
  });
  return page('# Limits', [
    'How far a scan follows what a file says. A limit that is reached makes the file `incomplete`, never `clean`.',
    ['| name | value | without it | sized against |', '|---|---|---|---|', ...rows].join('\n'),
  ]);
}

function page(heading: string, paragraphs: readonly string[]): string {
  return `${[heading, origin, ...paragraphs.filter((text) => text !== '')].join('\n\n')}\n`;
}

function listed(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `${title}: ${entries.join(', ')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function readPage(path: string): string | undefined {
  const file = join(docs, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function pagesIn(folder: string): readonly string[] {
  const path = join(docs, folder);
  return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
}

function reportStale(): void {
  for (const path of stale) console.error(`docs/${path} is not what its source says; run npm run docs`);
  for (const path of leftOver) console.error(`docs/${path} belongs to nothing any more; run npm run docs`);
  if (stale.length + leftOver.length > 0) process.exitCode = 1;
}

function writePages(): void {
  for (const path of leftOver) rmSync(join(docs, path));
  for (const path of stale) {
    const file = join(docs, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pages.get(path) ?? '');
    console.log(`wrote ${relative(process.cwd(), file)}`);
  }
}
