"""Pictures of how much gets through, and what it costs."""
from chart import (Axis, Chart, Series, bars_of, having, in_order, label_of, lines_of, of_placements, size_axis, size_of,
                   where)
from numbers_shown import size_shown

RECEIVED = ('received, Gbit/s', 'gbit_s', 1)
LOST = ('lost, %', 'lost_pct', 1)
COST = ('CPU of both ends, ns/byte', 'cpu_ns', 1)
SENT = [('sent', 'sent', 1), ('received', 'received', 1)]


def is_paced(case):
    return case.median('offered_per_second') is not None


def as_fast_as_it_goes(results):
    return [case for case in having(results.cases, 'gbit_s') if case.size and not is_paced(case)]


def throughput_by_size(results):
    """Processes and threads differ too little here: two more points at each place would hide the others."""
    for placement, cases in of_placements([case for case in as_fast_as_it_goes(results) if case.variant != 'process']):
        lines = lines_of(cases, size_of, 'gbit_s', dashed=lambda case: 'flood' in case.how)
        if any(len(line.points) > 1 for line in lines):
            yield Chart('throughput', f'Throughput by size, {where(placement)}',
                        'Counted by the receiver. Small messages pay for a system call each; what sends many in one call '
                        '(sendmmsg, GSO) does not. A flood is what arrives when nobody waits for the receiver.',
                        in_order(sorted(cases, key=lambda case: (case.how, case.size))), [RECEIVED, LOST, *SENT, COST],
                        lines, size_axis(cases, 'message or write, bytes'), Axis('received, Gbit/s'))


def loss_by_rate(results):
    cases = sorted((case for case in having(results.cases, 'lost_pct') if is_paced(case)),
                   key=lambda case: (case.placement != 'same-core', case.median('offered_per_second')))
    lines = {}
    for case in cases:
        if 'highest' not in case.how:  # that one was searched for, at rates near each other
            lines.setdefault((case.size, case.placement), []).append(
                (case.median('offered_per_second') / 1e3, case.median('lost_pct')))
    series = [Series(f'UDP {size_shown(size)}, {where(placement)}', 'udp', points, placement != 'same-core')
              for (size, placement), points in lines.items() if len(points) > 1]
    if series:
        yield Chart('loss', 'Datagrams lost by offered rate',
                    'The sender keeps to a rate, whatever arrives. What is lost was dropped from a full receive buffer: '
                    'loopback itself loses nothing. “highest” in the table is the highest rate with a loss of at most 0.1 %.',
                    cases, [('offered, 1/s', 'offered_per_second', 1), ('sent, 1/s', 'sent_per_second', 1), LOST, *SENT, RECEIVED],
                    series, Axis('offered, thousand datagrams a second'), Axis('lost, %', logarithmic=False))


def cost_per_byte(results):
    for placement, cases in of_placements(having(as_fast_as_it_goes(results), 'cpu_ns')):
        cases = in_order(sorted((case for case in cases if case.size >= 1024), key=lambda case: (case.how, case.size)))
        if cases:
            yield Chart('bytes', f'Cost of a byte, {where(placement)}',
                        'The same data, by larger messages or by more of them in one call.', cases,
                        [COST, ('CPU of both ends, ns/datagram', 'cpu_ns_per_message', 1), RECEIVED, LOST],
                        bars_of(cases, 'cpu_ns', label=lambda case: f'{label_of(case)}, {size_shown(case.size)}'),
                        Axis('CPU of both ends, ns/byte', logarithmic=False))
