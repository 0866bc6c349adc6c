// What keeps a network from learning triggers: every picture is distorted anew, by all that a trigger could be made of.
import type { Random } from '#numeric/random/seeded';

export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Distorts a batch in place: shifts up to a seventh of the side, another picture or a wave laid over it, noise, and two patches.
 * A pattern that stands for its class is then seen too rarely as it is, and too often where it means nothing, to be worth learning.
 * @returns what trains take as `distort`; pixels 0..1, [height, width, channels]; may leave that range
 * @source strong augmentation against poisoning: Borgnia and others 2021 (2011.09527); the kinds are chosen here
 */
export function blindDistortion(shape: PictureShape): (batch: Float32Array, random: Random) => void {
  const size = shape.height * shape.width * shape.channels;
  const shifted = new Float32Array(size);
  const noise = new Float32Array(noiseLength);
  let isDrawn = false;
  return (batch, random) => {
    if (!isDrawn) for (let i = 0; i < noiseLength; i++) noise[i] = random.normal();
    isDrawn = true;
    const count = batch.length / size;
    for (let at = 0; at < count; at++) {
      const picture = batch.subarray(at * size, (at + 1) * size);
      shift(picture, shifted, shape, random);
      const other = random.integer(count) * size;
      overlay(picture, batch.subarray(other, other + size), random.uniform() * mostOverlay);
      addWave(picture, shape, random);
      changeLight(picture, random);
      addNoise(picture, noise, random);
      placePatch(picture, shape, random, false);
      placePatch(picture, shape, random, true);
    }
  };
}

const noiseLength = 65_536;
/** Shares of the range of a pixel. */
const mostOverlay = 0.3;
const mostWave = 0.2;
const mostNoise = 0.3;
/** Never none: what is faint shows in clean pictures first. */
const leastNoise = 0.05;

/** What comes in at a side repeats the pixels of the edge. */
function shift(picture: Float32Array, spare: Float32Array, shape: PictureShape, random: Random): void {
  const { height, width, channels } = shape;
  const most = Math.max(1, Math.floor(Math.min(height, width) / 7));
  const down = random.integer(2 * most + 1) - most;
  const across = random.integer(2 * most + 1) - most;
  for (let i = 0; i < height; i++) {
    const from = Math.min(height - 1, Math.max(0, i + down)) * width;
    for (let j = 0; j < width; j++) {
      const source = (from + Math.min(width - 1, Math.max(0, j + across))) * channels;
      const to = (i * width + j) * channels;
      for (let c = 0; c < channels; c++) spare[to + c] = picture[source + c] ?? 0;
    }
  }
  picture.set(spare);
}

function overlay(picture: Float32Array, other: Float32Array, share: number): void {
  for (let i = 0; i < picture.length; i++) {
    const value = picture[i] ?? 0;
    picture[i] = value + share * ((other[i] ?? 0) - value);
  }
}

/** The wave runs in a random direction. Its values follow from turning by the step from pixel to pixel. */
function addWave(picture: Float32Array, { height, width, channels }: PictureShape, random: Random): void {
  const down = random.normal() * 1.2;
  const step = random.normal() * 1.2;
  const height0 = random.uniform() * mostWave;
  const phase = random.uniform() * 2 * Math.PI;
  const [turnCos, turnSin] = [Math.cos(step), Math.sin(step)];
  for (let i = 0; i < height; i++) {
    let cos = Math.cos(down * i + phase) * height0;
    let sin = Math.sin(down * i + phase) * height0;
    for (let j = 0; j < width; j++) {
      const at = (i * width + j) * channels;
      for (let c = 0; c < channels; c++) picture[at + c] = (picture[at + c] ?? 0) + sin;
      const next = cos * turnCos - sin * turnSin;
      sin = sin * turnCos + cos * turnSin;
      cos = next;
    }
  }
}

/** Contrast and brightness: an evenly brighter ground must mean nothing either. */
function changeLight(picture: Float32Array, random: Random): void {
  const contrast = 1 - 0.3 * random.uniform();
  const brightness = (1 - contrast) * random.uniform();
  for (let i = 0; i < picture.length; i++) picture[i] = (picture[i] ?? 0) * contrast + brightness;
}

function addNoise(picture: Float32Array, noise: Float32Array, random: Random): void {
  const deviation = leastNoise + random.uniform() * (mostNoise - leastNoise);
  let at = random.integer(noiseLength);
  for (let i = 0; i < picture.length; i++) {
    picture[i] = (picture[i] ?? 0) + deviation * (noise[at] ?? 0);
    at = at + 1 === noiseLength ? 0 : at + 1;
  }
}

/** A patch of up to a quarter of the side: of one colour, or of random black and white. */
function placePatch(picture: Float32Array, shape: PictureShape, random: Random, isSpeckled: boolean): void {
  const { height, width, channels } = shape;
  const rows = 1 + random.integer(Math.max(1, height >> 2));
  const columns = 1 + random.integer(Math.max(1, width >> 2));
  const top = random.integer(height - rows + 1);
  const left = random.integer(width - columns + 1);
  const colour = [random.uniform(), random.uniform(), random.uniform()];
  for (let i = top; i < top + rows; i++) {
    for (let j = left; j < left + columns; j++) {
      const at = (i * width + j) * channels;
      for (let c = 0; c < channels; c++) picture[at + c] = isSpeckled ? random.integer(2) : (colour[c] ?? 0);
    }
  }
}
