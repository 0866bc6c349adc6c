// A check as a SARIF reportingDescriptor (SARIF 2.1.0 section 3.49).
import type { Severity } from '#core/finding';
import type { Rule } from './rule.ts';

/** Where the tool is described. */
export const informationUri = 'https://www.npmjs.com/package/assay';

/** SARIF knows three levels; the finding's own severity stays in its properties. */
export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** @param rule - undefined for an id that nothing more is known of */
export function sarifRule(id: string, rule: Rule | undefined): unknown {
  if (rule === undefined) return { id };
  const references = rule.references.map((reference) => `- ${reference}`).join('\n');
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.why} ${rule.remedy}`,
      markdown: `**${rule.title}**\n\n${rule.why}\n\n${rule.remedy}\n\n${references}`.trimEnd(),
    },
    properties: { tags: ['security', 'ai-supply-chain'], references: rule.references, controls: rule.controls },
  };
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
