// Attacker-controlled text on its way into a message: bounded, without control characters, in quotes.
import * as limits from './limits.ts';

/** `text` in double quotes, control, bidirectional and invisible characters escaped, cut at `limits.quotedText`. */
export function quote(text: string): string {
  const cut = text.length > limits.quotedText.value ? `${text.slice(0, limits.quotedText.value)}…` : text;
  return `"${escapeInvisible(cut)}"`;
}

/** Replaces what a terminal or a reader would not see as itself by `\u{...}`. */
export function escapeInvisible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udfff](?![\udc00-\udfff])/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
