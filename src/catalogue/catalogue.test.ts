import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '#checks/checks.generated';
import { application } from '#cli/application';
import { ownRules } from '#flow/own-rules';
import { shippedGates } from '#gates/shipped-gates';
import { predicates } from '#predicates/predicates.generated';
import { capabilities } from './capabilities.ts';
import { controls } from './controls.generated.ts';
import { crosswalk } from './crosswalk.ts';
import { documents } from './documents.ts';
import { controlsAgainst, disagreementsOn, requirementsOf, threatsOf } from './links.ts';
import { parseReference } from './reference-list.ts';
import { referenceLists } from './reference-lists.generated.ts';
import { allRequirements, findRequirement } from './requirements.ts';
import { sections } from './sections.generated.ts';
import { threats } from './threats.generated.ts';

const requirements = allRequirements();
const entries = [...threats, ...controls, ...requirements];
const controlIds = new Set(controls.map(({ id }) => id));
const commands = application.root;

/** How many demands each section has, as counted in the list that the catalogue implements. */
const demands: Readonly<Record<string, number>> = {
  'OWASP-INTRO': 8,
  'OWASP-DEVSECURITY': 25,
  'OWASP-SEGREGATEDATA': 8,
  'OWASP-CONFCOMPUTE': 3,
  'OWASP-FEDERATEDLEARNING': 9,
  'OWASP-SUPPLYCHAINMANAGE': 40,
  'OWASP-MODELPOISON': 3,
  'OWASP-MODELENSEMBLE': 3,
  'OWASP-DATAPOISON': 9,
  'OWASP-MORETRAINDATA': 3,
  'OWASP-DATAQUALITYCONTROL': 22,
  'OWASP-TRAINDATADISTORTION': 13,
  'OWASP-POISONROBUSTMODEL': 7,
  'OWASP-TRAINADVERSARIAL': 3,
  'OWASP-DEVMODELPOISON': 5,
  'OWASP-SUPPLYMODELPOISON': 5,
  'OWASP-DEVDATALEAK': 4,
  'OWASP-DEVMODELLEAK': 4,
  'OWASP-DEVCODELEAK': 2,
  'OWASP-STD': 4,
  'NCSC-0': 11,
  'NCSC-1.1': 4,
  'NCSC-1.2': 3,
  'NCSC-1.3': 15,
  'NCSC-1.4': 3,
  'NCSC-2.1': 5,
  'NCSC-2.2': 7,
  'NCSC-2.3': 4,
  'NCSC-2.4': 2,
  'NCSC-3.1': 2,
  'NCSC-3.2': 7,
  'NCSC-3.3': 5,
  'NCSC-3.4': 2,
  'NCSC-3.5': 5,
  'NCSC-4.1': 2,
  'NCSC-4.2': 3,
  'NCSC-4.3': 4,
  'NCSC-4.4': 5,
  'NCSC-REF': 2,
  'X-GENERAL': 20,
  'X-INPUT': 14,
  'X-RUNTIME': 5,
  'X-NEW': 7,
};
/** SHA-256 over the sorted ids, one a line. An id that changes orphans evidence. */
const idsDigest = '09dc65a0ee75f431a31dd0b884e76e2ce4bb2b25a4cc04955dd55d248e4b0c7d';

describe('ids', () => {
  test('all 317 demands are there, and no other', () => {
    expect(Object.fromEntries(sections.map(({ id, requirements: list }) => [id, list.length]))).toEqual(demands);
    const ids = requirements.map(({ id }) => id).sort();
    expect(ids.length).toBe(317);
    expect(createHash('sha256').update(ids.join('\n')).digest('hex')).toBe(idsDigest);
  });

  test('18 threats; no id twice, whatever it stands for', () => {
    expect(threats.length).toBe(18);
    const ids = entries.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('a requirement is found by its id', () => {
    expect(findRequirement('OWASP-DATAQUALITYCONTROL-15')?.evidence).toEqual(['detector-calibration']);
    expect(findRequirement('OWASP-DATAQUALITYCONTROL-99')).toBeUndefined();
  });
});

describe('links', () => {
  test('no threat without a control that somebody names against it, no control without a requirement, none without a threat', () => {
    expect(threats.filter(({ controls: links }) => links.length === 0)).toEqual([]);
    expect(threats.filter((threat) => controlsAgainst(threat).length === 0)).toEqual([]);
    expect(controls.filter((control) => requirementsOf(control).length === 0).map(({ id }) => id)).toEqual([]);
    expect(controls.filter((control) => threatsOf(control).length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('every id that an entry names is there', () => {
    const named = [
      ...threats.flatMap((threat) => threat.controls.map(({ control }) => control)),
      ...requirements.flatMap((requirement) => requirement.controls),
      ...crosswalk.flatMap(({ guideline, controls: owasp }) => [guideline, ...owasp]),
    ];
    expect(named.filter((id) => !controlIds.has(id))).toEqual([]);
    const groups = threats.flatMap(({ partOf }) => partOf ?? []);
    expect(groups.filter((id) => !threats.some((threat) => threat.id === id))).toEqual([]);
    expect(requirements.filter((requirement) => requirement.controls.length === 0)).toEqual([]);
    for (const threat of threats) for (const { namedBy } of threat.controls) expect(namedBy.length).toBeGreaterThan(0);
  });

  test('what a source names and the catalogue has no requirement for is no control of the catalogue', () => {
    const missing = [...threats, ...crosswalk].flatMap(({ withoutRequirement }) => withoutRequirement);
    const known = controls.flatMap(({ id, includes = [] }) => [id.toLowerCase(), ...includes]);
    expect(missing.filter((name) => known.includes(name))).toEqual([]);
  });

  test('kinds of statements, gates, capabilities and commands exist', () => {
    const kinds = new Set(predicates.map(({ kind }) => kind));
    const gates = new Set(shippedGates.map(({ name }) => name));
    const abilities = new Set(capabilities.map(({ id }) => id));
    for (const requirement of requirements) {
      const unknown = [
        ...requirement.evidence.filter((kind) => !kinds.has(kind)),
        ...requirement.gates.filter((gate) => !gates.has(gate)),
        ...requirement.capabilities.filter((id) => !abilities.has(id)),
        ...requirement.commands.filter((words) => !isCommand(words.split(' '))),
      ];
      expect([requirement.id, unknown]).toEqual([requirement.id, []]);
      expect(requirement.evidence.length, requirement.id).toBeGreaterThan(0);
    }
    expect(isCommand(['data', 'no-such'])).toBe(false);
  });

  test('every requirement that a check names is there', () => {
    const named = [...checks, ...ownRules].flatMap((rule) => rule.controls);
    expect(named.filter((id) => findRequirement(id) === undefined)).toEqual([]);
  });

  test('every guideline of NCSC and CISA has its correspondence', () => {
    const guidelines = controls.filter(({ id }) => id.startsWith('NCSC-') && id !== 'NCSC-0').map(({ id }) => id);
    expect(crosswalk.map(({ guideline }) => guideline).sort()).toEqual(guidelines.sort());
  });
});

describe('references', () => {
  test('each names an id of a pinned release', () => {
    const lists = new Map(referenceLists.map((list) => [list.key, list]));
    for (const { id, references } of entries) {
      for (const reference of references) {
        const parts = parseReference(reference);
        const list = lists.get(parts?.list ?? '');
        expect([id, reference, parts?.version]).toEqual([id, reference, list?.version]);
        expect(Object.hasOwn(list?.ids ?? {}, parts?.id ?? ''), `${id} ${reference}`).toBe(true);
      }
      expect(new Set(references).size, id).toBe(references.length);
    }
  });

  test('what is no reference', () => {
    expect(parseReference('AML.T0020')).toBeUndefined();
    expect(parseReference('atlas:AML.T0020')).toBeUndefined();
    expect(parseReference('atlas:AML.T0020@5.6.1')).toEqual({ list: 'atlas', id: 'AML.T0020', version: '5.6.1' });
  });

  test('an alias starts at a known id, or at one that is not cited, and ends at one that is new', () => {
    const atlas = referenceLists.find(({ key }) => key === 'atlas');
    expect(atlas?.aliases?.['AML.T0019']).toBe('AML.T0115.000');
    for (const target of Object.values(atlas?.aliases ?? {}))
      expect(Object.hasOwn(atlas?.ids ?? {}, target)).toBe(false);
  });
});

describe('sources', () => {
  const lengths = new Map(documents.map(({ id, text }) => [id, text?.lines ?? 0]));

  test('lines lie within their document', () => {
    for (const { id, source } of entries) {
      for (const [first, last] of source.lines) {
        expect(first, id).toBeGreaterThanOrEqual(1);
        expect(last, id).toBeGreaterThanOrEqual(first);
        expect(last, id).toBeLessThanOrEqual(lengths.get(source.document) ?? 0);
      }
      expect(source.permalink, id).toMatch(/^https:\/\//);
    }
  });

  test('what comes from the two documents says in which lines', () => {
    const without = requirements.filter(({ secondary, source }) => secondary !== (source.lines.length === 0));
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('where text and table of the source disagree, both are kept', () => {
    const threat = threats.find(({ id }) => id === 'DATAPOISON');
    expect(threat && disagreementsOn(threat)).toEqual([
      { control: 'CONFCOMPUTE', namedBy: 'text', notBy: 'table' },
      { control: 'ADVERSARIALROBUSTDISTILLATION', namedBy: 'text', notBy: 'table' },
      { control: 'FEDERATEDLEARNING', namedBy: 'table', notBy: 'text' },
      { control: 'MODELENSEMBLE', namedBy: 'table', notBy: 'text' },
    ]);
    const evasion = threats.find(({ id }) => id === 'EVASION');
    expect(evasion && disagreementsOn(evasion)).toEqual([]);
  });
});

describe.skipIf(process.env.ASSAY_SOURCES === undefined)('with the documents in the folder ASSAY_SOURCES', () => {
  const folder = process.env.ASSAY_SOURCES ?? '';
  const files: Readonly<Record<string, string>> = {
    'owasp-ai-exchange-3': 'owasp-ai-exchange-3-development-time-threats.md',
    'ncsc-guidelines': 'ncsc-cisa-guidelines-secure-ai-system-development.txt',
  };

  test.each(Object.entries(files))('%s is the pinned one, and each line that is cited says something', (id, name) => {
    const path = join(folder, name);
    expect(existsSync(path)).toBe(true);
    const bytes = readFileSync(path);
    const pinned = documents.find((document) => document.id === id)?.text;
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(pinned?.sha256);
    const lines = bytes.toString('utf8').split('\n');
    expect(lines.length - 1).toBe(pinned?.lines);
    for (const { id: entry, source } of entries) {
      if (source.document !== id) continue;
      for (const [first, last] of source.lines) {
        expect(
          lines
            .slice(first - 1, last)
            .join('')
            .trim(),
          entry,
        ).not.toBe('');
      }
    }
  });

  test('no run of seven words is taken over', () => {
    const taken = new Set(Object.values(files).flatMap((name) => runsOf(readFileSync(join(folder, name), 'utf8'))));
    const own = entries.map((entry) =>
      'claim' in entry ? entry.claim : 'purpose' in entry ? entry.purpose : entry.description,
    );
    expect(own.flatMap(runsOf).filter((run) => taken.has(run))).toEqual([]);
  });
});

function runsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.slice(6).map((_, at) => words.slice(at, at + 7).join(' '));
}

function isCommand(words: readonly string[]): boolean {
  let target: unknown = commands;
  for (const word of words) {
    const next = routesOf(target).find(({ name }) => name['convert-camel-to-kebab'] === word || name.original === word);
    if (next === undefined) return false;
    target = next.target;
  }
  return true;
}

interface Entry {
  readonly name: Readonly<Record<string, string>>;
  readonly target: unknown;
}

function routesOf(target: unknown): readonly Entry[] {
  if (!(target instanceof Object) || !('getAllEntries' in target)) return [];
  return typeof target.getAllEntries === 'function' ? target.getAllEntries() : [];
}
