#!/usr/bin/env python3
"""The report of a run of plainsock-bench, or what changed since an earlier one.

    report.py RESULTS.json                       writes report.html and results.csv beside it
    report.py RESULTS.json --compare OLD.json    prints what changed beyond the noise

Needs Python 3.8 and nothing else; with gnuplot the report has pictures.
"""
import argparse
import json
import pathlib
import sys

sys.dont_write_bytecode = True  # the folder of the sources stays as it is
import compare  # noqa: E402
import page  # noqa: E402
import plot  # noqa: E402
from results import Results  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n\n')[0])
    parser.add_argument('results', metavar='RESULTS.json', type=pathlib.Path, help='what --benchmark_out wrote')
    parser.add_argument('--compare', metavar='OLD.json', type=pathlib.Path, help='print what changed since this run')
    arguments = parser.parse_args()
    try:
        results = Results(arguments.results)
        if arguments.compare:
            for line in compare.report(Results(arguments.compare), results):
                print(line)
            return
        folder = arguments.results.parent
        results.write_csv(folder / 'results.csv')
        (folder / 'report.html').write_text(page.page(results, plot.available()), encoding='utf-8')
        print(f'{folder / "report.html"}: open it in any browser. The same numbers: {folder / "results.csv"}')
    except (OSError, KeyError, json.JSONDecodeError, RuntimeError) as failure:
        sys.exit(f'report.py: {type(failure).__name__}: {failure}')


if __name__ == '__main__':
    main()
