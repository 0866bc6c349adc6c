# Scores of the peers on the same features. usage: python detectors.py FOLDER (features.f32, labels.i32, planted.u8, shape.txt)
import sys, warnings
import numpy as np
warnings.filterwarnings("ignore")
from sklearn.metrics import roc_auc_score

folder = sys.argv[1]
count, width = map(int, open(f"{folder}/shape.txt").read().split())
features = np.fromfile(f"{folder}/features.f32", np.float32).reshape(count, width)
labels = np.fromfile(f"{folder}/labels.i32", np.int32)
planted = np.fromfile(f"{folder}/planted.u8", np.uint8)
own = labels == 0

def show(name, scores):
    print(f"  {name:45} {roc_auc_score(planted[own], scores):.4f}")

x = features[own]
try:
    from art.defences.detector.poison import SpectralSignatureDefense
    show("ART spectral_signature_scores", np.ravel(SpectralSignatureDefense.spectral_signature_scores(x.astype(np.float64))))
except ImportError:
    print("  ART is not installed")
try:
    from cleanlab.outlier import OutOfDistribution
    show("cleanlab OutOfDistribution, neighbours", 1 - OutOfDistribution().fit_score(features=features, verbose=False)[own])
except ImportError:
    print("  cleanlab is not installed")
try:
    from sklearn.decomposition import PCA
    from sklearn.cluster import KMeans
    z = PCA(10, random_state=1).fit_transform(x)
    groups = KMeans(2, n_init=5, random_state=1).fit(z)
    smaller = int(np.bincount(groups.labels_, minlength=2).argmin())
    show("smaller of two groups (scikit-learn)", (groups.labels_ == smaller).astype(float))
except ImportError:
    pass
