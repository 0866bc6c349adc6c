"""About 200 MB and 102 million opcodes of what picklers write: integers, pairs, nested lists, floats, short words."""
import pickle
import random
import sys

random.seed(0)
with open(sys.argv[1], "wb") as file:
    pickler = pickle.Pickler(file, 4)
    value = {
        "ids": [random.randrange(256) for _ in range(54_000_000)],
        "pairs": [(random.randrange(256), random.randrange(256)) for _ in range(5_000_000)],
        "lists": [[index & 255] for index in range(6_000_000)],
        "floats": [random.random() for _ in range(3_000_000)],
        "words": ["w%d" % (index % 1000) for index in range(100_000)],
    }
    pickler.dump(value)
