# Scores of reference implementations. usage: detectors.py FOLDER (features.f32, labels.i32, probabilities.f32, shape.txt); JSON on stdout
import json, sys
import numpy as np
from cleanlab.count import compute_confident_joint
from cleanlab.rank import get_label_quality_scores
from sklearn.covariance import EmpiricalCovariance
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

folder = sys.argv[1]
count, width, classes = map(int, open(f"{folder}/shape.txt").read().split())
x = np.fromfile(f"{folder}/features.f32", np.float32).reshape(count, width).astype(float)
y = np.fromfile(f"{folder}/labels.i32", np.int32)
p = np.fromfile(f"{folder}/probabilities.f32", np.float32).reshape(count, classes).astype(float)
p /= p.sum(1, keepdims=True)
spectral, dimension = np.zeros(count), np.zeros(count)
for c in range(classes):
    rows = np.flatnonzero(y == c)
    centred = x[rows] - x[rows].mean(0)
    spectral[rows] = (centred @ np.linalg.svd(centred, full_matrices=False)[2][0]) ** 2
    scaled = (x[rows] - x[rows].mean(0)) / x[rows].std(0)
    far = NearestNeighbors(n_neighbors=21, algorithm="brute").fit(scaled).kneighbors(scaled)[0][:, 1:]
    dimension[rows] = -1 / np.mean(np.log(far / far[:, -1:]), axis=1)
pca = PCA().fit(x)
print(json.dumps({
    "spectral": spectral.tolist(),
    "dimension": dimension.tolist(),
    "doubted": int(compute_confident_joint(y, p, calibrate=False).sum() - np.trace(compute_confident_joint(y, p, calibrate=False))),
    "margin": get_label_quality_scores(y, p, method="normalized_margin").tolist(),
    "variances": pca.explained_variance_.tolist(),
    "mahalanobis": EmpiricalCovariance().fit(x).mahalanobis(x).tolist(),
}))
