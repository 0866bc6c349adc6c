// `assay explain [CHECK]`: what a check or a format in a report means.
import { buildCommand, type Command } from '@stricli/core';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { padTo, wrap } from '#exports/display-width';
import type { Rule } from '#exports/rule';
import { paint, type TextStyle } from '#exports/text-style';
import { allFormats, allRules, type FormatFacts } from '#flow/rules';
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
          brief: 'Id of a check or a format, as it stands in a report; without one, all are listed',
          proposeCompletions: (partial) => allIds().filter((id) => id.startsWith(partial)),
        },
      ],
    },
  },
  docs: { brief: 'Tell what a check or a format in a report means' },
});

function explain(this: AssayContext, _flags: object, id?: string): void {
  const style = textStyleOf(this.process, undefined);
  const lines = id === undefined ? listLines(style) : entryLines(id, style);
  this.process.stdout.write(`${lines.join('\n')}\n`);
}

function entryLines(id: string, style: TextStyle): readonly string[] {
  const rule = allRules().find((candidate) => candidate.id === id);
  const format = allFormats().find((candidate) => candidate.id === id);
  if (rule === undefined && format === undefined) {
    const near = allIds().filter((known) => known.includes(id) || id.includes(known));
    const hint = near.length > 0 ? `did you mean ${near.slice(0, 5).join(', ')}?` : 'assay explain lists all.';
    throw new AssayError('USAGE', `No check or format has the id ${quote(id)}; ${hint}`);
  }
  return [
    ...(rule === undefined ? [] : ruleLines(rule, style)),
    ...(format === undefined ? [] : formatLines(format, style)),
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

function listLines(style: TextStyle): readonly string[] {
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
  ];
}

function field(label: string, text: string, style: TextStyle): readonly string[] {
  if (text === '') return [];
  return wrap(text, style.width - 12).map(
    (line, index) => `  ${paint(padTo(index === 0 ? label : '', 10), ['dim'], style)}${line}`,
  );
}

function allIds(): readonly string[] {
  return [...allRules(), ...allFormats()].map(({ id }) => id);
}
