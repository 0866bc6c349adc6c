// Passages that say something only when they are decoded, by encodings that language models read without being told.

export interface DecodedPassage {
  readonly text: string;
  /** In words: `encoded in base64`. */
  readonly how: string;
  /** Of the encoded passage, [start, end) in UTF-16 units. */
  readonly span: readonly [number, number];
}

/** Decodes what can be text. Linear: each encoding is looked for once, and at most `mostPassages` stretches of each are decoded. */
export function decodedPassages(text: string): readonly DecodedPassage[] {
  return [
    ...stretches(text, /[A-Za-z0-9+/_-]{28,}={0,2}/g, 'encoded in base64', (run) => asText(Buffer.from(run, 'base64'))),
    ...stretches(text, /(?:[0-9A-Fa-f]{2}){16,}/g, 'encoded in hexadecimal', (run) => asText(Buffer.from(run, 'hex'))),
    ...stretches(text, /(?:&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});){8,}/g, 'written as HTML entities', fromEntities),
    ...stretches(text, /[\u{e0000}-\u{e007f}]{4,}/gu, 'in invisible tag characters', fromTags),
    ...stretches(text, /(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]){8,}/gu, 'in variation selectors', fromSelectors),
    ...wholeText(text),
  ];
}

function stretches(
  text: string,
  pattern: RegExp,
  how: string,
  decode: (run: string) => string | undefined,
): readonly DecodedPassage[] {
  const found: DecodedPassage[] = [];
  let tried = 0;
  for (const match of text.matchAll(pattern)) {
    tried += 1;
    if (tried > mostPassages) break;
    const decoded = decode(match[0].slice(0, longestPassage));
    if (decoded !== undefined) found.push({ text: decoded, how, span: [match.index, match.index + match[0].length] });
  }
  return found;
}

/** Letters moved by 13 and texts written backwards have no mark: the words that instructions need are looked for in that form. */
function wholeText(text: string): readonly DecodedPassage[] {
  const found: DecodedPassage[] = [];
  const moved = /(?:vtaber|qvfertneq|sbetrg|flfgrz cebzcg|vafgehpgvba)/i.exec(text);
  if (moved !== null) {
    const from = Math.max(0, moved.index - around);
    const to = Math.min(text.length, moved.index + around);
    found.push({
      text: text.slice(from, to).replace(/[a-z]/gi, rotated),
      how: 'with letters moved by 13',
      span: [moved.index, to],
    });
  }
  const backwards = /(?:snoitcurtsni|stpmorp|tpmorp metsys)/i.exec(text);
  if (backwards !== null) {
    const from = Math.max(0, backwards.index - around);
    const to = Math.min(text.length, backwards.index + around);
    found.push({
      text: [...text.slice(from, to)].reverse().join(''),
      how: 'written backwards',
      span: [backwards.index, to],
    });
  }
  return found;
}

/** The bytes as text when they are text, letter for letter. */
function asText(bytes: Buffer): string | undefined {
  const decoded = bytes.toString('utf8');
  const odd = decoded.match(/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return odd === 0 && /[\p{L}]{3}/u.test(decoded) ? decoded : undefined;
}

function fromEntities(run: string): string {
  return run.replace(/&#(x?)([0-9a-fA-F]{1,7});/g, (_, hex: string, digits: string) => {
    const code = Number.parseInt(digits, hex === 'x' ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function fromTags(run: string): string {
  return [...run].map((tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)).join('');
}

/** Selectors 1 to 256 as bytes 0 to 255. */
function fromSelectors(run: string): string | undefined {
  const bytes = [...run].map((selector) => {
    const code = selector.codePointAt(0) ?? 0;
    return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
  });
  return asText(Buffer.from(bytes));
}

function rotated(letter: string): string {
  const code = letter.charCodeAt(0);
  const base = code >= 97 ? 97 : 65;
  return String.fromCharCode(base + ((code - base + 13) % 26));
}

const mostPassages = 500;
const longestPassage = 16_384;
const around = 300;
