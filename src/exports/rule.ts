// What a report says about a check beyond its findings. The caller passes it in, so that exports need no checks.

/** A check as readers of a report meet it. Every `Check` of `checks/` is one. */
export interface Rule {
  /** Stable id, as it stands in `Finding.check`. */
  readonly id: string;
  /** The question the check asks, as one sentence. */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** CVE, GHSA, CWE ids or URLs. */
  readonly references: readonly string[];
  /** Ids of requirements in the catalogue. */
  readonly controls: readonly string[];
}

/** Rules by id. */
export type Rules = ReadonlyMap<string, Rule>;

/** @returns the rules by id; of two with the same id the later one counts */
export function rulesById(rules: readonly Rule[]): Rules {
  return new Map(rules.map((rule) => [rule.id, rule]));
}
