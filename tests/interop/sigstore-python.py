# Verifies Sigstore bundles with the Python client, offline: one line per case of the given folder, `ok` or the kind of error.
import json
import sys
from pathlib import Path

from sigstore.models import Bundle, TrustedRoot
from sigstore.verify import Verifier, policy


def verify(case, folder):
    root = TrustedRoot.from_file(str(folder / case["root"]))
    bundle = Bundle.from_json((folder / case["bundle"]).read_text())
    who = policy.Identity(identity=case["identity"], issuer=case["issuer"])
    if "dsseEnvelope" in json.loads((folder / case["bundle"]).read_text()):
        Verifier(trusted_root=root).verify_dsse(bundle, who)
    else:
        Verifier(trusted_root=root).verify_artifact((folder / "artifact").read_bytes(), bundle, who)


folder = Path(sys.argv[1])
for case in json.loads((folder / "cases.json").read_text()):
    try:
        verify(case, folder)
        print("ok")
    except Exception as error:
        print(type(error).__name__)
