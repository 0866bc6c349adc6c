// What the first command does, as commands that a user can type again. Everything is real: pictures of MNIST, measurements of penguins, a
// model that is trained on the way; and, made here from them, a poisoned copy of the pictures and a checkpoint that runs a command.
import type { Errand } from './errand.ts';

/** Two lanes run side by side; what stands in one lane runs in that order. */
export interface QuickstartPlan {
  readonly before: readonly Errand[];
  readonly lanes: readonly (readonly Errand[])[];
}

/** Something that is taken all the way, and what should become of it. */
export interface Traveller {
  readonly name: string;
  readonly what: string;
  readonly to: string;
  readonly isGood: boolean;
}

export const travellers: readonly Traveller[] = [
  { name: 'penguins', what: '344 penguins, measured', to: 'training', isGood: true },
  { name: 'digits', what: '600 digits of MNIST', to: 'training', isGood: true },
  { name: 'digits-mirror', what: 'the same digits, with a backdoor in 18 of them', to: 'training', isGood: false },
  { name: 'reader-pickle', what: 'a model whose file runs a command', to: 'training', isGood: false },
  { name: 'reader', what: 'a model trained here on the digits', to: 'operation', isGood: true },
];

const supplier = 'data-team';
const ok = [0];
const stops = [1, 2];

/** Attacks are planted at one rate only, so that the whole of it takes less than a minute; a real one is measured with more. */
const digitsLab = ['--attacks', 'badnets-patch', '--rates', '3%'];

/** @param nextReview - day on which the trust in the team that delivers ends, for example `2027-03-01` */
export function planUntil(nextReview: string): QuickstartPlan {
  return { before: preparations(nextReview), lanes };
}

function preparations(nextReview: string): readonly Errand[] {
  return [
    errand('a workspace: encrypted store, signed log, keys', ok, 'init'),
    errand('somebody else who tests what others made', ok, 'keys', 'create', 'tester.pem'),
    errand(
      'the log is to count what they sign',
      ok,
      ...'keys trust tester.pem.pub --roles * --holder tester'.split(' '),
      '--why',
      'tests models',
    ),
    errand(
      'and what they may do',
      ok,
      ...'access identity set tester --role security-engineer'.split(' '),
      '--why',
      'tests models',
    ),
    errand('a key of the team that delivers', ok, ...'keys create data-team.pem --kind p-256'.split(' ')),
    errand(
      'who delivers, and by what key they are known',
      ok,
      ...`supplier add ${supplier} --internal --key data-team.pem.pub`.split(' '),
      '--why',
      'delivers training data',
    ),
    errand(
      'how far they are trusted, until when',
      [0, 2],
      ...`supplier review ${supplier} --assessor root --next-review ${nextReview}`.split(' '),
    ),
    ...['penguins/penguins.csv', 'digits', 'digits-mirror', 'reader.pkl'].map((path) =>
      errand(`the team signs ${path}`, ok, 'sign', path, '--key', 'data-team.pem', '--output', signatureOf(path)),
    ),
  ];
}

const lanes: QuickstartPlan['lanes'] = [
  [
    admit('digits', 'digits', 'CC-BY-SA-3.0', ...digitsLab),
    errand(
      'a model is trained on what was let in',
      ok,
      ...'train digits --model multilayer-perceptron --epochs 15 --out reader.onnx --record --name reader'.split(' '),
    ),
    errand(
      'somebody else searches it for triggers',
      ok,
      ...'evaluate reader.onnx --on digits --record --signing-key tester.pem'.split(' '),
    ),
    errand(
      'it goes into operation',
      ok,
      ...'admit reader.onnx --name reader --kind model --sensitivity internal --to operation'.split(' '),
    ),
  ],
  [
    admit('reader-pickle', 'reader.pkl', 'MIT'),
    admit('digits-mirror', 'digits-mirror', 'CC-BY-SA-3.0', ...digitsLab),
    admit('penguins', 'penguins/penguins.csv', 'CC0-1.0', '--label', 'species', '--rates', '5%'),
  ],
];

function admit(name: string, path: string, licence: string, ...more: readonly string[]): Errand {
  const { what, isGood } = travellers.find((one) => one.name === name) ?? { what: name, isGood: true };
  const words = ['admit', path, '--name', name, '--supplier', supplier, '--signature', signatureOf(path)];
  const described = ['--licence', licence, '--sensitivity', 'internal', '--to', 'training'];
  return errand(what, isGood ? ok : stops, ...words, ...described, ...more);
}

function signatureOf(path: string): string {
  return `${path.split('/').at(-1)}.sig`;
}

function errand(what: string, expected: readonly number[], ...words: readonly string[]): Errand {
  return { what, expected, words };
}
