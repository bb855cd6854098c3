#!/usr/bin/python3
"""plainsock-bench with its far end somewhere else, from start to end: two_hosts.py {namespaces|loopback} PROGRAM...

namespaces: two network namespaces with a cable (veth) between them, which stand for two hosts. Needs Linux and root;
where that is not to be had the script says so and ends with 77.
"""
import os
import re
import signal
import subprocess
import sys

NOT_HERE = 77
EXPECTED = [r'two-hosts +TCP +\d', r'two-hosts +UDP +\d', r'two-hosts +a TCP round trip takes \d', r'tcp/65536B/two-hosts +[\d.]',
            r'udp/1472B/send/windowed/two-hosts +[\d.]+ +0\.0']


class Loopback:
    address = '127.0.0.1'
    far = near = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def check_the_way(self):
        pass


class Namespaces:
    """Names with this process's number, so that two runs do not meet."""
    address = '10.71.5.1'
    far_name, near_name = f'far-{os.getpid()}', f'near-{os.getpid()}'
    far, near = ['ip', 'netns', 'exec', far_name], ['ip', 'netns', 'exec', near_name]

    def __enter__(self):
        try:
            ip('netns', 'add', self.far_name)
            ip('netns', 'add', self.near_name)
        except (OSError, subprocess.CalledProcessError) as failure:
            self.__exit__()
            reason = getattr(failure, 'stderr', None) or failure
            print(f'SKIPPED: two hosts cannot be had here, network namespaces need root and ip(8): {reason}')
            sys.exit(NOT_HERE)
        ip('-n', self.far_name, 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', self.near_name)
        for name, host in ((self.far_name, 1), (self.near_name, 2)):
            ip('-n', name, 'address', 'add', f'10.71.5.{host}/24', 'dev', 'cable')
            ip('-n', name, 'link', 'set', 'cable', 'up')
            ip('-n', name, 'link', 'set', 'lo', 'up')
        return self

    def __exit__(self, *_):
        for name in (self.far_name, self.near_name):
            subprocess.run(['ip', 'netns', 'delete', name], stderr=subprocess.DEVNULL, check=False)

    def check_the_way(self):
        """That it was the cable, and not some short cut."""
        counted = ip('netns', 'exec', self.far_name, 'cat', '/sys/class/net/cable/statistics/rx_bytes')
        assert int(counted) > 16 << 20, f'only {counted} bytes came through the cable'


def ip(*words):
    return subprocess.run(['ip', *words], check=True, capture_output=True, text=True).stdout


def measure(where, program):
    server = subprocess.Popen([*where.far, *program, '--serve', '--port', '0', '--bind', where.address], stdout=subprocess.PIPE,
                              text=True)
    try:
        address = re.fullmatch(r'listening (\S+)\s*', server.stdout.readline())[1]
        return subprocess.run([*where.near, *program, '--peer', address, '--quick'], check=True, capture_output=True, text=True,
                              timeout=200).stdout
    finally:
        server.send_signal(signal.SIGINT)  # a kill can bring down wineserver (tests/support/desk.py)
        server.wait()


def main():
    kind, *program = sys.argv[1:]
    with {'namespaces': Namespaces, 'loopback': Loopback}[kind]() as where:
        said = measure(where, program)
        print(said)
        where.check_the_way()
    missing = [line for line in EXPECTED if not re.search(line, said)]
    sys.exit(f'not in the output: {missing}' if missing else 0)


main()
