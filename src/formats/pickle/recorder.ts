// What a stream did, each different thing once: the facts that checks judge.
import * as limits from '#core/limits';
import type { Call, CallOpcode, ComputedName, GlobalName, GlobalUse, Value } from '../views/program.ts';
import { type Values, valueIds } from './values.ts';

/** Different arguments kept per target; what comes after is one call with unknown arguments. */
const argumentListsPerTarget = 512;

interface CallRecord {
  readonly opcode: CallOpcode;
  readonly target: number;
  readonly args: number;
  readonly offset: number;
  /** Described at the time: transient values do not last. */
  readonly described: Pick<Call, 'target' | 'args'>;
  count: number;
}

/** Collects names and calls of one stream, bounded by `limits.pickleRecords`. */
export class Recorder {
  readonly #values: Values;
  readonly #globals = new Map<number, GlobalUse>();
  readonly #calls = new Map<CallOpcode, Map<number, Map<number, CallRecord>>>();
  readonly #records: CallRecord[] = [];
  readonly #persistentIds = new Map<number, Value>();
  readonly computedNames: ComputedName[] = [];
  readonly extensions: { readonly code: number; readonly offset: number }[] = [];
  /** True when something was left out because there was too much of it. */
  overflowed = false;

  constructor(values: Values) {
    this.#values = values;
  }

  global(id: number, name: GlobalName, offset: number, opcode: GlobalUse['opcode']): void {
    if (this.#globals.has(id)) return;
    if (this.#globals.size >= limits.pickleRecords.value) this.overflowed = true;
    else this.#globals.set(id, { name, offset, opcode });
  }

  computedName(module: number, name: number, offset: number): void {
    if (this.computedNames.length >= limits.pickleRecords.value) this.overflowed = true;
    else {
      this.computedNames.push({ offset, module: this.#values.describe(module), name: this.#values.describe(name) });
    }
  }

  extension(code: number, offset: number): void {
    if (this.extensions.length >= limits.pickleRecords.value) this.overflowed = true;
    else this.extensions.push({ code, offset });
  }

  /** @param value - what stands for the object that `id` names */
  persistentId(value: number, id: number): void {
    if (this.#persistentIds.has(value) || this.#persistentIds.size >= limits.pickleRecords.value) return;
    this.#persistentIds.set(value, this.#values.describe(id));
  }

  call(opcode: CallOpcode, target: number, given: number, offset: number): void {
    const byTarget = this.#calls.get(opcode) ?? new Map<number, Map<number, CallRecord>>();
    this.#calls.set(opcode, byTarget);
    const byArgs = byTarget.get(target) ?? new Map<number, CallRecord>();
    byTarget.set(target, byArgs);
    const args = byArgs.has(given) || byArgs.size < argumentListsPerTarget ? given : valueIds.lost;
    const known = byArgs.get(args);
    if (known !== undefined) known.count += 1;
    else if (this.#records.length >= limits.pickleRecords.value) this.overflowed = true;
    else {
      const described = { target: this.#values.describe(target), args: this.#values.describe(args) };
      const record: CallRecord = { opcode, target, args, offset, described, count: 1 };
      byArgs.set(args, record);
      this.#records.push(record);
    }
  }

  get globals(): readonly GlobalUse[] {
    return [...this.#globals.values()];
  }

  get persistentIds(): readonly Value[] {
    return [...this.#persistentIds.values()];
  }

  get calls(): readonly Call[] {
    return this.#records.map(({ opcode, offset, count, described }) => ({ opcode, offset, count, ...described }));
  }
}
