#!/usr/bin/python3
"""What a download costs an FTP server: plainsock ftpd and vsftpd side by side.

    server_cpu.py PLAINSOCK [--rounds N] [--mebibytes N] [--times N]

In every round curl gets the same file from each server several times, and every other round begins with the other server; a
first round is not counted. Prints
medians, for one download, of the server's CPU seconds (user + system, its children included: /proc/PID/stat counts in
hundredths, which is why there are several downloads) and of the wall time. The file is in memory (/dev/shm). Needs root,
curl, and the servers of .ci/packages.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from compare import Server

TICK = 1 / os.sysconf('SC_CLK_TCK')


def tree(pid):
    """The process and those below it."""
    try:
        children = pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text().split()
    except OSError:
        return []
    return [pid] + [each for child in children for each in tree(int(child))]


def seconds(pid):
    """Of CPU, with the children that it has waited for: proc(5), columns 14 to 17."""
    columns = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return sum(map(int, columns[11:15])) * TICK


class Watched:
    """A server from its launcher down: a session may outlive its parent, and is waited for further up."""
    def __init__(self, pid, url):
        self.pid, self.url, self.idle = pid, url, len(tree(pid))

    def used(self):
        """CPU seconds so far, once no session is left."""
        while len(tree(self.pid)) > self.idle:
            time.sleep(0.01)
        return sum(map(seconds, tree(self.pid)))


class Vsftpd(Watched):
    def __init__(self, place):
        self.server = Server('vsftpd', place)
        super().__init__(self.server.process.pid, self.server.url())

    def close(self):
        self.server.close()


class Plainsock(Watched):
    def __init__(self, place, program):
        self.process = subprocess.Popen([program, 'ftpd', place / 'pub', '--port', '0'], stdout=subprocess.PIPE, text=True)
        super().__init__(self.process.pid, f'ftp://{self.process.stdout.readline().split()[1]}/')

    def close(self):
        self.process.kill()
        self.process.wait()


def download(server, times):
    """CPU and wall seconds of one download."""
    cpu, begin = server.used(), time.monotonic()
    command = ['curl', '-sS'] + ['-o', '/dev/null', server.url + 'big'] * times
    subprocess.run(command, check=True)
    return (server.used() - cpu) / times, (time.monotonic() - begin) / times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('plainsock')
    parser.add_argument('--rounds', type=int, default=15)
    parser.add_argument('--mebibytes', type=int, default=1024)
    parser.add_argument('--times', type=int, default=6)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir='/dev/shm', prefix='plainsock-bench-') as name:
        place = pathlib.Path(name)
        place.chmod(0o755)
        (place / 'pub').mkdir()
        (place / 'home').mkdir()
        with open(place / 'pub/big', 'wb') as big:
            for _ in range(wanted.mebibytes):
                big.write(os.urandom(2**20))
        servers = {'plainsock ftpd': Plainsock(place, wanted.plainsock), 'vsftpd': Vsftpd(place)}
        figures = {name: [] for name in servers}
        for number in range(wanted.rounds + 1):
            for name in sorted(servers, reverse=number % 2 == 0):
                measured = download(servers[name], wanted.times)
                if number > 0:
                    figures[name].append(measured)
        for server in servers.values():
            server.close()
    print(f'{wanted.mebibytes} MiB to curl')
    for name, each in figures.items():
        cpu, wall = (statistics.median(column) for column in zip(*each))
        print(f"  {name:16} {cpu:7.3f} s of the server's CPU {wall:8.3f} s wall")


main()
