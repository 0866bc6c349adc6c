// PMML that carries or names programs: script in extensions, functions that are Java classes.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeNode, TreeView } from '#formats/views/tree';
import { asList, asMap } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'pmml-code',
  title: 'Does the PMML model carry a program or name one?',
  why: 'Readers hand extensions to their own scripting, and JPMML loads a function it does not know as a Java class of that name.',
  remedy: 'Ask what the extension is for; have the model exported with standard elements and functions only.',
  references: ['CWE-94', 'CWE-470'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02'],
  views: ['tree'],
  check(view: TreeView): readonly Observation[] {
    const facts = view.format === 'pmml' ? asMap(view.root) : undefined;
    if (facts === undefined) return [];
    return [...extensions(facts), ...scripts(facts), ...classes(facts)];
  },
};

type Facts = ReadonlyMap<string, TreeNode>;

function extensions(facts: Facts): readonly Observation[] {
  const found: Observation[] = [];
  for (const node of asList(facts.get('extensions')) ?? []) {
    const extension = asMap(node);
    const text = extension?.get('text');
    const line = extension?.get('line');
    if (typeof text !== 'string') continue;
    const command = startsProgram.exec(text)?.[0];
    const script = command ?? looksLikeScript.exec(text)?.[0];
    if (script === undefined) continue;
    found.push({
      severity: command === undefined ? 'medium' : 'high',
      message: `an extension contains ${quote(script)}`,
      where: { ...(typeof line === 'number' ? { line } : {}), element: 'Extension' },
    });
  }
  return found.slice(0, 50);
}

function scripts(facts: Facts): readonly Observation[] {
  return (asList(facts.get('scripts')) ?? [])
    .filter((line) => typeof line === 'number')
    .slice(0, 20)
    .map((line) => ({ severity: 'medium', message: 'an element holds a script', where: { line } }));
}

function classes(facts: Facts): readonly Observation[] {
  return (asList(facts.get('functions')) ?? [])
    .filter((name) => typeof name === 'string' && /^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)+$/.test(name))
    .filter((name) => !String(name).startsWith('x-'))
    .slice(0, 50)
    .map((name) => ({
      severity: startsProgram.test(String(name)) || /^(?:java|javax|sun|jdk)\./.test(String(name)) ? 'high' : 'medium',
      message: `function ${quote(String(name))} is no PMML function; JPMML loads it as a class`,
      where: { element: 'Apply' },
    }));
}

// Words with which programs are started, in the languages that PMML readers embed.
const startsProgram =
  /\b(?:os\.system|os\.popen|subprocess\.|__import__|Runtime\.getRuntime|java\.lang\.Runtime|ProcessBuilder|ScriptEngineManager|child_process|WScript\.Shell|powershell|cmd\.exe|system\s?\(|popen\s?\(|exec\s?\(|eval\s?\(|curl\s+-?[^\s]{0,20}\s?https?:|wget\s+https?:)|\/bin\/(?:ba)?sh\b/i;

const looksLikeScript = /<\/?script|javascript:|\bfunction\s?\(|\bimport\s+(?:os|subprocess|socket)\b|\bscript\b/i;
