// Licences that models, data and code come with: what they are called, how their texts begin, and what they forbid.

export interface KnownLicence {
  /** SPDX id; or, where there is none, the word that model hubs use. */
  readonly id: string;
  /** Other names it goes by in model cards, lower case. */
  readonly names: readonly string[];
  /** Passages that only its text has, lower case, with single spaces. */
  readonly passages: readonly string[];
  /** What may not be done, in a few words; absent: use is free. */
  readonly restriction?: string;
}

const use = 'some uses are forbidden, and whoever passes it on has to forbid them as well';
const money = 'commercial use is forbidden';

/** The texts are facts of their licences; only as much as tells them apart stands here. */
export const knownLicences: readonly KnownLicence[] = [
  { id: 'Apache-2.0', names: ['apache 2.0', 'apache2'], passages: ['apache license version 2.0, january 2004'] },
  {
    id: 'MIT',
    names: [],
    passages: [
      'permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated',
    ],
  },
  { id: 'BSD-3-Clause', names: ['bsd'], passages: ['neither the name of'] },
  { id: 'BSD-2-Clause', names: [], passages: ['redistributions in binary form must reproduce the above copyright'] },
  {
    id: 'ISC',
    names: [],
    passages: ['permission to use, copy, modify, and/or distribute this software for any purpose'],
  },
  {
    id: 'GPL-2.0-only',
    names: ['gpl-2.0', 'gpl-2.0-or-later'],
    passages: ['gnu general public license version 2, june 1991'],
  },
  {
    id: 'GPL-3.0-only',
    names: ['gpl-3.0', 'gpl', 'gpl-3.0-or-later'],
    passages: ['gnu general public license version 3, 29 june 2007'],
  },
  { id: 'LGPL-3.0-only', names: ['lgpl-3.0', 'lgpl'], passages: ['gnu lesser general public license version 3'] },
  {
    id: 'AGPL-3.0-only',
    names: ['agpl-3.0', 'agpl-3.0-or-later'],
    passages: ['gnu affero general public license version 3'],
  },
  { id: 'MPL-2.0', names: [], passages: ['mozilla public license version 2.0'] },
  { id: 'CC0-1.0', names: ['cc0'], passages: ['cc0 1.0 universal'] },
  { id: 'CC-BY-4.0', names: ['cc-by'], passages: ['creative commons attribution 4.0 international public license'] },
  {
    id: 'CC-BY-SA-4.0',
    names: ['cc-by-sa'],
    passages: ['creative commons attribution-sharealike 4.0 international public license'],
  },
  {
    id: 'CC-BY-NC-4.0',
    names: ['cc-by-nc'],
    passages: ['creative commons attribution-noncommercial 4.0 international public license'],
    restriction: money,
  },
  {
    id: 'CC-BY-NC-SA-4.0',
    names: ['cc-by-nc-sa'],
    passages: ['creative commons attribution-noncommercial-sharealike 4.0 international public license'],
    restriction: money,
  },
  {
    id: 'CC-BY-NC-ND-4.0',
    names: ['cc-by-nc-nd'],
    passages: ['creative commons attribution-noncommercial-noderivatives 4.0 international public license'],
    restriction: `${money}, and so is changing it`,
  },
  {
    id: 'CC-BY-ND-4.0',
    names: ['cc-by-nd'],
    passages: ['creative commons attribution-noderivatives 4.0 international public license'],
    restriction: 'passing changed versions on is forbidden',
  },
  { id: 'CDLA-Permissive-2.0', names: [], passages: ['community data license agreement - permissive - version 2.0'] },
  { id: 'ODbL-1.0', names: ['odbl'], passages: ['odc open database license'] },
  { id: 'openrail', names: [], passages: [], restriction: use },
  {
    id: 'creativeml-openrail-m',
    names: ['creativeml openrail-m'],
    passages: ['creativeml open rail-m', 'creativeml openrail-m'],
    restriction: use,
  },
  { id: 'openrail++', names: ['creativeml-openrail-m++'], passages: ['creativeml open rail++-m'], restriction: use },
  {
    id: 'bigscience-openrail-m',
    names: ['bigscience-bloom-rail-1.0'],
    passages: ['bigscience rail license', 'bigscience open rail-m'],
    restriction: use,
  },
  { id: 'bigcode-openrail-m', names: [], passages: ['bigcode open rail-m'], restriction: use },
  {
    id: 'llama2',
    names: ['llama-2'],
    passages: ['llama 2 community license agreement'],
    restriction: `${use}; large services need leave`,
  },
  {
    id: 'llama3',
    names: ['llama-3'],
    passages: ['meta llama 3 community license agreement'],
    restriction: `${use}; large services need leave`,
  },
  {
    id: 'llama3.1',
    names: [],
    passages: ['llama 3.1 community license agreement'],
    restriction: `${use}; large services need leave`,
  },
  {
    id: 'llama3.2',
    names: [],
    passages: ['llama 3.2 community license agreement'],
    restriction: `${use}; large services need leave`,
  },
  {
    id: 'llama3.3',
    names: [],
    passages: ['llama 3.3 community license agreement'],
    restriction: `${use}; large services need leave`,
  },
  {
    id: 'llama4',
    names: [],
    passages: ['llama 4 community license agreement'],
    restriction: `${use}; large services need leave`,
  },
  { id: 'gemma', names: [], passages: ['gemma terms of use'], restriction: use },
  { id: 'other', names: [], passages: [], restriction: 'the terms are elsewhere' },
];

/** By id or name, whatever the case. */
export function licenceNamed(word: string): KnownLicence | undefined {
  const plain = word.trim().toLowerCase();
  return knownLicences.find(({ id, names }) => id.toLowerCase() === plain || names.includes(plain));
}

/** The licence whose text this is; a longer text holds the passages of shorter ones, so the longest passage decides. */
export function licenceOfText(text: string): KnownLicence | undefined {
  const plain = text
    .slice(0, mostText)
    .toLowerCase()
    .replace(/[^a-z0-9.,+-]+/g, ' ');
  const found = knownLicences.flatMap((licence) =>
    licence.passages
      .filter((passage) => plain.includes(passage))
      .map((passage) => ({ licence, length: passage.length })),
  );
  // Both BSD licences have the passage of the shorter one.
  const clause = found.find(
    ({ licence }) => licence.id === 'BSD-3-Clause' && plain.includes('redistributions in binary form'),
  );
  if (clause !== undefined) return clause.licence;
  const others = found.filter(({ licence }) => licence.id !== 'BSD-3-Clause');
  return others.sort((a, b) => b.length - a.length)[0]?.licence;
}

const mostText = 100_000;
