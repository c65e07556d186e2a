"""Runs one program and writes what it took, as JSON: measured.py RESULT SECONDS PROGRAM ARGUMENT...

A process of its own, and a small one: a child's peak memory is never told to be less than its parent's at the fork.
"""
import os
import signal
import sys
import time

result, limit, program = sys.argv[1], float(sys.argv[2]), sys.argv[3:]

start = time.monotonic()
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    os.execvp(program[0], program)


def end_child(*_):
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass  # not yet a group of its own, or gone


for name in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
    signal.signal(name, end_child)
signal.setitimer(signal.ITIMER_REAL, limit)

_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - start
with open(result, "w") as file:
    file.write('{"code": %d, "seconds": %.6f, "cpu": %.3f, "peak_kb": %d}' % (
        os.waitstatus_to_exitcode(status), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss))
