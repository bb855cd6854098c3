#!/usr/bin/python3
"""An FTP server that never stops talking must fill neither the memory nor the time of the client.

    hostile.py COMMAND...    COMMAND starts plainsock
"""
import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

COMMAND = []
AMOUNT = 200_000_000  # bytes of hostile reply
MOST_MEMORY = 20_000  # KiB, resident
PIECE = 1_000_000


def repeated(text):
    """AMOUNT bytes of the same text, a piece at a time."""
    piece = text * (PIECE // len(text))
    for _ in range(AMOUNT // len(piece)):
        yield piece


class Server:
    """Answers politely until `verb` comes (None: the greeting), then pours."""
    POLITE = {'USER': '331 password', 'PASS': '230 in', 'TYPE': '200 ok', 'SIZE': '213 5', 'PWD': '257 "/"'}

    def __init__(self, verb, begin, text):
        self.verb, self.begin, self.text = verb, begin, text
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.data_listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        control, _ = self.listener.accept()
        try:
            if self.verb is None:
                return self.pour(control)
            control.sendall(b'220 ready\r\n')
            for line in control.makefile('rb'):
                verb = line.split()[0].decode().upper()
                if verb == self.verb:
                    return self.pour(control)
                port = self.data_listener.getsockname()[1]
                polite = {**self.POLITE, 'EPSV': f'229 ok (|||{port}|)'}
                control.sendall(polite.get(verb, '502 no').encode() + b'\r\n')
        except OSError:
            pass  # it has had enough
        finally:
            control.close()

    def close(self):
        self.listener.close()
        self.data_listener.close()

    def pour(self, control):
        control.sendall(self.begin)
        for piece in repeated(self.text):
            control.sendall(piece)


class Hostile(unittest.TestCase):
    def check(self, verb, begin, text, status):
        server = Server(verb, begin, text)
        with tempfile.TemporaryDirectory() as folder:
            client = subprocess.Popen([*COMMAND, '--timeout', '20', 'ftp', 'get', f'ftp://127.0.0.1:{server.port}/f',
                                       '-o', folder + '/f'], stderr=subprocess.PIPE)
            said = client.stderr.read()
            _, ended, used = os.wait4(client.pid, 0)
            client.returncode = os.waitstatus_to_exitcode(ended)
            client.stderr.close()
            server.close()
            self.assertEqual(os.listdir(folder), [])
        self.assertEqual(client.returncode, status, said[:500])
        self.assertLess(len(said), 1000)
        self.assertLess(used.ru_maxrss, MOST_MEMORY)
        self.assertLess(used.ru_utime + used.ru_stime, 10)

    def test_a_greeting_of_one_line(self):
        self.check(None, b'220 ', b'a', 1)

    def test_a_greeting_of_many_lines(self):
        self.check(None, b'220-welcome\r\n', b'220-and again\r\n', 1)

    def test_a_greeting_of_lines_without_a_code(self):
        self.check(None, b'220-welcome\r\n', b'\r\n', 1)

    def test_a_greeting_that_is_put_off_again_and_again(self):
        self.check(None, b'', b'120 soon\r\n', 1)

    def test_nothing_but_telnet_commands(self):
        self.check(None, b'', b'\xff\xfd\x01', 1)

    def test_a_reply_to_pass(self):
        self.check('PASS', b'230-', b'a', 1)

    def test_a_reply_to_retr(self):
        self.check('RETR', b'150-go\r\n', b' 150 and on\r\n', 1)

    def test_preliminary_replies_to_retr_without_end(self):
        self.check('RETR', b'', b'150 go\r\n', 1)


if __name__ == '__main__':
    COMMAND = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
