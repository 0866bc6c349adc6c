// The columns of an Arrow table that have values of their own.
import type { ArrowField } from './fields.ts';

export interface ArrowLeaf {
  readonly name: string;
  readonly field: ArrowField;
  /** Among the columns of a batch; absent: it is passed over. */
  readonly index?: number;
}

/** In the order in which `columnsOf` gives the columns. */
export function leavesOf(fields: readonly ArrowField[]): readonly ArrowLeaf[] {
  const leaves: ArrowLeaf[] = [];
  let index = 0;
  const visit = (field: ArrowField, path: string): void => {
    const name = `${path}${field.name}`;
    if (field.storage.kind === 'nested' && field.storage.isStruct) {
      for (const child of field.children) visit(child, `${name}.`);
    } else if (field.storage.kind === 'nested') leaves.push({ name, field });
    else {
      leaves.push({ name, field, index });
      index += 1;
    }
  };
  for (const field of fields) visit(field, '');
  return leaves;
}
