// The one writing of a JSON number. Numbers that are equal as decimals have the same, others have different ones: RFC 8785
// rounds to binary64 first, so that 9007199254740993 would count as 9007199254740992 and a changed identifier as unchanged.

/**
 * As RFC 8785 section 3.2.2.3 writes it where binary64 has the value that is written; otherwise digits and exponent.
 * @param written - a number of RFC 8259 section 6, or NaN, Infinity, -Infinity
 */
export function canonicalNumber(written: string): string {
  const value = Number(written);
  const shortest = String(value);
  if (shortest === written) return written;
  const decimal = decimalOf(written);
  if (decimal.digits === '') return '0';
  if (Number.isFinite(value)) {
    const rounded = decimalOf(shortest);
    if (rounded.digits === decimal.digits && rounded.exponent === decimal.exponent) return shortest;
  }
  return `${written.startsWith('-') ? '-' : ''}${decimal.digits}e${decimal.exponent}`;
}

/** The value without its sign: digits * 10^exponent, digits without zeros at either end; no digits for zero. */
function decimalOf(written: string): { readonly digits: string; readonly exponent: string } {
  const [, whole = '', fraction = '', power = '0'] =
    /^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/.exec(written) ?? [];
  const all = whole + fraction;
  let from = 0;
  while (all.charCodeAt(from) === zero) from += 1;
  let to = all.length;
  while (to > from && all.charCodeAt(to - 1) === zero) to -= 1;
  const shift = all.length - to - fraction.length;
  return { digits: all.slice(from, to), exponent: sum(power, shift) };
}

/** ATTACKER: an exponent may have a million digits; adding to one takes time that grows with their square. */
function sum(power: string, shift: number): string {
  if (power.length <= 15) return String(Number(power) + shift);
  const digits = power.replace(/^[-+]?0*/, '');
  if (digits.length <= 15)
    return String(Number(`${power.startsWith('-') ? '-' : ''}${digits === '' ? '0' : digits}`) + shift);
  return `${power.startsWith('-') ? '-' : ''}${digits}${shift < 0 ? '' : '+'}${shift}`;
}

const zero = 0x30;
