// Holds the rows against the contract that the last accepted version kept; the first version makes one.
import { isOfKind } from '#attest/verified';
import type { DataContract } from '#core/dataset/data-contract';
import { referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
import { predicate as dataQuality } from '#predicates/data-quality';
import { type CheckedContract, checkContract } from '../../data/contract/check-contract.ts';
import { inferAnyContract } from '../../data/contract/infer-pictures.ts';
import { openContractData } from '../../data/contract/open-contract-data.ts';
import { contractDigest, mostCharacters, parseContract } from '../../data/contract/parse-contract.ts';
import { recordContract } from '../../data/contract/record-contract.ts';
import { readStatement } from '../../statements/read-statement.ts';
import type { JourneyStep, StepContext } from '../journey-step.ts';

export const step: JourneyStep = {
  name: 'contract',
  shows: dataQuality.kind,
  fits: ['dataset'],
  covers: (statement, { tools: { contract } }) =>
    isOfKind(statement, dataQuality) &&
    (contract === undefined || statement.body.contract === contractDigest(contract)),
  tell: (statement) =>
    isOfKind(statement, dataQuality) ? `${statement.body.outcome}: ${statement.body.rules.length} rules asked` : '',
  run: async (context) => {
    const { workspace, path, tools } = context;
    const now = workspace.now();
    const { label } = tools.data;
    const kept = tools.contract ?? (await contractBefore(context));
    const data = await openContractData(path, label);
    try {
      const inferred = { now, ...(label === undefined ? {} : { label }) };
      const contract = kept ?? (await inferAnyContract(data, inferred)).contract;
      const checked = await checkContract(contract, data, { path, now });
      await recordContract(workspace, path, contract, checked, kept === undefined ? context.asset.id : undefined);
      return inWords(checked, tools.contract !== undefined ? 'given' : kept === undefined ? 'inferred' : 'kept');
    } finally {
      data.close?.();
    }
  },
};

const origins = {
  given: 'given',
  kept: 'of the version before',
  inferred: 'made from these very rows, so that they keep it shows nothing yet',
} as const;

function inWords({ report: { rules, outcome } }: CheckedContract, origin: keyof typeof origins): string {
  const met = rules.filter(({ outcome: one }) => one === 'pass').length;
  return `${outcome}: ${met} of ${rules.length} rules kept, contract ${origins[origin]}`;
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
