// Values of Cedar, as its conditions see them: whole numbers, texts, truth, entities, sets and records.

export interface EntityValue {
  readonly entity: string;
  readonly id: string;
}

export interface SetValue {
  readonly members: readonly CedarValue[];
}

export interface RecordValue {
  readonly attributes: ReadonlyMap<string, CedarValue>;
}

export type CedarValue = boolean | number | string | EntityValue | SetValue | RecordValue;

export function isEntity(value: CedarValue): value is EntityValue {
  return typeof value === 'object' && 'entity' in value;
}

export function isSet(value: CedarValue): value is SetValue {
  return typeof value === 'object' && 'members' in value;
}

export function isRecord(value: CedarValue): value is RecordValue {
  return typeof value === 'object' && 'attributes' in value;
}

/** Values of different types are different, and comparing them is no error. */
export function isSame(left: CedarValue, right: CedarValue): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  if (isEntity(left)) return isEntity(right) && left.entity === right.entity && left.id === right.id;
  if (isSet(left)) return isSet(right) && isSubset(left, right) && isSubset(right, left);
  if (!isRecord(right) || left.attributes.size !== right.attributes.size) return false;
  return [...left.attributes].every(([name, value]) => {
    const other = right.attributes.get(name);
    return other !== undefined && isSame(value, other);
  });
}

export function isSubset(part: SetValue, whole: SetValue): boolean {
  return part.members.every((member) => contains(whole, member));
}

export function contains({ members }: SetValue, value: CedarValue): boolean {
  return members.some((member) => isSame(member, value));
}
