"""Calls every listed class and function of one table with payload text and with callables, and says which of them act.

Usage, in a virtual environment with the library and in an empty network namespace: hunt-gadgets.py TABLE
(the name of a file in src/checks/model/names, without .ts). A line of output is a name, then the first event: code
compiled from the payload, a process, a file opened for writing, a socket, or a given callable that was called.
"""
import importlib
import os
import signal
import sys
import warnings

warnings.simplefilter("ignore")
here = os.path.dirname(os.path.abspath(__file__))
payload = "__import__('os').mkdir('gadget-hit')"
watched = (
    "os.system subprocess.Popen os.exec os.posix_spawn os.spawn socket.connect socket.getaddrinfo os.mkdir os.rename"
    " os.remove shutil.rmtree ctypes.dlopen os.symlink webbrowser.open pickle.find_class"
).split()
events = []
listening = False


def hook(event, arguments):
    if not listening:
        return
    opened = event == "open" and isinstance(arguments[1], str) and any(mode in arguments[1] for mode in "wax+")
    compiled = event == "compile" and "gadget-hit" in str(arguments[0])
    imported = event == "import" and str(arguments[0]) == "gadget_module"
    if event in watched or opened or compiled or imported:
        events.append((event, str(arguments)[:80]))


def spy(*arguments, **_):
    if listening:
        events.append(("called", str(arguments)[:60]))
    raise TypeError("spy")


argument_lists = [
    (payload,), (payload, payload), (payload, payload, payload), ("gadget_module",), ("gadget_module", "y"),
    (spy,), (spy, payload), (payload, spy), (spy, payload, payload), (payload, payload, spy), (spy, [payload]),
    (spy, 1), (spy, (1.0,)), ([spy],), ({"a": spy},),
]


class Late(BaseException):
    pass


def late(*_):
    raise Late()


def try_module(module, columns, answer):
    global listening
    for column in columns[:2]:
        for word in column.split():
            name = word.split("=")[0]
            callee = getattr(module, name, None)
            if not callable(callee):
                continue
            for arguments in argument_lists:
                events.clear()
                listening = True
                signal.setitimer(signal.ITIMER_REAL, 1)
                try:
                    callee(*arguments)
                except BaseException:
                    pass
                signal.setitimer(signal.ITIMER_REAL, 0)
                listening = False
                if events:
                    os.write(answer, f"{module.__name__} {name} {events[0]}\n".encode())
                    break


def main():
    with open(os.path.join(here, "..", "..", "src", "checks", "model", "names", sys.argv[1] + ".ts")) as table:
        lines = table.read().split("`")[1].strip().split("\n")
    sys.addaudithook(hook)
    signal.signal(signal.SIGALRM, late)
    output = os.dup(1)
    for line in lines:
        name, *columns = line.split("|")
        try:
            module = importlib.import_module(name)
        except BaseException:
            continue
        pid = os.fork()
        if pid == 0:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            try_module(module, columns, output)
            os._exit(0)
        if os.waitpid(pid, 0)[1] != 0:
            os.write(output, f"{name} died while it was tried\n".encode())


main()
