#!/usr/bin/python3
"""The FTP shell: a real session typed at a terminal (tmux), and the same words as a script from a pipe.

    shell.py Script COMMAND...      COMMAND starts plainsock: build/plainsock, or wine-run build-windows/plainsock.exe
    shell.py Terminal COMMAND...    needs tmux, and a plainsock with libedit

A small relay stands between the program and the server, so that a test can cut the connection.
"""
import contextlib
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

from terminal import PATIENCE, AtTerminal

COMMAND = []
SERVERS = pathlib.Path(__file__).resolve().parent.parent / 'support/servers.py'
FILES = {'one.txt': b'one\n', 'two.txt': b'two\r\n', 'large.bin': bytes(range(256)) * 2000, 'with space.txt': b'x'}


class Relay:
    """Connections to one port go to another, until cut()."""

    def __init__(self, target):
        self.target = target
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.sockets = []
        self.copies = []
        self.accepted = 0
        self.server = threading.Thread(target=self.serve)
        self.server.start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(('127.0.0.1', self.target))
                self.accepted += 1
                self.sockets += [near, far]
                for pair in ((near, far), (far, near)):
                    self.copies.append(threading.Thread(target=self.copy, args=pair))
                    self.copies[-1].start()

    @staticmethod
    def copy(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def cut(self):
        for each in self.sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for each in self.copies:
            each.join()
        for each in self.sockets:
            each.close()
        self.sockets, self.copies = [], []

    def close(self):
        """No thread is left that could use the number of a closed socket, which the next test's has then."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.server.join()
        self.cut()
        self.listener.close()


class Fixture(unittest.TestCase):
    """A server with FILES in sub/, a relay to it, and an empty local folder but for up.txt."""

    def setUp(self):
        self.server = subprocess.Popen([sys.executable, SERVERS, 'vsftpd'], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end_server)
        _, _, port, _, home = self.server.stdout.readline().rstrip('\n').split('\t')
        self.remote = pathlib.Path(home, 'sub')
        self.remote.mkdir()
        for name, content in FILES.items():
            (self.remote / name).write_bytes(content)
        self.order('own')
        self.relay = Relay(int(port))
        self.addCleanup(self.relay.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.local = pathlib.Path(folder.name)
        (self.local / 'up.txt').write_bytes(b'from here')
        self.url = f'ftp://ftplab:ftplab-pw@127.0.0.1:{self.relay.port}/'

    def order(self, word):
        self.server.stdin.write(word + '\n')
        self.server.stdin.flush()
        self.server.stdout.readline()

    def end_server(self):
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()

    def files(self):
        return {each.name: each.read_bytes() for each in self.local.iterdir()}

    def script(self, lines, *options, url=None):
        done = subprocess.run([*COMMAND, 'ftp', 'shell', *options, *([url or self.url])], cwd=self.local,
                              input='\n'.join(lines).encode(), capture_output=True, timeout=PATIENCE)
        return done.returncode, done.stdout.decode().replace('\r\n', '\n'), done.stderr.decode().replace('\r\n', '\n')


class Script(Fixture):
    def test_the_words_of_a_session_give_its_files(self):
        status, out, err = self.script(['cd sub', 'ls', 'get large.bin', 'put up.txt', 'mget *.txt', 'bye', 'no more'])
        self.assertEqual((status, err), (0, ''))
        self.assertEqual(self.files(), {**FILES, 'up.txt': b'from here'})
        self.assertEqual((self.remote / 'up.txt').read_bytes(), b'from here')
        self.assertRegex(out, r'(?m)^- +512000  \S+ +large\.bin$')

    def test_a_name_that_two_patterns_match_is_taken_once(self):
        status, out, err = self.script(['cd sub', 'mdelete one* *one.txt'])
        self.assertEqual((status, out, err), (0, '', ''))
        self.assertFalse((self.remote / 'sub/one.txt').exists())

    def test_a_script_goes_on_after_an_error_and_exits_4(self):
        status, out, err = self.script(['get missing', 'nonsense', 'size', 'cd sub', 'size one.txt'])
        self.assertEqual((status, out), (4, '4\n'))
        self.assertEqual([line.split(':')[0] for line in err.splitlines()], ['plainsock'] * 3)

    def test_a_strict_script_stops_at_its_first_error_and_exits_with_its_status(self):
        status, out, err = self.script(['pwd', 'get missing', 'pwd'], '--strict')
        self.assertEqual((status, out), (78, '/\n'))
        self.assertEqual(len(err.splitlines()), 1)

    def test_a_refused_login_ends_a_strict_script_with_67(self):
        self.assertEqual(self.script(['pwd'], '--strict', url=self.url.replace('-pw', '-no'))[0], 67)

    def test_a_mistyped_command_is_wrong_usage_and_no_prompt(self):
        for words in (['nonsense'], ['nonsense', self.url], ['shell', 'nonsense'], ['stat', self.url + 'sub', 'more'], []):
            done = subprocess.run([*COMMAND, 'ftp', *words], input=b'lpwd', capture_output=True, timeout=PATIENCE)
            self.assertEqual((done.returncode, done.stdout), (2, b''), words)

    def test_a_url_alone_is_the_shell(self):
        done = subprocess.run([*COMMAND, 'ftp', self.url + 'sub/'], input=b'pwd', capture_output=True, timeout=PATIENCE)
        self.assertEqual((done.returncode, done.stdout.split()), (0, [b'/sub']))

    def test_quotes_and_backslashes_hold_a_name_together(self):
        for name in ('"with space.txt"', r'with\ space.txt', "'with space.txt'"):
            status, out, _ = self.script(['cd sub', 'size ' + name])
            self.assertEqual((status, out), (0, '1\n'), name)
        status, _, err = self.script(['cd sub', 'mdelete \\*.txt', 'size "open'])
        self.assertEqual(status, 4)
        self.assertIn('a quote is not closed', err)
        self.assertEqual(len(list(self.remote.iterdir())), len(FILES))

    def test_changes_reach_the_server(self):
        status, out, err = self.script([
            'mkdir "new dir"', 'cd new\\ dir', 'put up.txt a', 'append up.txt a', 'size a', 'rename a b', 'nlist',
            'mput *.txt', 'nlist', 'mdelete *', 'nlist', 'cdup', 'rmdir "new dir"', 'pwd'])
        self.assertEqual((status, err), (0, ''))
        self.assertEqual(out, '18\nb\nb\nup.txt\n/\n')

    def test_settings_are_told_and_kept(self):
        status, out, err = self.script(['type ascii', 'type', 'timeout 2.5', 'timeout', 'active', 'epsv off', 'glob off',
                                        'status', 'cd sub', 'mget *.txt'])
        self.assertEqual(status, 4)
        self.assertIn('type ascii\ntimeout 2.5 s\n', out)
        self.assertIn('type ascii; active; epsv off; timeout 2.5 s\n', out)
        self.assertIn('glob off\n', out)

    def test_explain_says_where_each_line_is_specified(self):
        _, _, err = self.script(['explain on', 'cd sub'])
        self.assertRegex(err, r'(?m)^> CWD sub\n    # .*RFC 959 section 4\.1\.1\)\n< 250')

    def test_help_explains_every_word(self):
        _, out, _ = self.script(['help'])
        words = out.split()
        for word in '''open user close bye quit ls dir nlist cd cdup pwd lcd lpwd lls get recv mget reget put send mput append
                delete mdelete rename mkdir rmdir size modtime newer chmod mirror ascii binary type passive active epsv
                prompt glob progress verbose trace explain status system features remotehelp quote site restart timeout
                help ? !'''.split():
            self.assertIn(word, words)


class Terminal(AtTerminal, Fixture):
    def setUp(self):
        super().setUp()
        self.begin(self.relay.port, [*COMMAND, 'ftp', 'shell'], self.local)
        self.wait_for('ftp>')

    def log_in(self):
        self.type(f'open ftplab@127.0.0.1:{self.relay.port}', 'Password for ftplab@127.0.0.1:')
        self.keys('-l', 'ftplab-pw')
        self.keys('Enter')
        self.wait_for('ftp 127.0.0.1:/>')
        self.assertNotIn('ftplab-pw', self.screen())

    def test_a_whole_session(self):
        self.log_in()
        self.type('cd sub', 'ftp 127.0.0.1:/sub>')
        self.type('ls', 'two.txt')
        self.type('get large.bin', 'large.bin: 512000 bytes')
        self.type('put up.txt', 'up.txt: 9 bytes')
        self.type('mget *.txt', 'mget one.txt [ynaq]?')
        self.type('a', 'with space.txt: 1 bytes')
        self.assertEqual(self.files(), {**FILES, 'up.txt': b'from here'})
        self.type('quit', 'ended with 0')

    def test_tab_completes_words_remote_and_local_names(self):
        self.log_in()
        self.keys('-l', 'cd s')
        self.keys('Tab')
        self.wait_for('cd sub/')
        self.keys('Enter')
        self.wait_for('ftp 127.0.0.1:/sub>')
        self.keys('-l', 'siz')
        self.keys('Tab')
        self.keys('-l', 'with')
        self.keys('Tab')
        self.wait_for('size with\\ space.txt')
        self.keys('Enter')
        self.wait_for('\n1\n')
        self.keys('-l', 'put u')
        self.keys('Tab')
        self.wait_for('put up.txt')
        self.keys('C-c')
        self.type('status', 'connected to')

    def test_directories_are_coloured(self):
        self.log_in()
        self.type('ls', '\x1b[1m\x1b[34msub', '-e')

    def test_a_lost_connection_comes_back_where_it_was(self):
        self.log_in()
        self.type('cd sub', 'ftp 127.0.0.1:/sub>')
        self.relay.cut()
        self.type('size large.bin', '512000')
        self.assertIn('the connection was lost and is there again', self.screen())
        self.assertEqual(self.relay.accepted, 2)
        self.type('pwd', '\n/sub\n')

    def test_history_brings_lines_back_but_no_password(self):
        self.log_in()
        self.type('user ftplab ftplab-pw', 'ftp 127.0.0.1:/>')
        self.type(f'open {self.url}', 'ftp 127.0.0.1:/>')
        self.type('pwd', '\n/\n')
        self.keys('C-l')
        self.keys('Up', 'Up')
        self.wait_for('> open ftplab@')
        self.assertNotIn('ftplab-pw', self.screen())
        self.keys('C-c')
        self.assertFalse(any(each.name.startswith('.') for each in self.local.iterdir()))

    def test_ctrl_c_ends_a_command_and_not_the_shell(self):
        self.log_in()
        for _ in range(2):
            self.type('! echo sleeps; cat', '; cat\nsleeps')
            self.keys('C-c')
            self.wait_for('exit status')
        self.type('pwd', '\n/\n')

    def test_ctrl_c_is_no_answer(self):
        self.log_in()
        self.type('cd sub', 'ftp 127.0.0.1:/sub>')
        self.type('mdelete *', '[ynaq]?')
        self.keys('C-c')
        self.wait_for('stopped by the user')
        self.type('pwd', '\n/sub\n')
        self.assertEqual({each.name for each in self.remote.iterdir()}, set(FILES))

    def test_ctrl_c_ends_the_wait_for_a_silent_server(self):
        self.log_in()
        self.type('verbose on', 'verbose on')
        self.order('freeze')
        self.type('system', '> SYST')
        self.keys('C-c')
        self.wait_for('stopped by the user')
        self.order('thaw')
        self.type('verbose off', 'verbose off\n')
        self.type('pwd', '\n/\n')


if __name__ == '__main__':
    case, COMMAND = sys.argv[1], sys.argv[2:]
    unittest.main(argv=[sys.argv[0], case], verbosity=2)
