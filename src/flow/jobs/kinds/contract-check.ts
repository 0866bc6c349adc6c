// A contract held against data: how many violations each rule has. The rules are words of whoever asked; the violations stay.
import type { RuleResult } from '#core/dataset/data-contract';
import { AssayError } from '#core/errors';
import { checkContract } from '../../data/contract/check-contract.ts';
import { openContractData } from '../../data/contract/open-contract-data.ts';
import { parseContract } from '../../data/contract/parse-contract.ts';
import type { Measured } from '../output-filter.ts';
import { type JobInput, type JobMade, rowsStay, wordsStay } from './job-work.ts';

export async function checkContractForJob({ path, contract, now }: JobInput): Promise<JobMade> {
  if (contract === undefined) throw new AssayError('JOB_REFUSED', 'no contract came with the request');
  const parsed = await parseContract(contract);
  const table = await openContractData(path);
  try {
    const { report } = await checkContract(parsed, table, { path, now });
    const { rules, rows } = report;
    return {
      measured: [{ name: 'rows', total: rows }, ...rules.flatMap(metricsOf)],
      withheld: [
        { what: 'rows and values that violate rules', why: rowsStay },
        { what: 'whether each rule is kept', why: 'it would say whether a single row is there' },
        { what: 'what rules measured in words, and notes', why: wordsStay },
      ],
      // INVARIANT: names of rules are made of the contract alone, which whoever asked has written.
      words: [...vocabulary, ...rules.map(({ rule }) => rule)],
    };
  } finally {
    table.close?.();
  }
}

function metricsOf({ rule, outcome, checked, violations }: RuleResult): readonly Measured[] {
  if (outcome === 'inconclusive') return [{ name: 'rule', slice: rule, word: 'could-not-be-asked' }];
  return [
    { name: 'checked', slice: rule, total: checked },
    { name: 'violations', slice: rule, rows: violations, of: checked },
  ];
}

const vocabulary = ['rows', 'rule', 'could-not-be-asked', 'checked', 'violations'];
