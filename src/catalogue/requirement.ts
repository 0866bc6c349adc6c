// A demand of the sources, made testable. It says what must be shown; whether it is shown is computed from statements elsewhere.
import type { Reference } from './reference-list.ts';
import type { LineRange, Source } from './source.ts';

export type RequirementKind =
  | 'check'
  | 'gate'
  | 'guard'
  | 'model-of-threat'
  | 'process'
  | 'record'
  | 'report'
  | 'transform';

export type Stage =
  | 'acquisition'
  | 'all'
  | 'data-prep'
  | 'deployment'
  | 'design'
  | 'evaluation'
  | 'operation'
  | 'retirement'
  | 'training';

export type Priority = 'core' | 'extra' | 'important';

/** A requirement as it stands in the file of its section. */
export interface SectionRequirement {
  /** Stable: evidence points to it. */
  readonly id: string;
  readonly title: string;
  /** What working software must show, in our own words. */
  readonly claim: string;
  readonly kind: RequirementKind;
  readonly stage: Stage;
  readonly priority: Priority;
  /** Lines of the document; empty for what the copy of the document does not hold. */
  readonly lines: readonly LineRange[];
  /** Where they differ from those of the section. */
  readonly document?: Source['document'];
  readonly permalink?: string;
  /** Ids of the controls that it is part of, at least one. */
  readonly controls: readonly string[];
  /** The first one owns it. */
  readonly capabilities: readonly string[];
  /** Kinds of statements that can be evidence of it. */
  readonly evidence: readonly string[];
  /** Gates that ask for it today. */
  readonly gates?: readonly string[];
  /** Commands that serve it today, wholly or in part, for example `data scan`. */
  readonly commands?: readonly string[];
  /** Beside those of the section. */
  readonly references?: readonly Reference[];
}

/** A section of a document with its requirements, one file each. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly document: Source['document'];
  readonly permalink: string;
  /** True where the demand comes from another section, a later edition or another document than the two sources. */
  readonly secondary: boolean;
  /** What a reader has to know of the text itself, for example that part of it is missing. */
  readonly note?: string;
  /** Of every requirement in it. */
  readonly references: readonly Reference[];
  readonly requirements: readonly SectionRequirement[];
}

/** A requirement with all that its section says. */
export interface Requirement
  extends Omit<SectionRequirement, 'gates' | 'commands' | 'document' | 'lines' | 'permalink'> {
  readonly section: string;
  readonly secondary: boolean;
  readonly source: Source;
  readonly gates: readonly string[];
  readonly commands: readonly string[];
  readonly references: readonly Reference[];
  readonly note?: string;
}
