"""What CPython's Python unpickler does with a stream, with every name replaced by a harmless stand-in.

Reads length-prefixed streams from standard input, writes one JSON line for each: how it ended, after how many
bytes, which names were resolved and how often each calling opcode ran.
"""
import _compat_pickle
import io
import json
import pickle
import struct
import sys

CALLS = {0x52: "REDUCE", 0x81: "NEWOBJ", 0x92: "NEWOBJ_EX", 0x6F: "OBJ", 0x69: "INST", 0x62: "BUILD"}


def stand_in(name):
    def new(cls, *args, **keywords):
        return object.__new__(cls)

    methods = {
        "__new__": new,
        "__init__": lambda self, *args, **keywords: None,
        "__setstate__": lambda self, state: None,
        "__call__": lambda self, *args, **keywords: stand_in("result")(),
        "append": lambda self, item: None,
        "extend": lambda self, items: None,
        "add": lambda self, item: None,
        "__setitem__": lambda self, key, value: None,
    }
    return type(name, (), methods)


class Oracle(pickle._Unpickler):
    def __init__(self, file):
        super().__init__(file)
        self.names, self.calls = [], {}
        self.dispatch = {code: self.watch(code, step) for code, step in pickle._Unpickler.dispatch.items()}

    def watch(self, code, step):
        if code not in CALLS:
            return step

        def watched(unpickler):
            step(unpickler)
            self.calls[CALLS[code]] = self.calls.get(CALLS[code], 0) + 1

        return watched

    def find_class(self, module, name):
        if self.proto < 3 and self.fix_imports:
            if (module, name) in _compat_pickle.NAME_MAPPING:
                module, name = _compat_pickle.NAME_MAPPING[(module, name)]
            elif module in _compat_pickle.IMPORT_MAPPING:
                module = _compat_pickle.IMPORT_MAPPING[module]
        self.names.append(module + " " + name)
        return stand_in("x")

    def persistent_load(self, pid):
        return stand_in("persistent")()


def judge(stream):
    file = io.BytesIO(stream)
    oracle = Oracle(file)
    try:
        oracle.load()
        end = "stop"
    except Exception as error:
        end = "broken: %s %s" % (type(error).__name__, error)
    return {"end": end, "to": file.tell(), "names": sorted(set(oracle.names)), "calls": oracle.calls}


def main():
    while True:
        head = sys.stdin.buffer.read(4)
        if len(head) < 4:
            return
        stream = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
        print(json.dumps(judge(stream)))


main()
