// A user's model of pictures: as the functions that tests of behaviour ask, and with what it makes of the rows.
import type { InputGradients } from '#checks/behaviour/invert-trigger';
import type { Classify, Pictures } from '#checks/behaviour/strip';
import type { ImageSet } from '#core/dataset/data-set';
import { NumericError } from '#core/errors';
import type { Engine } from '#numeric/engine/engine';
import { modelNetwork } from '#numeric/models/model-network';
import { softmaxInPlace } from '#numeric/models/sparse-softmax';
import { seeded } from '#numeric/random/seeded';
import { activationsOf } from '#numeric/training/activations-of';
import { type Examples, examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { matchClasses } from './match-classes.ts';
import {
  fromModel,
  type PictureLayout,
  type PixelScale,
  pictureLayout,
  pixelScales,
  toModel,
} from './picture-layout.ts';

export interface PictureModelOptions {
  readonly engine: Engine;
  readonly model: Uint8Array;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

export interface PictureModel {
  /** Rows of the set with a class, rising; a part drawn at random where there are many. */
  readonly rows: Int32Array;
  /** Class of each of them. */
  readonly labels: Int32Array;
  /** Output of the model per class, -1: none. */
  readonly outputOf: Int32Array;
  readonly agreement: number;
  /** Number of outputs. */
  readonly outputs: number;
  readonly scale: string;
  /** What goes into the last layer, shape [rows, width]. */
  readonly activations: { readonly values: Float32Array; readonly width: number; readonly layer: string };
  readonly classify: Classify;
  readonly gradients: InputGradients;
  readonly read: (rows: ArrayLike<number>) => Promise<Pictures>;
  readonly close: () => Promise<void>;
}

/**
 * The scale of the pixels is the one on which the model agrees most with the declared classes.
 * @throws {NumericError} NUMERIC_MODEL when it is no model of these pictures and classes; NUMERIC_ENGINE when it cannot be run
 * @limits activations of at most `mostCells` numbers, of at most `mostRows` rows
 */
export async function openPictureModel(set: ImageSet, options: PictureModelOptions): Promise<PictureModel> {
  const { engine, model, seed, signal } = options;
  const layout = pictureLayout(model, set);
  const network = modelNetwork(model, { inputDims: layout.inputDims });
  const codes = set.labels?.codes ?? new Int32Array();
  const labelled = Int32Array.from(codes.keys()).filter((row) => (codes[row] ?? -1) >= 0);
  const seen = (rows: Int32Array, scale: PixelScale) =>
    activationsOf({
      engine,
      model,
      examples: examplesOf(set, layout, scale),
      rows,
      inputDims: layout.inputDims,
      ...(signal === undefined ? {} : { signal }),
    });
  const classes = set.labels?.names.length ?? 0;
  const labelsOf = (rows: Int32Array): Int32Array => rows.map((row) => codes[row] ?? -1);
  const few = drawn(labelled, fewRows, seed);
  const tried: { readonly scale: PixelScale; readonly agreement: number; readonly width: number }[] = [];
  for (const scale of pixelScales(set.channels)) {
    const { logits, width } = await seen(few, scale);
    tried.push({ scale, width, agreement: matchClasses(logits, labelsOf(few), classes).agreement });
  }
  const [best] = tried.sort((a, b) => b.agreement - a.agreement);
  if (best === undefined || best.agreement < leastAgreement) throw noModelOfThese(best?.agreement ?? 0);
  const rows = drawn(labelled, Math.min(mostRows, Math.floor(mostCells / Math.max(1, best.width))), seed);
  const { logits, ...activations } = await seen(rows, best.scale);
  const open = new OpenNetwork(engine, network);
  return {
    rows,
    labels: labelsOf(rows),
    ...matchClasses(logits, labelsOf(rows), classes),
    outputs: network.classes,
    scale: best.scale.name,
    activations,
    classify: async ({ count, size, values }) => {
      signal?.throwIfAborted();
      const all = Int32Array.from({ length: count }, (_, row) => row);
      const said = await open.forward({}, examplesInMemory(toModel(values, layout, best.scale), size), all);
      return probabilities(said.logits, network.classes);
    },
    gradients: async (values, labels) => {
      signal?.throwIfAborted();
      const found = await batchedGradients(open, toModel(values, layout, best.scale), labels, network.batch);
      return { losses: found.losses, gradients: fromModel(found.gradients, layout, best.scale) };
    },
    read: async (wanted) => picturesOf(set, wanted),
    close: () => open.close(),
  };
}

/** Rows that tell the scale. */
const fewRows = 512;
export const mostRows = 10_000;
/** 128 MB. */
const mostCells = 2 ** 25;
/** A model that agrees with fewer rows has learnt something else than these classes, or takes pixels another way. */
const leastAgreement = 0.5;

function drawn(rows: Int32Array, most: number, seed: number): Int32Array {
  if (rows.length <= most) return rows;
  return seeded(seed, stream)
    .sample(rows.length, most)
    .map((at) => rows[at] ?? 0)
    .sort();
}

const stream = 60;

function examplesOf(set: ImageSet, layout: PictureLayout, scale: PixelScale): Examples {
  return {
    count: set.count,
    width: layout.places.length,
    read: async (rows) => toModel((await picturesOf(set, rows)).values, layout, scale),
  };
}

async function picturesOf(set: ImageSet, rows: ArrayLike<number>): Promise<Pictures> {
  const values = Float32Array.from(await set.read(rows), (value) => value / 255);
  return { count: rows.length, size: set.height * set.width * set.channels, values };
}

function probabilities(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    const row = Float64Array.from(logits.subarray(from, from + classes));
    softmaxInPlace(row);
    result.set(row, from);
  }
  return result;
}

/** A model of a fixed batch gets its last one filled up with zeros, whose gradients are left out. */
async function batchedGradients(
  open: OpenNetwork,
  x: Float32Array,
  labels: Int32Array,
  batch: number = labels.length,
): ReturnType<InputGradients> {
  const size = x.length / labels.length;
  const losses = new Float32Array(labels.length);
  const gradients = new Float32Array(x.length);
  for (let from = 0; from < labels.length; from += batch) {
    const count = Math.min(batch, labels.length - from);
    const part = new Float32Array(batch * size);
    part.set(x.subarray(from * size, (from + count) * size));
    const wanted = new Int32Array(batch);
    wanted.set(labels.subarray(from, from + count));
    const found = await open.inputGradients({}, part, wanted);
    losses.set(found.losses.subarray(0, count), from);
    gradients.set(found.gradients.subarray(0, count * size), from * size);
  }
  return { losses, gradients };
}

function noModelOfThese(agreement: number): NumericError {
  const message = `the model says the declared class in ${Math.round(agreement * 100)} % of the rows at most, on any usual scale of the pixels: it was trained for other classes, or takes pictures another way`;
  return new NumericError('NUMERIC_MODEL', message);
}
