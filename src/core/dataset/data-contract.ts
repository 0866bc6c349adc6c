// What a data set has to be (`assay.data-contract/1`), and what was found when one was held against it.
import type { Json } from '../canonical-json.ts';
import type { Exclusion, RowId } from './data-set.ts';
import type { QualityCharacteristic } from './quality-characteristics.ts';

/** Parameters of rules, by kind of rule. Each may say `allow`: the share of what is checked that may violate it. */
export type RuleParameters = Readonly<Record<string, Json>>;

export interface DataContract {
  readonly schema: 'assay.data-contract/1';
  /** By name of the column. Columns that are not named may be anything. */
  readonly columns: Readonly<Record<string, RuleParameters>>;
  /** Rules of the set as a whole. */
  readonly set: RuleParameters;
}

/** A row, or a value of it, that violates a rule. */
export interface Violation {
  /** Index of the row in the file, from 0; of pictures their path; -1 for what concerns the set as a whole. */
  readonly row: RowId;
  /** As written, bounded and without control characters. */
  readonly value?: string;
}

export interface RuleResult {
  /** The column and the kind of rule, or the kind alone: `age: range`. */
  readonly rule: string;
  readonly kind: string;
  readonly column?: string;
  readonly characteristic: QualityCharacteristic;
  /** `inconclusive`: it could not be asked, and `why` says so. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** Cells, rows or sets that were looked at. */
  readonly checked: number;
  readonly violations: number;
  /** Violations that the contract puts up with. */
  readonly allowed: number;
  /** The first few. */
  readonly first: readonly Violation[];
  /** What was measured, in words. */
  readonly measured?: string;
  readonly why?: string;
}

/** The document `assay.data-contract-check/1`. */
export interface ContractCheck {
  readonly schema: 'assay.data-contract-check/1';
  readonly path: string;
  readonly baseline?: string;
  /** SHA-256 of the canonical JSON of the contract. */
  readonly contract: string;
  readonly rows: number;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly rules: readonly RuleResult[];
  readonly excluded: readonly Exclusion[];
  /** What the reader noticed and took anyway. */
  readonly notes: readonly string[];
  /** Evidence id of the statement. */
  readonly recorded?: string;
}
