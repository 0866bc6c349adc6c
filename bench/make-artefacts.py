"""Artefacts as people have them: each written by the library that owns its format, none with anything to hide."""
import bz2
import collections
import datetime
import decimal
import gzip
import json
import lzma
import os
import pickle
import sys
import uuid
import zipfile

import joblib
import lightgbm
import numpy as np
import pandas as pd
import safetensors.torch
import sklearn.compose
import sklearn.datasets
import sklearn.decomposition
import sklearn.ensemble
import sklearn.feature_extraction.text
import sklearn.linear_model
import sklearn.neighbors
import sklearn.neural_network
import sklearn.pipeline
import sklearn.preprocessing
import sklearn.svm
import sklearn.tree
import torch
import xgboost

folder = sys.argv[1]
os.chdir(folder)
torch.manual_seed(0)
features, labels = sklearn.datasets.load_iris(return_X_y=True)
frame = pd.DataFrame(features, columns=list("abcd")).assign(
    when=pd.date_range("2024-01-01", periods=len(features)),
    kind=pd.Categorical(["x", "y", "z"] * 50),
    text=["row %d" % index for index in range(len(features))],
    maybe=pd.array([1, None, 3] * 50, dtype="Int64"),
)


def dump(name, value, protocol=4):
    with open(name, "wb") as file:
        pickle.dump(value, file, protocol)


def dump_all_protocols(stem, value):
    for protocol in (0, 2, 5):
        dump("%s-%d.pkl" % (stem, protocol), value, protocol)


# Plain data and the standard library.
dump_all_protocols("data", {"a": [1, 2.5, None, True], "b": b"bytes", "c": {1, 2}, "d": frozenset("x"), "e": 2**100})
dump("standard.pkl", [datetime.datetime.now(), decimal.Decimal("1.5"), uuid.uuid4(), collections.Counter("hello"),
                      collections.OrderedDict(a=1), collections.defaultdict(list, a=[1]), collections.deque([1, 2])])
dump("words.pkl", ["os.system", "eval", "__import__", "subprocess", "posix\nsystem"])

# numpy, pandas.
dump_all_protocols("arrays", [np.arange(10.0), np.float32(1.5), np.array(["a", None], dtype=object), np.ma.array([1, 2])])
dump("random.pkl", [np.random.RandomState(0), np.random.default_rng(0)])
dump_all_protocols("frame", frame)
dump("index.pkl", frame.set_index(["kind", "when"]))
frame.to_pickle("frame.pkl.gz")
np.save("floats.npy", features)
np.save("objects.npy", np.array([{"a": 1}, [2]], dtype=object), allow_pickle=True)
np.savez("arrays.npz", features=features, labels=labels)
np.savez_compressed("packed.npz", features=features, objects=np.array(["a", None], dtype=object))

# scikit-learn with pickle and joblib, every compressor.
forest = sklearn.ensemble.RandomForestClassifier(20).fit(features, labels)
pipeline = sklearn.pipeline.make_pipeline(
    sklearn.compose.ColumnTransformer([("scale", sklearn.preprocessing.StandardScaler(), [0, 1])], remainder="passthrough"),
    sklearn.preprocessing.FunctionTransformer(np.tanh),
    sklearn.linear_model.LogisticRegression(),
).fit(features, labels)
vectorizer = sklearn.feature_extraction.text.TfidfVectorizer().fit(["exec eval system __class__ __reduce__ import os"])
dump("forest.pkl", forest)
dump("pipeline.pkl", pipeline)
dump("vectorizer.pkl", vectorizer)
models = {
    "gradient": sklearn.ensemble.GradientBoostingClassifier(n_estimators=5),
    "histogram": sklearn.ensemble.HistGradientBoostingClassifier(max_iter=5),
    "svm": sklearn.svm.SVC(),
    "neighbours": sklearn.neighbors.KNeighborsClassifier(),
    "network": sklearn.neural_network.MLPClassifier(max_iter=5),
}
for name, model in models.items():
    joblib.dump(model.fit(features, labels), name + ".joblib")
dump("pca.pkl", sklearn.decomposition.PCA(2).fit(features))
joblib.dump({"forest": forest, "big": np.random.rand(200, 200)}, "raw.joblib")
for compressor in ("zlib", "gzip", "bz2", "lzma", "xz"):
    joblib.dump({"forest": forest, "big": np.random.rand(50, 50)}, "packed-%s.joblib" % compressor, compress=(compressor, 3))

# Boosters.
booster = xgboost.XGBClassifier(n_estimators=3).fit(features, labels)
dump("xgboost.pkl", booster)
booster.save_model("xgboost.json")
booster.save_model("xgboost.ubj")
light = lightgbm.LGBMClassifier(n_estimators=3, verbose=-1).fit(features, labels)
dump("lightgbm.pkl", light)
light.booster_.save_model("lightgbm.txt")

# torch.
network = torch.nn.Sequential(torch.nn.Conv2d(1, 8, 3), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(8, 2))
optimizer = torch.optim.AdamW(network.parameters())
state = network.state_dict()
torch.save(state, "state.pt")
torch.save(state, "state-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(network, "module.pt")
torch.save({"model": state, "optimizer": optimizer.state_dict(), "epoch": 3}, "checkpoint.ckpt")
torch.save(torch.quantize_per_tensor(torch.randn(4, 4), 0.1, 0, torch.qint8), "quantized.pt")
torch.save(torch.randn(3, 3, dtype=torch.bfloat16), "bfloat16.bin")
torch.save(torch.eye(3).to_sparse(), "sparse.pt")
torch.jit.save(torch.jit.script(network), "script.pt")
safetensors.torch.save_file(state, "state.safetensors", metadata={"format": "pt"})

# Containers and text beside models.
for opener, suffix in ((gzip.open, "gz"), (bz2.open, "bz2"), (lzma.open, "xz")):
    with opener("forest.pkl." + suffix, "wb") as file:
        pickle.dump(forest, file)
with zipfile.ZipFile("bundle.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
    for name in ("forest.pkl", "state.pt", "arrays.npz"):
        bundle.write(name)
with open("config.json", "w") as file:
    json.dump({"architectures": ["BertModel"], "hidden_size": 8, "model_type": "bert"}, file)
with open("README.md", "w") as file:
    file.write("# A model\n\nLoad it with `torch.load(path, weights_only=True)`; never `os.system`.\n")
