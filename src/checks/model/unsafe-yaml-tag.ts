// YAML tags that make PyYAML's unsafe loaders import and call Python.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeView } from '#formats/views/tree';

export const check: Check<'tree'> = {
  id: 'unsafe-yaml-tag',
  title: 'Does a YAML tag name Python code?',
  why: 'yaml.load with an unsafe or full loader calls what such a tag names while the file is read.',
  remedy: 'Do not load it except with yaml.safe_load, which refuses such tags; ask the supplier for plain data.',
  references: ['CVE-2017-18342', 'CVE-2020-14343', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['tree'],
  check(view: TreeView): readonly Observation[] {
    const seen = new Set<string>();
    return view.tags.flatMap(({ tag, line }) => {
      if (seen.has(tag) || seen.size >= maxPerFile) return [];
      seen.add(tag);
      return judge(tag, line);
    });
  },
};

function judge(tag: string, line: number): readonly Observation[] {
  const name = decode(tag);
  const where = { line, element: quote(name) };
  if (/(?:^|[:/!])python\/(?:object|name|module)/.test(name)) {
    return [{ severity: 'critical', message: `the tag ${quote(name)} makes the loader import and call Python`, where }];
  }
  if (/(?:^|[:/!])python\/(?:tuple|str|unicode|int|long|float|complex|bool|none|list|dict|bytes)$/.test(name))
    return [];
  if (/(?:^|[:/!])(?:python|ruby|java|perl|php|js|javascript)(?:\/|\.|:)|javax?\.|org\.springframework/.test(name)) {
    return [
      { severity: 'high', message: `the tag ${quote(name)} makes a loader build an object of its own choosing`, where },
    ];
  }
  return [{ severity: 'info', message: `the tag ${quote(name)} needs a loader that knows it`, where }];
}

function decode(tag: string): string {
  try {
    return decodeURIComponent(tag);
  } catch {
    return tag;
  }
}

const maxPerFile = 50;
