#!/usr/bin/python3
"""Echo servers side by side: messages a second of each under the same load, in turns (every other round backwards), and the medians.

    compare.py BUILD [ROUNDS [SECONDS]]    BUILD: the build folder
"""
import pathlib
import statistics
import subprocess
import sys

BUILD = pathlib.Path(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 9
SECONDS = sys.argv[3] if len(sys.argv) > 3 else '2'
SERVERS = {'raw epoll': [BUILD / 'bench/echo/raw-epoll-server'],
           'plainsock': [BUILD / 'plainsock', 'tcp', 'serve', '--port', '0', '--model', 'epoll', '--quiet'],
           'asio': [BUILD / 'bench/echo/asio-server']}
LOADS = [(1, 64), (64, 64), (64, 16384), (1000, 64)]  # clients, bytes of a message


def rate(command, clients, size):
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        port = server.stdout.readline().decode().strip().rsplit(':', 1)[1]
        load = subprocess.run([BUILD / 'bench/echo/echo-load', port, str(clients), str(size), SECONDS],
                              stdout=subprocess.PIPE, check=True)
        server.kill()
    return float(load.stdout)


def main():
    servers = {name: command for name, command in SERVERS.items() if command[0].exists()}
    print('| clients | bytes | ' + ' | '.join(f'{name}, messages/s' for name in servers) + ' | plainsock / raw | plainsock / asio |')
    print('|---' * (len(servers) + 4) + '|')
    for clients, size in LOADS:
        rates = {name: [] for name in servers}
        for number in range(ROUNDS):
            for name in list(servers)[::1 if number % 2 else -1]:
                rates[name].append(rate(servers[name], clients, size))
        medians = {name: statistics.median(each) for name, each in rates.items()}
        print(f'| {clients} | {size} | ' + ' | '.join(f'{medians[name]:,.0f}' for name in servers)
              + ''.join(f' | {medians["plainsock"] / medians[name]:.2f}' if name in medians else ' | ' for name in ('raw epoll', 'asio'))
              + ' |', flush=True)


main()
