// What the catalogue says of one id: a threat, a control, a requirement, or an id of somebody else's list that entries cite.
import type { Control } from './control.ts';
import { controls } from './controls.generated.ts';
import { crosswalk } from './crosswalk.ts';
import { documents } from './documents.ts';
import { controlsAgainst, type Disagreement, disagreementsOn, requirementsOf, threatsOf } from './links.ts';
import { parseReference } from './reference-list.ts';
import { referenceLists } from './reference-lists.generated.ts';
import type { Requirement } from './requirement.ts';
import { allRequirements } from './requirements.ts';
import type { Source } from './source.ts';
import type { NamedBy, Threat } from './threat.ts';
import { threats } from './threats.generated.ts';

/** An entry that is named beside another one. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** A place in a document, with what tells the document from others. */
export interface CitedSource extends Source {
  readonly title: string;
  readonly edition: string;
  readonly licence: string;
}

export interface DescribedThreat extends Omit<Threat, 'controls' | 'source'> {
  readonly what: 'threat';
  readonly source: CitedSource;
  /** `namedBy` is empty for a control that holds for every threat. */
  readonly controls: readonly (Named & { readonly namedBy: readonly NamedBy[] })[];
  readonly disagreements: readonly Disagreement[];
}

export interface DescribedControl extends Omit<Control, 'source'> {
  readonly what: 'control';
  readonly source: CitedSource;
  readonly threats: readonly Named[];
  readonly requirements: readonly Named[];
  /** Controls of the other source that ask for the same. */
  readonly corresponds: readonly Named[];
}

export interface DescribedRequirement extends Omit<Requirement, 'controls' | 'source'> {
  readonly what: 'requirement';
  readonly source: CitedSource;
  readonly controls: readonly Named[];
  readonly threats: readonly Named[];
  /** Ids of the checks of a scan that say they serve it. */
  readonly checks: readonly string[];
}

export interface DescribedReference {
  readonly what: 'reference';
  readonly id: string;
  /** Its name in the list; null where that is not carried. */
  readonly title: string | null;
  readonly list: string;
  readonly version: string;
  readonly assignedBy: 'source' | 'catalogue';
  /** The id that took its place in a later release. */
  readonly replacedBy?: string;
  readonly citedBy: readonly Named[];
}

export type DescribedEntry = DescribedThreat | DescribedControl | DescribedRequirement | DescribedReference;

/** What is known of a check: its id and the requirements it serves. */
interface ServingCheck {
  readonly id: string;
  readonly controls: readonly string[];
}

/**
 * @param id - of a threat, control or requirement in any case, or an id such as `AML.T0020`
 * @returns undefined for an id that is none
 */
export function describeEntry(id: string, checks: readonly ServingCheck[]): DescribedEntry | undefined {
  const wanted = id.toUpperCase();
  const threat = threats.find((entry) => entry.id === wanted);
  if (threat !== undefined) return describeThreat(threat);
  const control = controls.find((entry) => entry.id === wanted);
  if (control !== undefined) return describeControl(control);
  const requirement = allRequirements().find((entry) => entry.id === wanted);
  return requirement === undefined ? describeReference(id) : describeRequirement(requirement, checks);
}

/** Every threat, control and requirement: those that a list shows. */
export function allEntries(): Readonly<Record<'threats' | 'controls' | 'requirements', readonly Named[]>> {
  return { threats: threats.map(named), controls: controls.map(named), requirements: allRequirements().map(named) };
}

function describeThreat(threat: Threat): DescribedThreat {
  const namedBy = new Map(threat.controls.map((link) => [link.control, link.namedBy]));
  return {
    what: 'threat',
    ...threat,
    source: cited(threat.source),
    controls: controlsAgainst(threat).map((control) => ({ ...named(control), namedBy: namedBy.get(control.id) ?? [] })),
    disagreements: disagreementsOn(threat),
  };
}

function describeControl(control: Control): DescribedControl {
  const corresponding = crosswalk.flatMap(({ guideline, controls: owasp }) =>
    guideline === control.id ? owasp : owasp.includes(control.id) ? [guideline] : [],
  );
  return {
    what: 'control',
    ...control,
    source: cited(control.source),
    threats: threatsOf(control).map(named),
    requirements: requirementsOf(control).map(named),
    corresponds: controls.filter(({ id }) => corresponding.includes(id)).map(named),
  };
}

function describeRequirement(requirement: Requirement, checks: readonly ServingCheck[]): DescribedRequirement {
  const own = controls.filter(({ id }) => requirement.controls.includes(id));
  const against = new Set(own.flatMap((control) => threatsOf(control)));
  return {
    what: 'requirement',
    ...requirement,
    source: cited(requirement.source),
    controls: own.map(named),
    threats: threats.filter((threat) => against.has(threat)).map(named),
    checks: checks.filter((check) => check.controls.includes(requirement.id)).map((check) => check.id),
  };
}

function describeReference(id: string): DescribedReference | undefined {
  for (const { key, title, version, assignedBy, ids, aliases = {} } of referenceLists) {
    const known = Object.hasOwn(ids, id) ? id : Object.keys(aliases).find((old) => aliases[old] === id);
    if (known === undefined || !Object.hasOwn(ids, known)) continue;
    const replacedBy = Object.hasOwn(aliases, known) ? aliases[known] : undefined;
    const cites = ({ references }: { readonly references: readonly string[] }): boolean =>
      references.some((reference) => {
        const parts = parseReference(reference);
        return parts?.list === key && parts.id === known;
      });
    return {
      what: 'reference',
      id: known,
      title: ids[known] ?? null,
      list: title,
      version,
      assignedBy,
      ...(replacedBy === undefined ? {} : { replacedBy }),
      citedBy: [...threats, ...controls, ...allRequirements()].filter(cites).map(named),
    };
  }
  return undefined;
}

function cited(source: Source): CitedSource {
  const document = documents.find(({ id }) => id === source.document);
  return {
    ...source,
    title: document?.title ?? '',
    edition: document?.edition ?? '',
    licence: document?.licence ?? '',
  };
}

function named({ id, title }: Named): Named {
  return { id, title };
}
