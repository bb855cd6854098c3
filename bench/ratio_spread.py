#!/usr/bin/python3
"""How far the ratio of TCP to UDP lies apart from run to run: ratio_spread.py PLAINSOCK-BENCH [RUNS]

Runs `plainsock-bench --quick` that often and prints the ratios at 64 B and their interquartile range, in per cent of their
median, for each placement. Ends with 1 when it is 5 % or more on one core.
"""
import collections
import json
import statistics
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 10


def ratios():
    with tempfile.NamedTemporaryFile() as results:
        subprocess.run([PROGRAM, '--quick', '--table', f'--benchmark_out={results.name}'], check=True, capture_output=True)
        for row in json.load(results)['benchmarks']:
            if row['name'].startswith('pair/tcp-udp/64B/'):
                yield row['run_name'].split('/')[4], row['ratio']


def main():
    found = collections.defaultdict(list)
    for run in range(1, RUNS + 1):
        for placement, ratio in ratios():
            found[placement].append(ratio)
            print(f'run {run:2}  {placement:10}  {ratio:.3f}', flush=True)
    spreads = {}
    for placement, each in found.items():
        low, middle, high = statistics.quantiles(each, n=4, method='inclusive')
        spreads[placement] = 100 * (high - low) / middle
        print(f'{placement}: median {middle:.3f}, quartiles {low:.3f} and {high:.3f}, interquartile range {spreads[placement]:.1f} %')
    return 1 if spreads.get('same-core', 0) >= 5 else 0


sys.exit(main())
