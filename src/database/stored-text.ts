// Text of statements on its way into the database and back. PostgreSQL takes no U+0000 and both engines change lone surrogates
// silently, so both are written as U+FFFF and four hexadecimal digits; so is U+FFFF, which makes the form reversible.

// ATTACKER: whoever signs a statement chooses the names in it.
export function storedText(text: string): string {
  if (!text.includes('\0') && !text.includes('\uffff') && text.isWellFormed()) return text;
  return text.replace(unstorable, (unit) => `\uffff${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function textOfStored(stored: string): string {
  if (!stored.includes('\uffff')) return stored;
  return stored.replace(/\uffff([0-9a-f]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

const unstorable = /[\0\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
