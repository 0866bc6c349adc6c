// What single values say of a person or open an account, told by their form and, where there is one, by their check digits.

/** What a value is, and how it is told. */
export interface PersonalKind {
  readonly kind: string;
  /** All of the value, white space around it left out. At most 100 characters are looked at. */
  readonly is: (text: string) => boolean;
}

export const personalKinds: readonly PersonalKind[] = [
  { kind: 'e-mail address', is: (text) => /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}$/.test(text) },
  { kind: 'payment card number', is: (text) => /^\d(?:[ -]?\d){12,18}$/.test(text) && passesLuhn(text) },
  { kind: 'IBAN', is: (text) => /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$/.test(text) && passesMod97(text) },
  { kind: 'IP address', is: (text) => isVersion4(text) || /^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/i.test(text) },
  {
    kind: 'telephone number',
    is: (text) =>
      /^(?:\+|00)\d{1,3}[ ()./\d-]{6,20}$/.test(text) && digits(text).length <= 17 && new Set(digits(text)).size > 2,
  },
  { kind: 'web token (JWT)', is: (text) => /^eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}$/.test(text) },
  {
    kind: 'access key',
    is: (text) => /^(?:AKIA|ASIA)[A-Z2-7]{16}$|^gh[pousr]_[A-Za-z0-9]{36}$|^hf_[A-Za-z0-9]{34,37}$/.test(text),
  },
];

/** Kinds that names of columns speak of, whether or not the values can be told. */
const named: readonly (readonly [string, RegExp])[] = [
  ['name of a person', /^(?:first|last|family|given|full|sur|customer|patient|user)[ _.-]?name$/i],
  ['date of birth', /^(?:dob|birth[ _.-]?(?:date|day|year)|date[ _.-]?of[ _.-]?birth|born)$/i],
  ['address', /^(?:street|address|home[ _.-]?address)$/i],
  ['identity number', /^(?:ssn|social[ _.-]?security.*|passport.*|national[ _.-]?id|tax[ _.-]?id)$/i],
  ['password or secret', /^(?:password|passwd|pwd|secret|api[ _.-]?key|token)$/i],
  ['health', /^(?:diagnosis|disease|medication|patient.*)$/i],
];

/** Columns that say little alone and much together. @source Sweeney 2002, k-anonymity */
export const quasiIdentifier: RegExp =
  /^(?:age|sex|gender|zip|zip[ _.-]?code|post(?:al)?[ _.-]?code|city|region|area|country|birth.*|dob|ethnic.*|race|marital.*|nationality|occupation|job|profession|education|household.*|language)$/i;

/** What the name of a column speaks of; undefined for nothing personal. */
export function personalName(name: string): string | undefined {
  return named.find(([, form]) => form.test(name.trim()))?.[0];
}

/** The kind of a value; undefined for nothing personal. */
export function personalValue(value: string): string | undefined {
  const text = value.slice(0, 100).trim();
  return personalKinds.find(({ is }) => is(text))?.kind;
}

function digits(text: string): readonly number[] {
  return [...text].filter((one) => one >= '0' && one <= '9').map(Number);
}

/** @source ISO/IEC 7812-1, annex B */
function passesLuhn(text: string): boolean {
  const sum = digits(text)
    .toReversed()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : 2 * digit - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0 && new Set(digits(text)).size > 1;
}

/** @source ISO 13616-1, by ISO/IEC 7064 MOD 97-10 */
function passesMod97(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (10 * rest + Number(digit)) % 97;
  }
  return rest === 1;
}

function isVersion4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);
}
