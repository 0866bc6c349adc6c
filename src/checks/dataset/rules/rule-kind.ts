// What a kind of rule has to provide: one file of this folder, one kind. The list of them is generated. A rule sees a table once,
// block by block, so that ten million rows need no more memory than a thousand.
import type { ZodType, z } from 'zod';
import type { QualityCharacteristic } from '#core/dataset/quality-characteristics';
import type { TableBlock } from '#core/dataset/table-block';

/** What a rule knows of the table. */
export interface RuleContext {
  /** All columns, in order. */
  readonly names: readonly string[];
  /** Place of the column that the rule is about; -1 for rules of the set. */
  readonly column: number;
  /** Milliseconds since 1970: the time of the check. */
  readonly now: number;
  /** Rules of this kind in the contract: tests divide their level by it. */
  readonly siblings: number;
  /** Notes a row that violates the rule. Called once per violation: the counts come from it. */
  readonly violate: (row: number, value?: string) => void;
}

export interface RuleEnd {
  /** Cells, rows or sets that were looked at. */
  readonly checked: number;
  readonly measured?: string;
  /** Why the rule could not be asked. */
  readonly why?: string;
}

/** One rule at work on one table. */
export interface RuleRun {
  /** Blocks of the earlier version, all before the first `visit`. */
  readonly visitBaseline?: (block: TableBlock) => void;
  readonly visit: (block: TableBlock) => void;
  readonly finish: () => RuleEnd;
}

export interface RuleKind<Parameters = unknown> {
  /** Kebab-case; names the rule in a contract. */
  readonly kind: string;
  readonly of: 'column' | 'set';
  readonly characteristic: QualityCharacteristic;
  /** It compares with an earlier version: without one it is not asked. */
  readonly needsBaseline?: boolean;
  /** What it asks, in a sentence. */
  readonly title: string;
  /** Of its parameters; `allow` is added to all. */
  readonly schema: (make: typeof z) => ZodType<Parameters>;
  begin(parameters: Parameters, context: RuleContext): RuleRun;
}
