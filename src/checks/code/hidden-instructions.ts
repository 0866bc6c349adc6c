// Instructions to a language model that its user does not see: in skills, tool manifests, prompts, templates and sources.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { lineAt } from '#formats/text/text-encoding';
import { baseName } from '#formats/text/text-name';
import type { TemplateView } from '#formats/views/template';
import type { TextView } from '#formats/views/text';
import { invisibleText } from './hidden/invisible-text.ts';
import { covertInstruction, exfiltration, hiddenPassages } from './hidden/model-instructions.ts';

export const check: Check<'text' | 'template'> = {
  id: 'hidden-instructions',
  title: 'Does a document hide text from its reader, or instruct a model behind the user’s back?',
  why: 'Agents follow what they read; text that people do not see is how they are turned against their user.',
  remedy: 'Remove the hidden text, and find out who put it there before you use the rest.',
  references: ['CVE-2021-42574', 'https://owasp.org/www-project-mcp-top-10/'],
  controls: ['X-NEW-01', 'OWASP-SUPPLYCHAINMANAGE-30'],
  views: ['text', 'template'],
  check(view: TextView | TemplateView, context: CheckContext): readonly Observation[] {
    if (view.kind === 'text' && view.format !== 'text') return [];
    if (view.kind === 'template')
      return [...invisible(view.text, 'instructing'), ...instructions(view.text, 'template')];
    const role = roleOf(context.name);
    if (role === 'data') return [];
    return [...invisible(view.text, role), ...instructions(view.text, role)];
  },
};

/** `instructing`: a model or program follows it; `template`: it holds a system prompt by right; `document`: people read it; `data`: may contain anything. */
type Role = 'instructing' | 'template' | 'code' | 'document' | 'data';

function roleOf(name: string): Role {
  const base = baseName(name);
  if (
    instructingNames.test(base) ||
    /(?:^|\/)(?:skills?|prompts?|\.claude|\.cursor|agents?|commands)\/.{0,200}\.(?:md|mdc|txt|ya?ml|json)$/i.test(name)
  )
    return 'instructing';
  if (/\.(?:py|pyi|ipynb|js|mjs|ts|sh|bash|ps1|toml|cfg|ya?ml)$/.test(base)) return 'code';
  return /\.(?:md|mdx|rst|html?)$/.test(base) || /^(?:readme|config\.json)/.test(base) ? 'document' : 'data';
}

function invisible(text: string, role: Role): readonly Observation[] {
  const found = invisibleText(text, role === 'instructing');
  if (found === undefined) return [];
  return [
    { severity: 'medium', message: `the text contains ${found.title}`, where: { line: lineAt(text, found.index) } },
  ];
}

function instructions(text: string, role: Role): readonly Observation[] {
  if (role === 'code') return [];
  if (role === 'template') {
    const index = exfiltration(text);
    if (index === undefined) return [];
    const message = `the template makes the model send data away: ${quote(text.slice(index, index + 120))}`;
    return [{ severity: 'medium', message, where: { line: lineAt(text, index) } }];
  }
  const passages =
    role === 'instructing' ? [{ text: text.slice(0, maxText), index: 0 }] : hiddenPassages(text.slice(0, maxText));
  for (const passage of passages) {
    const index = covertInstruction(passage.text);
    if (index === undefined) continue;
    const seen = quote(passage.text.slice(index, index + 120));
    const message =
      role === 'document'
        ? `a hidden passage instructs a model: ${seen}`
        : `the text instructs a model behind its user’s back: ${seen}`;
    return [{ severity: 'medium', message, where: { line: lineAt(text, passage.index + index) } }];
  }
  return [];
}

const maxText = 1024 * 1024;
const instructingNames =
  /^(?:skill|agents?|claude|gemini|copilot-instructions|system[_-]?prompt|prompt|instructions?|\.cursorrules|\.windsurfrules|\.clinerules)(?:\.[\w.]{0,20})?$|^\.?mcp(?:[_-][\w-]{1,30})?\.json$|\bmcp[\w-]{0,20}\.json$|^(?:tools?|tool[_-]manifest|plugin|ai-plugin|claude_desktop_config|manifest|server|smithery)\.(?:json|ya?ml)$|\.prompt(?:\.\w{1,8})?$|\.prompty$|\.mdc$/;
