// Arguments of protocol 0 opcodes: text up to the end of the line, as CPython's unpicklers read it.

/** What INT accepts: decimal in every tool, other bases in unpicklers only (`int(text, 0)`, and octal `010` in C). */
export function isIntegerLine(text: string): 'decimal' | 'other-base' | 'no' {
  const trimmed = text.trim();
  if (/^[+-]?\d{1,5000}$/.test(trimmed)) {
    const plain = trimmed === text && (/^[+-]?(0|[1-9]\d*)$/.test(text) || text === '00' || text === '01');
    return plain ? 'decimal' : 'other-base';
  }
  return /^[+-]?(0[xX]_?[0-9a-fA-F][0-9a-fA-F_]*|0[oO]_?[0-7][0-7_]*|0[bB]_?[01][01_]*|\d[\d_]*)$/.test(trimmed)
    ? 'other-base'
    : 'no';
}

/** What LONG accepts: as INT, with an optional `L` at the end. */
export function isLongLine(text: string): 'decimal' | 'other-base' | 'no' {
  return isIntegerLine(text.endsWith('L') ? text.slice(0, -1) : text);
}

/** STRING: a quoted Python literal with escapes; undefined when the quotes do not match (unpicklers raise). */
export function textOfStringLine(line: string): string | undefined {
  const trimmed = line.trimEnd();
  const quoteMark = trimmed[0];
  if (trimmed.length < 2 || (quoteMark !== '"' && quoteMark !== "'") || !trimmed.endsWith(quoteMark)) return undefined;
  const simple: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };
  return trimmed.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (_, code: string) => {
    if (/^x[0-9a-fA-F]{2}$/.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    return simple[code] ?? (code === '\\' || code === "'" || code === '"' ? code : `\\${code}`);
  });
}

/** UNICODE: latin-1 with `\uXXXX` and `\UXXXXXXXX` (raw-unicode-escape). */
export function textOfUnicodeLine(line: string): string | undefined {
  return line.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/g, (whole, code: string) => {
    const point = Number.parseInt(code.slice(1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
