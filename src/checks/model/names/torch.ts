// Names that pickles of PyTorch hold. Made by tools/names from the releases named here; do not edit.
import type { NameTable } from './name-table.ts';

export const torch: NameTable = {
  versions: 'torch 1.12.1+cu102, 2.15.0+cu132',
  lines: `
torch|BFloat16Storage BFloat16Tensor BoolStorage BoolTensor ByteStorage ByteTensor CharStorage CharTensor ComplexDoubleStorage ComplexFloatStorage DoubleStorage DoubleTensor FloatStorage FloatTensor Generator HalfStorage HalfTensor IntStorage IntTensor LongStorage LongTensor Parameter QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage ScriptObject ShortStorage ShortTensor Size Tensor UntypedStorage device dtype finfo iinfo layout qscheme||_mkldnn abs abs_ absolute acos acos_ acosh acosh_ adaptive_avg_pool1d adaptive_max_pool1d add addbmm addcdiv addcmul addmm addmv addmv_ addr adjoint affine_grid_generator alias_copy all allclose alpha_dropout alpha_dropout_ amax amin aminmax angle any arange arccos arccos_ arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan2 arctan_ arctanh arctanh_ argmax argmin argsort argwhere as_strided as_strided_ as_strided_copy as_strided_scatter as_tensor asarray asin asin_ asinh asinh_ atan atan2 atan_ atanh atanh_ autocast_decrement_nesting autocast_increment_nesting avg_pool1d baddbmm bartlett_window batch_norm batch_norm_backward_elemt batch_norm_backward_reduce batch_norm_elemt batch_norm_gather_stats batch_norm_gather_stats_with_counts batch_norm_stats batch_norm_update_stats bcomplex32 bernoulli bfloat16 bilinear binary_cross_entropy_with_logits bincount binomial bit bits16 bits1x8 bits2x4 bits4x2 bits8 bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman_window bmm bool broadcast_to bucketize can_cast candidate cat ccol_indices_copy cdouble ceil ceil_ celu celu_ cfloat chalf channel_shuffle channels_last channels_last_3d cholesky cholesky_inverse cholesky_solve choose_qparams_optimized chunk clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clear_autocast_cache clip clip_ clone col_indices_copy column_stack combinations complex complex128 complex32 complex64 concat concatenate conj conj_physical conj_physical_ constant_pad_nd contiguous_format conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d conv_transpose3d convolution copysign corrcoef cos cos_ cosh cosh_ cosine_embedding_loss cosine_similarity count_nonzero cov cross crow_indices_copy ctc_loss cudnn_affine_grid_generator cudnn_batch_norm cudnn_convolution cudnn_convolution_add_relu cudnn_convolution_relu cudnn_convolution_transpose cudnn_grid_sampler cudnn_is_acceptable cummax cummin cumprod cumsum cumulative_trapezoid deg2rad deg2rad_ dequantize det detach detach_ detach_copy diag diag_embed diagflat diagonal diagonal_copy diagonal_scatter diff digamma dist div divide dot double dropout dropout_ dsmm dsplit dstack eig embedding embedding_bag embedding_renorm_ empty empty_like empty_permuted empty_quantized empty_strided eq equal erf erf_ erfc erfc_ erfinv exp exp2 exp2_ exp_ expand_copy expm1 expm1_ eye fake_quantize_per_channel_affine fake_quantize_per_tensor_affine fbgemm_linear_fp16_weight fbgemm_linear_fp16_weight_fp32_activation fbgemm_linear_int8_weight fbgemm_linear_int8_weight_fp32_activation fbgemm_linear_quantize_weight fbgemm_pack_gemm_matrix_fp16 fbgemm_pack_quantized_matrix feature_alpha_dropout feature_alpha_dropout_ feature_dropout feature_dropout_ fill fill_ fix fix_ flatten flip fliplr flipud float float16 float32 float4_e2m1fn_x2 float64 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu float_power floor floor_ floor_divide fmax fmin fmod frac frac_ frexp frobenius_norm from_numpy frombuffer full full_like fused_moving_avg_obs_fake_quant gather gcd gcd_ ge geqrf ger get_autocast_cpu_dtype get_autocast_dtype get_autocast_gpu_dtype get_autocast_ipu_dtype get_autocast_xla_dtype get_default_dtype get_device get_num_interop_threads get_num_threads gradient greater greater_equal grid_sampler grid_sampler_2d grid_sampler_3d group_norm gru gru_cell gt half hamming_window hann_window hardshrink hash_tensor heaviside hinge_embedding_loss histc histogram histogramdd hsmm hsplit hspmm hstack hypot i0 i0_ igamma igammac imag index_add index_copy index_fill index_put index_put_ index_reduce index_select indices_copy init_num_threads inner instance_norm int int1 int16 int2 int3 int32 int4 int5 int6 int64 int7 int8 int_repr inverse is_anomaly_check_nan_enabled is_anomaly_enabled is_autocast_cache_enabled is_autocast_cpu_enabled is_autocast_enabled is_autocast_ipu_enabled is_autocast_xla_enabled is_complex is_conj is_distributed is_floating_point is_grad_enabled is_inference is_inference_mode_enabled is_neg is_nonzero is_same_size is_signed is_vulkan_available isclose isfinite isin isinf isnan isneginf isposinf isreal istft jagged kaiser_window kl_div kron kthvalue layer_norm lcm lcm_ ldexp ldexp_ le legacy_contiguous_format lerp less less_equal lgamma linspace log log10 log10_ log1p log1p_ log2 log2_ log_ log_softmax logaddexp logaddexp2 logcumsumexp logdet logical_and logical_not logical_or logical_xor logit logit_ logspace logsumexp long lstm lstm_cell lstsq lt lu_solve lu_unpack margin_ranking_loss masked_fill masked_scatter masked_select matmul matrix_exp matrix_power matrix_rank max max_pool1d max_pool1d_with_indices max_pool2d max_pool3d maximum mean median merge_type_from_type_comment min minimum mkldnn_adaptive_avg_pool2d mkldnn_convolution mkldnn_linear_backward_weights mkldnn_max_pool2d mkldnn_max_pool3d mkldnn_rnn_layer mm mode moveaxis movedim msort mul multinomial multiply mv mvlgamma nan_to_num nan_to_num_ nanmean nanmedian nanquantile nansum narrow narrow_copy native_batch_norm native_channel_shuffle native_dropout native_group_norm native_layer_norm native_norm ne neg neg_ negative negative_ nested_tensor nextafter nonzero nonzero_static norm_except_dim normal not_equal nuclear_norm numel obj ones ones_like orgqr ormqr outer pairwise_distance parse_ir parse_schema parse_type_comment pdist per_channel_affine per_channel_affine_float_qparams per_channel_symmetric per_tensor_affine per_tensor_symmetric permute permute_copy pinverse pixel_shuffle pixel_unshuffle poisson poisson_nll_loss polar polygamma positive pow prelu preserve_format prod promote_types put q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qint32 qint8 qr quantile quantize_per_channel quantize_per_tensor quantize_per_tensor_dynamic quantized_batch_norm quantized_gru_cell quantized_lstm_cell quantized_max_pool1d quantized_max_pool2d quantized_max_pool3d quantized_rnn_relu_cell quantized_rnn_tanh_cell quint2x4 quint4x2 quint8 rad2deg rad2deg_ rand rand_like randint randint_like randn randn_like randperm range ravel read_vitals real reciprocal reciprocal_ relu relu_ remainder renorm repeat_interleave reshape resize_as_ resize_as_sparse_ resolve_conj resolve_neg result_type rms_norm rnn_relu rnn_relu_cell rnn_tanh rnn_tanh_cell roll rot90 round round_ row_indices_copy row_stack rrelu rrelu_ rsqrt rsqrt_ rsub saddmm scalar_tensor scatter scatter_add scatter_reduce searchsorted segment_reduce select select_copy select_scatter selu selu_ sgn short sigmoid sigmoid_ sign signbit sin sin_ sinc sinc_ sinh sinh_ slice_copy slice_inverse slice_scatter slogdet smm softmax sort sparse_bsc sparse_bsc_tensor sparse_bsr sparse_bsr_tensor sparse_compressed_tensor sparse_coo sparse_coo_tensor sparse_csc sparse_csc_tensor sparse_csr sparse_csr_tensor split_copy split_with_sizes split_with_sizes_copy spmm sqrt sqrt_ square square_ squeeze squeeze_copy sspaddmm stack std std_mean strided sub subtract sum svd swapaxes swapdims sym_constrain_range sym_constrain_range_for_size symeig t t_copy take take_along_dim tan tan_ tanh tanh_ tensor tensor_split threshold threshold_ tile to_dlpack topk transpose transpose_copy trapezoid trapz triangular_solve tril tril_indices triplet_margin_loss triu triu_indices true_divide trunc trunc_ uint1 uint16 uint2 uint3 uint32 uint4 uint5 uint6 uint64 uint7 uint8 unbind unbind_copy unflatten unfold_copy unify_type_list unsafe_chunk unsafe_split unsafe_split_with_sizes unsqueeze unsqueeze_copy values_copy vander var var_mean vdot view_as_complex view_as_complex_copy view_as_real view_as_real_copy view_copy vitals_enabled vsplit vstack wait where xlogy xlogy_ zero_ zeros zeros_like
torch._C|||ScriptMethod
torch._C._nn|||adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool2d adaptive_max_pool3d avg_pool2d avg_pool3d binary_cross_entropy col2im conv_depthwise3d cross_entropy_loss elu elu_ flatten_dense_tensors fractional_max_pool2d fractional_max_pool3d gelu gelu_ glu hardsigmoid hardsigmoid_ hardswish hardswish_ hardtanh hardtanh_ im2col l1_loss leaky_relu leaky_relu_ linear log_sigmoid max_pool2d_with_indices max_pool3d_with_indices max_unpool2d max_unpool3d mish mish_ mkldnn_linear mkldnn_reorder_conv2d_weight mkldnn_reorder_conv3d_weight mse_loss multi_margin_loss multilabel_margin_loss nll_loss nll_loss2d nll_loss_nd one_hot pad pad_sequence reflection_pad1d reflection_pad2d reflection_pad3d relu6 relu6_ replication_pad1d replication_pad2d replication_pad3d rrelu_with_noise rrelu_with_noise_ scaled_dot_product_attention silu silu_ slow_conv3d slow_conv_dilated2d slow_conv_dilated3d slow_conv_transpose2d slow_conv_transpose3d smooth_l1_loss soft_margin_loss softplus softshrink thnn_conv2d unflatten_dense_tensors upsample_bicubic2d upsample_bilinear2d upsample_linear1d upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_trilinear3d
torch._tensor|Tensor|_rebuild_from_type=rebuild _rebuild_from_type_v2=rebuild
torch._utils||_rebuild_device_tensor_from_cpu_tensor _rebuild_device_tensor_from_numpy _rebuild_meta_tensor_no_storage _rebuild_mlc_tensor _rebuild_nested_tensor _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor _rebuild_sparse_csr_tensor _rebuild_sparse_tensor _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_wrapper_subclass=class _rebuild_xla_tensor
torch.ao.nn.intrinsic.modules.fused|BNReLU2d BNReLU3d ConvAdd2d ConvAddReLU2d ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d LinearBn1d LinearLeakyReLU LinearReLU LinearTanh _FusedModule||
torch.ao.nn.intrinsic.qat.modules.conv_fused|ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d _ConvBnNd||
torch.ao.nn.intrinsic.qat.modules.linear_fused|LinearBn1d||
torch.ao.nn.intrinsic.qat.modules.linear_relu|LinearReLU||
torch.ao.nn.intrinsic.quantized.dynamic.modules.linear_relu|LinearReLU||
torch.ao.nn.intrinsic.quantized.modules.bn_relu|BNReLU2d BNReLU3d||
torch.ao.nn.intrinsic.quantized.modules.conv_add|ConvAdd2d ConvAddReLU2d||
torch.ao.nn.intrinsic.quantized.modules.conv_relu|ConvReLU1d ConvReLU2d ConvReLU3d||
torch.ao.nn.intrinsic.quantized.modules.linear_relu|LinearLeakyReLU LinearReLU LinearTanh||
torch.ao.nn.qat.dynamic.modules.linear|Linear||
torch.ao.nn.qat.modules.conv|Conv1d Conv2d Conv3d _ConvNd||
torch.ao.nn.qat.modules.embedding_ops|Embedding EmbeddingBag||
torch.ao.nn.qat.modules.linear|Linear||
torch.ao.nn.quantizable.modules.activation|MultiheadAttention||
torch.ao.nn.quantizable.modules.rnn|LSTM LSTMCell _LSTMLayer _LSTMSingleLayer||
torch.ao.nn.quantized.dynamic.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d||
torch.ao.nn.quantized.dynamic.modules.linear|Linear||
torch.ao.nn.quantized.dynamic.modules.rnn|GRU GRUCell LSTM LSTMCell PackedParameter RNNBase RNNCell RNNCellBase||
torch.ao.nn.quantized.modules|DeQuantize Quantize||
torch.ao.nn.quantized.modules.activation|ELU Hardswish LeakyReLU MultiheadAttention PReLU ReLU6 Sigmoid Softmax||
torch.ao.nn.quantized.modules.batchnorm|BatchNorm2d BatchNorm3d _BatchNorm||
torch.ao.nn.quantized.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd||
torch.ao.nn.quantized.modules.dropout|Dropout||
torch.ao.nn.quantized.modules.embedding_ops|Embedding EmbeddingBag EmbeddingPackedParams||
torch.ao.nn.quantized.modules.functional_modules|FXFloatFunctional FloatFunctional QFunctional||
torch.ao.nn.quantized.modules.linear|Linear LinearPackedParams||
torch.ao.nn.quantized.modules.normalization|GroupNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d LayerNorm||
torch.ao.nn.quantized.modules.rnn|LSTM||
torch.ao.nn.quantized.modules.utils|WeightedQuantizedModule||
torch.ao.nn.quantized.reference.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd||
torch.ao.nn.quantized.reference.modules.linear|Linear||
torch.ao.nn.quantized.reference.modules.rnn|GRU GRUCell LSTM LSTMCell RNNBase RNNCell RNNCellBase||
torch.ao.nn.quantized.reference.modules.sparse|Embedding EmbeddingBag||
torch.ao.nn.quantized.reference.modules.utils|ReferenceQuantizedModule||
torch.ao.nn.sparse.quantized.dynamic.linear|Linear||
torch.ao.nn.sparse.quantized.linear|Linear LinearPackedParams||
torch.ao.nn.sparse.quantized.utils|LinearBlockSparsePattern||
torch.ao.pruning._experimental.activation_sparsifier.activation_sparsifier|ActivationSparsifier||
torch.ao.pruning._experimental.data_scheduler.base_data_scheduler|BaseDataScheduler||
torch.ao.pruning._experimental.data_sparsifier.base_data_sparsifier|BaseDataSparsifier _Container||
torch.ao.pruning._experimental.data_sparsifier.data_norm_sparsifier|DataNormSparsifier||
torch.ao.pruning._experimental.pruner.FPGM_pruner|FPGMPruner||
torch.ao.pruning._experimental.pruner.base_structured_sparsifier|BaseStructuredSparsifier||
torch.ao.pruning._experimental.pruner.lstm_saliency_pruner|LSTMSaliencyPruner||
torch.ao.pruning._experimental.pruner.parametrization|BiasHook FakeStructuredSparsity||
torch.ao.pruning._experimental.pruner.saliency_pruner|SaliencyPruner||
torch.ao.pruning.scheduler.base_scheduler|BaseScheduler||
torch.ao.pruning.scheduler.cubic_scheduler|CubicSL||
torch.ao.pruning.scheduler.lambda_scheduler|LambdaSL||
torch.ao.pruning.sparsifier.base_sparsifier|BaseSparsifier||
torch.ao.pruning.sparsifier.nearly_diagonal_sparsifier|NearlyDiagonalSparsifier||
torch.ao.pruning.sparsifier.utils|FakeSparsity||
torch.ao.pruning.sparsifier.weight_norm_sparsifier|WeightNormSparsifier||
torch.ao.quantization._correct_bias|MeanShadowLogger||
torch.ao.quantization._dbr.quantization_state|AutoQuantizationState||
torch.ao.quantization._dbr.utils|AutoQuantizationStateModuleDict FuncOutputDTypeType FuncOutputObsType FusionInfo HookType OpQuantizeabilityType QTensorInfo SeenNonQOpInfo SeenQOpInfo||
torch.ao.quantization._learnable_fake_quantize|_LearnableFakeQuantize||
torch.ao.quantization.backend_config._common_operator_config_utils|_ConvMetadata||
torch.ao.quantization.backend_config.backend_config|BackendConfig BackendPatternConfig DTypeConfig DTypeWithConstraints ObservationType||
torch.ao.quantization.backend_config.native|_ConvMetadata||
torch.ao.quantization.backend_config.observation_type|ObservationType||
torch.ao.quantization.fake_quantize|FakeQuantize FakeQuantizeBase FixedQParamsFakeQuantize FusedMovingAvgObsFakeQuantize||
torch.ao.quantization.observer|Granularity MappingType PerAxis PerBlock PerGroup PerRow PerTensor PerToken TorchAODType ZeroPointDomain _PartialWrapper||
torch.ao.quantization.qconfig|QConfig QConfigDynamic||
torch.ao.quantization.qconfig_mapping|QConfigMapping||
torch.ao.quantization.quant_type|QuantType||
torch.ao.quantization.quantize_fx|Scope ScopeContextManager||
torch.ao.quantization.stubs|DeQuantStub QuantStub QuantWrapper||
torch.ao.quantization.utils|MatchAllNode||
torch.ao.sparsity.experimental.pruner.base_pruner|BasePruner||
torch.ao.sparsity.experimental.pruner.parametrization|ActivationReconstruction BiasHook PruningParametrization ZeroesParametrization||
torch.ao.sparsity.scheduler.base_scheduler|BaseScheduler||
torch.ao.sparsity.scheduler.lambda_scheduler|LambdaSL||
torch.ao.sparsity.sparsifier.base_sparsifier|BaseSparsifier||
torch.ao.sparsity.sparsifier.utils|FakeSparsity||
torch.ao.sparsity.sparsifier.weight_norm_sparsifier|WeightNormSparsifier||
torch.backends.cudnn.rnn|Unserializable||
torch.cuda|BFloat16Storage BFloat16Tensor BoolStorage BoolTensor ByteStorage ByteTensor CharStorage CharTensor ComplexDoubleStorage ComplexFloatStorage DoubleStorage DoubleTensor FloatStorage FloatTensor HalfStorage HalfTensor IntStorage IntTensor LongStorage LongTensor QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage ShortStorage ShortTensor UntypedStorage||
torch.cuda.sparse|BFloat16Tensor ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor LongTensor ShortTensor||
torch.distributions.bernoulli|Bernoulli||
torch.distributions.beta|Beta||
torch.distributions.binomial|Binomial||
torch.distributions.categorical|Categorical||
torch.distributions.cauchy|Cauchy||
torch.distributions.chi2|Chi2||
torch.distributions.constraint_registry|ConstraintRegistry||
torch.distributions.constraints|Constraint MixtureSameFamilyConstraint _Boolean _Cat _CorrCholesky _Dependent _DependentProperty _GreaterThan _GreaterThanEq _IndependentConstraint _IntegerGreaterThan _IntegerInterval _IntegerLessThan _Interval _LessThan _LowerCholesky _LowerTriangular _Multinomial _OneHot _PositiveDefinite _PositiveSemidefinite _Real _Simplex _Square _Stack _Symmetric||
torch.distributions.continuous_bernoulli|ContinuousBernoulli||
torch.distributions.dirichlet|Dirichlet _Dirichlet||
torch.distributions.distribution|Distribution||
torch.distributions.exp_family|ExponentialFamily||
torch.distributions.exponential|Exponential||
torch.distributions.fishersnedecor|FisherSnedecor||
torch.distributions.gamma|Gamma||
torch.distributions.generalized_pareto|GeneralizedPareto||
torch.distributions.geometric|Geometric||
torch.distributions.gumbel|Gumbel||
torch.distributions.half_cauchy|HalfCauchy||
torch.distributions.half_normal|HalfNormal||
torch.distributions.independent|Independent||
torch.distributions.inverse_gamma|InverseGamma||
torch.distributions.kl|_Match||
torch.distributions.kumaraswamy|Kumaraswamy||
torch.distributions.laplace|Laplace||
torch.distributions.lkj_cholesky|LKJCholesky||
torch.distributions.log_normal|LogNormal||
torch.distributions.logistic_normal|LogisticNormal||
torch.distributions.lowrank_multivariate_normal|LowRankMultivariateNormal||
torch.distributions.mixture_same_family|MixtureSameFamily||
torch.distributions.multinomial|Multinomial||
torch.distributions.multivariate_normal|MultivariateNormal||
torch.distributions.negative_binomial|NegativeBinomial||
torch.distributions.normal|Normal||
torch.distributions.one_hot_categorical|OneHotCategorical OneHotCategoricalStraightThrough||
torch.distributions.pareto|Pareto||
torch.distributions.poisson|Poisson||
torch.distributions.relaxed_bernoulli|LogitRelaxedBernoulli RelaxedBernoulli||
torch.distributions.relaxed_categorical|ExpRelaxedCategorical RelaxedOneHotCategorical||
torch.distributions.studentT|StudentT||
torch.distributions.transformed_distribution|TransformedDistribution||
torch.distributions.transforms|AbsTransform AffineTransform CatTransform ComposeTransform CorrCholeskyTransform CumulativeDistributionTransform ExpTransform IndependentTransform LowerCholeskyTransform PositiveDefiniteTransform PowerTransform ReshapeTransform SigmoidTransform SoftmaxTransform SoftplusTransform StackTransform StickBreakingTransform TanhTransform Transform _InverseTransform||
torch.distributions.uniform|Uniform||
torch.distributions.utils|_lazy_property_and_property lazy_property||
torch.distributions.von_mises|VonMises||
torch.distributions.weibull|Weibull||
torch.distributions.wishart|Wishart||
torch.jit._pickle||build_boollist build_doublelist build_intlist build_tensor_from_id build_tensorlist restore_type_tag
torch.nn|||factory_kwargs
torch.nn._reduction|||get_enum legacy_get_enum legacy_get_string
torch.nn.attention|||activate_flash_attention_impl current_flash_attention_impl list_flash_attention_impls restore_flash_attention_impl sdpa_kernel
torch.nn.attention.bias|CausalBias||causal_lower_right causal_upper_left
torch.nn.attention.flex_attention|||and_masks create_block_mask create_mask flex_attention noop_mask or_masks
torch.nn.attention.varlen|||varlen_attn varlen_attn_out
torch.nn.cpp|ModuleWrapper||
torch.nn.functional|||adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool1d_with_indices adaptive_max_pool2d adaptive_max_pool2d_with_indices adaptive_max_pool3d adaptive_max_pool3d_with_indices affine_grid alpha_dropout assert_int_or_pair batch_norm binary_cross_entropy binary_cross_entropy_with_logits celu cosine_embedding_loss cross_entropy ctc_loss dropout dropout1d dropout2d dropout3d elu embedding embedding_bag feature_alpha_dropout fold fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d fractional_max_pool3d_with_indices gaussian_nll_loss glu grid_sample group_norm grouped_mm gumbel_softmax hardsigmoid hardswish hardtanh hinge_embedding_loss instance_norm interpolate kl_div l1_loss layer_norm leaky_relu linear_cross_entropy local_response_norm log_softmax lp_pool1d lp_pool2d lp_pool3d margin_ranking_loss max_pool1d max_pool1d_with_indices max_pool2d max_pool2d_with_indices max_pool3d max_pool3d_with_indices max_unpool1d max_unpool2d max_unpool3d mish mse_loss multi_head_attention_forward multi_margin_loss multilabel_margin_loss multilabel_soft_margin_loss nll_loss normalize pad poisson_nll_loss relu relu6 rms_norm rrelu scaled_addmm scaled_addmm_ scaled_grouped_mm scaled_mm selu sigmoid silu smooth_l1_loss soft_margin_loss softmax softmin softsign tanh tanhshrink threshold triplet_margin_loss triplet_margin_with_distance_loss unfold upsample upsample_bilinear upsample_nearest
torch.nn.grad|||conv1d_input conv1d_weight conv2d_input conv2d_weight conv3d_input conv3d_weight
torch.nn.init|||calculate_gain constant constant_ dirac dirac_ eye eye_ kaiming_normal kaiming_normal_ kaiming_uniform kaiming_uniform_ normal normal_ ones_ orthogonal orthogonal_ sparse sparse_ trunc_normal_ uniform uniform_ xavier_normal xavier_normal_ xavier_uniform xavier_uniform_ zeros_
torch.nn.intrinsic|BNReLU2d BNReLU3d ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d LinearBn1d LinearReLU _FusedModule||
torch.nn.intrinsic.modules.fused|BNReLU2d BNReLU3d ConvAdd2d ConvAddReLU2d ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d LinearBn1d LinearLeakyReLU LinearReLU LinearTanh _FusedModule||
torch.nn.intrinsic.qat.modules.conv_fused|ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d _ConvBnNd||freeze_bn_stats update_bn_stats
torch.nn.intrinsic.qat.modules.linear_fused|LinearBn1d||
torch.nn.intrinsic.qat.modules.linear_relu|LinearReLU||
torch.nn.intrinsic.quantized.dynamic.modules.linear_relu|LinearReLU||
torch.nn.intrinsic.quantized.modules.bn_relu|BNReLU2d BNReLU3d||
torch.nn.intrinsic.quantized.modules.conv_add|ConvAdd2d ConvAddReLU2d||
torch.nn.intrinsic.quantized.modules.conv_relu|ConvReLU1d ConvReLU2d ConvReLU3d||
torch.nn.intrinsic.quantized.modules.linear_relu|LinearLeakyReLU LinearReLU LinearTanh||
torch.nn.modules.activation|CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish MultiheadAttention PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold||
torch.nn.modules.adaptive|AdaptiveLogSoftmaxWithLoss||
torch.nn.modules.batchnorm|BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d SyncBatchNorm _BatchNorm _LazyNormBase _NormBase||
torch.nn.modules.channelshuffle|ChannelShuffle||
torch.nn.modules.container|Container ModuleDict ModuleList ParameterDict ParameterList Sequential||
torch.nn.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d _ConvNd _ConvTransposeMixin _ConvTransposeNd||
torch.nn.modules.distance|CosineSimilarity PairwiseDistance||
torch.nn.modules.dropout|AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout _DropoutNd||
torch.nn.modules.flatten|Flatten Unflatten||
torch.nn.modules.fold|Fold Unfold||
torch.nn.modules.instancenorm|InstanceNorm1d InstanceNorm2d InstanceNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d _InstanceNorm||
torch.nn.modules.linear|Bilinear Identity LazyLinear Linear NonDynamicallyQuantizableLinear||
torch.nn.modules.loss|BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss LinearCrossEntropyLoss MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss _Loss _WeightedLoss||
torch.nn.modules.module|Module _WrappedHook||
torch.nn.modules.normalization|CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm||
torch.nn.modules.padding|CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d _CircularPadNd _ConstantPadNd _ReflectionPadNd _ReplicationPadNd||
torch.nn.modules.pixelshuffle|PixelShuffle PixelUnshuffle||
torch.nn.modules.pooling|AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d _AdaptiveAvgPoolNd _AdaptiveMaxPoolNd _AvgPoolNd _LPPoolNd _MaxPoolNd _MaxUnpoolNd||
torch.nn.modules.rnn|GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase||apply_permutation
torch.nn.modules.sparse|Embedding EmbeddingBag||
torch.nn.modules.transformer|Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer||
torch.nn.modules.upsampling|Upsample UpsamplingBilinear2d UpsamplingNearest2d||
torch.nn.modules.utils|||consume_prefix_in_state_dict_if_present
torch.nn.parallel.data_parallel|DataParallel||
torch.nn.parallel.distributed|DistributedDataParallel||
torch.nn.parameter|Buffer Parameter UninitializedBuffer UninitializedParameter||is_lazy
torch.nn.qat|Conv1d Conv2d Conv3d Embedding EmbeddingBag Linear||
torch.nn.qat.dynamic.modules.linear|Linear||
torch.nn.qat.modules.conv|Conv1d Conv2d Conv3d _ConvNd||
torch.nn.qat.modules.embedding_ops|Embedding EmbeddingBag||
torch.nn.qat.modules.linear|Linear||
torch.nn.quantizable.modules.activation|MultiheadAttention||
torch.nn.quantizable.modules.rnn|LSTM LSTMCell _LSTMLayer _LSTMSingleLayer||
torch.nn.quantized|BatchNorm2d BatchNorm3d Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d DeQuantize Dropout ELU Embedding EmbeddingBag FXFloatFunctional FloatFunctional GroupNorm Hardswish InstanceNorm1d InstanceNorm2d InstanceNorm3d LSTM LayerNorm LeakyReLU Linear MaxPool2d MultiheadAttention PReLU QFunctional Quantize ReLU6 Sigmoid Softmax _ConvNd||
torch.nn.quantized._reference.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd||
torch.nn.quantized._reference.modules.linear|Linear||
torch.nn.quantized._reference.modules.rnn|GRUCell LSTM LSTMCell RNNBase RNNCell RNNCellBase||apply_permutation get_quantize_and_dequantized_weight get_quantized_weight get_weight_and_quantization_params
torch.nn.quantized._reference.modules.sparse|Embedding EmbeddingBag||
torch.nn.quantized._reference.modules.utils|ReferenceQuantizedModule||
torch.nn.quantized.dynamic.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d||
torch.nn.quantized.dynamic.modules.linear|Linear||
torch.nn.quantized.dynamic.modules.rnn|GRU GRUCell LSTM LSTMCell PackedParameter RNNBase RNNCell RNNCellBase||apply_permutation pack_weight_bias
torch.nn.quantized.functional|||adaptive_avg_pool2d adaptive_avg_pool3d avg_pool2d avg_pool3d celu clamp conv1d conv2d conv3d elu hardsigmoid hardswish hardtanh interpolate leaky_relu linear max_pool1d max_pool2d threshold upsample upsample_bilinear upsample_nearest
torch.nn.quantized.modules|DeQuantize Quantize||
torch.nn.quantized.modules.activation|ELU Hardswish LeakyReLU MultiheadAttention PReLU ReLU6 Sigmoid Softmax||
torch.nn.quantized.modules.batchnorm|BatchNorm2d BatchNorm3d _BatchNorm||
torch.nn.quantized.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd||
torch.nn.quantized.modules.dropout|Dropout||
torch.nn.quantized.modules.embedding_ops|Embedding EmbeddingBag EmbeddingPackedParams||
torch.nn.quantized.modules.functional_modules|FXFloatFunctional FloatFunctional QFunctional||
torch.nn.quantized.modules.linear|Linear LinearPackedParams||
torch.nn.quantized.modules.normalization|GroupNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d LayerNorm||
torch.nn.quantized.modules.rnn|LSTM||
torch.nn.quantized.modules.utils|WeightedQuantizedModule||hide_packed_params_repr
torch.nn.quantized.reference.modules.conv|Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd||
torch.nn.quantized.reference.modules.linear|Linear||
torch.nn.quantized.reference.modules.rnn|GRU GRUCell LSTM LSTMCell RNNBase RNNCell RNNCellBase||
torch.nn.quantized.reference.modules.sparse|Embedding EmbeddingBag||
torch.nn.quantized.reference.modules.utils|ReferenceQuantizedModule||
torch.nn.sparse.quantized.dynamic.linear|Linear||
torch.nn.sparse.quantized.linear|Linear LinearPackedParams||
torch.nn.sparse.quantized.utils|LinearBlockSparsePattern||
torch.nn.utils._expanded_weights.conv_utils|||conv_args_and_kwargs conv_backward conv_group_weight_grad_sample conv_input_for_string_padding conv_normalizer conv_padding_for_same conv_picker conv_unfold_weight_grad_sample int_padding_for_string_padding unfold3d
torch.nn.utils._expanded_weights.expanded_weights_impl|ExpandedWeight||allow_smaller_batches batch_second implements_per_sample_grads setup_rnn
torch.nn.utils._expanded_weights.expanded_weights_utils|||forward_helper is_batch_first maybe_scale_by_batch_size standard_kwargs sum_over_all_but_batch_and_last_n unpack_expanded_weight_or_tensor
torch.nn.utils._named_member_accessor|||swap_submodule swap_tensor
torch.nn.utils._per_sample_grad|||call_for_per_sample_grads
torch.nn.utils.clip_grad|||clip_grad_norm clip_grad_norm_ clip_grad_value_
torch.nn.utils.convert_parameters|||parameters_to_vector vector_to_parameters
torch.nn.utils.fusion|||fuse_conv_bn_weights fuse_linear_bn_weights
torch.nn.utils.init|||skip_init
torch.nn.utils.memory_format|||convert_conv2d_weight_memory_format convert_conv3d_weight_memory_format
torch.nn.utils.parametrizations|_Orthogonal _SpectralNorm _WeightNorm||orthogonal spectral_norm weight_norm
torch.nn.utils.parametrize|ParametrizationList||cached is_parametrized remove_parametrizations transfer_parametrizations_and_params type_before_parametrizations
torch.nn.utils.prune|||custom_from_mask global_unstructured identity is_pruned l1_unstructured ln_structured random_structured random_unstructured remove
torch.nn.utils.rnn|||bind invert_permutation pack_padded_sequence pack_sequence pad_packed_sequence pad_sequence unpack_sequence unpad_sequence
torch.nn.utils.spectral_norm|||remove_spectral_norm spectral_norm
torch.nn.utils.stateless|||functional_call
torch.nn.utils.weight_norm|||remove_weight_norm weight_norm
torch.optim|Adafactor Muon||
torch.optim._multi_tensor|NewCls||
torch.optim._stateless|_GroupSwapinInfo||
torch.optim.adadelta|Adadelta||
torch.optim.adagrad|Adagrad||
torch.optim.adam|Adam||
torch.optim.adamax|Adamax||
torch.optim.adamw|AdamW||
torch.optim.asgd|ASGD||
torch.optim.lbfgs|LBFGS||
torch.optim.lr_scheduler|ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LRScheduler LambdaLR LinearLR MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR ReduceLROnPlateau SequentialLR StepLR _LRScheduler _SchedulePhase _enable_get_lr_call _initial_mode||
torch.optim.nadam|NAdam||
torch.optim.optimizer|Optimizer _RequiredParameter||
torch.optim.radam|RAdam||
torch.optim.rmsprop|RMSprop||
torch.optim.rprop|Rprop||
torch.optim.sgd|SGD||
torch.optim.sparse_adam|SparseAdam||
torch.optim.swa_utils|AveragedModel SWALR||
torch.quantization|ABC DeQuantStub FakeQuantize FakeQuantizeBase FixedQParamsFakeQuantize FusedMovingAvgObsFakeQuantize HistogramObserver MinMaxObserver MovingAverageMinMaxObserver MovingAveragePerChannelMinMaxObserver NoopObserver ObserverBase PerChannelMinMaxObserver PlaceholderObserver QConfig QConfigDynamic QuantStub QuantType QuantWrapper RecordingObserver default_debug_observer default_placeholder_observer||
torch.quantization._correct_bias|MeanShadowLogger||
torch.quantization._dbr.quantization_state|AutoQuantizationState||
torch.quantization._dbr.utils|AutoQuantizationStateModuleDict FuncOutputDTypeType FuncOutputObsType FusionInfo HookType OpQuantizeabilityType QTensorInfo SeenNonQOpInfo SeenQOpInfo||
torch.quantization._learnable_fake_quantize|_LearnableFakeQuantize||
torch.quantization.backend_config._common_operator_config_utils|_ConvMetadata||
torch.quantization.backend_config.backend_config|BackendConfig BackendPatternConfig DTypeConfig DTypeWithConstraints ObservationType||
torch.quantization.backend_config.native|_ConvMetadata||
torch.quantization.backend_config.observation_type|ObservationType||
torch.quantization.fake_quantize|FakeQuantize FakeQuantizeBase FixedQParamsFakeQuantize FusedMovingAvgObsFakeQuantize||
torch.quantization.observer|Granularity MappingType MinMaxObserver PerAxis PerBlock PerGroup PerRow PerTensor PerToken TorchAODType ZeroPointDomain _PartialWrapper||
torch.quantization.qconfig|QConfig QConfigDynamic||
torch.quantization.qconfig_mapping|QConfigMapping||
torch.quantization.quant_type|QuantType||
torch.quantization.quantize_fx|Scope ScopeContextManager||
torch.quantization.stubs|DeQuantStub QuantStub QuantWrapper||
torch.quantization.utils|MatchAllNode||
torch.serialization||_get_layout
torch.sparse|BFloat16Tensor ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor LongTensor ShortTensor||
torch.storage|BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage ComplexFloatStorage DoubleStorage FloatStorage HalfStorage IntStorage LongStorage QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage ShortStorage TypedStorage UntypedStorage _TypedStorage _UntypedStorage|_load_from_bytes
torch.tensor|Tensor|_rebuild_from_type=rebuild
torch.utils._ordered_set|OrderedSet||
torch.utils.data.dataset|ConcatDataset Subset TensorDataset||
torch.utils.hooks|RemovableHandle||_unused_hook
`,
};
