"""Writes sealed-blob.txt: an implementation of the format of its own, so that the vectors are not our output.

usage: python3 tests/vectors/sealed-blob.py > tests/vectors/sealed-blob.txt      (needs the package `cryptography`)
"""
import hashlib
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 1 << 20


def plaintext(size):
    pattern = bytes(range(251))
    return (pattern * (size // 251 + 1))[:size]


def seal(data_key, salt, plain):
    info = b"assay/b1 AES-256-GCM STREAM 1 MiB HKDF-SHA-512"
    derived = HKDF(algorithm=SHA512(), length=71, salt=salt, info=info).derive(data_key)
    key, prefix, commitment = derived[:32], derived[32:39], derived[39:]
    header = b"assay/b1" + salt + commitment
    chunks = [plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK)] or [b""]
    sealed = header
    for number, chunk in enumerate(chunks):
        last = 1 if number == len(chunks) - 1 else 0
        nonce = prefix + number.to_bytes(4, "big") + bytes([last])
        sealed += AESGCM(key).encrypt(nonce, chunk, header)
    return sealed


def vector(comment, size, edit, result, number=0):
    data_key = hashlib.sha256(b"data key %d" % number).digest()
    salt = hashlib.sha256(b"salt %d" % number).digest()[:24]
    sealed = seal(data_key, salt, plaintext(size))
    print(f"comment: {comment}")
    print(f"data key: {data_key.hex()}")
    print(f"salt: {salt.hex()}")
    print(f"size: {size}")
    print(f"sealed: sha256 {hashlib.sha256(sealed).hexdigest()}")
    if len(sealed) < 200:
        print(f"sealed: hex {sealed.hex()}")
    print(f"edit: {edit}")
    print(f"result: {result}")
    print()


BIG = 2 * CHUNK + 5
END = 64 + 2 * (CHUNK + 16) + 5 + 16
print("# Sealed blobs, format assay/b1 (src/store/sealed/blob-layout.ts). Byte n of every plaintext is n mod 251. The digest is of")
print("# the sealed blob before the edit, which makes one defect. Written by sealed-blob.py.")
print()
vector("nothing in it", 0, "none", "opens")
vector("one byte", 1, "none", "opens", 1)
vector("exactly one chunk: it is full and the last", CHUNK, "none", "opens", 2)
vector("one byte more than a chunk", CHUNK + 1, "none", "opens", 3)
vector("three chunks", BIG, "none", "opens", 4)
vector("a bit of the magic", 9, "flip 0", "header", 5)
vector("a bit of the salt", 9, "flip 8", "header", 6)
vector("a bit of the commitment", 9, "flip 63", "header", 7)
vector("the first bit of the ciphertext", 9, "flip 64", "chunk 0", 8)
vector("the last bit of the tag", 9, "flip 88", "chunk 0", 9)
vector("a bit of an empty blob's tag", 0, "flip 70", "chunk 0", 10)
vector("a bit of the middle chunk", BIG, f"flip {64 + CHUNK + 16 + 77}", "chunk 1", 11)
vector("a bit of the last chunk", BIG, f"flip {END - 20}", "chunk 2", 12)
vector("the last byte is missing", BIG, "cut 1", "chunk 2", 13)
vector("the last chunk is missing", BIG, "cut 21", "chunk 1", 14)
vector("only a header", 9, "cut 25", "length", 15)
vector("half a tag", 9, "cut 17", "length", 16)
vector("half a header", 9, "cut 60", "length", 17)
vector("a byte too many", 9, "append 1", "chunk 0", 18)
vector("a chunk too many", CHUNK, "repeat-chunk 0", "chunk 0", 19)
vector("the first two chunks are exchanged", BIG, "swap-chunks 0 1", "chunk 0", 20)
vector("the middle chunk is missing", BIG, "drop-chunk 1", "chunk 1", 21)
vector("a chunk of another blob at the same place", BIG, "chunk-of-other-blob 1", "chunk 1", 22)
vector("the header of another blob", 9, "header-of-other-blob", "header", 23)
vector("another data key", 9, "other-data-key", "header", 24)
