"""A state dict of 64 tensors of 16 MiB, random so that nothing in it compresses or repeats."""
import sys

import torch

torch.manual_seed(0)
torch.save({f"layer{index}.weight": torch.randn(4 * 1024 * 1024) for index in range(64)}, sys.argv[1])
