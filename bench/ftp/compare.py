#!/usr/bin/python3
"""plainsock against other FTP clients, side by side on the same server.

    compare.py PLAINSOCK [CASE...] [--rounds N]

Cases: download upload ascii small hundred mirror (default: all). In every round each client does the same once, in turn;
a first round is not counted. Prints medians of the wall time and of the client's own CPU seconds (user + system, by
wait4); over the relay (20 ms each way) the wall time in round trips. Files are in memory (/dev/shm). Needs root, the
servers of .ci/packages, and of the clients those that are to be compared: a missing one is left out.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from relay import Relay

SERVERS = pathlib.Path(__file__).resolve().parents[2] / 'tests/support/servers.py'
ROUND_TRIP = 0.04


class Server:
    def __init__(self, name, place, options=()):
        self.pub, self.home = place / 'pub', place / 'home'
        self.process = subprocess.Popen([SERVERS, name, '--pub', self.pub, '--home', self.home,
                                         *(f'--option={each}' for each in options)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split('\t')[2])

    def url(self, port=None):
        return f'ftp://127.0.0.1:{port or self.port}/'

    def home_url(self):
        return f'ftp://ftplab:ftplab-pw@127.0.0.1:{self.port}/'

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def cost(command, folder):
    """Wall and CPU seconds of one run."""
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{command}: {process.returncode} {said.decode()}')
    return wall, used.ru_utime + used.ru_stime


def compare(title, clients, rounds, prepare, check):
    """`clients`: name -> command. `check` looks at what a client has left in the folder."""
    figures = {name: [] for name, command in clients.items() if shutil.which(command[0])}
    for number in range(rounds + 1):
        for name in figures:
            folder = prepare()
            measured = cost(clients[name], folder)
            check(folder)
            if number > 0:
                figures[name].append(measured)
    print(f'\n{title}')
    for name, each in figures.items():
        wall, cpu = (statistics.median(column) for column in zip(*each))
        print(f'  {name:26} {wall:8.3f} s wall {wall / ROUND_TRIP:8.1f} RTT {cpu:8.3f} s CPU', flush=True)


class Lab:
    def __init__(self, place, plainsock, rounds):
        self.place, self.plainsock, self.rounds = place, plainsock, rounds
        for name in ('pub', 'home', 'out'):
            (place / name).mkdir(mode=0o777)
        os.chmod(place / 'home', 0o777)
        os.chmod(place, 0o755)

    def empty(self):
        """A fresh folder to work in."""
        shutil.rmtree(self.place / 'out')
        (self.place / 'out').mkdir()
        for each in (self.place / 'home').iterdir():
            each.unlink()
        return self.place / 'out'

    def make(self, name, size, line=b''):
        path = self.place / 'pub' / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            piece = line * (2**20 // len(line)) if line else os.urandom(2**20)
            piece = piece[:2**20]
            with open(path, 'wb') as file:
                for _ in range(max(size >> 20, 1)):
                    file.write(piece[:min(size, 2**20)])
        return path

    def same(self, path):
        def check(folder):
            subprocess.run(['cmp', path, folder / 'f'], check=True)
        return check

    def count(self, files):
        def check(folder):
            found = sum(len(names) for _, _, names in os.walk(folder))
            assert found == files, f'{found} files instead of {files}'
        return check

    def download(self):
        big, server = self.make('big', 2**30), Server('vsftpd', self.place)
        url = server.url() + 'big'
        compare('1 GiB from vsftpd', {
            'plainsock': [self.plainsock, 'ftp', 'get', url, '-o', 'f'],
            'curl': ['curl', '-sS', url, '-o', 'f'],
            'lftp': ['lftp', '-c', f'get {url} -o f'],
            'tnftp': ['tnftp', '-V', '-o', 'f', url],
        }, self.rounds, self.empty, self.same(big))
        server.close()

    def upload(self):
        big, server = self.make('big', 2**30), Server('vsftpd', self.place)
        url = server.home_url() + 'up'
        compare('1 GiB to vsftpd', {
            'plainsock': [self.plainsock, 'ftp', 'put', big, url],
            'curl': ['curl', '-sS', '-T', big, url],
            'lftp': ['lftp', '-c', f'put {big} -o {url}'],
        }, self.rounds, self.empty, lambda _: subprocess.run(['cmp', big, self.place / 'home/up'], check=True))
        server.close()

    def ascii(self):
        text = self.make('text', 2**28, b'All work and no play makes Jack a dull boy, says the line.\n')
        server = Server('vsftpd', self.place)
        url = server.url() + 'text'
        compare('256 MiB of text from vsftpd, TYPE A', {
            'plainsock': [self.plainsock, 'ftp', 'get', '--ascii', url, '-o', 'f'],
            'curl': ['curl', '-sS', '--use-ascii', url, '-o', 'f'],
        }, self.rounds, self.empty, self.same(text))
        server.close()

    def small(self):
        small = self.make('small', 4096)
        for name in ('vsftpd', 'pure-ftpd', 'proftpd', 'pyftpdlib'):
            server = Server(name, self.place)
            relay = Relay(server.port, ROUND_TRIP / 2)
            url = server.url(relay.port) + 'small'
            compare(f'4 KiB from {name}, 40 ms away', {
                'plainsock': [self.plainsock, 'ftp', 'get', url, '-o', 'f'],
                'curl': ['curl', '-sS', url, '-o', 'f'],
                'lftp': ['lftp', '-c', f'get {url} -o f'],
            }, self.rounds, self.empty, self.same(small))
            relay.close()
            server.close()

    def hundred(self):
        for number in range(100):
            self.make(f'hundred/{number:03}', 4096)
        for name in ('vsftpd', 'pure-ftpd'):
            server = Server(name, self.place)
            relay = Relay(server.port, ROUND_TRIP / 2)
            url = server.url(relay.port) + 'hundred/'
            compare(f'100 files of 4 KiB from {name}, 40 ms away', {
                'plainsock get': [self.plainsock, 'ftp', 'get', url + '*', '-o', './'],
                'plainsock mirror -P8': [self.plainsock, 'ftp', 'mirror', '--parallel', '8', url, '.'],
                'curl': ['curl', '-sS', '--remote-name-all', url + '[000-099]'],
                'curl -Z (8)': ['curl', '-sS', '-Z', '--parallel-max', '8', '--remote-name-all', url + '[000-099]'],
                'lftp mirror -P8': ['lftp', '-c', f'mirror --parallel=8 {url} .'],
            }, self.rounds, self.empty, self.count(100))
            relay.close()
            server.close()

    def mirror(self):
        for number in range(10_000):
            self.make(f'many/{number:05}', 4096)
        for name, options in {'vsftpd': (), 'pure-ftpd': ('-L20000:9',)}.items():  # which lists 10,000 names at most otherwise
            server = Server(name, self.place, options)
            url = server.url() + 'many/'
            compare(f'10,000 files of 4 KiB from {name}', {
                'plainsock mirror -P4': [self.plainsock, 'ftp', 'mirror', '--parallel', '4', url, '.'],
                'lftp mirror -P4': ['lftp', '-c', f'mirror --parallel=4 {url} .'],
            }, self.rounds, self.empty, self.count(10_000))
            server.close()


def main():
    cases = ('download', 'upload', 'ascii', 'small', 'hundred', 'mirror')
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('plainsock')
    parser.add_argument('cases', nargs='*', metavar='CASE', help=' '.join(cases))
    parser.add_argument('--rounds', type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir='/dev/shm', prefix='plainsock-bench-') as place:
        lab = Lab(pathlib.Path(place), os.path.abspath(wanted.plainsock), wanted.rounds)
        for case in wanted.cases or cases:
            getattr(lab, case)()


if __name__ == '__main__':
    main()
