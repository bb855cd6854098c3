#!/usr/bin/python3
"""The chat room under load and under attack.

    room.py CLIENTS LINES COMMAND...    CLIENTS say LINES lines in all; COMMAND starts plainsock
"""
import selectors
import socket
import subprocess
import sys
import threading
import time
import unittest

CLIENTS, LINES, COMMAND = 0, 0, []
PATIENCE = 100


class Room:
    def __init__(self):
        self.process = subprocess.Popen([*COMMAND, 'chat', 'serve', '--port', '0'], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline().decode().strip().rsplit(':', 1)[1])
        self.seen = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.seen.append(line.decode().rstrip('\r\n'))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        assert self.process.wait(PATIENCE) == 0
        self.reader.join()
        self.process.stdout.close()

    def seat(self, name):
        seat = Seat(self.port)
        seat.say('/name ' + name)
        assert seat.hear() == f'* you are {name}'
        return seat


class Seat:
    def __init__(self, port):
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=PATIENCE)
        self.lines = self.socket.makefile('rb')

    def say(self, line):
        self.socket.sendall(line.encode() + b'\n')

    def hear(self):
        return self.lines.readline().decode().rstrip('\n')

    def hear_until(self, wanted):
        while True:
            line = self.hear()
            if line in (wanted, ''):
                return line

    def close(self):
        self.lines.close()
        self.socket.close()


class Chat(unittest.TestCase):
    def test_names_joining_speaking_and_leaving_are_heard_by_the_others(self):
        with Room() as room:
            ana = room.seat('ana')
            rui = room.seat('rui')
            self.assertEqual(ana.hear(), '* rui joined')
            rui.say('olá')
            self.assertEqual(ana.hear(), 'rui: olá')
            room.process.stdin.write('bem-vindos\n'.encode())
            room.process.stdin.flush()
            self.assertEqual(ana.hear(), 'server: bem-vindos')
            self.assertEqual(rui.hear(), 'server: bem-vindos')
            rui.say('fim')
            self.assertEqual(rui.hear(), '* goodbye')
            self.assertEqual(rui.hear(), '')
            self.assertEqual(ana.hear(), '* rui left')
            ana.close()
            rui.close()

    def test_a_taken_name_gets_a_number_and_nobody_is_the_server(self):
        with Room() as room:
            first = room.seat('ana')
            second = Seat(room.port)
            second.say('/name ana')
            self.assertEqual(second.hear(), '* you are ana-2')
            second.say('/name server')
            self.assertEqual(second.hear(), '* you are server-2')
            first.close()
            second.close()

    def test_bad_bytes_and_long_lines_are_made_harmless(self):
        with Room() as room:
            ana = room.seat('ana')
            bad = room.seat('bad')
            self.assertEqual(ana.hear(), '* bad joined')
            bad.socket.sendall(b'\xff\x1b[2J\n')
            self.assertEqual(ana.hear(), 'bad: \\xff\\x1b[2J')
            bad.socket.sendall(b'x' * 100000 + b'\nshort\n')
            self.assertEqual(bad.hear(), '* your line was too long: at most 4096 bytes')
            self.assertEqual(ana.hear(), 'bad: short')
            ana.close()
            bad.close()

    def test_who_reads_too_slowly_is_dropped_and_stalls_nobody(self):
        with Room() as room:
            slow = room.seat('slow')
            ana = room.seat('ana')
            rui = room.seat('rui')
            self.assertEqual(ana.hear(), '* rui joined')
            said = 0
            line = 'x' * 4000
            while True:  # until the room has lost patience with the slow one
                rui.say(line)
                said += 1
                heard = ana.hear()
                if heard == '* slow left: reads too slowly':
                    break
                self.assertEqual(heard, 'rui: ' + line)
                self.assertLess(said, 20000)
            self.assertEqual(ana.hear(), 'rui: ' + line)
            for seat in (slow, ana, rui):
                seat.close()

    def test_no_line_is_lost_and_each_senders_order_is_kept(self):
        with Room() as room:
            seats = [room.seat(f'c{number}') for number in range(CLIENTS)]
            for number, seat in enumerate(seats):
                if number < CLIENTS - 1:
                    self.assertEqual(seat.hear_until(f'* c{CLIENTS - 1} joined'), f'* c{CLIENTS - 1} joined')
            each = LINES // CLIENTS
            heard = self.exchange(seats, each)
            for number, text in enumerate(heard):
                lines = text.decode().splitlines()
                self.assertEqual(len(lines), (CLIENTS - 1) * each)
                last = {}
                for line in lines:
                    name, said = line.split(': ')
                    self.assertEqual(int(said), last.get(name, -1) + 1, (number, name))
                    last[name] = int(said)
            for seat in seats:
                seat.close()

    def exchange(self, seats, each):
        """All say their lines while all listen."""
        left = [b''.join(b'%d\n' % line for line in range(each)) for _ in seats]
        size = (len(seats) - 1) * sum(len(f': {line}\n') for line in range(each))
        names = sum(len(f'c{number}') for number in range(len(seats))) * each
        wanted = [size + names - len(f'c{number}') * each for number in range(len(seats))]
        selector = selectors.DefaultSelector()
        for number, seat in enumerate(seats):
            seat.socket.setblocking(False)
            selector.register(seat.socket, selectors.EVENT_READ | selectors.EVENT_WRITE, number)
        parts = [[] for _ in seats]
        lengths = [0] * len(seats)
        until = time.monotonic() + PATIENCE
        while any(lengths[number] < wanted[number] for number in range(len(seats))):
            assert time.monotonic() < until, 'lines are missing'
            for key, events in selector.select(1):
                number = key.data
                if events & selectors.EVENT_READ:
                    part = key.fileobj.recv(1 << 20)
                    assert part, 'a seat has been closed'
                    parts[number].append(part)
                    lengths[number] += len(part)
                if events & selectors.EVENT_WRITE:
                    sent = key.fileobj.send(left[number][:100])
                    left[number] = left[number][sent:]
                    if not left[number]:
                        selector.modify(key.fileobj, selectors.EVENT_READ, number)
        selector.close()
        return [b''.join(of_one) for of_one in parts]


if __name__ == '__main__':
    CLIENTS, LINES, COMMAND = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    unittest.main(argv=[sys.argv[0]], verbosity=2)
