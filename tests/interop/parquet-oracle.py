# Writes Parquet or Arrow files of all types, codecs and encodings with pyarrow, and what is in them as JSON lines of text cells.
import datetime, decimal, json, random, sys, uuid
import pyarrow as pa, pyarrow.parquet as pq, pyarrow.ipc as ipc

folder, rows = sys.argv[1], int(sys.argv[2])
random.seed(5)


def maybe(make, nulls):
    return [None if nulls and random.random() < 0.2 else make(row) for row in range(rows)]


words = ["red", "green", "deep blue", "", "naïve ☃", "x" * 300]


def columns(nulls):
    d = decimal.Decimal
    return {
        "i8": pa.array(maybe(lambda r: random.randint(-128, 127), nulls), pa.int8()),
        "u8": pa.array(maybe(lambda r: random.randint(0, 255), nulls), pa.uint8()),
        "i16": pa.array(maybe(lambda r: random.randint(-32768, 32767), nulls), pa.int16()),
        "u16": pa.array(maybe(lambda r: random.randint(0, 65535), nulls), pa.uint16()),
        "i32": pa.array(maybe(lambda r: random.randint(-2**31, 2**31 - 1), nulls), pa.int32()),
        "u32": pa.array(maybe(lambda r: random.randint(0, 2**32 - 1), nulls), pa.uint32()),
        "i64": pa.array(maybe(lambda r: random.choice([r, -r, 2**60 + r, -(2**63)]), nulls), pa.int64()),
        "u64": pa.array(maybe(lambda r: random.choice([r, 2**64 - 1 - r]), nulls), pa.uint64()),
        "f16": pa.array(maybe(lambda r: r / 4, nulls), pa.float32()).cast(pa.float16()),
        "f32": pa.array(maybe(lambda r: r / 8, nulls), pa.float32()),
        "f64": pa.array(maybe(lambda r: random.choice([random.gauss(0, 1), 1e300, float("inf"), 0.1]), nulls), pa.float64()),
        "bool": pa.array(maybe(lambda r: random.random() < 0.5, nulls), pa.bool_()),
        "text": pa.array(maybe(lambda r: random.choice(words) + str(r % 17), nulls), pa.string()),
        "large": pa.array(maybe(lambda r: "row %d" % r, nulls), pa.large_string()),
        "date": pa.array(maybe(lambda r: datetime.date(2000, 1, 1) + datetime.timedelta(r), nulls), pa.date32()),
        "ms": pa.array(maybe(lambda r: 1700000000000 + r, nulls), pa.timestamp("ms")),
        "us": pa.array(maybe(lambda r: 1700000000000000 + r * 1000, nulls), pa.timestamp("us", "UTC")),
        "ns": pa.array(maybe(lambda r: 1700000000000000000 + r * 1000000, nulls), pa.timestamp("ns")),
        "dec": pa.array(maybe(lambda r: d(r * 7 - 1000).scaleb(-2), nulls), pa.decimal128(12, 2)),
        "wide": pa.array(maybe(lambda r: d(-(10**30) - r).scaleb(-5), nulls), pa.decimal128(38, 5)),
        "words": pa.array(maybe(lambda r: words[r % 4], nulls), pa.string()).dictionary_encode(),
        "null": pa.nulls(rows),
        "struct": pa.array([{"a": r, "b": None if r % 3 else "s%d" % r} if not nulls or r % 5 else None for r in range(rows)],
                           pa.struct([("a", pa.int32()), ("b", pa.string())])),
        "list": pa.array([[r] * (r % 3) for r in range(rows)], pa.list_(pa.int32())),
    }


def text(value, kind):
    if value is None:
        return None
    if pa.types.is_timestamp(kind):
        return "ms:%d" % (value // {"ms": 1, "us": 1000, "ns": 1000000}[kind.unit])
    if pa.types.is_date(kind):
        return "ms:%d" % (value * 86400000)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "f:" + value.hex()
    return str(value)


def cells(array):
    kind = array.type
    if pa.types.is_dictionary(kind):
        array = array.dictionary_decode()
        kind = array.type
    if pa.types.is_timestamp(kind):
        array = array.cast(pa.int64())
    if pa.types.is_date32(kind):
        array = array.cast(pa.int32())
    if pa.types.is_float16(kind):
        array = array.cast(pa.float32())
    return [text(value, kind) for value in array.to_pylist()]


def expected(table):
    out = {}
    for name in table.column_names:
        array = table[name].combine_chunks()
        if pa.types.is_struct(array.type):
            for field in array.type:
                out[name + "." + field.name] = [
                    None if v is None or v[field.name] is None else str(v[field.name]) for v in array.to_pylist()]
        elif not pa.types.is_list(array.type):
            out[name] = cells(array)
    return out


def write_parquet(name, table, **options):
    pq.write_table(table, folder + "/" + name + ".parquet", **options)
    with open(folder + "/" + name + ".parquet.json", "w") as out:
        json.dump(expected(table), out)


for nulls in (False, True):
    table = pa.table(columns(nulls))
    tag = "nulls" if nulls else "full"
    for codec in ("none", "snappy", "gzip", "brotli", "zstd", "lz4"):
        write_parquet("%s-%s" % (tag, codec), table, compression=codec, row_group_size=rows // 3 + 1)
    for version in ("1.0", "2.0"):
        write_parquet("%s-v%s-plain" % (tag, version), table, use_dictionary=False, data_page_version=version, data_page_size=700)
        write_parquet("%s-v%s-dictionary" % (tag, version), table, data_page_version=version, data_page_size=700,
                      dictionary_pagesize_limit=2000)
    flat = table.select([n for n in table.column_names if n not in ("f16", "null", "words", "struct", "list")])
    encodings = {}
    for name in flat.column_names:
        kind = flat[name].type
        if pa.types.is_integer(kind) or pa.types.is_temporal(kind):
            encodings[name] = "DELTA_BINARY_PACKED"
        elif pa.types.is_string(kind):
            encodings[name] = "DELTA_BYTE_ARRAY"
        elif pa.types.is_large_string(kind):
            encodings[name] = "DELTA_LENGTH_BYTE_ARRAY"
        elif pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            encodings[name] = "BYTE_STREAM_SPLIT"
        elif pa.types.is_boolean(kind):
            encodings[name] = "RLE"
    for version in ("1.0", "2.0"):
        write_parquet("%s-v%s-encodings" % (tag, version), flat, use_dictionary=False, column_encoding=encodings,
                      data_page_version=version, data_page_size=900)
    write_parquet("%s-int96" % tag, table.select(["ns"]), use_deprecated_int96_timestamps=True)
    write_parquet("%s-checksums" % tag, table, write_page_checksum=True, write_page_index=True, store_schema=False)

    arrows = table.select([n for n in table.column_names if n != "f16"])
    for codec in (None, "lz4", "zstd"):
        options = ipc.IpcWriteOptions(compression=codec)
        for kind, make in (("file", ipc.new_file), ("stream", ipc.new_stream)):
            path = "%s/%s-%s-%s.arrow" % (folder, tag, kind, codec)
            with make(path, arrows.schema, options=options) as writer:
                writer.write_table(arrows, max_chunksize=rows // 3 + 1)
            with open(path + ".json", "w") as out:
                json.dump(expected(arrows), out)

    # Without lists, for digests of rows: the same values in two formats.
    same = arrows.drop_columns(["list"])
    pq.write_table(same, "%s/flat-%s.parquet" % (folder, tag))
    for codec in (None, "zstd"):
        for kind, make in (("file", ipc.new_file), ("stream", ipc.new_stream)):
            with make("%s/flat-%s-%s-%s.arrow" % (folder, tag, kind, codec), same.schema,
                      options=ipc.IpcWriteOptions(compression=codec)) as writer:
                writer.write_table(same, max_chunksize=rows if codec else 70)

empty = pa.table(columns(True)).slice(0, 0)
write_parquet("empty", empty)
one = pa.table(columns(False)).slice(0, 1)
write_parquet("one", one)
