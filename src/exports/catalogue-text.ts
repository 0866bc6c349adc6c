// Entries of the catalogue for people. What is demanded and who says so; never whether it is met.
import type {
  CitedSource,
  DescribedControl,
  DescribedEntry,
  DescribedReference,
  DescribedRequirement,
  DescribedThreat,
  Named,
} from '#catalogue/describe-entry';
import type { NamedBy } from '#catalogue/threat';
import { columns } from './columns.ts';
import { labelledField as field } from './labelled-field.ts';
import { paint, type TextStyle } from './text-style.ts';

export function catalogueEntryLines(entry: DescribedEntry, style: TextStyle): readonly string[] {
  if (entry.what === 'threat') return threatLines(entry, style);
  if (entry.what === 'control') return controlLines(entry, style);
  return entry.what === 'requirement' ? requirementLines(entry, style) : referenceLines(entry, style);
}

function threatLines(threat: DescribedThreat, style: TextStyle): readonly string[] {
  const named = threat.controls.filter(({ namedBy }) => namedBy.length > 0);
  const always = threat.controls.filter(({ namedBy }) => namedBy.length === 0);
  return [
    ...heading(threat, style),
    ...field('threat', threat.description, style),
    ...field('harms', threat.impacts.join(', '), style),
    ...field('enters', threat.surfaces.join(', '), style),
    ...field('part of', threat.partOf ?? '', style),
    ...sourceLines(threat.source, style),
    ...field('ids', threat.references.join(', '), style),
    ...part('Controls against it', style),
    ...columns(
      ['CONTROL', 'NAMED BY', 'WHAT'],
      named.map(({ id, title, namedBy }) => [id, namedBy.map((who) => speakers[who]).join(', '), title]),
      style,
    ),
    ...field('disputed', threat.disagreements.map(disputed).join('; '), style),
    ...field('no demand', threat.withoutRequirement.join(', '), style),
    ...field('always', always.map(({ id }) => id).join(', '), style),
  ];
}

function controlLines(control: DescribedControl, style: TextStyle): readonly string[] {
  const everywhere = control.scope === 'life-cycle';
  return [
    ...heading(control, style),
    ...field('control', control.purpose, style),
    ...sourceLines(control.source, style),
    ...field('includes', (control.includes ?? []).join(', '), style),
    ...field('against', everywhere ? 'every threat' : control.threats.map(({ id }) => id).join(', '), style),
    ...field('same as', control.corresponds.map(({ id, title }) => `${id} ${title}`).join(', '), style),
    ...field('ids', control.references.join(', '), style),
    ...part('Requirements', style),
    ...columns(
      ['ID', 'WHAT'],
      control.requirements.map(({ id, title }) => [id, title]),
      style,
    ),
  ];
}

function requirementLines(requirement: DescribedRequirement, style: TextStyle): readonly string[] {
  const { kind, stage, priority, controls, threats, evidence, checks, gates, commands } = requirement;
  return [
    ...heading(requirement, style),
    ...field('claim', requirement.claim, style),
    ...field('is a', `${kind}, stage ${stage}, ${priority}`, style),
    ...sourceLines(requirement.source, style),
    ...field('note', requirement.note ?? '', style),
    ...field('control', controls.map(({ id, title }) => `${id} ${title}`).join(', '), style),
    ...field('threats', threats.map(({ id }) => id).join(', '), style),
    ...field('evidence', evidence.join(', '), style),
    ...field('checks', checks.join(', '), style),
    ...field('gates', gates.join(', '), style),
    ...field('commands', commands.map((words) => `assay ${words}`).join(', '), style),
    ...field('ids', requirement.references.join(', '), style),
    ...field('', 'This says what is demanded, not that it is met.', style),
  ];
}

function referenceLines(reference: DescribedReference, style: TextStyle): readonly string[] {
  return [
    ...heading({ id: reference.id, title: reference.title ?? '' }, style),
    ...field('list', `${reference.list} ${reference.version}`, style),
    ...field('now', reference.replacedBy === undefined ? '' : `${reference.replacedBy} in a later release`, style),
    ...field('linked by', reference.assignedBy === 'source' ? 'the source' : 'this catalogue', style),
    ...part('Cited by', style),
    ...columns(
      ['ID', 'WHAT'],
      reference.citedBy.map(({ id, title }) => [id, title]),
      style,
    ),
  ];
}

function heading({ id, title }: Named, style: TextStyle): readonly string[] {
  return [`${paint(id, ['bold'], style)}  ${title}`.trimEnd()];
}

function part(title: string, style: TextStyle): readonly string[] {
  return [paint(title, ['bold'], style)];
}

function sourceLines({ title, edition, section, lines, permalink }: CitedSource, style: TextStyle): readonly string[] {
  const ranges = lines.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
  return [
    ...field('source', `${title} (${edition}), ${section}${ranges === '' ? '' : `, lines ${ranges}`}`, style),
    ...field('', permalink, style),
  ];
}

function disputed({ control, namedBy, notBy }: DescribedThreat['disagreements'][number]): string {
  return `${control}: ${speakers[namedBy]} names it, ${speakers[notBy]} does not`;
}

const speakers: Readonly<Record<NamedBy, string>> = {
  text: 'the text',
  table: 'the periodic table',
  catalogue: 'this catalogue',
};
