#!/usr/bin/python3
"""Many clients at once, and bad ones among them, against `plainsock tcp serve`.

    crowd.py TESTS COUNT MODEL COMMAND...    TESTS: Crowd, or one of its tests; COUNT clients at once; COMMAND starts
                                             plainsock
"""
import os
import re
import resource
import socket
import struct
import subprocess
import sys
import time
import unittest

COUNT, MODEL, COMMAND = 0, '', []
PATIENCE = 60
RESET = struct.pack('ii', 1, 0)  # SO_LINGER of 0 s: close sends RST, and no port is left in TIME_WAIT


class Server:
    def __init__(self, *options, model=None, descriptors=None):
        command = [*COMMAND, 'tcp', 'serve', '--port', '0', '--model', model or MODEL, *options]
        if descriptors:
            command = ['sh', '-c', f'ulimit -n {descriptors}; exec "$0" "$@"', *command]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.port = int(self.process.stdout.readline().decode().strip().rsplit(':', 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.read()
        code = self.process.wait(PATIENCE)
        assert code == 0, f'exit code {code}: {self.process.stderr.read()}'
        self.process.stdout.close()
        self.process.stderr.close()

    def connect(self):
        client = socket.create_connection(('127.0.0.1', self.port), timeout=PATIENCE)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return client

    def status(self, name):
        """A field of /proc/PID/status."""
        with open(f'/proc/{self.process.pid}/status', encoding='ascii') as status:
            return int(re.search(rf'^{name}:\s+(\d+)', status.read(), re.M)[1])

    def processor_seconds(self):
        with open(f'/proc/{self.process.pid}/stat', encoding='ascii') as stat:
            fields = stat.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def echoes(client, message):
    client.sendall(message)
    answer = b''
    while len(answer) < len(message):
        part = client.recv(65536)
        if not part:
            break
        answer += part
    return answer == message


class Crowd(unittest.TestCase):
    def test_all_are_held_and_echoed_at_once(self):
        with Server('--quiet') as server:
            first = server.connect()
            self.assertTrue(echoes(first, b'first'))
            before = server.status('VmRSS')
            crowd = [server.connect() for _ in range(COUNT - 1)]
            self.assertTrue(echoes(crowd[-1], b'last'))
            grown = (server.status('VmRSS') - before) * 1024 / len(crowd)
            for number, client in enumerate(crowd):
                client.sendall(b'client %d' % number)
            for number, client in enumerate(crowd):
                self.assertEqual(client.recv(100), b'client %d' % number)
            print(f'{COUNT} clients, {grown:.0f} bytes for each idle one', file=sys.stderr)
            if MODEL != 'threads':
                self.assertLessEqual(grown, 4096)
            for client in [first, *crowd]:
                client.close()

    def test_bad_clients_harm_nobody(self):
        with Server('--quiet') as server:
            silent = server.connect()
            flood = server.connect()
            flood.setblocking(False)
            sent = 0
            quiet_since = time.monotonic()
            while time.monotonic() - quiet_since < 0.5:  # sends for as long as anything is taken, reads nothing
                try:
                    sent += flood.send(b'f' * 65536)
                    quiet_since = time.monotonic()
                except BlockingIOError:
                    time.sleep(0.01)
            for _ in range(20):
                resetting = server.connect()
                resetting.sendall(b'r' * 1000)
                resetting.close()
            good = server.connect()
            self.assertTrue(echoes(good, b'g' * 200000))
            self.assertTrue(echoes(silent, b'now'))
            flood.settimeout(PATIENCE)
            back = 0
            while back < sent:
                back += len(flood.recv(1 << 20))
            self.assertEqual(back, sent)

    def test_running_out_of_descriptors_is_survived_without_spinning(self):
        with Server('--quiet', descriptors=40) as server:
            crowd = [server.connect() for _ in range(60)]  # the last ones wait in the listener's queue
            self.assertTrue(echoes(crowd[0], b'still served'))
            before = server.processor_seconds()
            time.sleep(1)
            self.assertLess(server.processor_seconds() - before, 0.2)
            for client in crowd[:40]:
                client.close()
            self.assertTrue(echoes(crowd[-1], b'my turn'))


if __name__ == '__main__':
    resource.setrlimit(resource.RLIMIT_NOFILE, [resource.getrlimit(resource.RLIMIT_NOFILE)[1]] * 2)
    COUNT, MODEL, COMMAND = int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    unittest.main(argv=sys.argv[:2], verbosity=2)
