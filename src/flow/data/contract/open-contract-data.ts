// What a contract is about: the rows of a table, or pictures by their properties, a row per picture.

import type { TableBlocks } from '#core/dataset/table-block';
import { AssayError } from '#core/errors';
import { openImages } from '../open-images.ts';
import { openTableBlocks } from '../open-table-blocks.ts';
import { type PictureBlocks, pictureBlocks } from './picture-blocks.ts';

export type ContractData = (TableBlocks | PictureBlocks) & { readonly close?: () => void };

/**
 * A table where there is one, else pictures.
 * @param label - of a list beside pictures, the column that holds their class
 * @throws {AssayError} DATA_UNKNOWN when it is neither; what opening throws
 */
export async function openContractData(path: string, label?: string): Promise<ContractData> {
  try {
    return await openTableBlocks(path);
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'DATA_UNKNOWN') throw error;
    const images = await openImages(path, label === undefined ? {} : { label });
    if (images.kind === 'none') {
      throw new AssayError('DATA_UNKNOWN', `${error.message}; ${images.why}`, { path });
    }
    return { ...pictureBlocks(images.set, images.notes), close: images.close };
  }
}
