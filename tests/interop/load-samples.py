"""Loads each sample in a process of its own and says which of them made their marker file.

Input: a JSON list of {"name", "executes"} on standard input; the samples lie in the folder given as argument 1.
Each sample gets an empty working folder with ASSAY_MARKER in it, two seconds, and no terminal.
Output: a JSON object of name -> null (marker made) or what went wrong instead.
"""
import json
import os
import resource
import signal
import sys
import time


def load(folder, sample):
    work = os.path.join(folder, "work-" + sample["name"])
    os.mkdir(work)
    os.chdir(work)
    os.environ["ASSAY_MARKER"] = os.path.join(work, "assay-marker")
    os.environ["HOME"] = work
    os.environ["TERM"] = "dumb"
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    problems = os.open("problems", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(problems, 1)
    os.dup2(problems, 2)
    sys.path.insert(0, work)
    path = os.path.join(folder, sample["name"])
    try:
        eval(sample["executes"], {"path": path, "sys": sys})
    finally:
        sys.stdout.flush()
        wait_for_threads()


def wait_for_threads():
    for _ in range(20):
        if os.path.lexists(os.environ["ASSAY_MARKER"]):
            break
        time.sleep(0.01)


def main():
    folder = os.path.abspath(sys.argv[1])
    samples = json.load(sys.stdin)
    answers = {}
    running = {}
    waiting = list(reversed(samples))

    def finish(pid):
        name, _ = running.pop(pid)
        work = os.path.join(folder, "work-" + name)
        for _ in range(40):
            if os.path.lexists(os.path.join(work, "assay-marker")):
                answers[name] = None
                break
            time.sleep(0.005)
        else:
            with open(os.path.join(work, "problems"), errors="replace") as problems:
                answers[name] = problems.read()[-300:] or "no marker, no message"
        try:
            os.killpg(pid, signal.SIGKILL)
        except OSError:
            pass

    while waiting or running:
        while waiting and len(running) < 4:
            sample = waiting.pop()
            pid = os.fork()
            if pid == 0:
                load(folder, sample)
                sys.exit(0)
            running[pid] = (sample["name"], time.monotonic() + 10)
        pid, _ = os.waitpid(-1, os.WNOHANG)
        if pid in running:
            finish(pid)
            continue
        for late, (name, until) in list(running.items()):
            marker = os.path.join(folder, "work-" + name, "assay-marker")
            if time.monotonic() > until or os.path.lexists(marker):
                try:
                    os.killpg(late, signal.SIGKILL)
                    os.kill(late, signal.SIGKILL)
                except OSError:
                    pass
        time.sleep(0.002)
    json.dump(answers, sys.stdout)


main()
