// Puts what a lab measured on record: a statement per detector, and the whole report as a blob that they name.
import { canonicalJson } from '#core/canonical-json';
import type { DataLab, LabCell, LabDetector } from '#core/dataset/data-lab';
import { parseSha256, type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type DetectorCalibration, predicate as detectorCalibration } from '#predicates/detector-calibration';
import { assetAt } from '../../assets/asset-at.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { chosenFor, codeOf } from './grounds.ts';
import { wholeScan } from './lab-run.ts';

export interface RecordedLab {
  readonly asset: string;
  /** SHA-256 of the report. */
  readonly report: Sha256;
  readonly statements: readonly { readonly detector: string; readonly statement: Sha256 }[];
}

/**
 * @param path - the data, recorded as an asset
 * @throws {AssayError} ASSET_UNKNOWN; ASSET_CHANGED when the files there are not what is recorded; what recording throws
 */
export async function recordLab(workspace: Workspace, path: string, lab: DataLab): Promise<RecordedLab> {
  const { id: asset, label } = await assetAt(workspace, path);
  const batch = workspace.store.batch();
  const bytes = new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(lab))));
  await batch.add(bytes);
  const curve = sha256(bytes);
  const drafts = lab.detectors.map((detector) => {
    const body = bodyOf(lab, detector, asset, curve);
    return {
      predicate: detectorCalibration,
      subjects: [
        { name: detector.id, sha256: body.detector },
        { name: label, sha256: asset },
      ],
      body,
    };
  });
  const recorded = await workspace.record(drafts, batch);
  const refused = recorded.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined) {
    throw new AssayError('WORKSPACE_WRITE', `the calibration could not be recorded: ${refused.refusal}`);
  }
  const statements = recorded.flatMap(({ evidence }, at) => {
    const detector = lab.detectors[at];
    return detector === undefined ? [] : [{ detector: detector.id, statement: evidence }];
  });
  return { asset: label, report: curve, statements };
}

function bodyOf(lab: DataLab, detector: LabDetector, dataset: Sha256, curve: Sha256): DetectorCalibration {
  const { alert, effective } = detector;
  const attacks = new Map(lab.attacks.map((attack) => [attack.id, attack]));
  const cells = lab.cells.filter((cell) => cell.detector === detector.id);
  return {
    detector: parseSha256(detector.digest),
    dataset,
    attacks: cells.map((cell) => ({
      attack: attacks.get(cell.attack)?.title ?? cell.attack,
      category: attacks.get(cell.attack)?.category ?? 'backdoor',
      rate: cell.rate,
      planted: cell.alert.recall.trials,
      metrics: metricsOf(cell),
    })),
    seed: lab.seed,
    operatingPoint: {
      threshold: alert.threshold,
      recall: alert.recall.share,
      falseAlarms: alert.falseAlarms.share,
      why: alert.why,
    },
    effective,
    notCovered: [...lab.notCovered],
    curve,
    ...(lab.detectorCode === undefined ? {} : { code: codeOf(lab.dataset.kind, lab.detectorCode) }),
    ...(detector.id === wholeScan ? { chosenThresholds: chosenFor(dataset, lab) } : {}),
  };
}

function metricsOf({ filter, alert, auroc }: LabCell): DetectorCalibration['attacks'][number]['metrics'] {
  const counted = (name: string, { share, low, high, trials }: LabCell['filter']['recall']) => ({
    name,
    value: share,
    low,
    high,
    confidence: 0.95,
    examples: trials,
  });
  return [
    counted('recall', alert.recall),
    counted('false alarms', alert.falseAlarms),
    counted('recall of the filter', filter.recall),
    counted('false alarms of the filter', filter.falseAlarms),
    ...(auroc === undefined ? [] : [{ name: 'area under the ROC curve', value: auroc.mean }]),
  ];
}
