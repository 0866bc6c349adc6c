// The value of a Python string or bytes literal, Python language reference 2.4.1.

/** The text of one literal, prefix and quotes included in `source`; bytes are given as latin-1 characters. */
export function stringLiteral(source: string): string {
  const prefix = /^[a-zA-Z]{0,2}/.exec(source)?.[0].toLowerCase() ?? '';
  const quoted = source.slice(prefix.length);
  const triple = quoted.startsWith('"""') || quoted.startsWith("'''");
  const inner = triple ? quoted.slice(3, -3) : quoted.slice(1, -1);
  return prefix.includes('r') ? inner : unescaped(inner);
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\n)|([^\n]))/g,
    (_, x?: string, u?: string, wide?: string, octal?: string, newline?: string, simple?: string) => {
      const hexadecimal = x ?? u ?? wide;
      if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16));
      if (octal !== undefined) return character(Number.parseInt(octal, 8));
      if (newline !== undefined) return '';
      return simpleEscapes.get(simple ?? '') ?? `\\${simple ?? ''}`;
    },
  );
}

function character(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);
