// Names that pickles of numpy hold. Made by tools/names from the releases named here; do not edit.
import type { NameTable } from './name-table.ts';

export const numpy: NameTable = {
  versions: 'numpy 1.17.5, 1.23.5, 1.24.4, 1.26.4, 2.1.3, 2.4.6',
  lines: `
numpy|bool bool8 bool_ byte bytes0 bytes_ cdouble cfloat character chararray clongdouble clongfloat complex complex128 complex256 complex64 complex_ complexfloating csingle datetime64 double dtype flexible float float128 float16 float32 float64 float_ floating generic half inexact int int0 int16 int32 int64 int8 int_ intc integer intp long longcomplex longdouble longfloat longlong matrix ndarray number object object0 object_ poly1d recarray record short signedinteger single singlecomplex str str0 str_ string_ timedelta64 ubyte uint uint0 uint16 uint32 uint64 uint8 uintc uintp ulong ulonglong unicode unicode_ unsignedinteger ushort void void0||abs absolute acos acosh add add_docstring add_newdoc add_newdoc_ufunc alen all allclose alltrue amax amin angle any append apply_along_axis apply_over_axes arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array array2string array_equal array_equiv array_repr array_split array_str asanyarray asarray asarray_chkfinite ascontiguousarray asfarray asfortranarray asin asinh asmatrix asscalar astype atan atan2 atanh atleast_1d atleast_2d atleast_3d average bartlett base_repr binary_repr bincount bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman block bmat broadcast_arrays broadcast_shapes broadcast_to busday_count busday_offset byte_bounds can_cast cbrt ceil choose clip column_stack common_type compare_chararrays compress concat concatenate conj conjugate convolve copy copysign copyto corrcoef correlate cos cosh count_nonzero cov cross cumprod cumproduct cumsum cumulative_prod cumulative_sum datetime_as_string datetime_data deg2rad degrees delete deprecate deprecate_with_doc diag diag_indices diag_indices_from diagflat diagonal diff digitize disp divide divmod dot dsplit dstack ediff1d einsum einsum_path empty empty_like equal exp exp2 expand_dims expm1 extract eye fabs fastCopyAndTranspose fill_diagonal find_common_type fix flatnonzero flip fliplr flipud float_power floor floor_divide fmax fmin fmod format_float_positional format_float_scientific frexp from_dlpack frombuffer fromfunction fromiter frompyfunc fromstring full full_like fv gcd geomspace get_array_wrap get_include get_printoptions getbufsize geterr geterrcall geterrobj gradient greater greater_equal hamming hanning heaviside histogram histogram2d histogram_bin_edges histogramdd hsplit hstack hypot i0 identity imag in1d indices info inner insert int_asbuffer interp intersect1d invert ipmt irr is_busday isclose iscomplex iscomplexobj isdtype isfinite isfortran isin isinf isnan isnat isneginf isposinf isreal isrealobj isscalar issctype issubclass_ issubdtype issubsctype iterable ix_ kaiser kron lcm ldexp left_shift less less_equal lexsort linspace log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor logspace lookfor mask_indices mat matmul matrix_transpose matvec max maximum maximum_sctype may_share_memory mean median meshgrid min min_scalar_type minimum mintypecode mirr mod modf moveaxis msort multiply nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndim negative nested_iters nextafter nonzero not_equal nper npv obj2sctype ones ones_like outer packbits pad partition percentile permute_dims piecewise place pmt poly polyadd polyder polydiv polyfit polyint polymul polysub polyval positive pow power ppmt printoptions prod product promote_types ptp put put_along_axis putmask pv quantile rad2deg radians rank rate ravel ravel_multi_index real real_if_close reciprocal remainder repeat require reshape resize result_type right_shift rint roll rollaxis roots rot90 round round_ row_stack sctype2char searchsorted select set_numeric_ops set_printoptions set_string_function setbufsize setdiff1d seterr seterrcall seterrobj setxor1d shape shares_memory show_config sign signbit sin sinc sinh size sometrue sort sort_complex spacing split sqrt square squeeze stack std subtract sum swapaxes take take_along_axis tan tanh tensordot tile trace transpose trapezoid trapz tri tril tril_indices tril_indices_from trim_zeros triu triu_indices triu_indices_from true_divide trunc typename union1d unique unique_all unique_counts unique_inverse unique_values unpackbits unravel_index unstack unwrap vander var vdot vecdot vecmat vsplit vstack where who zeros zeros_like
numpy.__config__|||show_config
numpy._core||_ufunc_reconstruct=type
numpy._core._internal||_convert_to_stringdtype_kwargs
numpy._core._multiarray_umath|||abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan atan2 atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil conj conjugate copysign cos cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative nextafter not_equal positive pow power rad2deg radians reciprocal remainder right_shift rint sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc vecdot vecmat
numpy._core.defchararray|chararray||
numpy._core.multiarray||_reconstruct=class scalar
numpy._core.numeric||_frombuffer
numpy._core.records|recarray record||
numpy.core||_ufunc_reconstruct=type
numpy.core._internal||_convert_to_stringdtype_kwargs
numpy.core._multiarray_umath|||abs absolute acos acosh add add_docstring add_newdoc_ufunc arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan atan2 atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil compare_chararrays conj conjugate copysign cos cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs fastCopyAndTranspose float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot int_asbuffer invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative nextafter not_equal positive pow power rad2deg radians reciprocal remainder right_shift rint sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc vecdot vecmat
numpy.core.arrayprint|||set_string_function
numpy.core.defchararray|chararray||
numpy.core.function_base|||add_newdoc
numpy.core.multiarray||_reconstruct=class scalar
numpy.core.numeric||_frombuffer
numpy.core.records|recarray record||
numpy.dtypes|BoolDType ByteDType BytesDType CLongDoubleDType Complex128DType Complex64DType DateTime64DType Float16DType Float32DType Float64DType Int16DType Int32DType Int64DType Int8DType IntDType LongDType LongDoubleDType LongLongDType ObjectDType ShortDType StrDType StringDType TimeDelta64DType UByteDType UInt16DType UInt32DType UInt64DType UInt8DType UIntDType ULongDType ULongLongDType UShortDType VoidDType||
numpy.lib.function_base|||disp
numpy.lib.shape_base|||get_array_wrap
numpy.lib.utils|||byte_bounds deprecate deprecate_with_doc get_include who
numpy.linalg|||norm
numpy.ma|MaskedArray||
numpy.ma.core|MaskedArray MaskedConstant|_mareconstruct=class
numpy.ma.mrecords|MaskedRecords|_mrreconstruct=class
numpy.matrixlib.defmatrix|matrix||
numpy.polynomial._polybase|ABCPolyBase||
numpy.polynomial.chebyshev|Chebyshev||
numpy.polynomial.hermite|Hermite||
numpy.polynomial.hermite_e|HermiteE||
numpy.polynomial.laguerre|Laguerre||
numpy.polynomial.legendre|Legendre||
numpy.polynomial.polynomial|Polynomial||
numpy.polynomial.polyutils|PolyBase PolyDomainError PolyError RankWarning||
numpy.random||__RandomState_ctor=calls
numpy.random.__init__||__RandomState_ctor=calls
numpy.random._generator|Generator||
numpy.random._mt19937|MT19937||
numpy.random._pcg64|PCG64 PCG64DXSM||
numpy.random._philox|Philox||
numpy.random._pickle||__bit_generator_ctor=calls __generator_ctor=calls __randomstate_ctor=calls
numpy.random._sfc64|SFC64||
numpy.random.bit_generator|SeedSequence|__pyx_unpickle_SeedSequence=class
numpy.random.mtrand|RandomState|__randomstate_ctor=calls
numpy.rec|recarray||
`,
};
