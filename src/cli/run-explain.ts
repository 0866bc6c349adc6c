// What `assay explain` does; loaded when it is called.
import type { DescribedEntry, Named } from '#catalogue/describe-entry';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { catalogueEntryLines } from '#exports/catalogue-text';
import { padTo, wrap } from '#exports/display-width';
import { labelledField as field } from '#exports/labelled-field';
import { printableJson } from '#exports/printable-json';
import type { Rule } from '#exports/rule';
import { paint, type TextStyle } from '#exports/text-style';
import { allFormats, allRules, type FormatFacts } from '#flow/rules';
import type { KindFacts } from '#flow/statements/describe-kind';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import { textStyleOf } from './text-style-of.ts';

export interface ExplainFlags {
  readonly json?: boolean;
}

/** All that goes by one id; a check and a format may share theirs. */
type Explained =
  | ({ readonly what: 'check' } & Rule)
  | ({ readonly what: 'format' } & FormatFacts)
  | ({ readonly what: 'statement'; readonly example: { readonly body: unknown } } & Omit<KindFacts, 'example'>)
  | DescribedEntry;

export async function runExplain(this: AssayContext, { json }: ExplainFlags, id?: string): Promise<void> {
  const style = textStyleOf(this.process, undefined);
  if (id === undefined) {
    const lists = await allLists();
    const listed = lists.flatMap(({ what, entries }) => entries.map((entry) => ({ what, ...entry })));
    answer(this, json, { schema: 'assay.explain-list/1', entries: listed }, listLines(lists, style));
    return;
  }
  const entries = await explained(id);
  const lines = entries.flatMap((entry) => entryLines(entry, style));
  answer(this, json, { schema: 'assay.explain/1', entries }, lines);
}

/** For the completion of a shell. */
export async function idsBeginning(partial: string): Promise<readonly string[]> {
  return (await allIds()).filter((id) => id.startsWith(partial));
}

async function explained(id: string): Promise<readonly Explained[]> {
  const rules = allRules();
  const rule = rules.find((candidate) => candidate.id === id);
  const format = allFormats().find((candidate) => candidate.id === id);
  const kind = await (await kinds()).describeKind(id);
  const entry = (await catalogue()).describeEntry(id, rules);
  const found = [
    ...(rule === undefined ? [] : [{ what: 'check', ...factsOfRule(rule) } as const]),
    ...(format === undefined ? [] : [{ what: 'format', ...factsOfFormat(format) } as const]),
    ...(kind === undefined ? [] : [{ what: 'statement', ...kind, example: { body: kind.example } } as const]),
    ...(entry === undefined ? [] : [entry]),
  ];
  if (found.length > 0) return found;
  const wanted = id.toUpperCase();
  const near = (await allIds()).filter(
    (known) => known.includes(id) || id.includes(known) || known.toUpperCase().includes(wanted),
  );
  const hint = near.length > 0 ? `did you mean ${near.slice(0, 5).join(', ')}?` : 'assay explain lists all.';
  const sorts = 'check, format, kind of statement, threat, control or requirement';
  throw new AssayError('USAGE', `No ${sorts} has the id ${quote(id)}; ${hint}`);
}

function entryLines(entry: Explained, style: TextStyle): readonly string[] {
  if (entry.what === 'check') return ruleLines(entry, style);
  if (entry.what === 'format') return formatLines(entry, style);
  return entry.what === 'statement' ? kindLines(entry, style) : catalogueEntryLines(entry, style);
}

function ruleLines(rule: Rule, style: TextStyle): readonly string[] {
  return [
    `${paint(rule.id, ['bold'], style)}  ${rule.title}`,
    ...field('why', rule.why, style),
    ...field('do', rule.remedy, style),
    ...field('see', rule.references.join(', '), style),
    ...field('controls', rule.controls.join(', '), style),
  ];
}

function formatLines(format: FormatFacts, style: TextStyle): readonly string[] {
  return [
    `${paint(format.id, ['bold'], style)}  ${format.title}`,
    ...field('loading', format.loading, style),
    ...field('defined', format.specification, style),
    ...field('names', format.extensions.map((extension) => `*.${extension}`).join(' '), style),
  ];
}

function kindLines(facts: Extract<Explained, { what: 'statement' }>, style: TextStyle): readonly string[] {
  const { kind, meaning, type, subject, timeToLiveDays, invalidatedBy, fields, example, madeBy } = facts;
  const width = Math.max(0, ...fields.map(({ name }) => name.length));
  const forms = Map.groupBy(fields, ({ form = '' }) => form);
  return [
    `${paint(kind, ['bold'], style)}  ${meaning}`,
    ...field('type', type, style),
    ...field('about', subject, style),
    ...field('counts', timeToLiveDays === null ? 'without end' : `${timeToLiveDays} days`, style),
    ...field('until', invalidatedBy.join('; '), style),
    ...field('made by', madeBy ?? `assay attest ASSET --kind ${kind} --predicate FILE`, style),
    ...[...forms].flatMap(([form, list]) => [
      paint(form === '' ? 'Fields' : `Fields with ${form}`, ['bold'], style),
      ...list.flatMap(({ name, type: what, optional }) =>
        wrap(optional ? `${what} (optional)` : what, style.width - width - 4).map(
          (line, at) => `  ${padTo(at === 0 ? name : '', width)}  ${line}`,
        ),
      ),
    ]),
    paint('Example', ['bold'], style),
    ...printableJson(example.body).trimEnd().split('\n'),
  ];
}

interface ListOfEntries {
  readonly what: string;
  readonly title: string;
  readonly entries: readonly Named[];
}

async function allLists(): Promise<readonly ListOfEntries[]> {
  const { threats, controls, requirements } = (await catalogue()).allEntries();
  const named = (list: readonly Named[]): readonly Named[] => list.map(({ id, title }) => ({ id, title }));
  return [
    { what: 'check', title: 'Checks', entries: named(allRules()) },
    { what: 'format', title: 'Formats', entries: named(allFormats()) },
    { what: 'statement', title: 'Kinds of statements', entries: named((await kinds()).allKinds()) },
    { what: 'threat', title: 'Threats', entries: threats },
    { what: 'control', title: 'Controls', entries: controls },
    { what: 'requirement', title: 'Requirements', entries: requirements },
  ];
}

function listLines(lists: readonly ListOfEntries[], style: TextStyle): readonly string[] {
  return lists.flatMap(({ title, entries }, at) => {
    const width = Math.max(0, ...entries.map(({ id }) => id.length));
    const rows = entries.map((entry) => `  ${padTo(entry.id, width)}  ${entry.title}`);
    return [...(at === 0 ? [] : ['']), paint(title, ['bold'], style), ...rows];
  });
}

async function allIds(): Promise<readonly string[]> {
  return (await allLists()).flatMap(({ entries }) => entries.map(({ id }) => id));
}

/** A check is more than what is told of it: its code. */
function factsOfRule({ id, title, why, remedy, references, controls }: Rule): Rule {
  return { id, title, why, remedy, references, controls };
}

function factsOfFormat({ id, title, specification, loading, extensions }: FormatFacts): FormatFacts {
  return { id, title, specification, loading, extensions };
}

/** Loaded when it is asked for: their schemas are made with a library that no scan needs. */
function kinds(): Promise<typeof import('#flow/statements/describe-kind')> {
  return import('#flow/statements/describe-kind');
}

function catalogue(): Promise<typeof import('#catalogue/describe-entry')> {
  return import('#catalogue/describe-entry');
}
