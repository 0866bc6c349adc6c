// Tokens and keys in documentation: they have the shape of a secret and are none.

/** True when `text` was made up to stand for a secret: words, runs of one character, the alphabet in order. */
export function isPlaceholder(text: string): boolean {
  return placeholderWord.test(text) || longestRun(text) >= 6;
}

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= (count / text.length) * Math.log2(count / text.length);
  return sum;
}

/** Length of the longest stretch of equal characters, or of characters that follow each other (abc, 123, 321). */
function longestRun(text: string): number {
  let longest = 1;
  for (const step of [0, 1, -1]) {
    let run = 1;
    for (let at = 1; at < text.length; at += 1) {
      run = text.charCodeAt(at) - text.charCodeAt(at - 1) === step ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

const placeholderWord =
  /example|sample|placeholder|dummy|redacted|replace|changeme|your|secret_?key|insert|xxxx|\*\*\*|\.\.\.|<|>|fake|notreal|invalid|deadbeef|test_?(?:key|token)/i;
