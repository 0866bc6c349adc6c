"""Rows of a file as Python reads them, as digests that Assay must agree with. usage: rows-oracle.py csv|tsv|json-lines FILE"""
import csv
import decimal
import hashlib
import json
import struct
import sys


class Number(decimal.Decimal):
    """A number of JSON with all its digits."""


def canonical(value):
    if isinstance(value, Number):
        if value == 0:
            return "0"
        sign, digits, exponent = value.normalize(decimal.Context(prec=10_000)).as_tuple()
        try:
            rounded = float(value)
        except OverflowError:
            rounded = float("inf")
        if rounded not in (float("inf"), float("-inf")) and decimal.Decimal(repr(rounded)) == value:
            return ecmascript(rounded)
        return ("-" if sign else "") + "".join(map(str, digits)) + "e" + str(exponent)
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(json.dumps(name, ensure_ascii=False) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def ecmascript(value):
    """Number::toString of ECMA-262, from the shortest digits, which repr gives."""
    sign, digits, exponent = decimal.Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + exponent
    if len(text) <= point <= 21:
        text += "0" * (point - len(text))
    elif 0 < point <= 21:
        text = text[:point] + "." + text[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + text
    else:
        power = point - 1
        text = text[0] + ("." + text[1:] if len(text) > 1 else "") + "e" + ("+" if power > 0 else "") + str(power)
    return ("-" if sign else "") + text


def rows(kind, path):
    if kind == "json-lines":
        with open(path, encoding="utf-8", newline="\n") as file:
            for line in file:
                if line.strip():
                    value = json.loads(line, parse_float=Number, parse_int=Number)
                    yield canonical(value).encode()
        return
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file, "excel" if kind == "csv" else "excel-tab")
        next(reader, None)
        for fields in reader:
            if fields:
                encoded = [field.encode() for field in fields]
                yield b"".join(struct.pack(">I", len(field)) + field for field in encoded)


csv.field_size_limit(1 << 30)
for content in rows(sys.argv[1], sys.argv[2]):
    print(hashlib.sha256(content).hexdigest())
