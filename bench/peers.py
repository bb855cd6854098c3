#!/usr/bin/python3
"""plainsock-bench beside sockperf, qperf and iperf3: in turn, all pinned to one processor, the far end a process of its own.

    peers.py PLAINSOCK-BENCH [ROUNDS [SECONDS]]

Prints the medians, lowest and highest of each, and the ratio of the medians: ours to theirs, above 1 where ours is faster.
"""
import collections
import json
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 12
SECONDS = sys.argv[3] if len(sys.argv) > 3 else '1'
PINNED = ['taskset', '-c', '0']
MICROSECONDS = {'ns': 1e-3, 'us': 1, 'ms': 1e3}


def output_of(*command):
    return subprocess.run([*PINNED, *command], check=True, capture_output=True, text=True).stdout


def free_port():
    with socket.socket() as any_port:
        any_port.bind(('127.0.0.1', 0))
        return str(any_port.getsockname()[1])


def is_open(port):
    """proc(5), /proc/net: who connected to see it would be the server's one client."""
    local = [line.split()[1] for table in ('tcp', 'tcp6', 'udp', 'udp6')
             for line in pathlib.Path('/proc/net', table).read_text().splitlines()[1:]]
    return any(address.endswith(f':{int(port):04X}') for address in local)


class Server:
    def __init__(self, port, *command):
        self.process = subprocess.Popen([*PINNED, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not is_open(port) and time.monotonic() < end:
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def ours(case, counter):
    """std::regex takes no escape that it does not need, so no re.escape."""
    chosen = case.replace('+', r'\+')
    with tempfile.NamedTemporaryFile() as results:
        output_of(PROGRAM, f'--benchmark_filter=^{chosen}/real_time$', f'--benchmark_min_time={SECONDS}',
                  f'--benchmark_out={results.name}', '--benchmark_out_format=json')
        return json.load(results)['benchmarks'][0][counter]


def sockperf(protocol):
    port, tcp = free_port(), ['--tcp'] if protocol == 'tcp' else []
    with Server(port, 'sockperf', 'server', '-i', '127.0.0.1', '-p', port, *tcp):
        said = output_of('sockperf', 'ping-pong', '-i', '127.0.0.1', '-p', port, '-m', '64', '-t', SECONDS, '--full-rtt', *tcp)
    seconds, trips = re.search(r'\[Valid Duration\] RunTime=([\d.]+) sec; SentMessages=\d+; ReceivedMessages=(\d+)', said).groups()
    return float(trips) / float(seconds)


def qperf(protocol):
    """Its latency is half a round trip."""
    port = free_port()
    with Server(port, 'qperf', '-lp', port):
        said = output_of('qperf', '-lp', port, '127.0.0.1', '-t', SECONDS, '-m', '64', '-e', '6', f'{protocol}_lat')
    number, unit = re.search(r'latency\s*=\s*([\d.]+) (\w+)', said).groups()
    return 1e6 / (2 * float(number) * MICROSECONDS[unit])


def iperf3(*options):
    port = free_port()
    with Server(port, 'iperf3', '-s', '-B', '127.0.0.1', '-p', port, '-1'):
        return json.loads(output_of('iperf3', '-c', '127.0.0.1', '-p', port, '-t', SECONDS, '-J', *options))['end']


def iperf3_tcp():
    """Congestion control as ours: the system's may be one that paces."""
    return iperf3('-l', '65536', '-C', 'cubic')['sum_received']['bits_per_second'] / 1e9


def iperf3_udp():
    """As fast as it can, by the server's count."""
    total = iperf3('-l', '1472', '-u', '-b', '0')['sum']
    return (total['packets'] - total['lost_packets']) * 1472 * 8 / total['seconds'] / 1e9


HOW = 'same-core/process'
CONTESTS = {
    'TCP round trips a second, 64 B': {'plainsock': lambda: ours(f'rtt/tcp/64B/block/{HOW}', 'per_second'),
                                       'sockperf': lambda: sockperf('tcp'), 'qperf': lambda: qperf('tcp')},
    'UDP round trips a second, 64 B': {'plainsock': lambda: ours(f'rtt/udp/64B/block/{HOW}', 'per_second'),
                                       'sockperf': lambda: sockperf('udp'), 'qperf': lambda: qperf('udp')},
    'TCP Gbit/s received, writes of 65536 B': {'plainsock': lambda: ours(f'throughput/tcp/65536B/{HOW}', 'gbit_s'),
                                               'iperf3': iperf3_tcp},
    'UDP Gbit/s received, datagrams of 1472 B': {
        'plainsock': lambda: ours(f'throughput/udp/1472B/gso+gro/windowed/{HOW}', 'gbit_s'), 'iperf3': iperf3_udp}}


def main():
    missing = [tool for tool in ('taskset', 'sockperf', 'qperf', 'iperf3') if not shutil.which(tool)]
    if missing:
        sys.exit(f'peers.py: not installed: {" ".join(missing)} (.ci/packages bench)')
    for title, tools in CONTESTS.items():
        runs = collections.defaultdict(list)
        for _ in range(ROUNDS):
            for name, run in tools.items():
                runs[name].append(run())
        print(title)
        for name, each in runs.items():
            ratio = '' if name == 'plainsock' else \
                f'   plainsock / {name} = {statistics.median(runs["plainsock"]) / statistics.median(each):.2f}'
            print(f'  {name:10} {statistics.median(each):12,.2f}  [{min(each):,.2f} to {max(each):,.2f}]{ratio}', flush=True)


main()
