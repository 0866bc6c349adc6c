// Expressions of Cedar, in as few forms as say them all.

export type Expression =
  | { readonly op: 'truth'; readonly value: boolean }
  | { readonly op: 'integer'; readonly value: number }
  | { readonly op: 'text'; readonly value: string }
  | { readonly op: 'entity'; readonly entity: string; readonly id: string }
  | { readonly op: 'variable'; readonly name: Variable }
  | { readonly op: 'not' | 'negate' | 'isEmpty'; readonly of: Expression }
  | { readonly op: Pairing; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'get' | 'has'; readonly of: Expression; readonly attribute: string }
  /** `undefined` in a pattern stands for any text. */
  | { readonly op: 'like'; readonly of: Expression; readonly pattern: readonly (string | undefined)[] }
  | { readonly op: 'is'; readonly of: Expression; readonly entity: string }
  | { readonly op: 'if'; readonly condition: Expression; readonly whenTrue: Expression; readonly whenFalse: Expression }
  | { readonly op: 'set'; readonly elements: readonly Expression[] }
  | { readonly op: 'record'; readonly fields: readonly (readonly [string, Expression])[] };

export type Variable = 'principal' | 'action' | 'resource' | 'context';

export type Pairing =
  | 'and'
  | 'or'
  | 'equal'
  | 'in'
  | 'less'
  | 'atMost'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'contains'
  | 'containsAll'
  | 'containsAny';
