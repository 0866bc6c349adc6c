// Programs among the members of an archive of weights, under names that say so: a library beside tensors.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { baseName } from '#formats/text/text-name';
import type { ArchiveView } from '#formats/views/archive';

export const check: Check<'archive'> = {
  id: 'program-in-weights',
  title: 'Is there a program inside an archive of weights?',
  why: 'A loader of weights has no use for a native library; code that runs before or after it starts the library.',
  remedy: 'Do not load the archive. Ask the supplier for the weights alone.',
  references: ['CWE-434'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-DEVSECURITY-05'],
  views: ['archive'],
  check(view: ArchiveView, context: CheckContext): readonly Observation[] {
    if (!weightsArchive.test(baseName(context.name))) return [];
    const programs = view.parts.filter(
      ({ name, source }) => programName.test(baseName(name)) && isProgram(source.read(0, 4)),
    );
    return programs.slice(0, mostListed).map(({ name }) => ({
      severity: 'high',
      message: `the member ${quote(name)} of an archive of weights is a program`,
      where: { member: name },
    }));
  },
};

function isProgram(start: Uint8Array): boolean {
  const text = Buffer.from(start).toString('latin1');
  return text === '\x7fELF' || text.startsWith('MZ') || machO.has(text);
}

// A .pt2 package holds compiled kernels by design, and a .mar or .zip whatever its author put in.
const weightsArchive = /\.(?:pt|pth|bin|ckpt|npz|keras|nemo|skops|ptl|pkl|joblib|safetensors|h5)$/;
const programName = /\.(?:so(?:\.\d{1,4}){0,3}|dll|exe|dylib|pyd|com|scr|ocx|elf|run|o|ko)$/;

// Both byte orders, 32 and 64 bit. @source mach-o/loader.h
const machO: ReadonlySet<string> = new Set([
  '\xfe\xed\xfa\xce',
  '\xce\xfa\xed\xfe',
  '\xfe\xed\xfa\xcf',
  '\xcf\xfa\xed\xfe',
]);

const mostListed = 100;
