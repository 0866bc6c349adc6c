// `assay explain [ID]`: what a check, a format or a kind of statement is.
import { buildCommand, type Command } from '@stricli/core';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { padTo, wrap } from '#exports/display-width';
import { printableJson } from '#exports/printable-json';
import type { Rule } from '#exports/rule';
import { paint, type TextStyle } from '#exports/text-style';
import { allFormats, allRules, type FormatFacts } from '#flow/rules';
import type { KindFacts } from '#flow/statements/describe-kind';
import type { AssayContext } from './context.ts';
import { textStyleOf } from './text-style-of.ts';

export const explainCommand: Command<AssayContext> = buildCommand<object, readonly [string?], AssayContext>({
  loader: async () => explain,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          optional: true,
          placeholder: 'ID',
          brief: 'Id of a check or a format in a report, or a kind of statement; without one, all are listed',
          proposeCompletions: async (partial) => (await allIds()).filter((id) => id.startsWith(partial)),
        },
      ],
    },
  },
  docs: { brief: 'Tell what a check or a format in a report means, or what a kind of statement says' },
});

async function explain(this: AssayContext, _flags: object, id?: string): Promise<void> {
  const style = textStyleOf(this.process, undefined);
  const lines = id === undefined ? await listLines(style) : await entryLines(id, style);
  this.process.stdout.write(`${lines.join('\n')}\n`);
}

async function entryLines(id: string, style: TextStyle): Promise<readonly string[]> {
  const rule = allRules().find((candidate) => candidate.id === id);
  const format = allFormats().find((candidate) => candidate.id === id);
  const kind = await (await kinds()).describeKind(id);
  if (rule === undefined && format === undefined && kind === undefined) {
    const near = (await allIds()).filter((known) => known.includes(id) || id.includes(known));
    const hint = near.length > 0 ? `did you mean ${near.slice(0, 5).join(', ')}?` : 'assay explain lists all.';
    throw new AssayError('USAGE', `No check, format or kind of statement has the id ${quote(id)}; ${hint}`);
  }
  return [
    ...(rule === undefined ? [] : ruleLines(rule, style)),
    ...(format === undefined ? [] : formatLines(format, style)),
    ...(kind === undefined ? [] : kindLines(kind, style)),
  ];
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

function kindLines(facts: KindFacts, style: TextStyle): readonly string[] {
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
    ...printableJson(example).trimEnd().split('\n'),
  ];
}

async function listLines(style: TextStyle): Promise<readonly string[]> {
  const rows = (entries: readonly { readonly id: string; readonly title: string }[]): readonly string[] => {
    const width = Math.max(0, ...entries.map(({ id }) => id.length));
    return entries.map(({ id, title }) => `  ${padTo(id, width)}  ${title}`);
  };
  return [
    paint('Checks', ['bold'], style),
    ...rows(allRules()),
    '',
    paint('Formats', ['bold'], style),
    ...rows(allFormats()),
    '',
    paint('Kinds of statements', ['bold'], style),
    ...rows((await kinds()).allKinds()),
  ];
}

function field(label: string, text: string, style: TextStyle): readonly string[] {
  if (text === '') return [];
  return wrap(text, style.width - 12).map(
    (line, index) => `  ${paint(padTo(index === 0 ? label : '', 10), ['dim'], style)}${line}`,
  );
}

async function allIds(): Promise<readonly string[]> {
  return [...allRules(), ...allFormats(), ...(await kinds()).allKinds()].map(({ id }) => id);
}

/** Loaded when it is asked for: their schemas are made with a library that no scan needs. */
function kinds(): Promise<typeof import('#flow/statements/describe-kind')> {
  return import('#flow/statements/describe-kind');
}
