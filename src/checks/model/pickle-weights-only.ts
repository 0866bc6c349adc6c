// What torch's restricted unpickler would say: a note for people who load with it, no verdict.
import { quote } from '#core/quote';
import type { ProgramView } from '#formats/views/program';
import type { Check, Observation } from '../check.ts';
import { qualified } from './names/judge-name.ts';
import { isWeightsOnly } from './names/weights-only.ts';

export const check: Check<'program'> = {
  id: 'pickle-weights-only',
  title: 'Would torch.load refuse the pickle with weights_only=True?',
  why: 'The restricted unpickler of PyTorch accepts a fixed list of names; a file it refuses is only loaded without it.',
  remedy: 'Save the state dict instead of the whole object, so that weights_only=True loads it.',
  references: ['https://docs.pytorch.org/docs/stable/notes/serialization.html'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29'],
  views: ['program'],
  check: (view: ProgramView): readonly Observation[] => {
    const uses = view.streams.flatMap(({ globals }) => globals);
    if (!uses.some(({ name }) => name.module === 'torch' || name.module.startsWith('torch.'))) return [];
    const refused = uses.filter(({ name }) => !isWeightsOnly(name.module, name.name));
    const [first] = refused;
    if (first === undefined) return [];
    const names = [...new Set(refused.map(({ name }) => qualified(name)))];
    const more = names.length > 1 ? ` and ${names.length - 1} other names` : '';
    const message = `torch.load with weights_only=True refuses ${quote(names[0] ?? '')}${more}`;
    return [{ severity: 'info', message, where: { offset: first.offset, element: first.opcode } }];
  },
};
