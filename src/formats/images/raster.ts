// A decoded picture, and what its header says before it is decoded.

/** Pixels of one picture, 8 bits per channel: what a loader that asks for grey or RGB gets. Alpha is dropped, as loaders do. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Shape [height, width, channels]. */
  readonly pixels: Uint8Array;
  /** Its data are damaged in a way that decoders pass over: part of the pixels are made up. */
  readonly damaged?: true;
}

export type ImageFormat = 'png' | 'jpeg' | 'webp';

export interface ImageHeader {
  readonly format: ImageFormat;
  /** Pixels, at least 1. */
  readonly width: number;
  readonly height: number;
  /** 1 for grey. */
  readonly channels: 1 | 3;
  /** EXIF orientation, 1 to 8; 1: as stored. Loaders of training data mostly leave pictures as stored, people see them turned. */
  readonly orientation: number;
  /** May have pixels that are not opaque: people see them on a background, a loader takes the colour behind them. */
  readonly transparent: boolean;
  /** More than one picture: the first is read. */
  readonly animated: boolean;
  /** How often decoding goes over all pixels: scans of a progressive JPEG, else 1. */
  readonly passes: number;
}
