// Names that pickles of scipy hold. Made by tools/names from the releases named here; do not edit.
import type { NameTable } from './name-table.ts';

export const scipy: NameTable = {
  versions: 'scipy 1.10.1, 1.11.4, 1.14.1, 1.17.1, 1.3.3, 1.9.3',
  lines: `
scipy._lib.array_api_compat.numpy._aliases|||asarray
scipy.interpolate._bary_rational|AAA FloaterHormannInterpolator _BarycentricRational||
scipy.interpolate._bspl||__pyx_unpickle_Enum=class
scipy.interpolate._bsplines|BSpline||
scipy.interpolate._cubic|Akima1DInterpolator CubicHermiteSpline CubicSpline PchipInterpolator||
scipy.interpolate._fitpack2|BivariateSpline InterpolatedUnivariateSpline LSQBivariateSpline LSQSphereBivariateSpline LSQUnivariateSpline RectBivariateSpline RectSphereBivariateSpline SmoothBivariateSpline SmoothSphereBivariateSpline SphereBivariateSpline UnivariateSpline _BivariateSplineBase _DerivedBivariateSpline||
scipy.interpolate._fitpack_repro|Bunch F Fperiodic||
scipy.interpolate._interpnd|CloughTocher2DInterpolator GradientEstimationWarning LinearNDInterpolator NDInterpolatorBase||
scipy.interpolate._interpolate|BPoly NdPPoly PPoly _PPolyBase interp1d interp2d||interp1d._call_linear interp1d._call_linear_np interp1d._call_nan_spline interp1d._call_nearest interp1d._call_previousnext interp1d._call_spline
scipy.interpolate._ndbspline|NdBSpline||
scipy.interpolate._ndgriddata|NearestNDInterpolator||
scipy.interpolate._polyint|BarycentricInterpolator KroghInterpolator _Interpolator1D _Interpolator1DWithDerivatives||
scipy.interpolate._ppoly||__pyx_unpickle_Enum=class
scipy.interpolate._rbf|Rbf||
scipy.interpolate._rbfinterp|RBFInterpolator||
scipy.interpolate._rgi|RegularGridInterpolator||
scipy.interpolate._rgi_cython||__pyx_unpickle_Enum=class
scipy.interpolate.fitpack2|BivariateSpline InterpolatedUnivariateSpline LSQBivariateSpline LSQSphereBivariateSpline LSQUnivariateSpline RectBivariateSpline RectSphereBivariateSpline SmoothBivariateSpline SmoothSphereBivariateSpline SphereBivariateSpline UnivariateSpline _BivariateSplineBase||
scipy.interpolate.interpnd|CloughTocher2DInterpolator GradientEstimationWarning LinearNDInterpolator NDInterpolatorBase|__pyx_unpickle_Enum=class
scipy.interpolate.interpolate|BPoly NdPPoly PPoly RegularGridInterpolator _PPolyBase _ppform interp1d interp2d||interp1d._call_linear interp1d._call_linear_np interp1d._call_nan_spline interp1d._call_nearest interp1d._call_previousnext interp1d._call_spline
scipy.interpolate.ndgriddata|NearestNDInterpolator||
scipy.interpolate.polyint|BarycentricInterpolator KroghInterpolator _Interpolator1D _Interpolator1DWithDerivatives||
scipy.interpolate.rbf|Rbf||
scipy.optimize._constraints|Bounds||
scipy.optimize._hessian_update_strategy|BFGS SR1||
scipy.optimize._lbfgsb_py|LbfgsInvHessProduct||
scipy.optimize._optimize|OptimizeResult||
scipy.optimize.lbfgsb|LbfgsInvHessProduct||
scipy.optimize.optimize|OptimizeResult||
scipy.signal._ltisys|StateSpace StateSpaceContinuous StateSpaceDiscrete TransferFunction TransferFunctionContinuous TransferFunctionDiscrete ZerosPolesGain ZerosPolesGainContinuous ZerosPolesGainDiscrete dlti lti||
scipy.signal.ltisys|StateSpace StateSpaceContinuous StateSpaceDiscrete TransferFunction TransferFunctionContinuous TransferFunctionDiscrete ZerosPolesGain ZerosPolesGainContinuous ZerosPolesGainDiscrete dlti lti||
scipy.sparse._arrays|_sparray bsr_array coo_array csc_array csr_array dia_array dok_array lil_array||
scipy.sparse._base|SparseEfficiencyWarning SparseFormatWarning SparseWarning _spbase sparray spmatrix||
scipy.sparse._bsr|_bsr_base bsr_array bsr_matrix||
scipy.sparse._compressed|_cs_matrix||
scipy.sparse._coo|_coo_base coo_array coo_matrix||
scipy.sparse._csc|_csc_base csc_array csc_matrix||
scipy.sparse._csparsetools||__pyx_unpickle_Enum=class
scipy.sparse._csr|_csr_base csr_array csr_matrix||
scipy.sparse._data|_data_matrix _minmax_mixin||
scipy.sparse._dia|_dia_base dia_array dia_matrix||
scipy.sparse._dok|_dok_base dok_array dok_matrix||
scipy.sparse._index|IndexMixin||
scipy.sparse._lil|_lil_base lil_array lil_matrix||
scipy.sparse._matrix|spmatrix||
scipy.sparse.base|SparseEfficiencyWarning SparseFormatWarning SparseWarning spmatrix||
scipy.sparse.bsr|bsr_matrix||
scipy.sparse.compressed|_cs_matrix||
scipy.sparse.coo|coo_matrix||
scipy.sparse.csc|csc_matrix||
scipy.sparse.csgraph._flow|MaximumFlowResult|__pyx_unpickle_Enum=class
scipy.sparse.csgraph._matching||__pyx_unpickle_Enum=class
scipy.sparse.csgraph._min_spanning_tree||__pyx_unpickle_Enum=class
scipy.sparse.csgraph._reordering||__pyx_unpickle_Enum=class
scipy.sparse.csgraph._shortest_path|NegativeCycleError _YenCandidatePaths|__pyx_unpickle_Enum=class
scipy.sparse.csgraph._traversal||__pyx_unpickle_Enum=class
scipy.sparse.csr|csr_matrix||
scipy.sparse.data|_data_matrix _minmax_mixin||
scipy.sparse.dia|dia_matrix||
scipy.sparse.dok|dok_matrix||
scipy.sparse.lil|lil_matrix||
scipy.sparse.linalg._dsolve.linsolve|MatrixRankWarning||
scipy.sparse.linalg._eigen.arpack.arpack|ArpackError ArpackNoConvergence IterInv IterOpInv LuInv SpLuInv _ArpackParams _SymmetricArpackParams _UnsymmetricArpackParams||
scipy.sparse.linalg._expm_multiply|LazyOperatorNormInfo||
scipy.sparse.linalg._interface|IdentityOperator LinearOperator MatrixLinearOperator _AdjointLinearOperator _AdjointMatrixOperator _CustomLinearOperator _PowerLinearOperator _ProductLinearOperator _ScaledLinearOperator _SumLinearOperator _TransposedLinearOperator||
scipy.sparse.linalg._matfuncs|MatrixPowerOperator ProductOperator _ExpmPadeHelper||
scipy.sparse.linalg._special_sparse_arrays|LaplacianNd MikotaK MikotaM MikotaPair Sakurai||
scipy.sparse.linalg._svdp|_AProd||
scipy.sparse.linalg.dsolve.linsolve|MatrixRankWarning||
scipy.sparse.linalg.eigen.arpack.arpack|ArpackError ArpackNoConvergence IterInv IterOpInv LuInv SpLuInv _ArpackParams _SymmetricArpackParams _UnsymmetricArpackParams||
scipy.sparse.linalg.interface|IdentityOperator LinearOperator MatrixLinearOperator _AdjointMatrixOperator _CustomLinearOperator _PowerLinearOperator _ProductLinearOperator _ScaledLinearOperator _SumLinearOperator||
scipy.sparse.linalg.matfuncs|MatrixPowerOperator ProductOperator _ExpmPadeHelper||
scipy.spatial._ckdtree|cKDTree cKDTreeNode coo_entries ordered_pairs|__pyx_unpickle_Enum=class __pyx_unpickle_cKDTreeNode=class
scipy.spatial._hausdorff||__pyx_unpickle_Enum=class
scipy.spatial._kdtree|KDTree Rectangle||
scipy.spatial._qhull|ConvexHull Delaunay HalfspaceIntersection QhullError Voronoi _Qhull _QhullUser|__pyx_unpickle_Enum=class
scipy.spatial._spherical_voronoi|SphericalVoronoi||
scipy.spatial._voronoi||__pyx_unpickle_Enum=class
scipy.spatial.ckdtree|cKDTree cKDTreeNode coo_entries ordered_pairs|__pyx_unpickle_Enum=class
scipy.spatial.distance|CDistMetricWrapper CDistWeightedMetricWrapper MetricInfo PDistMetricWrapper PDistWeightedMetricWrapper||
scipy.spatial.kdtree|KDTree Rectangle||
scipy.spatial.qhull|ConvexHull Delaunay HalfspaceIntersection QhullError Voronoi _Qhull _QhullUser|__pyx_unpickle_Enum=class
scipy.spatial.transform._rigid_transform|RigidTransform||
scipy.spatial.transform._rotation|Rotation Slerp|__pyx_unpickle_Enum=class __pyx_unpickle_Rotation=class
scipy.spatial.transform._rotation_spline|RotationSpline||
scipy.spatial.transform.rotation|Rotation Slerp||
scipy.special|||agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly beta betainc betaincc betainccinv betaincinv betaln binom boxcox boxcox1p btdtr btdtri btdtria btdtrib cbrt chdtr chdtrc chdtri chdtriv chndtr chndtridf chndtrinc chndtrix cosdg cosm1 cotdg dawsn digamma ellipe ellipeinc ellipj ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erfc erfcinv erfcx erfi erfinv eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel fdtr fdtrc fdtri fdtridfd fresnel gamma gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib gdtrix hankel1 hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p it2i0k0 it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jn jv jve k0 k0e k1 k1e kei keip kelvin ker kerp kl_div kn kolmogi kolmogorov kv kve log1p log_expit log_ndtr log_wright_bessel loggamma logit lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2 mathieu_sem modfresnelm modfresnelp modstruve nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd obl_ang1 obl_ang1_cv obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr pdtrc pdtri pdtrik poch powm1 pro_ang1 pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv pseudo_huber psi radian rel_entr rgamma round shichi sici sindg smirnov smirnovi spence sph_harm stdtr stdtridf stdtrit struve tandg tklmbda voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn yv yve zetac
scipy.special._special_ufuncs|||expit
scipy.special._ufuncs|||agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly beta betainc betaincc betainccinv betaincinv betaln binom boxcox boxcox1p btdtr btdtri btdtria btdtrib cbrt chdtr chdtrc chdtri chdtriv chndtr chndtridf chndtrinc chndtrix cosdg cosm1 cotdg dawsn digamma ellipe ellipeinc ellipj ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erfc erfcinv erfcx erfi erfinv eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel fdtr fdtrc fdtri fdtridfd fresnel gamma gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib gdtrix hankel1 hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p it2i0k0 it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jn jv jve k0 k0e k1 k1e kei keip kelvin ker kerp kl_div kn kolmogi kolmogorov kv kve log1p log_expit log_ndtr log_wright_bessel loggamma logit lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2 mathieu_sem modfresnelm modfresnelp modstruve nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd obl_ang1 obl_ang1_cv obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr pdtrc pdtri pdtrik poch powm1 pro_ang1 pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv pseudo_huber psi radian rel_entr rgamma round shichi sici sindg smirnov smirnovi spence sph_harm stdtr stdtridf stdtrit struve tandg tklmbda voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn yv yve zetac
scipy.stats._ansari_swilk_statistics||__pyx_unpickle_Enum=class
scipy.stats._axis_nan_policy|SmallSampleWarning||
scipy.stats._biasedurn|_PyFishersNCHypergeometric _PyStochasticLib3 _PyWalleniusNCHypergeometric||
scipy.stats._binned_statistic|BinnedStatistic2dResult BinnedStatisticResult BinnedStatisticddResult||
scipy.stats._binomtest|BinomTestResult||
scipy.stats._censored_data|CensoredData||
scipy.stats._common|ConfidenceInterval||
scipy.stats._continuous_distns|FitDataError FitSolverError FitUniformFixedScaleDataError _DeprecationWrapper alpha_gen=state anglit_gen=state arcsine_gen=state argus_gen=state beta_gen=state betaprime_gen=state bradford_gen=state burr12_gen=state burr_gen=state cauchy_gen=state chi2_gen=state chi_gen=state cosine_gen=state crystalball_gen=state dgamma_gen=state dpareto_lognorm_gen=state dweibull_gen=state erlang_gen=state expon_gen=state exponnorm_gen=state exponpow_gen=state exponweib_gen=state f_gen=state fatiguelife_gen=state fisk_gen=state foldcauchy_gen=state foldnorm_gen=state frechet_l_gen=state frechet_r_gen=state gamma_gen=state gausshyper_gen=state genexpon_gen=state genextreme_gen=state gengamma_gen=state genhalflogistic_gen=state genhyperbolic_gen=state geninvgauss_gen=state genlogistic_gen=state gennorm_gen=state genpareto_gen=state gibrat_gen=state gilbrat_gen=state gompertz_gen=state gumbel_l_gen=state gumbel_r_gen=state halfcauchy_gen=state halfgennorm_gen=state halflogistic_gen=state halfnorm_gen=state hypsecant_gen=state invgamma_gen=state invgauss_gen=state invweibull_gen=state irwinhall_gen=state jf_skew_t_gen=state johnsonsb_gen=state johnsonsu_gen=state kappa3_gen=state kappa4_gen=state ksone_gen=state kstwo_gen=state kstwobign_gen=state landau_gen=state laplace_asymmetric_gen=state laplace_gen=state levy_gen=state levy_l_gen=state levy_stable_gen=state loggamma_gen=state logistic_gen=state loglaplace_gen=state lognorm_gen=state lomax_gen=state maxwell_gen=state mielke_gen=state moyal_gen=state nakagami_gen=state ncf_gen=state nct_gen=state ncx2_gen=state norm_gen=state norminvgauss_gen=state pareto_gen=state pearson3_gen=state powerlaw_gen=state powerlognorm_gen=state powernorm_gen=state rayleigh_gen=state rdist_gen=state recipinvgauss_gen=state reciprocal_gen=state rel_breitwigner_gen=state rice_gen=state rv_histogram=state semicircular_gen=state skew_norm_gen=state skewcauchy_gen=state skewnorm_gen=state studentized_range_gen=state t_gen=state trapezoid_gen=state trapz_gen=state triang_gen=state truncexpon_gen=state truncnorm_gen=state truncpareto_gen=state truncweibull_min_gen=state tukeylambda_gen=state uniform_gen=state vonmises_gen=state wald_gen=state weibull_max_gen=state weibull_min_gen=state wrapcauchy_gen=state||
scipy.stats._covariance|CovViaCholesky CovViaDiagonal CovViaEigendecomposition CovViaPSD CovViaPrecision Covariance||
scipy.stats._crosstab|CrosstabResult||
scipy.stats._discrete_distns|_nchypergeom_gen=state bernoulli_gen=state betabinom_gen=state betanbinom_gen=state binom_gen=state boltzmann_gen=state dlaplace_gen=state geom_gen=state hypergeom_gen=state logser_gen=state nbinom_gen=state nchypergeom_fisher_gen=state nchypergeom_wallenius_gen=state nhypergeom_gen=state planck_gen=state poisson_binom_gen=state poisson_binomial_frozen poisson_gen=state randint_gen=state skellam_gen=state yulesimon_gen=state zipf_gen=state zipfian_gen=state||
scipy.stats._distn_infrastructure|_ShapeInfo rv_continuous=state rv_continuous_frozen rv_discrete=state rv_discrete_frozen rv_frozen rv_generic=state rv_sample=state||
scipy.stats._distribution_infrastructure|ContinuousDistribution DiscreteDistribution FoldedDistribution Mixture MonotonicTransformedDistribution OrderStatisticDistribution ShiftedScaledDistribution TransformedDistribution TruncatedDistribution UnivariateDistribution _Domain _IntegerInterval _Interval _Parameter _Parameterization _RealInterval _RealParameter||
scipy.stats._fit|FitResult GoodnessOfFitResult||
scipy.stats._hypotests|BarnardExactResult BoschlooExactResult CramerVonMisesResult Epps_Singleton_2sampResult SomersDResult TukeyHSDResult||
scipy.stats._kde|gaussian_kde||
scipy.stats._levy_stable|levy_stable_frozen levy_stable_gen=state||
scipy.stats._levy_stable.levyst|Nolan||
scipy.stats._mannwhitneyu|MannwhitneyuResult _MWU||
scipy.stats._mgc|MGCResult _ParallelP||
scipy.stats._morestats|AndersonResult Anderson_ksampResult AnsariResult BartlettResult DirectionalStats FlignerResult LeveneResult Mean MedianTestResult ShapiroResult Std_dev Variance WilcoxonResult _ABW _BigFloat||
scipy.stats._mstats_basic|BrunnerMunzelResult DescribeResult F_onewayResult FriedmanchisquareResult KendalltauResult KruskalResult KurtosistestResult MannwhitneyuResult ModeResult NormaltestResult PointbiserialrResult SenSeasonalSlopesResult SkewtestResult SpearmanrResult Ttest_1sampResult Ttest_indResult Ttest_relResult||
scipy.stats._multicomp|DunnettResult||
scipy.stats._multivariate|_PSD dirichlet_frozen dirichlet_gen=state dirichlet_multinomial_frozen dirichlet_multinomial_gen=state invwishart_frozen invwishart_gen=state matrix_normal_frozen matrix_normal_gen=state matrix_t_frozen matrix_t_gen=state multi_rv_frozen multi_rv_generic multinomial_frozen multinomial_gen=state multivariate_hypergeom_frozen multivariate_hypergeom_gen=state multivariate_normal_frozen multivariate_normal_gen=state multivariate_t_frozen multivariate_t_gen=state normal_inverse_gamma_frozen normal_inverse_gamma_gen=state ortho_group_frozen ortho_group_gen=state random_correlation_frozen random_correlation_gen=state random_table_frozen random_table_gen=state special_ortho_group_frozen special_ortho_group_gen=state uniform_direction_frozen uniform_direction_gen=state unitary_group_frozen unitary_group_gen=state vonmises_fisher_frozen vonmises_fisher_gen=state wishart_frozen wishart_gen=state||
scipy.stats._new_distributions|Binomial Logistic Normal StandardNormal Uniform _Gamma _LogUniform||
scipy.stats._odds_ratio|OddsRatioResult||
scipy.stats._page_trend_test|PageTrendTestResult _PageL||
scipy.stats._probability_distribution|_ProbabilityDistribution||
scipy.stats._qmc|Halton LatinHypercube MultinomialQMC MultivariateNormalQMC PoissonDisk QMCEngine Sobol||
scipy.stats._qmc_cy||__pyx_unpickle_Enum=class
scipy.stats._rcont.rcont||__pyx_unpickle_Enum=class
scipy.stats._relative_risk|RelativeRiskResult||
scipy.stats._resampling|BootstrapMethod BootstrapResult MonteCarloMethod MonteCarloTestResult PermutationMethod PermutationTestResult PowerResult ResamplingMethod||
scipy.stats._rvs_sampling|NumericalInverseHermite||
scipy.stats._sampling|CustomDistPINV FastGeneratorInversion RatioUniforms||
scipy.stats._sensitivity_analysis|BootstrapSobolResult PPFDist SobolResult||
scipy.stats._sobol||__pyx_unpickle_Enum=class
scipy.stats._stats||__pyx_unpickle_Enum=class
scipy.stats._stats_mstats_common|LinregressResult SiegelslopesResult TheilslopesResult||
scipy.stats._stats_py|AlexanderGovernResult BrunnerMunzelResult ConfidenceInterval CumfreqResult DescribeResult F_onewayResult FriedmanchisquareResult HistogramResult Jarque_beraResult KendalltauResult KruskalResult KstestResult KurtosistestResult LinregressResult MGCResult ModeResult NormaltestResult PearsonRResult PearsonRResultBase PointbiserialrResult Power_divergenceResult QuantileTestResult RanksumsResult RelfreqResult RepeatedResults SigmaclipResult SignificanceResult SkewtestResult SpearmanrResult TtestResult TtestResultBase Ttest_1sampResult Ttest_indResult Ttest_relResult WeightedTauResult _ParallelP _SimpleBeta _SimpleChi2 _SimpleF _SimpleNormal _SimpleStudentT||
scipy.stats._survival|ECDFResult EmpiricalDistributionFunction LogRankResult||
scipy.stats._unuran.unuran_wrapper|DiscreteAliasUrn DiscreteGuideTable Method NumericalInverseHermite NumericalInversePolynomial SimpleRatioUniforms TransformedDensityRejection UNURANError _URNG|__pyx_unpickle_Enum=class __pyx_unpickle__URNG=class
scipy.stats._warnings_errors|ConstantInputWarning DegenerateDataWarning FitError NearConstantInputWarning||
scipy.stats._wilcoxon|WilcoxonDistribution||
scipy.stats.contingency|Chi2ContingencyResult||
scipy.stats.kde|gaussian_kde||
scipy.stats.morestats|AndersonResult Anderson_ksampResult AnsariResult BartlettResult FlignerResult LeveneResult Mean Std_dev Variance WilcoxonResult||
scipy.stats.mstats_basic|BrunnerMunzelResult DescribeResult F_onewayResult FriedmanchisquareResult KendalltauResult KruskalResult KurtosistestResult LinregressResult MannwhitneyuResult ModeResult NormaltestResult PointbiserialrResult SkewtestResult SpearmanrResult Ttest_1sampResult Ttest_indResult Ttest_relResult||
scipy.stats.stats|BrunnerMunzelResult CumfreqResult DescribeResult F_onewayResult FriedmanchisquareResult HistogramResult KendalltauResult KruskalResult Ks_2sampResult KstestResult KurtosistestResult MannwhitneyuResult ModeResult NormaltestResult PearsonRConstantInputWarning PearsonRNearConstantInputWarning PointbiserialrResult Power_divergenceResult RanksumsResult RelfreqResult RepeatedResults SigmaclipResult SkewtestResult SpearmanrResult Ttest_1sampResult Ttest_indResult Ttest_relResult WeightedTauResult||
`,
};
