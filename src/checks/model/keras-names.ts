// Names that Keras itself resolves: what an honest configuration refers to.
// Source: the public names of keras 3.6 and 3.15 and of tf_keras 2.21 (layers, models, optimizers, losses, metrics,
// initializers, regularizers, constraints, policies), with the names of older releases that configurations still carry.
// Left out, because another check judges them: Lambda, JaxLayer, FlaxLayer, TFSMLayer, TorchModuleWrapper.

/** Classes of Keras, without their module. */
export const kerasClasses: ReadonlySet<string> = new Set(
  `AUC AWQConfig AWQDTypePolicy AbsMaxQuantizer AbstractRNNCell Accuracy Activation ActivityRegularization Adadelta
  Adafactor Adagrad Adam AdamW Adamax AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D
  AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D Add AddLoss AddMetric AdditiveAttention
  AlphaDropout Attention AugMix AutoContrast Average AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D
  AvgPool2D AvgPool3D BasicLSTMCell BasicRNNCell BatchNormalization BatchNormalizationV1 BatchNormalizationV2
  Bidirectional BinaryAccuracy BinaryCrossentropy BinaryFocalCrossentropy BinaryIoU CTC CategoricalAccuracy
  CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge
  CategoryEncoding CenterCrop Circle ClassMethod CompositeTensor Concatenate ConcordanceCorrelation Constant
  Constraint Container ContrastLimitedAdaptiveHistogramEqualization Conv Conv1D Conv1DTranspose Conv2D
  Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose
  Convolution2D Convolution2DTranspose Convolution3D Convolution3DTranspose CosineDecay CosineDecayRestarts
  CosineSimilarity Cropping1D Cropping2D Cropping3D Cross CrossFeature CuDNNGRU CuDNNLSTM CutMix DType DTypePolicy
  DTypePolicyMap DTypePolicyV1 Dense DenseFeatures DepthwiseConv1D DepthwiseConv2D DeviceWrapper Dice
  Discretization Dot Dropout DropoutWrapper ELU EinsumDense Embedding Equalization ExponentialDecay F1Score
  FBetaScore FalseNegatives FalsePositives FeatureSpace Flatten Float8QuantizationConfig FloatDTypePolicy Ftrl
  Functional GPTQConfig GPTQDTypePolicy GRU GRUCell GRUV1 GRUV2 GaussianDropout GaussianNoise
  GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D
  GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D
  GlobalMaxPooling3D GlorotNormal GlorotUniform Graph GroupNormalization GroupQueryAttention HashedCrossing
  Hashing HeNormal HeUniform Highway Hinge Huber Identity IdentityInitializer IdentityRegularizer IndexLookup
  Initializer Input InputLayer InputSpec InstanceMethod InstanceProperty Int4DTypePolicy Int4QuantizationConfig
  Int8QuantizationConfig IntegerLookup InverseTimeDecay IoU KLDivergence KerasTensor L1 L1L2 L2 LSTM LSTMCell
  LSTMV1 LSTMV2 Lamb Layer LayerNormalization LeakyReLU LearningRateSchedule LearningRateScheduler LecunNormal
  LecunUniform LinearCosineDecay LinearModel Lion LocallyConnected1D LocallyConnected2D LogCosh LogCoshError Loss
  LossFunctionWrapper LossScaleOptimizer LossScaleOptimizerV3 LossScaleOptimizerV1 Masking MaxNorm MaxNumBoundingBoxes MaxPool1D MaxPool2D MaxPool3D
  MaxPooling1D MaxPooling2D MaxPooling3D Maximum MaxoutDense Mean MeanAbsoluteError MeanAbsolutePercentageError
  MeanIoU MeanMetricWrapper MeanRelativeError MeanSquaredError MeanSquaredLogarithmicError MeanTensor
  MelSpectrogram Merge Metric MinMaxNorm Minimum MixUp MixedPrecisionPolicy Model ModuleWrapper MultiHeadAttention
  MultiOptimizer Multiply Muon Nadam Network NoisyLinearCosineDecay NonNeg Normalization OneHotIoU OneHotMeanIoU
  Ones Operation Optimizer OptimizerMap OptimizerV2 Orthogonal OrthogonalInitializer OrthogonalRegularizer PReLU
  PearsonCorrelation Permute PiecewiseConstantDecay Pipeline Poisson Policy PolicyV1 PolynomialDecay Posterization
  Precision PrecisionAtRecall QuantizationConfig QuantizedDTypePolicy QuantizedFloat8DTypePolicy Quantizer R2Score
  RMSNormalization RMSprop RNN RadialConstraint RaggedTensorSpec RandAugment RandomBrightness
  RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop RandomElasticTransform RandomErasing
  RandomFlip RandomFourierFeatures RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert
  RandomNormal RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear
  RandomTranslation RandomUniform RandomWidth RandomZoom ReLU Recall RecallAtPrecision Reduce Regularizer
  RepeatVector Rescaling Reshape ResidualWrapper Resizing ReversibleEmbedding RootMeanSquaredError SGD STFT
  STFTInitializer STFTSpectrogram ScheduleFreeAdamW SeedGenerator SensitivityAtSpecificity SeparableConv1D
  SeparableConv2D SeparableConvolution1D SeparableConvolution2D SequenceFeatures Sequential SimpleRNN
  SimpleRNNCell SlicingOpLambda Softmax Solarization SparseCategoricalAccuracy SparseCategoricalCrossentropy
  SparseTensorSpec SparseTopKCategoricalAccuracy SpatialDropout1D SpatialDropout2D SpatialDropout3D
  SpecificityAtSensitivity SpectralNormalization SquaredHinge StackedRNNCells StringLookup Subtract Sum
  SumOverBatchSize SumOverBatchSizeMetricWrapper SyncBatchNormalization TFOpLambda TensorFlowOpLayer TensorShape
  TensorSpec TextVectorization ThresholdedReLU TimeDistributed TimeDistributedDense TopKCategoricalAccuracy
  TrueNegatives TruePositives TruncatedNormal Tversky TypeSpec UnitNorm UnitNormalization UpSampling1D
  UpSampling2D UpSampling3D Variable VarianceScaling WarmUp WideDeepModel Wrapper ZeroPadding1D ZeroPadding2D
  ZeroPadding3D Zeros`.split(/\s+/),
);

/** Functions that Keras finds by name alone: activations, losses, metrics, initializers. */
export const kerasFunctions: ReadonlySet<string> = new Set(
  `abs_max_quantize acc accuracy auc bce binary_accuracy binary_crossentropy binary_focal_crossentropy
  categorical_accuracy categorical_crossentropy categorical_focal_crossentropy
  categorical_generalized_cross_entropy categorical_hinge ce celu circle compute_float8_amax_history
  compute_float8_scale constant cosine cosine_proximity cosine_similarity crossentropy ctc dice elu exponential
  gelu glorot_normal glorot_uniform glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh he_normal
  he_uniform hinge huber identity kl_divergence kld kullback_leibler_divergence l1 l1_l2 l2 leaky_relu
  lecun_normal lecun_uniform linear log_cosh log_sigmoid log_softmax logcosh lossless mae mape max_norm
  mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
  min_max_norm mish mse msle non_neg normal one ones orthogonal poisson precision preprocess_input
  quantize_and_dequantize random_normal random_uniform recall relu relu6 relu_v2 selu sigmoid silu soft_shrink
  softmax softmax_v2 softplus softsign sparse_categorical_accuracy sparse_categorical_crossentropy sparse_plus
  sparse_sigmoid sparse_top_k_categorical_accuracy sparsemax squared_hinge squareplus swish tanh tanh_shrink
  threshold top_k_categorical_accuracy truncated_normal tversky uniform unit_norm variance_scaling zero zeros`.split(
    /\s+/,
  ),
);

/** Operations of `keras.ops`: layers of a functional model, named without their module in HDF5 files. */
export const kerasOperations: ReadonlySet<string> = new Set(
  `Absolute AdaptiveAveragePool AdaptiveMaxPool AffineTransform All AllClose Amax Amin Angle Any Append Arange
  Arccos Arccosh Arcsin Arcsinh Arctan Arctan2 Arctanh Argmax Argmin Argpartition Argsort Array ArraySplit
  AssociativeScan AveragePool BatchNorm Bincount BitwiseAnd BitwiseInvert BitwiseLeftShift BitwiseNot BitwiseOr
  BitwiseRightShift BitwiseXor BroadcastTo CDist CTCDecode CTCLoss Cast Cbrt Ceil Celu Cholesky CholeskyInverse
  Clip Cond Conjugate ConvTranspose ConvertToTensor Copy Corrcoef Correlate Cos Cosh CountNonzero CropImages
  Cumprod Cumsum Deg2rad DepthToSpace DepthwiseConv Det Diag Diagflat Diagonal Diff Digitize Divide DivideNoNan
  DotProductAttention Dsplit Dstack Eig Eigh Einsum ElasticTransform Elu EmptyLike Equal Erf Erfc Erfinv Exp Exp2
  ExpandDims Expm1 ExtractPatches ExtractSequences FFT FFT2 Fabs Flip Fliplr Flipud Floor FloorDivide Fmax Fmin
  Fmod Fold ForiLoop Full FullLike Function GaussianBlur Gcd Gelu Geomspace GetItem Glu Greater GreaterEqual
  HSVToRGB HardShrink HardSigmoid HardSilu HardTanh Heaviside Histogram Hsplit Hstack Hypot I0 IFFT2 IRFFT ISTFT
  Imag InTopK Inner Inv IsIn Isclose Isfinite Isinf Isnan Isneginf Isposinf Isreal JVP Kron LayerNorm Lcm Ldexp
  LeakyRelu LeftShift Less LessEqual Linspace Log Log10 Log1p Log2 LogSigmoid LogSoftmax Logaddexp Logaddexp2
  Logdet LogicalAnd LogicalNot LogicalOr LogicalXor Logspace Logsumexp Lstsq LuFactor Map MapCoordinates Matmul
  MatrixRank Max MaxPool Median Meshgrid Min Mod Moments Moveaxis MultiHot NanToNum Nanargmax Nanargmin Nancumprod
  Nancumsum Nanmax Nanmean Nanmedian Nanmin Nanpercentile Nanprod Nanquantile Nanstd Nansum Nanvar Ndim Negative
  Nextafter Nonzero Norm Normalize NotEqual OneHot OnesLike Outer PSNR Pad PadImages Percentile
  PerspectiveTransform Pinv Polar Power Prod Ptp Qr Quantile RFFT RGBToGrayscale RGBToHSV RMSNorm Rad2deg Ravel
  Real Rearrange Reciprocal Relu Relu6 Repeat Resize RightShift Roll Rot90 Round Rsqrt SSIM SVD SaturateCast
  ScaleAndTranslate Scan Scatter ScatterUpdate SearchSorted SegmentReduction Select Selu SeparableConv Sigmoid
  Sign Signbit Silu Sin Sinc Sinh Size Slice SliceUpdate Slogdet SobelEdges SoftShrink Softplus Softsign Solve
  SolveTriangular Sort SpaceToDepth SparsePlus SparseSigmoid Sparsemax Split Sqrt Square Squareplus Squeeze Stack
  Std StopGradient Swapaxes Switch Take TakeAlongAxis Tan Tanh TanhShrink Tensordot Threshold Tile TopK Trace
  Transpose Trapezoid Tril Triu TrueDivide Trunc Unfold Unique UnravelIndex Unstack Vander Var Vdot VectorizedMap
  View ViewAsComplex ViewAsReal Vsplit Vstack Where WhileLoop ZerosLike`.split(/\s+/),
);
