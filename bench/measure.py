"""Runs a command and prints what the operating system says it cost, peak memory of the largest process included."""
import json
import os
import resource
import sys
import time

quiet, output, command = sys.argv[1] == "quiet", sys.argv[2], sys.argv[3:]
start = time.monotonic()
pid = os.fork()
if pid == 0:
    target = os.open(os.devnull if quiet else output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.execvp(command[0], command)
_, status, usage = os.wait4(pid, 0)
print(json.dumps({
    "exit": os.waitstatus_to_exitcode(status),
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "wallSeconds": time.monotonic() - start,
    "peakMiB": usage.ru_maxrss / 1024,
}))
