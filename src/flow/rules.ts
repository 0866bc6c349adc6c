// What can be said of every finding and every format, for `assay explain`, the reports and the generated pages.
import { checks } from '#checks/checks.generated';
import type { Rule } from '#exports/rule';
import { formats } from '#formats/formats.generated';
import { layouts } from '#formats/layouts.generated';
import { ownRules } from './own-rules.ts';

/** A format or a layout as people meet it. */
export interface FormatFacts {
  readonly id: string;
  readonly title: string;
  readonly specification: string;
  readonly loading: string;
  readonly extensions: readonly string[];
}

/** Every check, and the findings that the scan makes itself, sorted by id. */
export function allRules(): readonly Rule[] {
  return [...checks, ...ownRules].sort(byId);
}

/** Every format and layout, sorted by id. */
export function allFormats(): readonly FormatFacts[] {
  return [...formats, ...layouts].sort(byId);
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
