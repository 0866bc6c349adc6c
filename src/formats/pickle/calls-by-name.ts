// What tells a pickle from bytes that happen to be opcodes: it imports well-formed names and calls something.
import type { GlobalName, PickleStream } from '../views/program.ts';

/** True when the stream calls something and every name it imports could be one. */
export function callsByName({ calls, computedNames, globals }: PickleStream): boolean {
  return (
    calls.length + computedNames.length > 0 && globals.length > 0 && globals.every(({ name }) => isPlainName(name))
  );
}

function isPlainName({ module, name }: GlobalName): boolean {
  return /^[A-Za-z_][\w.]{0,200}$/.test(module) && /^[A-Za-z_][\w.<>]{0,200}$/.test(name);
}
