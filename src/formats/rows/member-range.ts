// Where the value of a member stands in the text of a JSON object, so that it alone can be exchanged.

export interface MemberRange {
  readonly start: number;
  readonly end: number;
}

/**
 * @param text - a JSON object that was parsed before: its form is not checked again
 * @param name - of a member of the object itself
 * @returns the last one where the name is there twice; undefined when it is not there
 */
export function memberRange(text: string, name: string): MemberRange | undefined {
  let found: MemberRange | undefined;
  let at = text.indexOf('{') + 1;
  while (at > 0 && at < text.length) {
    const key = text.indexOf('"', at);
    if (key < 0) return found;
    const keyEnd = stringEnd(text, key);
    const start = skipSpace(text, text.indexOf(':', keyEnd) + 1);
    const end = valueEnd(text, start);
    if (JSON.parse(text.slice(key, keyEnd)) === name) found = { start, end };
    const comma = skipSpace(text, end);
    if (text[comma] !== ',') return found;
    at = comma + 1;
  }
  return found;
}

/** After the quote that closes the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  return at;
}

function valueEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const letter = text[at] ?? '';
    if (letter === '"') at = stringEnd(text, at) - 1;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') {
      if (depth === 0) break;
      depth -= 1;
    } else if (depth === 0 && (letter === ',' || ' \t\r\n'.includes(letter))) break;
    at += 1;
  }
  return at;
}
