// Confident learning on texts: labels that a classifier which did not see the document contradicts with confidence.
import { softmaxInPlace } from '#numeric/models/sparse-softmax';
import { noEvidence, type TextContext, type TextEvidence } from './text-evidence.ts';

/**
 * Flags documents whose class a classifier contradicts as surely as it is sure of documents that are of that other class.
 * @source Northcutt, Jiang, Chuang 2021, section 3.1 (confident joint, thresholds by class)
 */
export function detectLabelErrors({ corpus, fit, set }: TextContext): TextEvidence {
  const run = { detector: 'confident-learning', version: 1, category: 'sabotage', parameters, flagged: 0 } as const;
  if (fit === undefined)
    return noEvidence({ ...run, outcome: 'not-applicable', why: 'it needs two classes of at least ten documents' });
  const classes = corpus.classes.length;
  const probabilities = fit.logits.slice();
  for (let d = 0; d < corpus.count; d++) softmaxInPlace(probabilities.subarray(d * classes, (d + 1) * classes));
  const thresholds = selfConfidence(probabilities, corpus.labels, classes);
  const found: { document: number; label: number; other: number; margin: number }[] = [];
  for (let document = 0; document < corpus.count; document++) {
    const label = corpus.labels[document] ?? -1;
    if (label < 0) continue;
    const row = probabilities.subarray(document * classes, (document + 1) * classes);
    const other = confidentClass(row, thresholds);
    if (other === undefined || other === label) continue;
    found.push({ document, label, other, margin: (row[other] ?? 0) - (row[label] ?? 0) });
  }
  found.sort((a, b) => b.margin - a.margin || a.document - b.document);
  const shown = found.slice(0, Math.max(leastAlerts, Math.ceil(alertShare * corpus.count)));
  const name = (label: number): string => JSON.stringify(corpus.classes[label] ?? '');
  return {
    ...noEvidence({
      ...run,
      outcome: found.length > 0 ? 'fail' : 'pass',
      flagged: shown.length,
    }),
    suspicions: shown.map(({ document, label, other, margin }) => ({
      document,
      decision: 'alert',
      category: 'sabotage',
      reason: {
        detector: 'confident-learning',
        score: 0.4 + 0.4 * margin,
        text: `labelled ${name(label)}, reads like ${name(other)}`,
      },
    })),
    quality:
      found.length === 0
        ? []
        : [
            {
              kind: 'label-error',
              text: `${found.length} labels (${((100 * found.length) / corpus.count).toFixed(1)} %) contradict a classifier that did not see the text`,
              count: found.length,
              rows: found.slice(0, 20).map(({ document }) => set.id(corpus.rows[document] ?? 0)),
            },
          ],
  };
}

/** Mean probability of a class over the documents that are labelled so. */
function selfConfidence(probabilities: Float64Array, labels: Int32Array, classes: number): Float64Array {
  const sum = new Float64Array(classes);
  const count = new Float64Array(classes);
  for (const [document, label] of labels.entries()) {
    if (label < 0) continue;
    sum[label] = (sum[label] ?? 0) + (probabilities[document * classes + label] ?? 0);
    count[label] = (count[label] ?? 0) + 1;
  }
  return sum.map((total, label) => total / Math.max(1, count[label] ?? 0));
}

/** The most probable of the classes that reach their threshold. */
function confidentClass(row: Float64Array, thresholds: Float64Array): number | undefined {
  let best: number | undefined;
  for (let c = 0; c < row.length; c++)
    if ((row[c] ?? 0) >= (thresholds[c] ?? 1) && (best === undefined || (row[c] ?? 0) > (row[best] ?? 0))) best = c;
  return best;
}

const alertShare = 0.005;
const leastAlerts = 5;
const parameters = { folds: 5, alertShare };
