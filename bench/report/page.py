"""The report: one HTML file that asks for nothing else, for a desk, a phone, a printer, by day and by night."""
import html
import pathlib
import re

import chart
import charts
import plot
from numbers_shown import shown
from results import MOST_OF_OTHERS

FACTS = {'date': 'measured', 'host_name': 'host', 'processor': 'processor', 'num_cpus': 'processors',
         'mhz_per_cpu': 'clock, MHz', 'virtual_machine': 'virtual machine', 'kernel': 'kernel',
         'spectre_v2': 'Spectre v2', 'governor': 'governor', 'idle_driver': 'idle driver', 'clock_source': 'clock source',
         'congestion_control': 'TCP congestion control', 'tcp_rmem': 'tcp_rmem', 'tcp_wmem': 'tcp_wmem',
         'rmem_default': 'rmem_default', 'rmem_max': 'rmem_max', 'wmem_default': 'wmem_default', 'wmem_max': 'wmem_max',
         'loopback_mtu': 'loopback MTU', 'load_avg': 'load', 'look_verdict': 'before the run it was',
         'look_others_cpu_pct': 'CPU of other programs then, %', 'look_clock_ns': 'reading the clock, ns',
         'look_longest_gap_us': 'longest gap in a busy loop, µs', 'look_wake_up_us': 'round trip without a socket, µs'}
NOT_SHOWN = {'caches', 'library_build_type', 'cpu_scaling_enabled', 'json_schema_version'}
PAIR_COLUMNS = [('TCP / UDP', 'ratio', 1), ('95 % from', 'ratio_low', 1), ('to', 'ratio_high', 1), ('pairs', 'pairs', 1),
                ('TCP 50 %, µs', 'tcp_p50_ns', 1e-3), ('UDP 50 %, µs', 'udp_p50_ns', 1e-3),
                ('TCP 99 %, µs', 'tcp_p99_ns', 1e-3), ('UDP 99 %, µs', 'udp_p99_ns', 1e-3)]
OTHER_COLUMNS = [('50 %, µs', 'p50_ns', 1e-3), ('99 %, µs', 'p99_ns', 1e-3), ('99.9 %, µs', 'p999_ns', 1e-3),
                 ('1/s', 'per_second', 1), ('Gbit/s', 'gbit_s', 1), ('lost, %', 'lost_pct', 1),
                 ('CPU, ns', 'cpu_ns', 1), ('system calls', 'syscalls', 1)]
SPREADING = {'ratio', 'p50_ns', 'gbit_s', 'lost_pct', 'cpu_ns'}
FEW_ROWS = 8  # a longer table is folded


def escaped(text):
    return html.escape(str(text))


def name_shown(name):
    """A name may break after each slash and nowhere else."""
    return '<code>' + '<wbr>'.join(f'<span>{escaped(word)}</span>' for word in re.findall('[^/]*/?', name) if word) + '</code>'


def cell(case, counter, scale):
    value = case.median(counter)
    if value is None:
        return '<td></td>'
    return (f'<td><data value="{value!r}" data-case="{escaped(case.name)}" data-counter="{escaped(counter)}">'
            f'{shown(value * scale)}</data></td>')


def spread(case, counter, scale):
    values = case.counters.get(counter, [])
    return f'<td>{shown(min(values) * scale)} to {shown(max(values) * scale)}</td>' if len(values) > 1 else '<td></td>'


def with_spread(columns, cases):
    """(heading, what makes its cell). The first of the figures that matter is followed by how far its repetitions lie
    apart, where there are some."""
    repetitions = max(case.repetitions() for case in cases)
    told = repetitions < 2
    for heading, counter, scale in columns:
        yield heading, lambda case, counter=counter, scale=scale: cell(case, counter, scale)
        if counter in SPREADING and not told:
            told = True
            yield f'of {repetitions} repetitions', lambda case, counter=counter, scale=scale: spread(case, counter, scale)


def table(cases, columns):
    columns = [column for column in columns if any(case.median(column[1]) is not None for case in cases)]
    columns = list(with_spread(columns, cases))
    head = ''.join(f'<th scope="col">{escaped(heading).replace(" %", "&nbsp;%")}</th>' for heading, _ in columns)
    rows = ''.join(f'<tr><th scope="row">{name_shown(case.name)}</th>' + ''.join(make(case) for _, make in columns) + '</tr>\n'
                   for case in cases)
    return f'<div class="scroll"><table>\n<thead><tr><th>case</th>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>'


def folded(cases, columns):
    opened = ' open' if len(cases) <= FEW_ROWS else ''
    return f'<details{opened}><summary>the numbers: {len(cases)} rows</summary>\n{table(cases, columns)}</details>'


def figure(number, shown_chart, draws):
    title = escaped(shown_chart.title)
    picture = plot.picture(shown_chart, f'c{number}', f'"{title}"') if draws else ''
    return (f'<figure class="{shown_chart.kind}"><h3>{title}</h3>\n<p>{escaped(shown_chart.lesson)}</p>\n{picture}\n'
            f'{folded(shown_chart.cases, shown_chart.columns)}</figure>\n')


def pairs(results):
    return [case for case in results.cases if case.median('ratio') is not None]


def ratio_told(case):
    ratio, low, high = (case.median(name) for name in ('ratio', 'ratio_low', 'ratio_high'))
    told = f'a TCP round trip takes <b>{ratio:.3f}</b> times as long as UDP’s'
    if (case.median('pairs') or 0) < 6 or low is None or high is None:
        certainty = 'too few pairs for an interval'
    else:
        certainty = f'95 %: {low:.3f} to {high:.3f}'
        if low <= 1 <= high:
            certainty += '; no difference that this machine can show'
    return f'<li>{escaped(chart.where(case.placement)).capitalize()}, {told} ({certainty}).</li>'


def summary(results):
    if not pairs(results):
        return ''
    told = '\n'.join(map(ratio_told, pairs(results)))
    return (f'<section><h2>TCP against UDP</h2>\n<ul>{told}</ul>\n<p>Measured in turn, block by block, so that what '
            f'drifts meanwhile drifts for both.</p>\n{folded(pairs(results), PAIR_COLUMNS)}</section>\n')


def others(results, shown_charts):
    """What no picture shows is shown all the same."""
    pictured = {case.name for each in shown_charts for case in each.cases} | {case.name for case in pairs(results)}
    rest = [case for case in results.cases if case.name not in pictured]
    return f'<section><h2>Everything else</h2>\n{folded(rest, OTHER_COLUMNS)}</section>\n' if rest else ''


def notes(results, missing, draws):
    """What a reader must know before believing a number."""
    if results.context.get('look_verdict') == 'busy':
        yield 'The machine was busy before the run began (see the end of this page).'
    if results.most_of_others() > MOST_OF_OTHERS:
        yield (f'Other programs used up to {results.most_of_others():.0f} % of a processor meanwhile: '
               'these numbers are theirs too.')
    for name, message in results.failures.items():
        yield f'{name} failed: {message}'
    if missing:
        yield f'This run has nothing for: {", ".join(missing)}. The command that measures everything: make bench'
    if not draws:
        yield 'gnuplot was not found: here are the tables without their pictures (Debian: apt install gnuplot-nox).'


def environment(context):
    names = [*(name for name in FACTS if name in context), *(name for name in context if name not in FACTS)]
    rows = ''
    for name in names:
        if name not in NOT_SHOWN:
            value = context[name]
            told = ', '.join(map(str, value)) if isinstance(value, list) else str(value)
            rows += f'<tr><th scope="row">{escaped(FACTS.get(name, name))}</th><td>{escaped(told) or "none"}</td></tr>\n'
    return f'<section><h2>The machine</h2>\n<div class="scroll"><table class="facts"><tbody>{rows}</tbody></table></div></section>\n'


def page(results, draws):
    found, missing = charts.charts(results)
    style = pathlib.Path(__file__).with_name('report.css').read_text(encoding='utf-8')
    warnings = ''.join(f'<p class="note">{escaped(note)}</p>\n' for note in notes(results, missing, draws))
    figures = ''.join(figure(number, each, draws) for number, each in enumerate(found))
    return f'''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>TCP against UDP, {escaped(results.context.get('host_name', ''))}</title>
<style>
{style}</style>
</head>
<body>
<h1>What TCP and UDP cost on this machine</h1>
<p>{escaped(results.context.get('processor', ''))}, {escaped(results.context.get('kernel', ''))};
{escaped(results.context.get('date', ''))}. Medians where a case was repeated.</p>
{warnings}{summary(results)}{figures}{others(results, found)}{environment(results.context)}</body>
</html>
'''
