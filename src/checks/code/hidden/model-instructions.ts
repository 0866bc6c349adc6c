// Text that speaks to the language model behind the back of its user.

/** Index of the first instruction that a person reading the document is not meant to see or would not accept; undefined when there is none. */
export function covertInstruction(text: string): number | undefined {
  return pattern.exec(text)?.index;
}

/** Index of an instruction to give data to somebody else, or to drop the user's own instructions. */
export function exfiltration(text: string): number | undefined {
  return exfiltrationPattern.exec(text)?.index;
}

/** Contents of HTML comments and of elements that are not shown. Linear. */
export function hiddenPassages(text: string): readonly { readonly text: string; readonly index: number }[] {
  const found: { text: string; index: number }[] = [];
  for (let at = text.indexOf('<!--'); at !== -1 && found.length < 500; at = text.indexOf('<!--', at + 4)) {
    const end = text.indexOf('-->', at + 4);
    found.push({ text: text.slice(at + 4, Math.min(end === -1 ? text.length : end, at + 4 + maxPassage)), index: at });
  }
  for (const match of text.matchAll(
    /<(?:span|div|p|font)\b[^>]{0,200}(?:display\s{0,3}:\s{0,3}none|font-size\s{0,3}:\s{0,3}0|visibility\s{0,3}:\s{0,3}hidden|opacity\s{0,3}:\s{0,3}0\b|color\s{0,3}:\s{0,3}(?:white|#fff(?:fff)?)\b)[^>]{0,200}>/gi,
  )) {
    if (found.length >= 500) break;
    found.push({ text: text.slice(match.index, match.index + maxPassage), index: match.index });
  }
  return found;
}

const maxPassage = 4000;

const exfiltrationPattern =
  /\bignore\s{1,3}(?:all\s{1,3})?(?:the\s{1,3}|your\s{1,3}|any\s{1,3})?(?:previous|prior|above|earlier)\s{1,3}(?:user\s{1,3})?(?:instructions?|prompts?|messages)|\b(?:secretly|silently|covertly)\s{1,3}(?:send|upload|post|forward|include|append|insert|exfiltrate|collect)|\bexfiltrate\b|\b(?:send|upload|post|forward)\b[^.\n]{0,80}(?:conversation|messages|credentials|api keys?|passwords?|secrets?)[^.\n]{0,80}https?:\/\//i;

const pattern =
  /\b(?:ignore|disregard|forget|override)\s{1,3}(?:all\s{1,3})?(?:of\s{1,3})?(?:the\s{1,3}|your\s{1,3}|any\s{1,3})?(?:previous|prior|above|earlier|preceding|existing|system)\s{1,3}(?:instructions?|prompts?|rules|messages|guidelines|directions)|\b(?:do\s{1,3}not|don'?t|never|without)\s{1,3}(?:tell|telling|mention|mentioning|inform|informing|reveal|revealing|notify|notifying|disclose|disclosing|alert|alerting|show|showing)\s{0,3}(?:this|it|that|anything|these|about)?\s{0,3}(?:to\s{1,3})?(?:the\s{1,3})?(?:user|human|operator|developer)s?\b|\b(?:secretly|silently|covertly|quietly)\s{1,3}(?:send|upload|post|read|copy|forward|include|append|execute|run|call|exfiltrate|collect)|\bexfiltrate\b|\b(?:send|upload|post|forward|include|pass)\b[^.\n]{0,80}(?:\.env\b|id_rsa|~\/\.ssh|\.aws\/credentials|api[ _-]?keys?|credentials|system prompt|conversation history|mcp\.json)[^.\n]{0,80}(?:https?:\/\/|webhook|as (?:a |the )?(?:parameter|argument|'?sidenote))|\byou are now (?:in )?(?:DAN|developer mode|jailbr)/i;
