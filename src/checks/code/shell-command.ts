// Shell commands in notebooks and scripts that fetch and run, hand out a shell, or plant themselves.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { CodeView } from '#formats/views/code';
import {
  type CommandEffect,
  commandEffect,
  commandMeanings,
  downloadedFileEffect,
  isHostile,
} from './shell/judge-command.ts';

export const check: Check<'code'> = {
  id: 'shell-command',
  title: 'Does a shell command run what it downloads or decodes, or open the machine to others?',
  why: 'Whoever runs the notebook or script runs the command with their own rights.',
  remedy: 'Remove the command, or replace it by one that fetches a pinned file and checks its digest first.',
  references: ['CWE-494', 'CWE-506'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-04', 'OWASP-DEVSECURITY-05'],
  views: ['code'],
  check(view: CodeView): readonly Observation[] {
    const found: Observation[] = [];
    for (const { text, line } of view.commands) {
      const effect = commandEffect(text);
      if (effect !== undefined && found.length < maxPerFile) found.push(observation(effect, text, line));
    }
    if (found.length > 0) return found;
    const together = view.commands.map(({ text }) => text).join('\n');
    const effect = downloadedFileEffect(together);
    return effect === undefined ? [] : [observation(effect, together, view.commands[0]?.line ?? 1)];
  },
};

function observation(effect: CommandEffect, text: string, line: number): Observation {
  return {
    severity: isHostile(effect) ? 'critical' : 'medium',
    message: `a shell command ${commandMeanings[effect]}: ${quote(text.trim())}`,
    where: { line },
  };
}

const maxPerFile = 50;
