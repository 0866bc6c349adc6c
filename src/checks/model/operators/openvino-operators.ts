// The layer types of OpenVINO's IR, lower case and without separators, as data.
// From openvino.opset1 to opset17 of openvino 2026.4; plus `const`, which older IR versions use.

/** Types of layers whose version is `opsetN`. */
export const openvinoOperators: ReadonlySet<string> = new Set(
  `
  abs absolute acos acosh adaptiveavgpool adaptivemaxpool add asin asinh assign atan atanh avgpool batchnorminference
  batchtospace binaryconvolution bitwiseand bitwiseleftshift bitwisenot bitwiseor bitwiserightshift bitwisexor
  broadcast bucketize ceil ceiling clamp col2im concat const constant convert convertlike convertpromotetypes
  convolution convolutionbackpropdata cos cosh ctcgreedydecoder ctcgreedydecoderseqlen ctcloss cumsum
  deformableconvolution deformablepsroipooling depthtospace detectionoutput dft divide einsum elu embeddingbagoffsets
  embeddingbagoffsetssum embeddingbagpacked embeddingbagpackedsum embeddingsegmentssum equal erf erfinv exp
  extractimagepatches eye fakeconvert fakequantize floor floormod gather gatherelements gathernd gathertree gelu
  generateproposals greater greaterequal gridsample grn groupconvolution groupconvolutionbackpropdata groupedmatmul
  groupnormalization grucell grusequence hardsigmoid hsigmoid hswish i420tobgr i420torgb identity idft ifop
  interpolate inverse irdft isfinite isinf isnan istft less lessequal log logicaland logicalnot logicalor logicalxor
  logsoftmax loop lrn lstmcell lstmsequence matmul matrixnms maximum maxpool minimum mish mod multiclassnms
  multinomial multiply mvn negative nmsrotated nonmaxsuppression nonzero normalizel2 notequal nv12tobgr nv12torgb
  onehot ops pad parameter power prelu priorbox priorboxclustered proposal psroipooling randomuniform range rdft
  readvalue reducel1 reducel2 reducelogicaland reducelogicalor reducemax reducemean reducemin reduceprod reducesum
  regionyolo relu reorgyolo reshape result reversesequence rnncell rnnsequence roialign roialignrotated roipooling
  roll round scaleddotproductattention scatterelementsupdate scatterndupdate scatterupdate searchsorted segmentmax
  select selu shapeof shufflechannels sigmoid sign sin sinh slice slicescatter softmax softplus softsign spacetobatch
  spacetodepth sparsefillemptyrows split sqrt squareddifference squeeze stft stridedslice stringtensorpack
  stringtensorunpack subtract swish tan tanh tensoriterator tile topk transpose unique unsqueeze variadicsplit`
    .trim()
    .split(/\s+/),
);

/** Types of the openvino_tokenizers library, version `extension`. */
export const openvinoTokenizerOperators: ReadonlySet<string> = new Set(
  `
  stringtensorunpack stringtensorpack raggedtensorpack raggedtodense raggedtosparse raggedtoragged regexnormalization
  regexsplit specialtokenssplit bpetokenizer wordpiecetokenizer unigramtokenizer trietokenizer bytestochars
  charstobytes combinesegments vocabdecoder vocabencoder casefold normalizeunicode fuzeragged truncate utf8validate
  bytefallback equalstr stringtohash charsmapnormalization sentencepiecetokenizer sentencepiecedetokenizer
  sentencepiecestreamdetokenizer`
    .trim()
    .split(/\s+/),
);

/** Types of IR versions 2 to 7, whose layers have no version. */
export const openvinoLegacyOperators: ReadonlySet<string> = new Set(
  `
  activation argmax batchnormalization binaryconvolution copy crop deconvolution eltwise flatten fullyconnected gemm grn
  input interp memory norm normalize permute pooling power quantize resample rnncell rnnsequence grucell grusequence
  lstmsequence scaleshift simplernms slice spatialtransformer upsampling proposal regionyolo reorgyolo psroipooling
  roipooling priorbox priorboxclustered detectionoutput ctcgreedydecoder fill erf expand hardsigmoid relu6 elu`
    .trim()
    .split(/\s+/),
);
