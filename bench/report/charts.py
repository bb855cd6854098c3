"""Which pictures a run gives: each is the picture's words, its lines or bars, and the table that is under it."""
import dataclasses
import math
import re

from numbers_shown import size_shown

WHERE = {'same-core': 'both ends on one core', 'cross-core': 'each end on a core of its own',
         'unpinned': 'where the scheduler puts them', '': 'in no particular place'}
COLOURS = ('tcp', 'udp', 'unix', 'pipe')  # of protocols; the page says what they look like
MICROSECONDS = 1e-3


@dataclasses.dataclass
class Series:
    label: str
    colour: str
    points: list        # (x, y), or (y, text) of a bar
    dashed: bool = False


@dataclasses.dataclass
class Axis:
    label: str
    logarithmic: bool = True
    ticks: list = None  # (position, text); None: powers of ten with 2 and 5 between


@dataclasses.dataclass
class Chart:
    kind: str
    title: str
    lesson: str
    cases: list         # the rows of the table
    columns: list       # (heading, counter, how many of the heading's unit one of the counter's is)
    series: list
    x: Axis
    y: Axis = None      # None: bars, one below another


def colour_of(protocol):
    """Of raw-tcp, too."""
    return next((each for each in COLOURS if each in protocol), 'other')


def sends_at_once(case):
    """Not the cases that show what Nagle's algorithm does."""
    return not re.search('nagle|two-writes', case.how)


def label_of(case, without=()):
    words = [word for word in case.how.split() if word not in without]
    name = case.protocol if colour_of(case.protocol) == 'other' else case.protocol.replace('tcp', 'TCP').replace('udp', 'UDP')
    return ', '.join([name, *words])


def where(placement):
    return WHERE[placement]


def of_placements(cases):
    groups = [(name, [case for case in cases if case.placement == name]) for name in WHERE]
    return [group for group in groups if group[1]]


def round_trips(results):
    """Those whose name tells no more than the wait: closed loop, the wrapped calls, and the floor beside them."""
    return [case for case in results.cases if case.family in ('rtt', 'floor') and case.median('p50_ns') is not None]


def plain_waits(cases):
    """A wait by poll and the like costs a little more and has the same shape: it would hide the others."""
    return [case for case in cases if case.how in ('', 'block', 'spin')]


def percentile_ticks(shares):
    """The axis is 1 / (1 - share): each nine more is as wide as the one before."""
    nines = [(1, '0'), (2, '50'), (10, '90'), (100, '99'), (1000, '99.9'), (1e4, '99.99'), (1e5, '99.999')]
    return [tick for tick in nines if tick[0] <= 1.2 / (1 - max(shares))]


def percentiles(results):
    columns = [('min, µs', 'min_ns', MICROSECONDS)]
    columns += [(f'{text}, µs', f'p{name}_ns', MICROSECONDS) for text, name in
                (('50 %', '50'), ('90 %', '90'), ('99 %', '99'), ('99.9 %', '999'))]
    columns += [('max, µs', 'max_ns', MICROSECONDS), ('mean, µs', 'mean_ns', MICROSECONDS), ('samples', 'samples', 1)]
    for placement, cases in of_placements(plain_waits(round_trips(results))):
        cases = [case for case in cases if case.size in (64, 0) and len(case.percentiles()) > 2]
        if not cases:
            continue
        series = [Series(label_of(case, ['block']), colour_of(case.protocol),
                         [(1 / (1 - share), value * MICROSECONDS) for share, value in case.percentiles()],
                         'spin' in case.how) for case in cases]
        ticks = percentile_ticks([share for case in cases for share, _ in case.percentiles()])
        yield Chart('percentiles', f'Round trip of 64 bytes by percentile, {where(placement)}',
                    'So many of the round trips took at most so long. The line at the far right is the tail: rare and slow.',
                    cases, columns, series, Axis('share of the round trips, %', ticks=ticks), Axis('round trip, µs'))


def by_size(cases, counter, scale, label=label_of, dashed=False):
    """One line for each way of doing it that was measured."""
    lines = {}
    for case in sorted(cases, key=lambda case: case.size):
        if case.median(counter) is not None:
            lines.setdefault(label(case), []).append(case)
    return [Series(name, colour_of(line[0].protocol), [(case.size, case.median(counter) * scale) for case in line], dashed)
            for name, line in lines.items()]


def size_axis(cases, label):
    """Every fourth power of two: these are the sizes that people ask about."""
    sizes = [case.size for case in cases]
    low, high = (round(math.log2(size)) for size in (min(sizes), max(sizes)))
    return Axis(label, ticks=[(2 ** i, size_shown(2 ** i)) for i in range(0, high + 1) if i >= low and i % 4 == 0])


def latency_by_size(results):
    columns = [('50 %, µs', 'p50_ns', MICROSECONDS), ('99 %, µs', 'p99_ns', MICROSECONDS),
               ('mean, µs', 'mean_ns', MICROSECONDS), ('samples', 'samples', 1)]
    for placement, cases in of_placements([case for case in plain_waits(round_trips(results)) if case.size]):
        lines = by_size(cases, 'p50_ns', MICROSECONDS, lambda case: label_of(case, ['block']) + ' 50 %')
        lines += by_size(cases, 'p99_ns', MICROSECONDS, lambda case: label_of(case, ['block']) + ' 99 %', dashed=True)
        lines = [line for line in lines if len(line.points) > 1]
        if lines:
            yield Chart('latency', f'Round trip by size, {where(placement)}',
                        'Flat at first: a system call and a wake-up cost the same for 1 byte as for 1,000. Then the copying shows.',
                        cases, columns, lines, size_axis(cases, 'message, bytes'), Axis('round trip, µs'))


def paced(case):
    return case.median('offered_per_second') is not None


def throughputs(results):
    return [case for case in results.cases if case.median('gbit_s') is not None]


def throughput_by_size(results):
    columns = [('received, Gbit/s', 'gbit_s', 1), ('lost, %', 'lost_pct', 1), ('sent', 'sent', 1),
               ('received', 'received', 1), ('CPU of both ends, ns/byte', 'cpu_ns', 1)]
    for placement, cases in of_placements([case for case in throughputs(results) if case.size and not paced(case)]):
        lines = by_size(cases, 'gbit_s', 1)
        for line in lines:
            line.dashed = 'flood' in line.label
        if any(len(line.points) > 1 for line in lines):
            yield Chart('throughput', f'Throughput by size, {where(placement)}',
                        'Counted by the receiver. Small messages pay for a system call each; what sends many in one call '
                        '(sendmmsg, GSO) does not. A flood is what arrives when nobody waits for the receiver.',
                        cases, columns, lines, size_axis(cases, 'message or write, bytes'),
                        Axis('received, Gbit/s'))


def loss_by_rate(results):
    columns = [('offered, 1/s', 'offered_per_second', 1), ('sent', 'sent', 1), ('received', 'received', 1),
               ('lost, %', 'lost_pct', 1), ('received, Gbit/s', 'gbit_s', 1)]
    cases = sorted((case for case in results.cases if paced(case) and case.median('lost_pct') is not None),
                   key=lambda case: case.median('offered_per_second'))
    lines = {}
    for case in cases:
        lines.setdefault((size_shown(case.size), case.placement), []).append(
            (case.median('offered_per_second') / 1e3, case.median('lost_pct')))
    series = [Series(f'UDP {size}, {placement}', 'udp', points, placement != 'same-core')
              for (size, placement), points in lines.items() if len(points) > 1]
    if series:
        yield Chart('loss', 'Datagrams lost by offered rate',
                    'The sender keeps to a rate, whatever arrives. What is lost was dropped from a full receive buffer: '
                    'loopback itself loses nothing. Where the line leaves zero is the highest loss-free rate.',
                    cases, columns, series, Axis('offered, thousand datagrams a second'), Axis('lost, %', logarithmic=False))


def bar(case, value, extra):
    return Series(label_of(case), colour_of(case.protocol), [(value, extra)])


def cost_per_message(results):
    columns = [('CPU of both ends, µs', 'cpu_ns', MICROSECONDS), ('system calls', 'syscalls', 1),
               ('context switches', 'switches', 1), ('round trips, 1/s', 'per_second', 1), ('50 %, µs', 'p50_ns', MICROSECONDS)]
    for placement, cases in of_placements(round_trips(results)):
        cases = [case for case in cases if case.size in (64, 0) and case.median('cpu_ns') is not None and sends_at_once(case)]
        if not cases:
            continue
        bars = [bar(case, case.median('cpu_ns') * MICROSECONDS,
                    '' if case.median('syscalls') is None else f"{case.median('syscalls'):.3g} calls") for case in cases]
        yield Chart('cost', f'Cost of a round trip of 64 bytes, {where(placement)}',
                    'Processor time of both ends, user and system together, and their system calls. Waiting by poll, select '
                    'or epoll first is one call more at each end; spinning answers soonest and costs whole cores.',
                    cases, columns, bars, Axis('CPU of both ends for a round trip, µs', logarithmic=False))


def cost_per_byte(results):
    columns = [('CPU of both ends, ns/byte', 'cpu_ns', 1), ('received, Gbit/s', 'gbit_s', 1), ('lost, %', 'lost_pct', 1)]
    for placement, cases in of_placements([case for case in throughputs(results) if not paced(case)]):
        cases = [case for case in cases if case.median('cpu_ns') is not None and case.size >= 1024]
        if cases:
            bars = [Series(f'{label_of(case)}, {size_shown(case.size)}', colour_of(case.protocol),
                           [(case.median('cpu_ns'), '')]) for case in cases]
            yield Chart('bytes', f'Cost of a byte, {where(placement)}',
                        'The same data, by larger messages or by more of them in one call.',
                        cases, columns, bars, Axis('CPU of both ends, ns/byte', logarithmic=False))


def nagle(results):
    columns = [('50 %, µs', 'p50_ns', MICROSECONDS), ('99 %, µs', 'p99_ns', MICROSECONDS), ('round trips, 1/s', 'per_second', 1)]
    delayed = [case for case in round_trips(results) if not sends_at_once(case)]
    names = {(case.protocol, case.size, case.placement) for case in delayed}
    cases = [case for case in round_trips(results) if (case.protocol, case.size, case.placement) in names
             and (case in delayed or case.how == 'block')]
    if cases:
        bars = [bar(case, case.median('p50_ns') * MICROSECONDS, '') for case in cases]
        yield Chart('nagle', 'What Nagle’s algorithm does to a message in two writes',
                    'Without TCP_NODELAY the second small write waits for the acknowledgement of the first, which the other '
                    'end delays by 40 ms (RFC 1122, 4.2.3.2). One write for one message, or TCP_NODELAY, and it is gone.',
                    cases, columns, bars, Axis('round trip, 50 %, µs'))


KINDS = [('percentiles', 'percentile curve', percentiles), ('latency', 'latency by size', latency_by_size),
         ('throughput', 'throughput by size', throughput_by_size), ('loss', 'loss by offered rate', loss_by_rate),
         ('cost', 'cost per message', cost_per_message), ('bytes', 'cost per byte', cost_per_byte),
         ('nagle', 'TCP_NODELAY', nagle)]


def charts(results):
    """All that this run gives, and the names of those kinds of which it gives none."""
    found = [chart for _, _, make in KINDS for chart in make(results)]
    return found, [name for kind, name, _ in KINDS if kind not in {chart.kind for chart in found}]
