"""Type at an interactive shell as a person does, keys and all.

usage: keys.py SHELL SETUP OUT <LINES

Starts SHELL without anybody's configuration, runs the line SETUP, then types
each line of standard input (\\t is the TAB key) and Enter.  What the commands
print goes to the file OUT, one line "== N" before that of the Nth line.
Python's pty stands for the terminal; TABs act in their order, so no sleeping.
"""

import os
import pty
import select
import signal
import sys
import time

PATIENCE_S = 20
PROMPT = b"READY>"

SHELLS = {  # how to start it, and how to give it a prompt that is not echoed
    "bash": (["bash", "--norc", "--noprofile", "-i"], "PS1=READ''Y\\>"),
    "zsh": (["zsh", "-f", "-i"], "unsetopt zle_bracketed_paste; "
            "PS1=READ''Y\\>"),
    "fish": (["fish", "--no-config", "-i"],
             "function fish_prompt; echo -n READ''Y\\>; end"),
}


def wait_for_prompt(terminal):
    seen, end = b"", time.monotonic() + PATIENCE_S
    while PROMPT not in seen:
        left = end - time.monotonic()
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            sys.exit("no prompt after: %r" % seen)
        seen += os.read(terminal, 65536)


def main():
    shell, setup, out = sys.argv[1:]
    command, prompt = SHELLS[shell]
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)

    os.write(terminal, ("%s; %s\r" % (setup, prompt)).encode())
    wait_for_prompt(terminal)
    for n, line in enumerate(sys.stdin.read().splitlines(), 1):
        with open(out, "a") as f:
            print("==", n, file=f)
        keys = "%s >>%s 2>&1\r" % (line.replace("\\t", "\t"), out)
        os.write(terminal, keys.encode())
        wait_for_prompt(terminal)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


main()
