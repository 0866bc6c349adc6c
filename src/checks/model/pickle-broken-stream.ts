// Streams that an unpickler gives up on.
import { quote } from '#core/quote';
import type { ProgramView } from '#formats/views/program';
import type { Check, Observation } from '../check.ts';
import { bounded } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-broken-stream',
  title: 'Does the pickle end where an unpickler raises an error?',
  why: 'What stands before the error has run; what stands after it cannot be told.',
  remedy: 'Get an unbroken copy of the file.',
  references: ['CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-31', 'OWASP-SUPPLYCHAINMANAGE-29'],
  views: ['program'],
  check: (view: ProgramView): readonly Observation[] =>
    bounded(
      view.streams.flatMap((stream): Observation[] => {
        if (stream.end !== 'broken') return [];
        const problem = stream.problem === undefined ? '' : `: ${quote(stream.problem)}`;
        const message = `the stream that starts at byte ${stream.from} breaks off${problem}`;
        return [{ severity: 'medium', outcome: 'inconclusive', message, where: { offset: stream.to } }];
      }),
    ),
};
