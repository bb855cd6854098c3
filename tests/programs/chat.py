#!/usr/bin/python3
"""Chat at a terminal: a line that is being typed is not torn by what comes in. chat.py COMMAND..."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

from terminal import AtTerminal

COMMAND = []


class Chat(AtTerminal, unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.room = subprocess.Popen([*COMMAND, 'chat', 'serve', '--port', '0'], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True, bufsize=1)
        self.addCleanup(self.end_room)
        self.port = self.room.stdout.readline().split()[1].rsplit(':', 1)[1]
        self.begin(self.port, [*COMMAND, 'chat', 'join', '127.0.0.1', self.port, '--name', 'ana'],
                   pathlib.Path(folder.name))
        self.wait_for('* you are ana')

    def end_room(self):
        self.room.stdin.close()
        self.room.wait()
        self.room.stdout.close()

    def say(self, line):
        self.room.stdin.write(line + '\n')

    def heard(self, line):
        while self.room.stdout.readline() != line + '\n':
            self.assertIsNone(self.room.poll())

    def test_a_half_typed_line_stays_below_what_comes_in(self):
        self.keys('-l', 'hal f\u00fc')
        self.wait_for('> hal f\u00fc')
        self.say('first')
        self.say('second')
        self.wait_for('server: first\nserver: second\n> hal f\u00fc')
        self.keys('Home', 'Delete', 'End')
        self.keys('-l', 'r')
        self.wait_for('> al f\u00fcr')
        self.keys('Enter')
        self.heard('ana: al f\u00fcr')

    def test_lines_come_back_and_ctrl_c_leaves_the_terminal_as_it_was(self):
        self.keys('-l', 'again')
        self.keys('Enter')
        self.heard('ana: again')
        self.keys('Up')
        self.wait_for('> again\n> again')
        self.keys('C-c')
        self.wait_for('ended with 130')
        self.keys('-l', 'cooked')  # `cat` follows: a terminal that echoes shows each line twice
        self.keys('Enter')
        self.wait_for('cooked\ncooked')

    def test_fim_leaves(self):
        self.keys('-l', 'fim')
        self.keys('Enter')
        self.wait_for('ended with 0')


if __name__ == '__main__':
    COMMAND = sys.argv[1:]
    sys.argv[1:] = []
    unittest.main()
