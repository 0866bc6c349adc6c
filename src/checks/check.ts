// What a check is: one question asked of a view. Pure: same view, same policy, same answer. One file per check.

import type { Severity } from '#core/finding';
import type { Outcome } from '#core/outcome';
import type { Place } from '#core/place';
import type { View, ViewKind, ViewOf } from '#formats/views/view';

/** What a check saw; the scan adds the check's own remedy, references and controls to make a Finding of it. */
export interface Observation {
  readonly severity: Severity;
  /** `fail` when absent. `inconclusive`: could not tell, which makes the file incomplete. */
  readonly outcome?: Extract<Outcome, 'fail' | 'inconclusive'>;
  readonly message: string;
  readonly where: Place;
  /** More specific than the check's own, put before them. */
  readonly references?: readonly string[];
  /** Replaces the check's remedy when this case needs another. */
  readonly remedy?: string;
}

export interface CheckContext {
  /** Name of the file or member the view was made of. */
  readonly name: string;
  readonly policy: Policy;
  /** Looks up a file beside the outermost one; undefined when it is absent or lies outside the scanned folder. */
  readonly sibling: (relativePath: string) => { readonly size: number } | undefined;
}

/** What the user has decided before: names that are theirs. */
export interface Policy {
  /** True when the policy lists `module.name`, letter by letter. */
  readonly allowsGlobal: (qualifiedName: string) => boolean;
}

interface CheckFacts {
  /** Kebab-case, named by the defect it looks for, stable: it appears in reports. */
  readonly id: string;
  /** The question, as one sentence. */
  readonly title: string;
  /** Why it matters, for people who have not met it. */
  readonly why: string;
  readonly remedy: string;
  /** CVE, GHSA, CWE ids or URLs of the class. */
  readonly references: readonly string[];
  /** Ids of requirements in the catalogue. */
  readonly controls: readonly string[];
}

export interface Check<K extends ViewKind = ViewKind> extends CheckFacts {
  readonly views: readonly K[];
  check(view: ViewOf<K>, context: CheckContext): readonly Observation[];
}

/** A check of some view kinds, as lists hold it; `runCheck` gives it the right ones. */
export interface AnyCheck extends CheckFacts {
  readonly views: readonly ViewKind[];
  check(view: never, context: CheckContext): readonly Observation[];
}

/** Asks a check about a view; nothing when it does not look at this kind. */
export function runCheck(check: AnyCheck, view: View, context: CheckContext): readonly Observation[] {
  // The one place where a check meets a view: its `views` say that it takes this kind.
  return check.views.includes(view.kind) ? check.check(view as never, context) : [];
}
