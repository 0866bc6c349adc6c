// Messages of many checks, printed in one form.

/** `text` with a capital first letter and a final period, unless it starts with a name or ends a sentence itself. */
export function asSentence(text: string): string {
  const first = text.split(/\s/, 1)[0] ?? '';
  const start = /^[a-z]+$/.test(first) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
