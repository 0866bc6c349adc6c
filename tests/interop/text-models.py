"""Joint log likelihoods of scikit-learn's MultinomialNB, and datasketch's MinHash estimates where it is installed."""
import json
import sys

import numpy as np
from sklearn.naive_bayes import MultinomialNB

given = json.load(sys.stdin)
counts = np.array(given["counts"])
model = MultinomialNB(alpha=given["smoothing"]).fit(counts, given["labels"])
found = {"joint": model.predict_joint_log_proba(np.array(given["asked"])).tolist()}
try:
    from datasketch import MinHash

    estimates = []
    for one, other in given["pairs"]:
        hashes = []
        for tokens in (one, other):
            sketch = MinHash(num_perm=128, seed=1)
            for token in tokens:
                sketch.update(token.encode())
            hashes.append(sketch)
        estimates.append(hashes[0].jaccard(hashes[1]))
    found["minhash"] = estimates
except ImportError:
    pass
json.dump(found, sys.stdout)
