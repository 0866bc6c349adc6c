// JSON in one line that no reader cuts in two and no terminal acts on.

/** Control characters, line separators and invisible characters inside strings become `\uXXXX`, which every parser reads back. */
export function oneLineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
