// The 68 opcodes of the pickle machine (CPython, Lib/pickletools.py), by the byte that stands for each.

const table = `
MARK 28|STOP 2e|POP 30|POP_MARK 31|DUP 32|FLOAT 46|INT 49|BININT 4a|BININT1 4b|LONG 4c|BININT2 4d|NONE 4e
PERSID 50|BINPERSID 51|REDUCE 52|STRING 53|BINSTRING 54|SHORT_BINSTRING 55|UNICODE 56|BINUNICODE 58|APPEND 61
BUILD 62|GLOBAL 63|DICT 64|EMPTY_DICT 7d|APPENDS 65|GET 67|BINGET 68|INST 69|LONG_BINGET 6a|LIST 6c|EMPTY_LIST 5d
OBJ 6f|PUT 70|BINPUT 71|LONG_BINPUT 72|SETITEM 73|TUPLE 74|EMPTY_TUPLE 29|SETITEMS 75|BINFLOAT 47|PROTO 80
NEWOBJ 81|EXT1 82|EXT2 83|EXT4 84|TUPLE1 85|TUPLE2 86|TUPLE3 87|NEWTRUE 88|NEWFALSE 89|LONG1 8a|LONG4 8b
BINBYTES 42|SHORT_BINBYTES 43|SHORT_BINUNICODE 8c|BINUNICODE8 8d|BINBYTES8 8e|EMPTY_SET 8f|ADDITEMS 90
FROZENSET 91|NEWOBJ_EX 92|STACK_GLOBAL 93|MEMOIZE 94|FRAME 95|BYTEARRAY8 96|NEXT_BUFFER 97|READONLY_BUFFER 98`;

/** Name of each opcode byte; undefined for bytes that are no opcode. */
export const opcodeNames: readonly (string | undefined)[] = parseTable();

function parseTable(): (string | undefined)[] {
  const names = new Array<string | undefined>(256).fill(undefined);
  for (const entry of table.trim().split(/[|\n]/)) {
    const [name, code] = entry.split(' ');
    names[Number.parseInt(code ?? '', 16)] = name;
  }
  return names;
}
