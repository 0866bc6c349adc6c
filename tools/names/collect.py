"""Collects the names that real releases of the libraries write into pickles.

Run once per virtual environment; prints JSON {"versions": {...}, "names": [[module, name, kind]]} to the file given as
argument 1. Kinds: c a class, f a function that picklers write as a reconstructor, r a reference (never called).
With argument 2, a folder, every pickled object is kept there too: the corpus for false alarms.
"""
import importlib
import inspect
import io
import json
import os
import pickle
import pickletools
import pkgutil
import sys
import types
import warnings

warnings.simplefilter("ignore")
names = set()
versions = {}
corpus = sys.argv[2] if len(sys.argv) > 2 else None
ACTS = (
    "load save open read write exec eval compile run download fetch spawn system popen import call_ shell dump fromfile"
    " tofile memmap script hub pipe serve server socket remote urlopen subprocess pickle unpickle source test"
).split()
SKIP_PARTS = (
    "tests test testing conftest _testing externals f2py distutils setup_package datasets setup io backend_ctypes ctypeslib"
    " _examples cuda _pyinstaller linalg.cython"
).split()


def acts(name):
    lower = name.lower()
    return any(lower.startswith(word) or lower.endswith(word) or ("_" + word) in lower for word in ACTS)


def note(module, name, kind):
    if module and name and "<" not in name and "<" not in module:
        names.add((module, name, kind))


def walk(package, keep_class, keep_function=lambda function, module: None):
    try:
        top = importlib.import_module(package)
    except Exception as error:
        print("cannot import", package, error, file=sys.stderr)
        return
    versions.setdefault(package.split(".")[0], getattr(importlib.import_module(package.split(".")[0]), "__version__", "?"))
    modules = [top]
    if hasattr(top, "__path__"):
        for info in pkgutil.walk_packages(top.__path__, package + ".", onerror=lambda name: None):
            if any(part in SKIP_PARTS for part in info.name.split(".")):
                continue
            try:
                modules.append(importlib.import_module(info.name))
            except BaseException:
                continue
    for module in modules:
        for name, value in list(vars(module).items()):
            if name.startswith("__pyx_unpickle_") or name.startswith("_unpickle_") or name.startswith("__unpickle"):
                note(module.__name__, name, "f")
            elif isinstance(value, type):
                own = getattr(value, "__module__", None)
                if own == module.__name__ and keep_class(value):
                    note(own, value.__name__, "c")
            elif callable(value):
                kind = keep_function(value, module)
                if kind:
                    note(module.__name__, name, kind)


def globals_of(data):
    """Names in one stream, by pickletools; operands of STACK_GLOBAL through a memo of strings."""
    strings, memo, found = [], {}, []
    try:
        for opcode, argument, _ in pickletools.genops(data):
            if opcode.name in ("GLOBAL", "INST"):
                found.append(tuple(argument.split(" ", 1)))
            elif "UNICODE" in opcode.name or "STRING" in opcode.name:
                strings.append(argument)
            elif opcode.name == "MEMOIZE":
                memo[len(memo)] = strings[-1] if strings else None
            elif opcode.name in ("PUT", "BINPUT", "LONG_BINPUT"):
                memo[argument] = strings[-1] if strings else None
            elif opcode.name in ("GET", "BINGET", "LONG_BINGET"):
                strings.append(memo.get(argument))
            elif opcode.name == "STACK_GLOBAL":
                found.append((strings[-2], strings[-1]))
    except Exception:
        pass
    return found


class Watcher(pickle._Unpickler):
    def find_class(self, module, name):
        value = super().find_class(module, name)
        kind = "c" if isinstance(value, type) else "f"
        if isinstance(value, types.FunctionType) or isinstance(value, types.BuiltinFunctionType):
            kind = "f"
        mapped = module
        note(mapped, name, kind)
        return value


def keep(label, value, protocols=(2, 4, 5)):
    for protocol in protocols:
        if protocol > pickle.HIGHEST_PROTOCOL:
            continue
        try:
            data = pickle.dumps(value, protocol=protocol)
        except Exception as error:
            print("cannot pickle", label, repr(error)[:100], file=sys.stderr)
            return
        watch(data)
        store(f"{label}-{protocol}.pkl", data)
    try:
        import joblib

        for compress, extension in ((0, "joblib"), (3, "joblib.z")):
            buffer = io.BytesIO()
            joblib.dump(value, buffer, compress=compress)
            store(f"{label}.{extension}", buffer.getvalue())
    except Exception:
        pass


def watch(data):
    try:
        Watcher(io.BytesIO(data)).load()
    except Exception as error:
        print("cannot load", repr(error)[:100], file=sys.stderr)


def store(name, data):
    if corpus:
        os.makedirs(corpus, exist_ok=True)
        with open(os.path.join(corpus, name), "wb") as file:
            file.write(data)


def numpy_names():
    import numpy as np

    versions["numpy"] = np.__version__
    multi = "numpy._core" if int(np.__version__.split(".")[0]) > 1 else "numpy.core"
    for core in ("numpy._core", "numpy.core"):
        for name in ("_reconstruct", "scalar"):
            note(core + ".multiarray", name, "f")
        note(core + ".numeric", "_frombuffer", "f")
        note(core, "_ufunc_reconstruct", "f")
        note(core + "._internal", "_convert_to_stringdtype_kwargs", "f")
        note(core + ".memmap", "memmap", "c")
        note(core + ".records", "recarray", "c")
        note(core + ".records", "record", "c")
        note(core + ".defchararray", "chararray", "c")
    for name, value in vars(np).items():
        if isinstance(value, np.ufunc):
            note("numpy", name, "r")
            note("numpy.core._multiarray_umath", name, "r")
            note("numpy._core._multiarray_umath", name, "r")
        elif isinstance(value, type) and issubclass(value, (np.generic, np.ndarray)) and value is not np.memmap:
            note("numpy", name, "c")
        elif callable(value) and not isinstance(value, type) and not acts(name) and not name.startswith("_"):
            note("numpy", name, "r")
            own = getattr(value, "__module__", "") or ""
            if own.startswith("numpy."):
                note(own, name, "r")
    for old in "bool int float complex object str long unicode bool_ int_ float_ complex_ unicode_ string_ bytes0 str0 object0 void0".split():
        note("numpy", old, "c")
    note("numpy", "dtype", "c")
    note("numpy", "matrix", "c")
    note("numpy.matrixlib.defmatrix", "matrix", "c")
    note("numpy.ma.core", "_mareconstruct", "f")
    note("numpy.ma.core", "MaskedArray", "c")
    note("numpy.ma.core", "MaskedConstant", "c")
    note("numpy.ma.mrecords", "_mrreconstruct", "f")
    note("numpy.ma.mrecords", "MaskedRecords", "c")
    for name in dir(np.random._pickle):
        if name.endswith("_ctor"):
            note("numpy.random._pickle", name, "f")
    note("numpy.random.__init__", "__RandomState_ctor", "f")
    note("numpy.random", "__RandomState_ctor", "f")
    note("numpy.random.mtrand", "__randomstate_ctor", "f")
    for name, module in (("RandomState", "mtrand"), ("Generator", "_generator"), ("MT19937", "_mt19937"), ("PCG64", "_pcg64"), ("PCG64DXSM", "_pcg64"), ("Philox", "_philox"), ("SFC64", "_sfc64"), ("SeedSequence", "bit_generator")):
        note("numpy.random." + module, name, "c")
    note("numpy.random.bit_generator", "__pyx_unpickle_SeedSequence", "f")
    walk("numpy.polynomial", lambda c: True)
    if hasattr(np, "dtypes"):
        for name, value in vars(np.dtypes).items():
            if isinstance(value, type):
                note("numpy.dtypes", name, "c")
    rng = np.random.default_rng(0)
    keep("np-generator", rng)
    for kind in ("MT19937", "PCG64", "Philox", "SFC64"):
        keep("np-bit-" + kind, np.random.Generator(getattr(np.random, kind)(1)))
    keep("np-randomstate", np.random.RandomState(0))
    for code in "?bhilqBHILQefdgFDGSUVOMm":
        try:
            keep("np-dtype-" + str(ord(code)), np.zeros(3, dtype=code))
        except Exception:
            pass
    keep("np-structured", np.zeros(3, dtype=[("a", "f4"), ("b", "O")]))
    keep("np-rec", np.rec.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
    keep("np-masked", np.ma.array([1, 2, 3], mask=[0, 1, 0]))
    keep("np-matrix", np.matrix([[1, 2]]))
    keep("np-scalars", [np.float32(1), np.int64(2), np.bool_(True), np.datetime64("2020-01-01"), np.str_("a")])
    keep("np-ufuncs", [np.log1p, np.exp, np.mean, np.linalg.norm])
    keep("np-poly", np.polynomial.Polynomial([1, 2]))
    keep("np-object", np.array([None, {"a": 1}, "os.system"], dtype=object))
    keep("np-fortran", np.asfortranarray(np.ones((30, 30))))
    keep("np-poly1d", np.poly1d([1, 2]))
    keep("np-types", [np.float32, np.ndarray, np.dtype("f4")])


def scipy_names():
    import numpy as np
    import scipy
    import scipy.interpolate
    import scipy.sparse as sp
    import scipy.spatial
    import scipy.special
    import scipy.stats

    versions["scipy"] = scipy.__version__
    walk("scipy.sparse", lambda c: not acts(c.__name__))
    walk("scipy.stats", lambda c: not acts(c.__name__))
    walk("scipy.interpolate", lambda c: not acts(c.__name__))
    walk("scipy.spatial", lambda c: not acts(c.__name__))
    walk("scipy.optimize", lambda c: not acts(c.__name__))
    walk("scipy.signal", lambda c: not acts(c.__name__))
    walk("scipy.cluster", lambda c: not acts(c.__name__))
    for name, value in vars(scipy.special).items():
        if isinstance(value, np.ufunc):
            note("scipy.special", name, "r")
            note("scipy.special._ufuncs", name, "r")
    for kind in ("csr", "csc", "coo", "lil", "dok", "dia", "bsr"):
        keep("sp-" + kind, sp.random(9, 9, 0.3).asformat(kind))
    keep("sp-stats", [scipy.stats.norm(0, 1), scipy.stats.uniform(), scipy.stats.gaussian_kde(np.arange(9.0))])
    keep("sp-interp", [scipy.interpolate.interp1d(np.arange(9), np.arange(9)), scipy.interpolate.CubicSpline(np.arange(9), np.arange(9))])
    keep("sp-tree", scipy.spatial.cKDTree(np.random.rand(20, 2)))
    keep("sp-special", [scipy.special.expit])


def sklearn_names():
    import numpy as np
    import sklearn
    from sklearn.datasets import load_iris, make_classification

    versions["scikit-learn"] = sklearn.__version__

    def reference(function, module):
        if isinstance(function, types.FunctionType) and function.__module__ == module.__name__ and not acts(function.__name__):
            if module.__name__.partition(".")[2].partition(".")[0] in ("metrics", "feature_selection", "feature_extraction", "preprocessing", "utils", "cluster", "neighbors", "decomposition", "gaussian_process"):
                return "r"
        return None

    walk("sklearn", lambda c: not acts(c.__name__), reference)
    for name in ("newObj",):
        for module in ("sklearn.neighbors._kd_tree", "sklearn.neighbors._ball_tree", "sklearn.neighbors._dist_metrics", "sklearn.metrics._dist_metrics", "sklearn.neighbors.kd_tree", "sklearn.neighbors.ball_tree", "sklearn.neighbors.dist_metrics", "sklearn.neighbors.quad_tree", "sklearn.metrics._dist_metrics"):
            note(module, name, "f")
    try:
        from sklearn.utils import all_estimators
    except ImportError:
        from sklearn.utils.testing import all_estimators
    X, y = load_iris(return_X_y=True)
    for name, Estimator in all_estimators():
        try:
            estimator = Estimator()
        except Exception:
            note(Estimator.__module__, name, "c")
            continue
        for attempt in ((X, y), (abs(X), (y > 0).astype(int)), (X[:, 0], y), (["a b c", "d e f"] * 30,), (y, None)):
            try:
                estimator.fit(*[a for a in attempt if a is not None])
                break
            except BaseException:
                continue
        keep("sk-" + name, estimator, (2, 4))
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import RandomForestClassifier, VotingClassifier
    from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import make_scorer, f1_score
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import FeatureUnion, Pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

    text = ["the os system", "eval exec import", "subprocess popen"] * 10
    keep("sk-text", Pipeline([("v", TfidfVectorizer()), ("c", LogisticRegression())]).fit(text, [0, 1, 0] * 10))
    keep("sk-union", FeatureUnion([("a", CountVectorizer()), ("b", HashingVectorizer())]).fit(text))
    keep("sk-grid", GridSearchCV(RandomForestClassifier(5), {"max_depth": [1, 2]}, cv=2, scoring=make_scorer(f1_score, average="macro")).fit(X, y))
    keep("sk-columns", ColumnTransformer([("a", StandardScaler(), [0, 1]), ("b", OneHotEncoder(), [2])]).fit(X))
    keep("sk-function", FunctionTransformer(np.log1p, np.expm1).fit(X))
    keep("sk-voting", VotingClassifier([("a", LogisticRegression()), ("b", RandomForestClassifier(3))]).fit(X, y))
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    keep("sk-gp", GaussianProcessRegressor(ConstantKernel() * RBF() + WhiteKernel()).fit(X, y))
    keep("sk-bunch", load_iris())
    from sklearn.svm import SVC, LinearSVC
    from sklearn.calibration import CalibratedClassifierCV

    keep("sk-svc", SVC(probability=False).fit(X, y))
    keep("sk-calibrated", CalibratedClassifierCV(LinearSVC()).fit(X, y))


def pandas_names():
    import numpy as np
    import pandas as pd

    versions["pandas"] = pd.__version__

    def safe(c):
        return not acts(c.__name__) and not c.__module__.startswith(("pandas.core.computation", "pandas.io", "pandas.plotting"))

    walk("pandas.core", safe)
    walk("pandas._libs", safe, lambda function, module: "f" if str(getattr(function, "__name__", "")).startswith(("_unpickle", "_new_")) else None)
    for name in ("_new_Index", "_new_DatetimeIndex", "_new_PeriodIndex"):
        for module in ("base", "datetimes", "period"):
            note("pandas.core.indexes." + module, name, "f")
            note("pandas.indexes." + module, name, "f")
    note("pandas.core.internals.blocks", "new_block", "f")
    note("pandas.core.internals.blocks", "_unpickle_block", "f")
    note("pandas._libs.internals", "_unpickle_block", "f")
    note("pandas.core.internals.managers", "_fast_count_smallints", "r")
    for module, name in (("pandas", "Timestamp"), ("pandas", "Timedelta"), ("pandas.core.index", "Index"), ("pandas.core.indexes.numeric", "Int64Index"), ("pandas.core.indexes.numeric", "Float64Index"), ("pandas.core.indexes.numeric", "UInt64Index"), ("pandas.core.internals", "BlockManager"), ("pandas.core.internals", "SingleBlockManager"), ("pandas.core.categorical", "Categorical"), ("pandas.indexes.base", "Index"), ("pandas._libs.tslib", "Timestamp"), ("pandas.tslib", "Timestamp"), ("pandas._libs.tslibs.nattype", "NaTType"), ("pandas._libs.tslibs.nattype", "_nat_unpickle"), ("pandas._libs.tslibs.offsets", "DateOffset"), ("pandas.core.series", "Series"), ("pandas.core.indexes.range", "RangeIndex")):
        note(module, name, "f" if name.startswith("_") else "c")
    note("pandas._libs.arrays", "__pyx_unpickle_NDArrayBacked", "f")
    note("pandas.core.arrays.interval", "IntervalArray", "c")
    frame = pd.DataFrame({
        "i": [1, 2, 3], "f": [0.1, 0.2, np.nan], "s": ["os", "system", None], "c": pd.Categorical(["a", "b", "a"]),
        "d": pd.date_range("2020-01-01", periods=3), "z": pd.date_range("2020-01-01", periods=3, tz="Europe/Berlin"),
        "t": pd.to_timedelta([1, 2, 3], unit="h"), "b": [True, False, True], "n": pd.array([1, None, 3], dtype="Int64"),
        "st": pd.array(["x", None, "z"], dtype="string"), "p": pd.period_range("2020-01", periods=3, freq="M"),
        "iv": pd.interval_range(0, 3), "bo": pd.array([True, None, False], dtype="boolean"), "fl": pd.array([0.5, None, 1], dtype="Float64"),
    })
    keep("pd-frame", frame)
    for column in frame:
        keep("pd-series-" + column, frame[column])
        try:
            keep("pd-index-" + column, frame.set_index(column))
        except Exception:
            pass
    keep("pd-multi", frame.set_index(["i", "s"]))
    keep("pd-sparse", pd.Series(pd.arrays.SparseArray([0, 0, 1])))
    keep("pd-scalars", [pd.Timestamp("2020-01-01"), pd.Timestamp("2020-01-01", tz="UTC"), pd.Timedelta("1h"), pd.Period("2020-01"), pd.Interval(0, 1), pd.NaT, pd.NA])
    keep("pd-offsets", [pd.offsets.BDay(), pd.offsets.MonthEnd(), pd.offsets.Hour(2), pd.DateOffset(days=1), pd.offsets.CustomBusinessDay()])
    keep("pd-dtypes", [pd.CategoricalDtype(["a"]), pd.DatetimeTZDtype(tz="UTC"), pd.Int64Dtype(), pd.StringDtype(), pd.PeriodDtype("M"), pd.IntervalDtype("int64")])
    keep("pd-empty", pd.DataFrame())
    keep("pd-range", pd.Series(range(9)))


def booster_names():
    import numpy as np

    X, y = np.random.rand(60, 4), np.arange(60) % 2
    try:
        import xgboost

        versions["xgboost"] = xgboost.__version__
        walk("xgboost", lambda c: not acts(c.__name__) and c.__name__ not in ("DMatrix", "QuantileDMatrix", "DataIter", "ExtMemQuantileDMatrix"))
        keep("xgb-classifier", xgboost.XGBClassifier(n_estimators=3).fit(X, y))
        keep("xgb-regressor", xgboost.XGBRegressor(n_estimators=3).fit(X, y))
        keep("xgb-ranker", xgboost.XGBRFClassifier(n_estimators=3).fit(X, y))
        keep("xgb-booster", xgboost.XGBClassifier(n_estimators=3).fit(X, y).get_booster())
    except Exception as error:
        print("xgboost", error, file=sys.stderr)
    try:
        import lightgbm

        versions["lightgbm"] = lightgbm.__version__
        walk("lightgbm", lambda c: not acts(c.__name__))
        keep("lgb-classifier", lightgbm.LGBMClassifier(n_estimators=3, min_child_samples=1, verbose=-1).fit(X, y))
        keep("lgb-regressor", lightgbm.LGBMRegressor(n_estimators=3, min_child_samples=1, verbose=-1).fit(X, y))
        keep("lgb-booster", lightgbm.LGBMClassifier(n_estimators=3, verbose=-1).fit(X, y).booster_)
    except Exception as error:
        print("lightgbm", error, file=sys.stderr)
    try:
        import catboost

        versions["catboost"] = catboost.__version__
        for name in ("CatBoost", "CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker", "_CatBoostBase"):
            note("catboost.core", name, "c")
            note("catboost", name, "c")
        note("_catboost", "_CatBoost", "c")
        note("_catboost", "_MetricHistory", "c")
        keep("cat-classifier", catboost.CatBoostClassifier(iterations=3, verbose=0, allow_writing_files=False).fit(X, y))
    except Exception as error:
        print("catboost", error, file=sys.stderr)


def joblib_names():
    import joblib

    versions["joblib"] = joblib.__version__
    for module in ("joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle"):
        note(module, "NumpyArrayWrapper", "c")


def main():
    for collect in (numpy_names, scipy_names, pandas_names, sklearn_names, booster_names, joblib_names):
        try:
            collect()
        except BaseException as error:
            import traceback

            traceback.print_exc()
            print(collect.__name__, repr(error), file=sys.stderr)
    with open(sys.argv[1], "w") as file:
        json.dump({"versions": versions, "names": sorted(names)}, file)
    print(len(names), versions)


main()
