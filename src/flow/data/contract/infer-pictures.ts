// Rules that pictures keep, by their properties.
import { textOf } from '#checks/dataset/rules/cells';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { type InferContractOptions, type InferredContract, inferContract } from './infer-contract.ts';
import type { ContractData } from './open-contract-data.ts';
import type { PictureBlocks } from './picture-blocks.ts';

/** Of a table as `inferContract`, of pictures by their properties. @throws as `inferContract` */
export async function inferAnyContract(data: ContractData, options: InferContractOptions): Promise<InferredContract> {
  return 'kind' in data ? inferPictures(data, options) : inferContract(data, options);
}

/**
 * Blank pictures are allowed up to the upper end of the 99 % interval of the share that was seen; brightness and contrast are held together
 * against an earlier version, too.
 */
async function inferPictures(data: PictureBlocks, options: InferContractOptions): Promise<InferredContract> {
  let blank = 0;
  const place = data.names.indexOf('blank');
  async function* counted(): ReturnType<PictureBlocks['blocks']> & AsyncGenerator {
    for await (const block of data.blocks()) {
      for (let row = 0; row < block.count; row++) if (textOf(block.columns[place], row) === 'yes') blank += 1;
      yield block;
    }
  }
  const label = data.names.includes('label') ? { label: 'label' } : {};
  const { contract, rows, seen, notes } = await inferContract({ ...data, blocks: counted }, { ...options, ...label });
  const allow = Number(clopperPearsonInterval(blank, rows, 0.98).high.toPrecision(3));
  return {
    rows,
    seen: { ...seen, blank: `${blank} pictures of one colour` },
    notes,
    contract: {
      ...contract,
      columns: { ...contract.columns, blank: { 'allowed-values': { values: ['no'], allow } } },
      set: { ...contract.set, 'joint-drift': { columns: ['brightness', 'contrast'], level: 0.01 } },
    },
  };
}
