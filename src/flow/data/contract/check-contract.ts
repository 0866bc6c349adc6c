// `assay data contract check`: every rule over every block, once.
import type { RuleContext, RuleEnd, RuleKind, RuleRun } from '#checks/dataset/rules/rule-kind';
import { rules } from '#checks/dataset/rules/rules.generated';
import type { ContractCheck, DataContract, RuleParameters, RuleResult, Violation } from '#core/dataset/data-contract';
import type { TableBlocks } from '#core/dataset/table-block';
import { escapeInvisible } from '#core/quote';
import { contractDigest } from './parse-contract.ts';

export interface CheckContractOptions {
  /** As the user named the set. */
  readonly path: string;
  readonly now: Date;
  /** The last version that was accepted. */
  readonly baseline?: { readonly path: string; readonly table: TableBlocks };
  readonly onProgress?: (rows: number) => void;
}

export interface CheckedContract {
  readonly report: ContractCheck;
  /** More of the violations than the report lists, for the record. */
  readonly violations: readonly { readonly rule: string; readonly rows: readonly Violation[] }[];
}

/** Violations of one rule that the report lists, and that are kept for the record. */
const listed = 10;
const kept = 10_000;
const longestValue = 80;

interface Running {
  readonly kind: RuleKind;
  readonly name: string;
  readonly column?: string;
  readonly allow: number;
  readonly run: RuleRun | undefined;
  readonly rows: Violation[];
  count: number;
}

/** @throws {CheckError} CHECK_PATTERN; what reading the tables throws */
export async function checkContract(
  contract: DataContract,
  table: TableBlocks,
  { path, now, baseline, onProgress }: CheckContractOptions,
): Promise<CheckedContract> {
  const all = wantedRules(contract);
  const wanted = all.filter(({ kind }) => baseline !== undefined || kind.needsBaseline !== true);
  const notAsked = all.length - wanted.length;
  const running = startRules(wanted, table, now);
  if (baseline !== undefined) await visitBaseline(running, table, baseline.table);
  let rows = 0;
  for await (const block of table.blocks()) {
    for (const { run } of running) run?.visit(block);
    rows += block.count;
    onProgress?.(rows);
  }
  const results = running.map(finish);
  const report: ContractCheck = {
    schema: 'assay.data-contract-check/1',
    path,
    ...(baseline === undefined ? {} : { baseline: baseline.path }),
    contract: contractDigest(contract),
    rows,
    outcome: outcomeOf(results, rows),
    rules: results,
    excluded: table.excluded?.() ?? [],
    notes: [...(table.notes?.() ?? []), ...notAskedNotes(notAsked)],
  };
  return {
    report,
    violations: running.flatMap((one) => (one.rows.length === 0 ? [] : [{ rule: one.name, rows: one.rows }])),
  };
}

interface Wanted {
  readonly kind: RuleKind;
  readonly parameters: unknown;
  readonly column?: string;
}

function wantedRules({ columns, set }: DataContract): readonly Wanted[] {
  const kinds = new Map(rules.map((rule) => [rule.kind, rule]));
  const wantedOf = (own: RuleParameters, column?: string): readonly Wanted[] =>
    Object.entries(own).flatMap(([name, parameters]) => {
      const kind = kinds.get(name);
      return kind === undefined ? [] : [{ kind, parameters, ...(column === undefined ? {} : { column }) }];
    });
  return [...wantedOf(set), ...Object.entries(columns).flatMap(([column, own]) => wantedOf(own, column))];
}

function notAskedNotes(count: number): readonly string[] {
  return count === 0 ? [] : [`${count} rules compare with an earlier version and were not asked: --baseline names one`];
}

function startRules(wanted: readonly Wanted[], { names, idOf }: TableBlocks, now: Date): readonly Running[] {
  return wanted.map(({ kind, parameters, column }) => {
    const { allow, ...own } = Object(parameters);
    const place = column === undefined ? -1 : names.indexOf(column);
    const rows: Violation[] = [];
    const context: RuleContext = {
      names,
      column: place,
      now: now.getTime(),
      siblings: wanted.filter((other) => other.kind === kind).length,
      violate: (row, value) => {
        started.count++;
        if (rows.length < kept)
          rows.push({
            row: row < 0 ? row : (idOf?.(row) ?? row),
            ...(value === undefined ? {} : { value: shown(value) }),
          });
      },
    };
    const started: Running = {
      kind,
      name: column === undefined ? kind.kind : `${column}: ${kind.kind}`,
      ...(column === undefined ? {} : { column }),
      allow: typeof allow === 'number' ? allow : 0,
      run: column !== undefined && place < 0 ? undefined : kind.begin(own, context),
      rows,
      count: 0,
    };
    return started;
  });
}

/** Columns of the earlier version are found by their names. */
async function visitBaseline(running: readonly Running[], table: TableBlocks, before: TableBlocks): Promise<void> {
  const places = table.names.map((name) => before.names.indexOf(name));
  const empty = { kind: 'text', values: [] } as const;
  for await (const block of before.blocks()) {
    const columns = places.map((place) => block.columns[place] ?? empty);
    for (const { run } of running) run?.visitBaseline?.({ ...block, columns });
  }
}

function finish(one: Running): RuleResult {
  const { kind, name, column, allow, run, rows } = one;
  // A rule of the set may find its violations only now.
  const end: RuleEnd = run?.finish() ?? { checked: 0, why: 'there is no such column' };
  const allowed = Math.floor(allow * end.checked);
  const isKept = end.why === undefined ? 'pass' : 'inconclusive';
  return {
    rule: shown(name, 200),
    kind: kind.kind,
    ...(column === undefined ? {} : { column }),
    characteristic: kind.characteristic,
    outcome: one.count > allowed ? 'fail' : isKept,
    checked: end.checked,
    violations: one.count,
    allowed,
    first: rows.slice(0, listed),
    ...(end.measured === undefined ? {} : { measured: shown(end.measured, 200) }),
    ...(end.why === undefined ? {} : { why: shown(end.why, 200) }),
  };
}

/** A contract without rules, or a set without rows, was not kept: nothing was asked. */
function outcomeOf(results: readonly RuleResult[], rows: number): ContractCheck['outcome'] {
  if (results.some(({ outcome }) => outcome === 'fail')) return 'fail';
  const isOpen = results.length === 0 || rows === 0 || results.some(({ outcome }) => outcome === 'inconclusive');
  return isOpen ? 'inconclusive' : 'pass';
}

function shown(text: string, most = longestValue): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return escapeInvisible(cut);
}
