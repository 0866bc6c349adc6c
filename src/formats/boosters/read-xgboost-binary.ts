// The binary model of XGBoost before 3.0 (`binf`): parameters, names, trees, attributes; all numbers little-endian.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';

export interface XgboostBinary {
  readonly objective: string;
  readonly booster: string;
  /** Offset after what was read: names, and the trees of a tree booster. */
  readonly end: number;
}

/** @throws {FormatError} */
export function readXgboostBinary(source: ByteSource, budget: WorkBudget): XgboostBinary {
  const reader = new ByteReader(source, budget);
  reader.skip(4 + learnerBytes);
  const objective = name(reader);
  const booster = name(reader);
  if (booster === 'gbtree' || booster === 'dart') skipTrees(reader);
  else if (booster !== 'gblinear') {
    throw new FormatError('FORMAT_MALFORMED', 'the booster has an unknown name', { offset: reader.position });
  }
  return { objective, booster, end: reader.position };
}

function name(reader: ByteReader): string {
  const at = reader.position;
  const length = reader.u64Number();
  if (length > longestName) {
    throw new FormatError('FORMAT_MALFORMED', 'a name is too long', { offset: at, value: length });
  }
  return reader.utf8(length);
}

/** GBTreeModelParam, then per tree TreeParam, nodes and statistics, then the group of each tree. */
function skipTrees(reader: ByteReader): void {
  const start = reader.position;
  const trees = reader.i32();
  reader.seek(start);
  reader.skip(forestBytes);
  reader.assertCount(trees, treeBytes);
  for (let tree = 0; tree < trees; tree++) {
    const at = reader.position;
    reader.skip(4);
    const nodes = reader.i32();
    if (nodes < 1) throw new FormatError('FORMAT_MALFORMED', 'a tree has no nodes', { offset: at });
    reader.seek(at);
    reader.skip(treeBytes);
    reader.skip(nodes * nodeBytes);
  }
  reader.skip(4 * trees);
}

// Sizes of the structures in xgboost 1.7: src/learner.cc, src/gbm/gbtree_model.h, include/xgboost/tree_model.h.
const learnerBytes = 136;
const forestBytes = 160;
const treeBytes = 148;
/** A node and its statistics. */
const nodeBytes = 20 + 16;
const longestName = 256;
