#!/usr/bin/python3
"""The report of a run, opened in a browser, and the comparison of two runs.

    report.py REPORT BENCH      REPORT: bench/report/report.py; BENCH: a build's plainsock-bench
"""
import csv
import functools
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import unittest

import run
from browser import Page, browse

sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parent))
import compare  # noqa: E402
from results import Case  # noqa: E402

# What the axes of each kind must say, with their units.
UNITS = {'percentiles': ('share of the round trips, %', 'round trip, µs'), 'latency': ('message, bytes', 'round trip, µs'),
         'throughput': ('message or write, bytes', 'received, Gbit/s'), 'loss': ('thousand datagrams a second', 'lost, %'),
         'cost': ('CPU of both ends for a round trip, µs',), 'bytes': ('CPU of both ends, ns/byte',),
         'nagle': ('round trip, 50 %, µs',), 'open': ('messages a second', 'from due to reply, µs'),
         'stall': ('round trip, 99 %, µs',), 'setup': ('from start to end, 50 %, µs',)}
# Every text of a visible picture lies within it and over no other, and can be read (WCAG 2.1, 1.4.3: contrast 4.5).
PROBE = '''<script>
const found = [];
const luminance = colour => colour.match(/\\d+/g).slice(0, 3).map(part => part / 255)
  .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0.05);
const paper = luminance(getComputedStyle(document.body).backgroundColor);
for (const text of document.querySelectorAll('text, p, td, th, h1, h3, summary')) {
  const style = getComputedStyle(text), ink = luminance(text.tagName == 'text' ? style.fill : style.color);
  if (Math.max(ink, paper) / Math.min(ink, paper) < 4.5) found.push('faint: ' + text.textContent);
}
for (const svg of document.querySelectorAll('svg')) {
  const frame = svg.getBoundingClientRect();
  if (!frame.width) continue;
  const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  boxes.forEach(([text, box], i) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
      found.push(svg.getAttribute('aria-label') + ': clipped: ' + text);
    for (const [other, place] of boxes.slice(0, i))
      if (box.left < place.right - 1 && place.left < box.right - 1 && box.top < place.bottom - 4 && place.top < box.bottom - 4)
        found.push(svg.getAttribute('aria-label') + ': ' + text + ' over ' + other);
  });
}
if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than its window');
document.body.insertAdjacentHTML('beforeend', '<p class="note">PROBE ' + (paper < 0.2 ? 'dark ' : 'light ') + JSON.stringify(found) + '</p>');
</script>'''


def command(*arguments, **options):
    return subprocess.run([sys.executable, sys.argv[1], *map(str, arguments)], capture_output=True, text=True, check=True,
                          timeout=120, **options).stdout


def medians(content):
    """(case, counter) -> median over the repetitions, straight from the JSON."""
    values = {}
    for row in content['benchmarks']:
        if row['run_type'] == 'iteration' and not row.get('error_occurred'):
            for key, value in row.items():
                if isinstance(value, (int, float)):
                    values.setdefault((row['run_name'].replace('/real_time', ''), key), []).append(value)
    return {key: statistics.median(found) for key, found in values.items()}


@functools.cache
def report_of_everything():
    """The JSON of the made-up run, and the folder with what was made of it."""
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    content = run.run()
    path = pathlib.Path(folder.name)
    (path / 'results.json').write_text(json.dumps(content))
    command(path / 'results.json')
    return content, path


class Fixture(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.results = self.folder / 'results.json'
        self.html = self.folder / 'report.html'

    def write(self, name, content):
        path = self.folder / name
        path.write_text(json.dumps(content))
        return path

    def assert_quiet(self, seen):
        self.assertEqual((seen.console, seen.requests, Page(seen.text).references), ([], [], []))

    def assert_values(self, page, content):
        """The number in each cell is the one of the JSON, and what is shown is that number, in the unit of its column."""
        wanted = medians(content)
        self.assertGreater(len(page.values), 50)
        for key, (exact, shown) in page.values.items():
            self.assertEqual(exact, wanted[key], key)
            number = float(shown.replace(',', ''))
            self.assertTrue(any(abs(number - exact * scale) <= 0.005 * abs(number) for scale in (1, 1e-3)), (key, exact, shown))

    def assert_pictures(self, page, kinds):
        self.assertEqual({figure['class'] for figure in page.figures}, kinds)
        for figure in page.figures:
            self.assertTrue(figure['h3'])
            self.assertEqual(len(figure['svg']), 2, 'one for a desk, one for a phone')
            for texts in figure['svg']:
                for label in UNITS[figure['class']]:
                    self.assertTrue(any(label in text for text in texts), (figure['h3'], label, texts))
                names = figure['key'] if len(UNITS[figure['class']]) == 2 else texts
                self.assertTrue(any(re.match('TCP|UDP', name) for name in names), (figure['h3'], names))


class Report(Fixture):
    def test_every_kind_of_case_has_its_picture_and_its_numbers(self):
        content, folder = report_of_everything()
        seen = browse(folder / 'report.html')
        page = Page(seen.text)
        self.assert_quiet(seen)
        self.assert_pictures(page, set(UNITS))
        self.assertEqual(page.figures[0]['key'], ['TCP', 'TCP, spin', 'UDP', 'UDP, spin', 'AF_UNIX', 'AF_UNIX, spin', 'pipe', 'futex'])
        self.assert_values(page, content)
        self.assertEqual({case for case, _ in page.values}, {case for case, _ in medians(content)})
        self.assertIn('>4.24 to 4.30</td>', seen.text)  # the repetitions of 4.27
        self.assertTrue(any('busy before the run' in note for note in page.notes))
        self.assertTrue(any('no &lt;b&gt;luck' in line for line in seen.text.splitlines()))

    def test_a_real_run_has_a_report(self):
        subprocess.run([sys.argv[2], '--quick', '--table', '--benchmark_filter=.', '--benchmark_min_time=0.01',
                        f'--benchmark_out={self.results}'], check=True, capture_output=True, timeout=120)
        command(self.results)
        seen = browse(self.html)
        page = Page(seen.text)
        self.assert_quiet(seen)
        self.assert_pictures(page, {'percentiles', 'cost', 'bytes'})
        self.assert_values(page, json.loads(self.results.read_text()))
        self.assertTrue(any('nothing for: latency by size,' in note
                            and note.endswith('make bench') for note in page.notes), page.notes)

    def test_what_should_not_be_there_is_noticed(self):
        self.html.write_text('<!DOCTYPE html><title>bad</title><img src="http://127.0.0.1:9/a.png">'
                             '<style>@import "http://example.invalid/b.css";</style><script>undefined_function()</script>')
        seen = browse(self.html)
        self.assertEqual(sorted(seen.requests), ['http://127.0.0.1:9/a.png', 'http://example.invalid/b.css'])
        self.assertEqual(len(Page(seen.text).references), 2)
        self.assertRegex(' '.join(seen.console), 'undefined_function is not defined')

    def test_every_label_can_be_read_on_a_desk_and_on_a_phone_in_the_dark(self):
        text = re.sub(r'<meta http-equiv.*>', '', (report_of_everything()[1] / 'report.html').read_text())
        self.html.write_text(text.replace('</body>', PROBE + '</body>'))
        for light, options in (('light', ['--window-size=1000,800']),
                               ('dark', ['--window-size=500,800', '--blink-settings=preferredColorScheme=0'])):
            seen = browse(self.html, *options)
            found = [note for note in Page(seen.text).notes if 'PROBE' in note]
            self.assertEqual(found, [f'PROBE {light} []'], seen.console)

    def test_without_gnuplot_the_tables_are_there_and_the_report_says_so(self):
        content = run.run()
        command(self.write('results.json', content), env={'PATH': ''})
        page = Page(self.html.read_text())
        self.assertEqual([figure['svg'] for figure in page.figures], [[]] * len(page.figures))
        self.assert_values(page, content)
        self.assertTrue(any('gnuplot was not found' in note for note in page.notes))

    def test_zeros_and_an_empty_run_have_a_report_too(self):
        zeros = run.run()
        for row in zeros['benchmarks']:
            row.update((key, 0.0) for key, value in row.items() if isinstance(value, float))
        for content in (zeros, {**zeros, 'benchmarks': []}):
            command(self.write('results.json', content))
            self.assertIn('busy before the run', self.html.read_text())

    def test_the_csv_has_one_row_a_case(self):
        content, folder = report_of_everything()
        with open(folder / 'results.csv', newline='') as file:
            rows = list(csv.DictReader(file))
        wanted = medians(content)
        self.assertEqual([row['name'] for row in rows], [name for name, _ in run.cases()])
        for row in rows:
            for counter in ('p50_ns', 'gbit_s', 'lost_pct'):
                self.assertEqual(row[counter], str(wanted.get((row['name'], counter), '')))


class Comparison(Fixture):
    def compared(self, old, new):
        return command(self.write('new.json', new), '--compare', self.write('old.json', old)).splitlines()

    def test_a_run_beside_itself_shows_no_difference(self):
        lines = self.compared(run.run(), run.run())
        self.assertEqual(len(lines), 1, lines)
        self.assertRegex(lines[0], r'^(\d+) of \1 figures: no difference that this machine can show$')

    def test_what_takes_longer_is_told_and_nothing_else(self):
        lines = self.compared(run.run(), run.run(factor=1.1))
        self.assertIn('rtt/tcp/1B/block/same-core  p50: 4.27 [4.24 to 4.30] -> 4.70 [4.67 to 4.73] us, +10.0 % worse', lines)
        self.assertTrue(all('no difference' in line or 'floor has changed' in line or re.search(r'  (p50|p99|CPU): .*\+10.0 % worse$', line) for line in lines))
        self.assertTrue(any(line.endswith('-9.1 % better') for line in self.compared(run.run(1.1), run.run())))

    def test_one_repetition_tells_nothing_but_the_ratio_of_its_pairs(self):
        lines = self.compared(run.run(repetitions=1), run.run(factor=2, repetitions=1))
        self.assertRegex(lines[-1], 'fewer than 4 repetitions, nothing can be told')
        self.assertEqual(lines[0], f'2 of {lines[-1].split()[2]} figures: no difference that this machine can show')

    def test_another_machine_and_missing_cases_are_told_first(self):
        new = run.run()
        new['context'] = {**run.CONTEXT, 'congestion_control': 'cubic', 'look_longest_gap_us': '3.1'}
        new['benchmarks'] = [row for row in new['benchmarks'] if 'copies/' not in row['name']]
        self.assertEqual(self.compared(run.run(), new)[:2], ["warning: congestion_control was 'bbr' and is 'cubic'",
                                                             'only in the old run: copies/same-core'])

    def test_a_floor_that_changed_is_the_machine_and_no_socket(self):
        lines = self.compared(run.run(), run.run(factor=0.9))
        self.assertRegex(lines[0], '^warning: the floor has changed, ')

    def test_the_rule(self):
        def verdict(old, new, counter='p50_ns', others=0):
            cases = [Case('rtt'), Case('rtt')]
            for case, values in zip(cases, (old, new)):
                case.counters = {counter: values, 'others_cpu_pct': [others]}
            return compare.verdict(counter, *cases)
        self.assertEqual(verdict([100, 101, 102, 103], [110, 111, 112, 113]), 'changed')
        self.assertEqual(verdict([110, 111, 112, 113], [100, 101, 102, 103]), 'changed')
        self.assertEqual(verdict([100, 101, 102, 110], [109, 111, 112, 113]), 'same')          # they touch
        self.assertEqual(verdict([1000, 1001, 1002, 1003], [1010, 1011, 1012, 1013]), 'same')  # by a hundredth only
        self.assertEqual(verdict([100, 101, 102], [110, 111, 112]), 'too few')
        self.assertEqual(verdict([100, 101, 102, 103], [110, 111, 112, 113], others=21), 'disturbed')
        self.assertEqual(verdict([100, 101, 102, 103], [110, 111, 112, 113], 'ratio', others=21), 'changed')
        self.assertEqual(verdict([0, 0, 0, 0], [0.05] * 4, 'lost_pct'), 'same')
        self.assertEqual(verdict([0, 0, 0, 0], [0.5] * 4, 'lost_pct'), 'changed')

    def test_the_interval_is_the_binomial_one(self):
        """Limits of the 95 % interval of a median by rank, as tables of order statistics have them."""
        for count, ranks in ((4, (1, 4)), (5, (1, 5)), (6, (1, 6)), (9, (2, 8)), (20, (6, 15)), (100, (40, 61))):
            self.assertEqual(compare.interval(list(range(count, 0, -1))), ranks)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
