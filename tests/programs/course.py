#!/usr/bin/python3
"""The programs of a Python sockets course, written down as small as such programs are, against plainsock, both ways.

    course.py COMMAND...    COMMAND starts plainsock: build/plainsock, or wine-run build-windows/plainsock.exe
"""
import os
import signal
import socket
import subprocess
import sys
import threading
import unittest

COMMAND = []
HOST = '127.0.0.1'
PATIENCE = 60


class Program:
    """plainsock with these arguments, its streams as pipes."""

    def __init__(self, *arguments, stdin=subprocess.PIPE):
        self.process = subprocess.Popen([*COMMAND, *arguments], stdin=stdin, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, start_new_session=True)
        self.watchdog = threading.Timer(PATIENCE, self.kill)
        self.watchdog.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
        self.process.communicate()
        self.watchdog.cancel()

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self):
        """By Ctrl-C: wineserver does not always survive that a program is killed that waits for a socket (desk.py)."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def line(self):
        return self.process.stdout.readline().decode().rstrip('\r\n')

    def type(self, text):
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def finish(self):
        out, err = self.process.communicate()
        self.watchdog.cancel()
        return self.process.returncode, out.decode().replace('\r\n', '\n'), err.decode().replace('\r\n', '\n')

    def port(self):
        """The port of a server, from the line that it prints first."""
        word, address = self.line().split()
        assert word == 'listening', word
        return int(address.rsplit(':', 1)[1])


def run(*arguments, text=''):
    with Program(*arguments) as program:
        out, err = program.process.communicate(text.encode())
        return program.process.returncode, out.decode().replace('\r\n', '\n'), err.decode().replace('\r\n', '\n')


# The course's programs ------------------------------------------------------------------------------------------

def course_tcp_client(port, message):
    """One message without an end, one answer."""
    client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    client.settimeout(PATIENCE)
    client.connect((HOST, port))
    client.send(message)
    answer = client.recv(1024)
    client.close()
    return answer


def course_tcp_server(server, answers, heard):
    """Answers the first recv(1024) of each connection and closes."""
    for answer in answers:
        connection, _ = server.accept()
        heard.append(connection.recv(1024))
        connection.send(answer)
        connection.close()


def course_udp_client(port, message):
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(PATIENCE)
    client.sendto(message, (HOST, port))
    answer, address = client.recvfrom(65535)
    client.close()
    return answer, address


def course_udp_server(server, answer, heard):
    message, address = server.recvfrom(65535)
    heard.append(message)
    server.sendto(answer or message, address)


class Serving:
    """A course's server in a thread."""

    def __init__(self, kind, serve, answer):
        self.socket = socket.socket(socket.AF_INET, kind)
        self.socket.bind((HOST, 0))
        self.socket.settimeout(PATIENCE)
        if kind == socket.SOCK_STREAM:
            self.socket.listen()
        self.port = str(self.socket.getsockname()[1])
        self.heard = []
        self.thread = threading.Thread(target=serve, args=(self.socket, answer, self.heard))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join()
        self.socket.close()


# Against plainsock ----------------------------------------------------------------------------------------------

class Tcp(unittest.TestCase):
    def test_a_course_client_gets_the_fixed_reply(self):
        with Program('tcp', 'serve', '--port', '0', '--reply', 'Olá, cliente!') as server:
            port = server.port()
            for _ in range(3):
                self.assertEqual(course_tcp_client(port, b'one'), 'Olá, cliente!'.encode())
                self.assertRegex(server.line(), r'^connected 127\.0\.0\.1:\d+$')
                self.assertRegex(server.line(), r'^received 3 bytes from 127\.0\.0\.1:\d+: one$')
                self.assertRegex(server.line(), r'^closed 127\.0\.0\.1:\d+$')
            self.assertEqual(server.finish()[0], 0)

    def test_a_course_client_gets_its_echo(self):
        with Program('tcp', 'serve', '--port', '0') as server:
            self.assertEqual(course_tcp_client(server.port(), b'x' * 1000), b'x' * 1000)

    def test_a_course_client_gets_what_the_operator_types(self):
        with Program('tcp', 'serve', '--port', '0', '--prompt') as server:
            port = server.port()
            server.type('typed\n')
            self.assertEqual(course_tcp_client(port, b'who?'), b'typed')

    def test_a_course_server_is_sent_a_message_and_its_answer_is_printed(self):
        with Serving(socket.SOCK_STREAM, course_tcp_server, ['mensagem recebida, olá'.encode()]) as server:
            self.assertEqual(run('tcp', 'send', HOST, server.port, 'olá'), (0, 'mensagem recebida, olá', ''))
        self.assertEqual(server.heard, ['olá'.encode()])

    def test_stdin_is_sent_when_no_message_is_given(self):
        with Serving(socket.SOCK_STREAM, course_tcp_server, [b'ok']) as server:
            self.assertEqual(run('tcp', 'send', HOST, server.port, text='from stdin'), (0, 'ok', ''))
        self.assertEqual(server.heard, [b'from stdin'])


class Udp(unittest.TestCase):
    def test_a_course_client_gets_the_fixed_reply(self):
        with Program('udp', 'serve', '--port', '0', '--reply', 'sim') as server:
            port = server.port()
            self.assertEqual(course_udp_client(port, b'question'), (b'sim', (HOST, port)))
            self.assertRegex(server.line(), r'^received 8 bytes from 127\.0\.0\.1:\d+: question$')

    def test_the_largest_datagram_comes_back_whole(self):
        with Program('udp', 'serve', '--port', '0') as server:
            message = bytes(range(256)) * 255 + bytes(65507 - 255 * 256)
            self.assertEqual(course_udp_client(server.port(), message)[0], message)

    def test_an_empty_datagram_is_answered_by_an_empty_one(self):
        with Program('udp', 'serve', '--port', '0') as server:
            self.assertEqual(course_udp_client(server.port(), b'')[0], b'')

    def test_a_course_client_gets_what_the_operator_types(self):
        with Program('udp', 'serve', '--port', '0', '--prompt') as server:
            port = server.port()
            server.type('typed\n')
            self.assertEqual(course_udp_client(port, b'who?')[0], b'typed')

    def test_a_course_server_is_sent_a_message_and_its_answer_is_printed(self):
        with Serving(socket.SOCK_DGRAM, course_udp_server, 'recebido'.encode()) as server:
            self.assertEqual(run('udp', 'send', HOST, server.port, 'olá'), (0, 'recebido\n', ''))
        self.assertEqual(server.heard, ['olá'.encode()])

    def test_the_largest_datagram_goes_to_a_course_server_and_back(self):
        text = 'a' * 65507
        with Serving(socket.SOCK_DGRAM, course_udp_server, None) as server:
            self.assertEqual(run('udp', 'send', HOST, server.port, text=text), (0, text + '\n', ''))

    def test_silence_ends_with_28_and_says_that_udp_promises_nothing(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind((HOST, 0))
            port = str(silent.getsockname()[1])
            code, out, err = run('--timeout', '0.3', 'udp', 'send', HOST, port, 'anybody?')
        self.assertEqual((code, out), (28, ''))
        self.assertRegex(err, r'^plainsock: receive 127\.0\.0\.1:\d+: no reply in 0\.3 s \(UDP promises nothing')

    def test_a_closed_port_is_told_as_refused(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as closed:
            closed.bind((HOST, 0))
            port = str(closed.getsockname()[1])
        code, _, err = run('--timeout', '5', 'udp', 'send', HOST, port, 'anybody?')
        # Wine loses the refusal when it comes before the program waits for an answer; Windows does not.
        if code == 28 and 'wine-run' in COMMAND[0]:
            return self.assertIn('UDP promises nothing', err)
        self.assertEqual(code, 1)
        self.assertIn('refused', err)


class RawChat(unittest.TestCase):
    def test_a_course_client_chats_with_the_operator(self):
        with Program('chat', 'serve', '--raw', '--port', '0') as server:
            port = server.port()
            for said, typed in [('oi', 'olá!'), ('tudo bem?', 'sim'), ('fim', 'até logo')]:
                server.type(typed + '\n')
                self.assertEqual(course_tcp_client(port, said.encode()), typed.encode())
                server.line()  # connected
                self.assertTrue(server.line().endswith(': ' + said))
                server.line()  # closed

    def test_a_course_server_hears_each_message_on_its_own_connection_until_fim(self):
        with Serving(socket.SOCK_STREAM, course_tcp_server, [b'one', b'two', b'bye']) as server:
            self.assertEqual(run('chat', 'join', HOST, server.port, '--raw', text='a\nb\nfim\nnever said\n'),
                             (0, 'one\ntwo\nbye\n', ''))
        self.assertEqual(server.heard, [b'a', b'b', b'fim'])

    def test_both_ends_are_plainsock(self):
        with Program('chat', 'serve', '--raw', '--port', '0') as server:
            port = str(server.port())
            server.type('um\ndois\n')
            self.assertEqual(run('chat', 'join', HOST, port, '--raw', text='a\nfim\n'), (0, 'um\ndois\n', ''))


if __name__ == '__main__':
    COMMAND = sys.argv[1:]
    unittest.main(argv=[sys.argv[0]], verbosity=2)
