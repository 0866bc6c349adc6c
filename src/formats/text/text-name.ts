// Names that say a file holds binary data: text under such a name is not what its loader expects.

/** True when text under this extension cannot be what the name claims, so that reading it as text proves nothing. */
export function claimsBinary(extension: string): boolean {
  return binaryExtensions.has(extension);
}

/** Last part of a path, lower case. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

const binaryExtensions: ReadonlySet<string> = new Set(
  `7z bin bz2 caffemodel ckpt dill dll dylib engine exe feather ggml gguf gz h5 hdf5 joblib jpeg jpg keras llamafile mar
   mlmodel msgpack nemo npy npz onnx orc ort parquet pb pdiparams pdparams pickle pkl plan png pt pt2 pte ptl pth pyc rar rda
   rdata rds safetensors skops so sqlite tar tflite tgz trt ubj wasm whl xz zip zst`.split(/\s+/),
);
