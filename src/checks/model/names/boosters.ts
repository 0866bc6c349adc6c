// Names that pickles of XGBoost, LightGBM and CatBoost hold. Made by tools/names from the releases named here; do not edit.
import type { NameTable } from './name-table.ts';

export const boosters: NameTable = {
  versions:
    'xgboost 0.90, 1.6.2, 1.7.6, 2.0.3, 2.1.4, 3.2.0; lightgbm 2.3.1, 3.3.5, 4.3.0, 4.5.0, 4.7.0; catboost 1.2.10',
  lines: `
xgboost._data_utils|ArrayInf ArrowArray ArrowDeviceArray ArrowSchema Categories CudaArrayInf CudaStringArray DfCatAccessor StringArray TransformedDf _ArrayLikeArg _CudaArrayLikeArg||
xgboost.callback|CallbackContainer EarlyStopping LearningRateScheduler TrainingCallback TrainingCheckPoint||
xgboost.compat|DataTable LazyLoader XGBoostLabelEncoder||
xgboost.core|Booster DataSplitMode DeviceQuantileDMatrix EarlyStopException XGBoostCallbackEnv XGBoostError _ProxyDMatrix _RefMixIn||
xgboost.data|ArrowTransformed CudfTransformed PandasTransformed SingleBatchInternalIter||
xgboost.libpath|XGBoostLibraryNotFound||
xgboost.objective|Objective TreeObjective||
xgboost.rabit|Op RabitContext||
xgboost.sklearn|XGBClassifier XGBModel XGBRFClassifier XGBRFRegressor XGBRanker XGBRankerMixIn XGBRegressor _SklObjWProto||
xgboost.training|CVPack _PackedBooster||
lightgbm.basic|Booster LGBMDeprecationWarning LightGBMError _ArrowCArray _ConfigAliases _DummyLogger _InnerPredictor _MissingType _TempFile||
lightgbm.callback|CallbackEnv EarlyStopException LightGBMCallbackEnv _EarlyStoppingCallback _LogEvaluationCallback _RecordEvaluationCallback _ResetParameterCallback||
lightgbm.compat|Client DataTable Future LGBMDeprecationWarning arrow_cffi dask_Array dask_DataFrame dask_Series dt_DataTable pa_Array pa_ChunkedArray pa_Table pa_compute||
lightgbm.engine|CVBooster _CVBooster||
lightgbm.sklearn|LGBMClassifier LGBMModel LGBMRanker LGBMRegressor _ObjectiveFunctionWrapper||
catboost|CatBoost CatBoostClassifier CatBoostRanker CatBoostRegressor _CatBoostBase||
catboost.core|CatBoost CatBoostClassifier CatBoostRanker CatBoostRegressor _CatBoostBase||
_catboost|_CatBoost _MetricHistory||
`,
};
