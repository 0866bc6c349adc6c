// Jinja templates: chat templates of tokenizers and of GGUF, prompt templates. Parsed, folded, never rendered.
import type { ByteSource } from '#core/byte-source';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { prepareTemplate } from './jinja/prepare-template.ts';
import { templateFacts } from './jinja/template-facts.ts';
import { tokenFacts } from './jinja/token-facts.ts';
import { readText } from './text/read-text.ts';
import { lineAt } from './text/text-encoding.ts';
import type { TemplateView } from './views/template.ts';

export const format: Format = {
  id: 'jinja',
  title: 'Jinja template',
  specification: 'Jinja 3.1 template syntax; transformers chat templates',
  loading: 'Rendered for every prompt; without a sandbox an attribute walk runs any Python (CVE-2024-34359).',
  extensions: ['jinja', 'jinja2', 'j2'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  if (!format.extensions.includes(sample.extension)) return 'no';
  return sample.encoding === undefined ? 'name' : 'content';
}

/** What parsing costs per character in elementary steps, so that hundreds of long templates end. */
const parserSteps = 200;

async function read(source: ByteSource, context: ReadContext): Promise<TemplateView> {
  const { text } = readText(source, context.budget, limits.templateBytes.value * 4);
  const base = { kind: 'template', format: 'jinja', text, oddities: [], parts: [] } as const;
  if (text.length > limits.templateBytes.value) {
    return { ...base, facts: tokenFacts(text), unparsed: `it is longer than ${limits.templateBytes.value} characters` };
  }
  context.budget.spend(text.length * parserSteps);
  const prepared = prepareTemplate(text);
  const library = await import('@huggingface/jinja');
  const lineOf = (part: string): number => lineAt(text, Math.max(0, text.indexOf(part)));
  try {
    const root = library.parse(library.tokenize(prepared.text));
    return { ...base, facts: [...prepared.facts, ...templateFacts(root, lineOf, context.budget)] };
  } catch (error) {
    // The library throws SyntaxError for what it does not know and RangeError when the nesting is too deep for it.
    const reason =
      error instanceof RangeError ? 'it is nested too deep' : error instanceof Error ? error.message : 'unknown syntax';
    return { ...base, facts: [...prepared.facts, ...tokenFacts(text)], unparsed: reason };
  }
}
