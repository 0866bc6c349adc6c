"""Merges what collect.py and collect_torch.py found into the tables of src/checks/model/names.

Usage: write-tables.py found.json... (what collect_torch.py wrote as *-weights-only.json is taken for that list)
"""
import json
import os
import re
import sys
from collections import defaultdict

out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "checks", "model", "names")
tables = {
    "numpy": ("numpy", ("numpy",), "numpy"),
    "scipy": ("scipy", ("scipy",), "scipy"),
    "pandas": ("pandas", ("pandas",), "pandas"),
    "scikit-learn": ("scikitLearn", ("sklearn", "_loss"), "scikit-learn"),
    "boosters": ("boosters", ("xgboost", "lightgbm", "catboost", "_catboost"), "XGBoost, LightGBM and CatBoost"),
    "torch": ("torch", ("torch",), "PyTorch"),
    "torchvision": ("torchvision", ("torchvision",), "torchvision"),
    "transformers": ("transformers", ("transformers",), "transformers"),
}
release_names = {
    "boosters": ("xgboost", "lightgbm", "catboost"),
    "scikit-learn": ("scikit-learn",),
}
# Names that act although a walk over the library finds them among the data types.
refused = {
    ("numpy", "memmap"), ("numpy.core.memmap", "memmap"), ("numpy._core.memmap", "memmap"), ("numpy", "vectorize"),
    ("numpy", "nditer"), ("numpy", "DataSource"), ("torch.nn.modules.module", "register_module_module_registration_hook"),
    ("lightgbm.basic", "Dataset"), ("lightgbm.basic", "Sequence"), ("torch.fx.graph_module", "reduce_graph_module"),
    ("torch.storage", "load_from_bytes"), ("pandas.core.generic", "NDFrame"), ("torch", "from_file"),
}
refused_parts = (
    "computation", "conftest", "_testing", "rpc", "_dynamo", "_inductor", "plotting", "dask", "spark", "sandbox", "compat._pickle",
    "externals.conftest", "utils._plotting", "torch.fx", "tracker", "collective", "federated", "transfo_xl", "retrieval", "torch.ao.ns", "torch.ao.quantization.fx", "torch.quantization.fx", "torch.package", "parallel",
)
# Private methods that picklers of a class refer to as bound methods.
methods = [
    (module, "interp1d." + method)
    for module in ("scipy.interpolate._interpolate", "scipy.interpolate.interpolate")
    for method in (
        "_call_linear_np", "_call_linear", "_call_nearest", "_call_previousnext", "_call_spline", "_call_nan_spline",
    )
]
rules = {
    "_reconstruct": "class", "_mareconstruct": "class", "_mrreconstruct": "class", "_new_Index": "class", "newObj": "class",
    "_new_PeriodIndex": "class", "_new_IntervalIndex": "class", "_new_TimedeltaIndex": "class", "_new_DatetimeIndex": "class", "_rebuild_wrapper_subclass": "class",
    "_rebuild_from_type_v2": "rebuild", "_rebuild_from_type": "rebuild", "__randomstate_ctor": "calls",
    "__generator_ctor": "calls", "__RandomState_ctor": "calls", "__bit_generator_ctor": "calls", "_ufunc_reconstruct": "type",
}


# Public functions that picklers write as reconstructors.
called = (
    "scalar", "newObj", "new_block", "build_intlist", "build_tensorlist", "build_doublelist", "build_boollist",
    "build_tensor_from_id", "restore_type_tag",
)
reconstructs = re.compile(
    r"_rebuild_|_unpickle_|__pyx_unpickle_|_new_|_(ma|mr|ufunc_)?reconstruct$|__\w+_ctor$|_frombuffer$|_*\w*_unpickle$"
    r"|_get_layout$|_load_from_bytes$|_convert_to_stringdtype"
)
# Of these only what pickles of fitted models hold: the rest takes callables and runs them while it is made.
only = {
    "scipy.optimize": ("OptimizeResult", "LbfgsInvHessProduct", "Bounds", "BFGS", "SR1"),
    "scipy.signal": ("lti", "dlti", "TransferFunction", "ZerosPolesGain", "StateSpace"),
    "scipy.cluster": (),
}


def keep(module, name):
    for package, kept in only.items():
        if module == package or module.startswith(package + "."):
            return name.startswith(kept) if kept else False
    return True


def rule_of(module, name, kind):
    """Distributions of scipy keep Python text in their state and execute it: rv_generic._attach_argparser_methods."""
    if module.startswith("scipy.stats") and (name.endswith("_gen") or name.startswith("rv_")) and not name.endswith("_frozen"):
        return "state"
    if kind == "f" and name.startswith("__pyx_unpickle_"):
        return "class"
    return rules.get(name) if kind == "f" else None


def write_weights_only(path):
    """The list of torch's weights-only unpickler, as collect_torch.py found it."""
    modules = defaultdict(list)
    with open(path) as file:
        for qualified in json.load(file):
            module, _, name = qualified.rpartition(".")
            modules[module].append(name)
    lines = "\n".join(module + "|" + " ".join(sorted(names)) for module, names in sorted(modules.items()))
    target = os.path.join(out, "weights-only.ts")
    with open(target) as file:
        before, _, after = file.read().split("`", 2)
    with open(target, "w") as file:
        file.write(f"{before}`\n{lines}\n`{after}")


def main():
    found = defaultdict(lambda: defaultdict(dict))
    versions = defaultdict(set)
    for path in sys.argv[1:]:
        if path.endswith("-weights-only.json"):
            write_weights_only(path)
            continue
        with open(path) as file:
            data = json.load(file)
        for name, version in data["versions"].items():
            versions[name].add(version)
        for module, name, kind in data["names"]:
            if (module, name) in refused or (any(part in module for part in refused_parts) and not module.startswith('torch.nn.parallel.d')) or "." in name:
                continue
            if not keep(module, name) or any(word in name for word in ("fromtxt", "fromcsv", "fromregex", "fromtextfile")):
                continue
            # What was met in a stream may only have been referred to: picklers call private functions and these.
            if kind == "f" and name not in called and not reconstructs.match(name):
                kind = "r"
            kinds = found[module.split(".")[0]][module]
            order = "rfc"
            if name not in kinds or order.index(kind) > order.index(kinds[name]):
                kinds[name] = kind
    # What the compiled losses of scikit-learn 1.1 to 1.5 call themselves.
    found["_loss"]["_loss"] = dict(found["sklearn"]["sklearn._loss._loss"])
    for module, name in methods:
        found[module.split(".")[0]][module][name] = "r"
    for table, (export, roots, title) in tables.items():
        lines = []
        for root in roots:
            for module in sorted(found[root]):
                columns = [[], [], []]
                for name, kind in sorted(found[root][module].items()):
                    rule = rule_of(module, name, kind)
                    columns["cfr".index(kind)].append(name + ("=" + rule if rule else ""))
                line = module + "|" + "|".join(" ".join(column) for column in columns)
                lines.append(line.rstrip("|") if line.count("|") and not line.endswith("||") else line)
        releases = "; ".join(
            name + " " + ", ".join(sorted(versions[name])) for name in release_names.get(table, (table,)) if versions[name]
        )
        path = os.path.join(out, table + ".ts")
        with open(path, "w") as file:
            file.write(f"// Names that pickles of {title} hold. Made by tools/names from the releases named here; do not edit.\n")
            file.write("import type { NameTable } from './name-table.ts';\n\n")
            file.write(f"export const {export}: NameTable = {{\n  versions: '{releases}',\n  lines: `\n")
            file.write("\n".join(lines))
            file.write("\n`,\n};\n")
        print(table, len(lines), "modules", os.path.getsize(path), "bytes", releases)


main()
