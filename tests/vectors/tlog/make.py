#!/usr/bin/env python3
"""Makes the vectors of this folder: proofs of C2SP tlog-proof, requests of tlog-witness, trees of RFC 6962, signed notes.

Written from the specifications and with pyca/cryptography, apart from the sources of Assay, so that the two implementations
check each other. Keys and times are fixed: a second run writes the same bytes. ORIGIN.md names the facts that come from others.
usage: python3 tests/vectors/tlog/make.py        (needs the package cryptography)
"""
import base64
import hashlib
import pathlib
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).parent
TIME = 1_700_000_000
# The reference tree of RFC 6962 implementations.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]


def b64(data):
    return base64.b64encode(data).decode()


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(count):
    """The largest power of two smaller than count."""
    return 1 << (count - 1).bit_length() - 1


def root(entries):
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return leaf_hash(entries[0])
    k = split(len(entries))
    return node_hash(root(entries[:k]), root(entries[k:]))


def inclusion(index, entries):
    """RFC 6962 section 2.1.1, PATH."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return inclusion(index, entries[:k]) + [root(entries[k:])]
    return inclusion(index - k, entries[k:]) + [root(entries[:k])]


def consistency(size, entries, whole=True):
    """RFC 6962 section 2.1.2, SUBPROOF."""
    if size == len(entries):
        return [] if whole else [root(entries)]
    k = split(len(entries))
    if size <= k:
        return consistency(size, entries[:k], whole) + [root(entries[k:])]
    return consistency(size - k, entries[k:], False) + [root(entries[:k])]


class Key:
    """An Ed25519 key of a signed note; kind 1 signs notes, kind 4 cosigns checkpoints."""

    def __init__(self, name, kind, seed):
        self.name, self.kind, self.seed = name, kind, seed
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + self.public).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(bytes([kind]) + self.public)}"
        self.skey = f"PRIVATE+KEY+{name}+{self.id.hex()}+{b64(bytes([kind]) + seed)}"

    def line(self, text, time=TIME):
        if self.kind == 1:
            signature = self.private.sign(text.encode())
        else:
            message = f"cosignature/v1\ntime {time}\n{text}"
            signature = struct.pack(">Q", time) + self.private.sign(message.encode())
        return f"— {self.name} {b64(self.id + signature)}\n"


LOG = Key("example.com/log", 1, bytes(range(32)))
OTHER = Key("example.com/log", 1, bytes(range(1, 33)))
WITNESSES = [Key(f"witness.example/w{number}", 4, bytes([number]) * 32) for number in (1, 2, 3)]


def head(size, origin=LOG.name, tree=None):
    return f"{origin}\n{size}\n{b64(root(ENTRIES[:size]) if tree is None else tree)}\n"


def checkpoint(size, *signers, text=None):
    text = head(size) if text is None else text
    return text + "\n" + "".join(signer.line(text) for signer in (signers or (LOG,)))


def write(name, fields, sections):
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    text += "".join(f"=== {key}\n{value}" for key, value in sections.items())
    (HERE / f"{name}.txt").write_bytes(text.encode())


# --- proofs --------------------------------------------------------------------------------------------------------


def proof_text(index=5, size=8, note=None, hashes=None, extra="", number=None):
    hashes = inclusion(index, ENTRIES[:size]) if hashes is None else hashes
    lines = "".join(f"{b64(one)}\n" for one in hashes)
    note = checkpoint(size) if note is None else note
    return f"c2sp.org/tlog-proof@v1\n{extra}index {index if number is None else number}\n{lines}\n{note}"


def policy(quorum, *witnesses):
    lines = [f"log {LOG.vkey}\n"]
    lines += [f"witness w{number + 1} {witness.vkey}\n" for number, witness in enumerate(witnesses)]
    if witnesses:
        lines.append(f"group all-of-us {quorum} " + " ".join(f"w{i + 1}" for i in range(len(witnesses))) + "\n")
    return "".join(lines) + f"quorum {'all-of-us' if witnesses else 'none'}\n"


def proof(name, what, expected, text, rules=None, entry=ENTRIES[5]):
    fields = {"what": what, "expected": expected, "entry": b64(entry)}
    write(f"proof-{name}", fields, {"policy": rules or policy("none"), "proof": text})


two_of_three = policy("2", *WITNESSES)
seen_by = lambda *numbers: checkpoint(8, LOG, *(WITNESSES[number - 1] for number in numbers))

proof("sound", "an entry of a log that no witness has to have seen", "accepted", proof_text())
proof("one-entry", "the only entry of a log: no hash in between", "accepted", proof_text(0, 1), entry=ENTRIES[0])
proof("odd-size", "the last entry of a tree that is not full", "accepted", proof_text(6, 7), entry=ENTRIES[6])
proof("extra", "with an extra line, which nobody signed", "accepted", proof_text(extra=f"extra {b64(b'more')}\n"))
proof("quorum", "two of three witnesses saw it, and two have to", "accepted", proof_text(note=seen_by(1, 3)), two_of_three)
proof("quorum-missed", "one of three witnesses saw it, and two have to", "LOG_WITNESS", proof_text(note=seen_by(2)), two_of_three)
proof("quorum-twice", "one witness twice is one witness", "LOG_WITNESS", proof_text(note=seen_by(2, 2)), two_of_three)
proof("unknown-signers", "signatures of keys that nobody knows are passed over", "accepted", proof_text(note=seen_by(1, 2, 3)))
proof("other-entry", "another entry than the one of the proof", "LOG_PROOF", proof_text(), entry=ENTRIES[4])
proof("other-index", "the index of the entry beside it", "LOG_PROOF", proof_text(number=4))
proof("index-behind", "an index that the tree does not have", "LOG_PROOF", proof_text(number=8))
path = inclusion(5, ENTRIES)
proof("hash-more", "one hash too many", "LOG_PROOF", proof_text(hashes=[*path, root(ENTRIES)]))
proof("hash-fewer", "one hash too few", "LOG_PROOF", proof_text(hashes=path[:-1]))
proof("hash-changed", "a hash with one bit changed", "LOG_PROOF", proof_text(hashes=[path[0], bytes([path[1][0] ^ 1]) + path[1][1:], path[2]]))
proof("hashes-reversed", "the hashes from the root down", "LOG_PROOF", proof_text(hashes=path[::-1]))
proof("hash-short", "a hash of 31 bytes", "LOG_MALFORMED", proof_text(hashes=[path[0][:31], *path[1:]]))
proof("other-key", "a log of the same name with another key", "LOG_UNTRUSTED", proof_text(note=checkpoint(8, OTHER)))
proof("other-origin", "the checkpoint of another log, signed by this one", "LOG_UNTRUSTED", proof_text(note=checkpoint(8, LOG, text=head(8, "example.com/other"))))
proof("bad-signature", "a signature of the log over another text", "LOG_SIGNATURE", proof_text(note=head(8) + "\n" + LOG.line(head(7))))
proof("bad-cosignature", "a cosignature of a witness over another text", "LOG_SIGNATURE", proof_text(note=checkpoint(8) + WITNESSES[0].line(head(7))), two_of_three)
proof("no-signature", "a checkpoint that nobody signed", "LOG_MALFORMED", proof_text(note=head(8) + "\n"))
proof("index-zero-first", "an index with a zero in front", "LOG_MALFORMED", proof_text(number="05"))
proof("index-negative", "a negative index", "LOG_MALFORMED", proof_text(number="-1"))
proof("index-missing", "no index", "LOG_MALFORMED", proof_text().replace("index 5\n", ""))
proof("extra-last", "the extra line behind the index", "LOG_MALFORMED", proof_text().replace("index 5\n", "index 5\nextra AAAA\n"))
proof("header", "a header of another version", "LOG_MALFORMED", proof_text().replace("@v1", "@v2"))
proof("line-ends", "line ends of Windows", "LOG_MALFORMED", proof_text().replace("\n", "\r\n"))
proof("size-zero-first", "a tree size with a zero in front", "LOG_MALFORMED", proof_text(note=checkpoint(8, text=head(8).replace("\n8\n", "\n08\n"))))

# --- requests to a witness -----------------------------------------------------------------------------------------


def body(old, size, hashes=None, note=None):
    hashes = (consistency(old, ENTRIES[:size]) if 0 < old <= size else []) if hashes is None else hashes
    return f"old {old}\n" + "".join(f"{b64(one)}\n" for one in hashes) + "\n" + (checkpoint(size) if note is None else note)


def witness(name, what, status, request, before=None, answer=None):
    fields = {"what": what, "expected": status, "log": LOG.vkey, "witness": WITNESSES[0].skey, "time": TIME}
    sections = {} if before is None else {"before": body(0, before)}
    sections["request"] = request
    if answer is not None:
        sections["answer"] = answer
    write(f"witness-{name}", fields, sections)


cosigned = lambda size: WITNESSES[0].line(head(size))
grown = consistency(5, ENTRIES)
witness("first", "the first checkpoint of a log", 200, body(0, 5), answer=cosigned(5))
witness("empty", "an empty log", 200, body(0, 0), answer=cosigned(0))
witness("grown", "a tree that begins with the one seen last", 200, body(5, 8), 5, cosigned(8))
witness("grown-power", "one that begins with a full tree", 200, body(4, 7), 4, cosigned(7))
witness("again", "the same tree again", 200, body(5, 5), 5, cosigned(5))
witness("old-wrong", "another old size than the one seen last", 409, body(4, 8), 5, "5\n")
witness("rolled-back", "a tree smaller than the one seen last", 409, body(0, 4), 5, "5\n")
witness("old-forgotten", "the old size of a witness that saw nothing", 409, body(0, 8), 5, "5\n")
witness("old-behind", "an old size larger than the tree", 400, body(6, 5, []), 5)
witness("two-roots", "the size seen last with another root", 422, body(5, 5, [], checkpoint(5, text=head(5, tree=root(ENTRIES[:4])))), 5)
witness("other-history", "a tree that does not begin with the one seen last", 422, body(5, 8, [bytes(32), *grown[1:]]), 5)
witness("proof-short", "a proof with one hash too few", 422, body(5, 8, grown[:-1]), 5)
witness("proof-for-nothing", "a proof where the old tree is empty", 422, body(0, 5, [root(ENTRIES)]))
witness("empty-root", "an empty tree with the root of another", 422, body(0, 0, [], checkpoint(0, text=head(0, tree=root(ENTRIES)))))
witness("unknown-log", "a log that the witness does not know", 404, body(0, 5, note=checkpoint(5, text=head(5, "example.com/other"))))
witness("other-key", "a key that the witness does not know", 403, body(0, 5, note=checkpoint(5, OTHER)))
witness("bad-signature", "a signature over another text", 403, body(0, 5, note=head(5) + "\n" + LOG.line(head(4))))
witness("no-old", "no old size", 400, body(0, 5).replace("old 0\n", ""))
witness("old-zero-first", "an old size with a zero in front", 400, body(0, 5).replace("old 0\n", "old 00\n"))
witness("no-line", "no empty line between proof and checkpoint", 400, body(0, 5).replace("old 0\n\n", "old 0\n"))
witness("many-hashes", "64 hashes: no tree is that high", 400, body(5, 8, [bytes(32)] * 64), 5)
witness("bad-hash", "a hash that is no base64", 400, body(5, 8).replace(b64(grown[0]), "?" * 44), 5)

# --- trees of RFC 6962: facts of transparency-dev/merkle, see ORIGIN.md ---------------------------------------------


def tree(name, what, fields, hashes):
    write(name, {"what": what, **fields}, {"proof": "".join(f"{one}\n" for one in hashes)})


R1, R2, R3, R5, R6, R7, R8 = (
    "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
    "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=",
    "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=",
    "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=",
    "duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=",
    "3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=",
    "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
)
A, B, C, D, E, F, G, H = (
    "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
    "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
    "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
    "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
    "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
    "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
    "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
    "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=",
)
for name, index, size, top, leaf, hashes in (
    ("only", 0, 1, R1, R1, []),
    ("first-of-8", 0, 8, R8, R1, [A, B, C]),
    ("sixth-of-8", 5, 8, R8, "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=", [D, E, F]),
    ("last-of-3", 2, 3, R3, "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=", [R2]),
    ("second-of-5", 1, 5, R5, A, [R1, B, D]),
):
    tree(f"inclusion-{name}", f"entry {index} of {size}", {"index": index, "size": size, "root": top, "leaf": leaf}, hashes)
for old, new, first, second, hashes in (
    (1, 8, R1, R8, [A, B, C]),
    (6, 8, R6, R8, [G, E, F]),
    (2, 5, R2, R5, [B, D]),
    (6, 7, R6, R7, [G, H, F]),
):
    fields = {"earlier": f"{old} {first}", "later": f"{new} {second}"}
    tree(f"consistency-{old}-to-{new}", f"{old} entries grow to {new}", fields, hashes)

# --- signed notes: facts of golang.org/x/mod/sumdb/note, see ORIGIN.md ----------------------------------------------

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETERS = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
ENOCHS = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"


def note(name, what, expected, text, keys=(PETER,), **more):
    write(f"note-{name}", {"what": what, "expected": expected, "keys": " ".join(keys), **more}, {"note": text})


note("sound", "one key, one signature", "PeterNeumann", TEXT + "\n" + PETERS, secret=SECRET)
note("one-known", "two signatures, one known key", "PeterNeumann", TEXT + "\n" + PETERS + ENOCHS)
note("both-known", "two signatures, two known keys", "PeterNeumann EnochRoot", TEXT + "\n" + PETERS + ENOCHS, (PETER, ENOCH))
note("none-known", "no known key", "LOG_UNTRUSTED", TEXT + "\n" + PETERS, (ENOCH,))
note("wrong", "a signature of a known key that does not hold", "LOG_SIGNATURE", TEXT + "\n" + PETERS[:60] + "ABCD" + PETERS[60:])
note("text-changed", "another text", "LOG_SIGNATURE", TEXT.replace("answer", "Answer") + "\n" + PETERS)
note("no-signature", "text alone", "LOG_MALFORMED", TEXT)
note("no-lines", "no signature line", "LOG_MALFORMED", TEXT + "\n")
note("no-end", "no line end at the end", "LOG_MALFORMED", TEXT + "\n" + PETERS[:-1])
note("control", "a control character", "LOG_MALFORMED", "\x01" + TEXT + "\n" + PETERS)
note("bad-name", "a name with a space", "LOG_MALFORMED", TEXT + "\n" + PETERS.replace("PeterNeumann", "Bad Name"))
note("more", "a line that is no signature", "LOG_MALFORMED", TEXT + "\n" + PETERS + "Unexpected line.\n")
note("many", "101 signatures", "LOG_LIMIT", TEXT + "\n" + PETERS * 101)
note("key-long", "a key of another length, its hash adjusted", "LOG_KEY", TEXT + "\n" + PETERS, ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",))
note("key-unknown-type", "a key of an unknown type, its hash adjusted", "LOG_KEY", TEXT + "\n" + PETERS, ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",))
