// Which controls of the OWASP AI Exchange each guideline of NCSC and CISA corresponds to, as the Exchange says (5413fde, 2026-08-22).

export interface GuidelineCorrespondence {
  /** Id of the control that the guideline is here. */
  readonly guideline: string;
  /** Principles of the DSIT code of practice. */
  readonly dsitPrinciples: readonly number[];
  /** Controls of the catalogue. */
  readonly controls: readonly string[];
  /** Controls of the Exchange that the catalogue has no requirement for, by their name there. */
  readonly withoutRequirement: readonly string[];
  /** True where the Exchange says that the guideline is only a part of these controls. */
  readonly isPart: boolean;
}

export const crosswalk: readonly GuidelineCorrespondence[] = [
  { guideline: 'NCSC-1.1', dsitPrinciples: [1], controls: ['SECEDUCATE'], withoutRequirement: [], isPart: false },
  { guideline: 'NCSC-1.2', dsitPrinciples: [3], controls: ['SECPROGRAM'], withoutRequirement: [], isPart: false },
  {
    guideline: 'NCSC-1.3',
    dsitPrinciples: [2],
    controls: [
      'AIPROGRAM',
      'SECPROGRAM',
      'DEVPROGRAM',
      'SECDEVPROGRAM',
      'CHECKCOMPLIANCE',
      'LEASTMODELPRIVILEGE',
      'DISCRETE',
      'OBSCURECONFIDENCE',
      'OVERSIGHT',
      'RATELIMIT',
      'MODELACCESSCONTROL',
      'AITRANSPARENCY',
    ],
    withoutRequirement: ['dosinputvalidation', 'limitresources'],
    isPart: false,
  },
  { guideline: 'NCSC-1.4', dsitPrinciples: [], controls: ['EXPLAINABILITY'], withoutRequirement: [], isPart: false },
  {
    guideline: 'NCSC-2.1',
    dsitPrinciples: [7],
    controls: ['SUPPLYCHAINMANAGE'],
    withoutRequirement: [],
    isPart: false,
  },
  {
    guideline: 'NCSC-2.2',
    dsitPrinciples: [5],
    controls: [
      'DEVSECURITY',
      'SEGREGATEDATA',
      'CONFCOMPUTE',
      'RUNTIMEMODELCONFIDENTIALITY',
      'DATAMINIMIZE',
      'ALLOWEDDATA',
      'SHORTRETAIN',
      'OBFUSCATETRAININGDATA',
      'SECPROGRAM',
    ],
    withoutRequirement: [],
    isPart: true,
  },
  { guideline: 'NCSC-2.3', dsitPrinciples: [8], controls: ['DEVPROGRAM'], withoutRequirement: [], isPart: true },
  { guideline: 'NCSC-2.4', dsitPrinciples: [], controls: ['DEVPROGRAM'], withoutRequirement: [], isPart: true },
  { guideline: 'NCSC-3.1', dsitPrinciples: [6], controls: ['SECPROGRAM'], withoutRequirement: [], isPart: true },
  {
    guideline: 'NCSC-3.2',
    dsitPrinciples: [],
    controls: ['INPUTDISTORTION', 'SENSITIVEOUTPUTHANDLING', 'RUNTIMEMODELINTEGRITY', 'RUNTIMEMODELCONFIDENTIALITY'],
    withoutRequirement: ['promptinjectioniohandling', 'inputsegregation'],
    isPart: false,
  },
  { guideline: 'NCSC-3.3', dsitPrinciples: [], controls: ['SECPROGRAM'], withoutRequirement: [], isPart: true },
  { guideline: 'NCSC-3.4', dsitPrinciples: [], controls: ['DEVPROGRAM'], withoutRequirement: [], isPart: true },
  {
    guideline: 'NCSC-3.5',
    dsitPrinciples: [4],
    controls: ['SECPROGRAM', 'EXPLAINABILITY', 'OVERSIGHT'],
    withoutRequirement: [],
    isPart: true,
  },
  {
    guideline: 'NCSC-4.1',
    dsitPrinciples: [12, 9],
    controls: ['CONTINUOUSVALIDATION', 'UNWANTEDBIASTESTING'],
    withoutRequirement: [],
    isPart: false,
  },
  {
    guideline: 'NCSC-4.2',
    dsitPrinciples: [],
    controls: ['MONITORUSE', 'ANOMALOUSINPUTHANDLING', 'EVASIONINPUTHANDLING'],
    withoutRequirement: [],
    isPart: false,
  },
  { guideline: 'NCSC-4.3', dsitPrinciples: [11], controls: ['SECDEVPROGRAM'], withoutRequirement: [], isPart: true },
  {
    guideline: 'NCSC-4.4',
    dsitPrinciples: [],
    controls: ['SECPROGRAM', 'SECDEVPROGRAM'],
    withoutRequirement: [],
    isPart: true,
  },
];
