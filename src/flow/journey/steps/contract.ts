// Holds the rows against the contract that the last accepted version kept; the first version makes one.
import { isOfKind } from '#attest/verified';
import type { DataContract } from '#core/dataset/data-contract';
import { referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
import { predicate as dataQuality } from '#predicates/data-quality';
import { checkContract } from '../../data/contract/check-contract.ts';
import { inferContract } from '../../data/contract/infer-contract.ts';
import { mostCharacters, parseContract } from '../../data/contract/parse-contract.ts';
import { recordContract } from '../../data/contract/record-contract.ts';
import { openTableBlocks } from '../../data/open-table-blocks.ts';
import { readStatement } from '../../statements/read-statement.ts';
import type { JourneyStep, StepContext } from '../journey-step.ts';

export const step: JourneyStep = {
  name: 'contract',
  shows: dataQuality.kind,
  fits: ['dataset'],
  covers: (statement) => isOfKind(statement, dataQuality),
  run: async (context) => {
    const { workspace, path, tools } = context;
    const table = await openTableBlocks(path);
    const now = workspace.now();
    const { label } = tools.data;
    const kept = await contractBefore(context);
    const contract = kept ?? (await inferContract(table, { now, ...(label === undefined ? {} : { label }) })).contract;
    const checked = await checkContract(contract, table, { path, now });
    await recordContract(workspace, path, contract, checked);
    const { rules, outcome } = checked.report;
    const met = rules.filter(({ outcome: one }) => one === 'pass').length;
    const origin = kept === undefined ? 'made from these rows' : 'of the version before';
    return `${outcome}: ${met} of ${rules.length} rules kept, contract ${origin}`;
  },
};

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
