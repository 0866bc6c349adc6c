// JSON text that is also safe to look at: what a terminal would act on or a reader would not see is escaped.

/**
 * `value` as indented JSON with a final newline. Control, bidirectional and invisible characters inside strings are written
 * as `\uXXXX`, which every JSON parser reads back as the same character.
 */
export function printableJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
