#!/usr/bin/python3
"""The desk runs programs for the tests, so that a test needs no process calls of its own, and one test serves
Linux and a Windows program under Wine alike.

    desk.py FILE    starts the desk and returns; the desk ends with the process that called this (CTest)

FILE gets the desk's port on 127.0.0.1 and a token without which it does nothing. One connection is one process;
when the connection ends, the process is ended. Both sides send frames: a line `WORD LENGTH` and LENGTH bytes.

    to the desk     token, then argument (one for each), environment NAME=VALUE, folder PATH, terminal (a pseudo
                    terminal of 80x24 instead of pipes), start; later input BYTES, end (of input; not at a terminal),
                    interrupt (SIGINT, which Wine delivers as Ctrl-C)
    from the desk   output BYTES, error BYTES, in the end exit STATUS (128 + N when signal N ended it)
"""
import contextlib
import fcntl
import hmac
import os
import pathlib
import queue
import secrets
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import threading

END_OF_INPUT = None


class Client:
    def __init__(self, connection):
        self.stream = connection.makefile('rb')
        self.connection = connection
        self.sending = threading.Lock()

    def send(self, word, content=b''):
        with self.sending, contextlib.suppress(OSError):  # a test that is gone needs nothing
            self.connection.sendall(b'%s %d\n%s' % (word.encode(), len(content), content))

    def frames(self):
        with contextlib.suppress(ConnectionResetError):  # a test that was killed
            while line := self.stream.readline():
                word, length = line.split()
                yield word.decode(), self.stream.read(int(length))


class Request:
    def __init__(self):
        self.arguments = []
        self.environment = {**os.environ, 'LC_ALL': 'C.UTF-8'}  # or Wine would not take arguments for UTF-8
        self.folder = None
        self.terminal = False

    def add(self, word, content):
        text = os.fsdecode(content)
        if word == 'argument':
            self.arguments.append(text)
        elif word == 'environment':
            self.environment.update([text.split('=', 1)])
        elif word == 'folder':
            self.folder = text.removeprefix('Z:')  # Wine's name for /
        elif word == 'terminal':
            self.terminal = True
        else:
            sys.exit(f'desk.py: unknown word {word}')


def read_request(frames, token):
    word, content = next(frames, ('', b''))
    if word != 'token' or not hmac.compare_digest(content, token):
        sys.exit('desk.py: not one of ours')
    request = Request()
    for word, content in frames:
        if word == 'start':
            return request
        request.add(word, content)
    sys.exit(0)


class Run:
    """A process, the descriptor of its input, and what to call what comes out of the others."""
    def __init__(self, request):
        self.waiting_input = queue.SimpleQueue()
        if request.terminal:
            self.start_at_terminal(request)
        else:
            pipes = self.process = launch(request, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.input, self.outputs = pipes.stdin.fileno(), [(pipes.stdout.fileno(), 'output'),
                                                              (pipes.stderr.fileno(), 'error')]

    def start_at_terminal(self, request):
        self.input, far = os.openpty()
        self.outputs = [(self.input, 'output')]
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
        self.process = launch(request, stdin=far, stdout=far, stderr=far, preexec_fn=take_terminal)
        os.close(far)

    def feed(self):
        while (content := self.waiting_input.get()) is not END_OF_INPUT:
            with contextlib.suppress(BrokenPipeError):
                while content:
                    content = content[os.write(self.input, content):]
        self.process.stdin.close()

    def end(self):
        """Ctrl-C first: wineserver (Wine 8) uses a socket after it has freed it when the process that waits for the
        socket is killed in the moment of an event, and aborts, with all that runs under it."""
        for stop in signal.SIGINT, signal.SIGTERM, signal.SIGKILL:
            if self.process.poll() is None:
                self.process.send_signal(stop)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(3)


def take_terminal():
    # Wine's console is a process, which would be hung up on when its program ends: wineserver does not always bear
    # that two processes of one console end at once.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def launch(request, **streams):
    # Not even a desk that is killed leaves a process behind.
    return subprocess.Popen(['setpriv', '--pdeathsig', 'KILL', '--', *request.arguments], env=request.environment,
                            cwd=request.folder, start_new_session=True, bufsize=0, **streams)


def forward(client, descriptor, word):
    with contextlib.suppress(OSError):  # EIO: the far side of a terminal has been closed
        while content := os.read(descriptor, 65536):
            client.send(word, content)


def report(client, run):
    """All output, then the exit status. A process that ended while another holds its pipe open counts as ended."""
    forwards = [start_thread(forward, client, *output) for output in run.outputs]
    status = run.process.wait()
    for each in forwards:
        each.join(2)
    client.send('exit', b'%d' % (status if status >= 0 else 128 - status))


def start_thread(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    return thread


def serve(connection, token):
    client = Client(connection)
    frames = client.frames()
    run = Run(read_request(frames, token))
    try:
        start_thread(run.feed)
        start_thread(report, client, run)
        for word, content in frames:
            if word == 'input':
                run.waiting_input.put(content)
            elif word == 'end':
                run.waiting_input.put(END_OF_INPUT)
            elif word == 'interrupt':
                run.process.send_signal(signal.SIGINT)
    finally:
        run.end()


def be_the_desk(listener, token, owner):
    """A process for each connection, until the owner has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        ready, _, _ = select.select([listener, owner], [], [])
        if owner in ready:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            os.killpg(0, signal.SIGTERM)
            return
        connection, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            listener.close()
            return serve(connection, token)
        connection.close()


def write_whole(path, text):
    part = path.with_suffix('.part')
    part.touch(mode=0o600)
    part.write_text(text)
    part.replace(path)


def main():
    path = pathlib.Path(sys.argv[1])
    owner = os.pidfd_open(os.getppid())
    listener = socket.create_server(('127.0.0.1', 0))
    token = secrets.token_hex(16)
    write_whole(path, f'{listener.getsockname()[1]} {token}\n')
    if os.fork() > 0:
        return
    os.setsid()
    log = os.open(path.with_suffix('.log'), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0), os.dup2(log, 1), os.dup2(log, 2)  # CTest waits for the end of its pipe
    be_the_desk(listener, token.encode(), owner)


main()
