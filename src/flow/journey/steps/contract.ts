// Holds the rows against the contract that the last accepted version kept; the first version makes one.
import { isOfKind } from '#attest/verified';
import type { DataContract } from '#core/dataset/data-contract';
import { referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
import { predicate as dataQuality } from '#predicates/data-quality';
import { type CheckedContract, checkContract } from '../../data/contract/check-contract.ts';
import { inferAnyContract } from '../../data/contract/infer-pictures.ts';
import { openContractData } from '../../data/contract/open-contract-data.ts';
import { mostCharacters, parseContract } from '../../data/contract/parse-contract.ts';
import { recordContract } from '../../data/contract/record-contract.ts';
import { readStatement } from '../../statements/read-statement.ts';
import type { JourneyStep, StepContext } from '../journey-step.ts';

export const step: JourneyStep = {
  name: 'contract',
  shows: dataQuality.kind,
  fits: ['dataset'],
  covers: (statement) => isOfKind(statement, dataQuality),
  tell: (statement) =>
    isOfKind(statement, dataQuality) ? `${statement.body.outcome}: ${statement.body.rules.length} rules asked` : '',
  run: async (context) => {
    const { workspace, path, tools } = context;
    const now = workspace.now();
    const { label } = tools.data;
    const kept = await contractBefore(context);
    const data = await openContractData(path, label);
    try {
      const inferred = { now, ...(label === undefined ? {} : { label }) };
      const contract = kept ?? (await inferAnyContract(data, inferred)).contract;
      const checked = await checkContract(contract, data, { path, now });
      await recordContract(workspace, path, contract, checked);
      return inWords(checked, kept !== undefined);
    } finally {
      data.close?.();
    }
  },
};

function inWords({ report: { rules, outcome } }: CheckedContract, isKept: boolean): string {
  const met = rules.filter(({ outcome: one }) => one === 'pass').length;
  const origin = isKept ? 'of the version before' : 'made from these rows';
  return `${outcome}: ${met} of ${rules.length} rules kept, contract ${origin}`;
}

/** The contract that an earlier version of the same name was held against, and kept. */
async function contractBefore({ workspace, asset }: StepContext): Promise<DataContract | undefined> {
  const index = await workspace.index();
  const [name = ''] = asset.label.split('@');
  const versions = (await referenceHistory(index, name)).filter((one) => one.stands && one.asset !== asset.id);
  for (const { asset: earlier } of versions.toReversed()) {
    const records = await statementsOf(index, earlier, workspace.now().getTime(), { kind: dataQuality.kind });
    for (const { logIndex, standing } of records.toReversed()) {
      if (standing !== 'verified') continue;
      const statement = await readStatement(workspace, logIndex);
      if (!isOfKind(statement, dataQuality) || statement.body.outcome !== 'pass') continue;
      const bytes = await workspace.store.read(statement.body.contract, mostCharacters);
      return parseContract(new TextDecoder().decode(bytes));
    }
  }
  return undefined;
}
