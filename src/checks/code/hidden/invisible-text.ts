// Characters that a reader does not see and a language model does.

export interface InvisibleText {
  readonly title: string;
  readonly index: number;
}

/**
 * Places where text is hidden: Unicode tag characters, variation selectors or zero-width characters in runs, and
 * direction overrides. Joiners in emoji and in scripts that need them are normal.
 * @param strict - a document that instructs a model or program: a single zero-width character is one too many
 */
export function invisibleText(text: string, strict: boolean): InvisibleText | undefined {
  const tags = /(?<!\u{1f3f4})[\u{e0001}\u{e0020}-\u{e007f}]{2,}/u.exec(withoutFlags(text));
  if (tags !== null) return { title: 'text in invisible tag characters', index: tags.index };
  const selectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/u.exec(text);
  if (selectors !== null) return { title: 'data in variation selectors', index: selectors.index };
  const run = /[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{8,}/.exec(text);
  if (run !== null) return { title: 'data in zero-width characters', index: run.index };
  const override = /[\u202d\u202e]/.exec(text);
  if (override !== null)
    return { title: 'a direction override, which shows text in another order than it is read', index: override.index };
  if (!strict) return undefined;
  const single =
    /[\u200b\u2060-\u2064\u180e]|(?<=[\x20-\x7e])[\u200c\u200d]|(?<=[^\n])\ufeff|[\u2066-\u2069\u202a\u202b]/.exec(
      text,
    );
  return single === null ? undefined : { title: 'an invisible character', index: single.index };
}

/** Flags of regions (England, Scotland) are a black flag followed by tag characters. */
function withoutFlags(text: string): string {
  return text.includes('\u{1f3f4}')
    ? text.replaceAll(/\u{1f3f4}[\u{e0020}-\u{e007f}]{1,12}/gu, (flag) => ' '.repeat(flag.length))
    : text;
}
