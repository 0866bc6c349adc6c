// What a data set is like: sizes, shares and kinds of columns. No names, no frequent values, no least and greatest, which are rows.
import type { DataProfile, ProfiledColumn } from '#core/dataset/data-profile';
import type { DataSet } from '#core/dataset/data-set';
import { openDataSet } from '../../data/open-data-set.ts';
import { profileDataSet } from '../../data/profile-data.ts';
import type { Measured } from '../output-filter.ts';
import { type JobInput, type JobMade, rowsStay, wordsStay } from './job-work.ts';

export async function profileForJob({ path, parameters, now }: JobInput): Promise<JobMade> {
  const { label, text, seed = 1 } = parameters;
  const set = await openDataSet(path, {
    ...(label === undefined ? {} : { label }),
    ...(text === undefined ? {} : { text }),
  });
  try {
    const profile = profileDataSet(set, { path, now, seed });
    return {
      measured: [...shapeOf(set), ...sensitivityOf(profile), ...columnsOf(set, profile)],
      withheld: [
        { what: 'names of columns and classes', why: wordsStay },
        { what: 'frequent values, and the smallest and largest of numbers', why: rowsStay },
        { what: 'how old the newest and the oldest row are', why: rowsStay },
      ],
      words: vocabulary,
    };
  } finally {
    set.close?.();
  }
}

function shapeOf(set: DataSet): readonly Measured[] {
  const { count, excluded, labels } = set;
  const unreadable = excluded.reduce((sum, one) => sum + one.count, 0);
  const labelled = labels === undefined ? 0 : labels.codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0);
  return [
    { name: 'kind', word: set.kind },
    { name: 'rows', total: count },
    { name: 'rows-unreadable', rows: unreadable, of: count + unreadable },
    ...(set.kind === 'images'
      ? [
          { name: 'height', measure: set.height },
          { name: 'width', measure: set.width },
          { name: 'channels', measure: set.channels },
        ]
      : []),
    ...(labels === undefined
      ? []
      : [
          { name: 'classes', total: labels.names.length },
          { name: 'rows-labelled', rows: labelled, of: count },
        ]),
  ];
}

function sensitivityOf({ characteristics }: DataProfile): readonly Measured[] {
  const { measures = [] } = characteristics.find(({ characteristic }) => characteristic === 'sensitivity') ?? {};
  const personal = measures.find(({ name }) => name === 'personalColumns');
  return personal === undefined ? [] : [{ name: 'personal-columns', measure: personal.value }];
}

function columnsOf({ count }: DataSet, { columns }: DataProfile): readonly Measured[] {
  return columns.flatMap(({ kind, missing, different }: ProfiledColumn, at): readonly Measured[] => {
    const slice = `column ${at + 1}`;
    return [
      { name: 'column-kind', slice, word: kind },
      { name: 'missing', slice, rows: missing, of: count },
      { name: 'different-values', slice, rows: different, of: count },
    ];
  });
}

const vocabulary = [
  'kind',
  'images',
  'table',
  'text',
  'rows',
  'rows-unreadable',
  'height',
  'width',
  'channels',
  'classes',
  'rows-labelled',
  'personal-columns',
  'column-kind',
  'number',
  'category',
  'missing',
  'different-values',
];
