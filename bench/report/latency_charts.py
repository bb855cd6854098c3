"""Pictures of how long something takes."""
from chart import (MICROSECONDS, Axis, Chart, Series, bars_of, colour_of, having, in_order, label_of, lines_of, of_placements,
                   size_axis, size_of, where)

# Variants that teach one thing each and have a picture of their own.
NAGLE = ('nagle', 'two-writes', 'two-writes-nagle')
STALL = ('stall',)
HALF = ('50 %, µs', 'p50_ns', MICROSECONDS)
TAIL = ('99 %, µs', 'p99_ns', MICROSECONDS)
RATE = ('1/s', 'per_second', 1)


def round_trips(results):
    """One after another, and the floor beside them."""
    return having((case for case in results.cases if case.family in ('rtt', 'floor')), 'p50_ns')


def plain(cases):
    """A wait by poll and the like costs a little more and has the same shape: it would hide the others."""
    return [case for case in cases if case.how in ('', 'block', 'spin') and not case.variant]


def short(case):
    return label_of(case, ['block'])


def percentile_ticks(shares):
    """The axis is 1 / (1 - share): each nine more is as wide as the one before."""
    nines = [(2, '50'), (10, '90'), (100, '99'), (1000, '99.9'), (1e4, '99.99'), (1e5, '99.999')]
    return [tick for tick in nines if tick[0] <= 1.2 / (1 - max(shares))]


def percentiles(results):
    columns = [('min, µs', 'min_ns', MICROSECONDS), HALF, ('90 %, µs', 'p90_ns', MICROSECONDS), TAIL,
               ('99.9 %, µs', 'p999_ns', MICROSECONDS), ('99.99 %, µs', 'p9999_ns', MICROSECONDS),
               ('max, µs', 'max_ns', MICROSECONDS), ('mean, µs', 'mean_ns', MICROSECONDS), ('samples', 'samples', 1)]
    for placement, cases in of_placements(plain(round_trips(results))):
        cases = in_order(case for case in cases if case.size in (64, 0) and len(case.percentiles()) > 2)
        if not cases:
            continue
        series = [Series(short(case), colour_of(case.protocol),
                         [(1 / (1 - share), value * MICROSECONDS) for share, value in case.percentiles()],
                         'spin' in case.how) for case in cases]
        ticks = percentile_ticks([share for case in cases for share, _ in case.percentiles()])
        yield Chart('percentiles', f'Round trip of 64 bytes by percentile, {where(placement)}',
                    'At 99 stands what 99 of 100 round trips did not exceed; the first point is the fastest of all, the last the '
                    'slowest. Low is fast, flat is steady.',
                    cases, columns, series, Axis('share of the round trips, %', ticks=ticks), Axis('round trip, µs'))


def latency_by_size(results):
    for placement, cases in of_placements([case for case in plain(round_trips(results)) if case.size]):
        lines = lines_of(cases, size_of, 'p50_ns', MICROSECONDS, lambda case: short(case) + ' 50 %')
        lines += lines_of(cases, size_of, 'p99_ns', MICROSECONDS, lambda case: short(case) + ' 99 %', lambda case: True)
        lines = [line for line in lines if len(line.points) > 1]
        if lines:
            yield Chart('latency', f'Round trip by size, {where(placement)}',
                        'Flat at first: a system call and a wake-up cost the same for 1 byte as for 1,000. Then the copying shows.',
                        in_order(sorted(cases, key=lambda case: (case.how, case.size))),
                        [HALF, TAIL, ('mean, µs', 'mean_ns', MICROSECONDS), ('samples', 'samples', 1)],
                        lines, size_axis(cases, 'message, bytes'), Axis('round trip, µs'))


def rate_of(case):
    return case.median('asked_per_second')


def latency_by_rate(results):
    columns = [('asked, 1/s', 'asked_per_second', 1), HALF, TAIL, ('sent to reply 50 %, µs', 'from_sent_p50_ns', MICROSECONDS),
               ('sent to reply 99 %, µs', 'from_sent_p99_ns', MICROSECONDS), ('sent late, %', 'late_pct', 1), ('lost', 'lost', 1)]
    opened = [case for case in having(results.cases, 'asked_per_second') if not case.variant]
    for placement, cases in of_placements(having(opened, 'p99_ns')):
        lines = lines_of(cases, rate_of, 'p50_ns', MICROSECONDS, lambda case: f'{case.protocol.upper()} 50 %')
        lines += lines_of(cases, rate_of, 'p99_ns', MICROSECONDS, lambda case: f'{case.protocol.upper()} 99 %', lambda case: True)
        if any(len(line.points) > 1 for line in lines):
            yield Chart('open', f'Latency at a given rate, {where(placement)}',
                        'An open loop: messages go at their times, whether the last reply is there or not, and each is timed from '
                        'when it was due. Where the line bends upwards, the machine no longer keeps up with the rate; '
                        'where many were sent late, the sender itself did not.',
                        in_order(sorted(cases, key=rate_of)), columns, lines,
                        Axis('messages a second'), Axis('from due to reply, µs'))


def stall(results):
    cases = [case for case in having(results.cases, 'p99_ns') if case.variant in STALL]
    if cases:
        loop = {'rtt': 'closed loop', 'open': 'open loop'}
        bars = bars_of(cases, 'p99_ns', MICROSECONDS, lambda case: f'{case.protocol.upper()}, {loop.get(case.family, case.family)}')
        yield Chart('stall', 'A peer that stalls now and then, as two kinds of measuring see it',
                    'A closed loop waits with the peer, so a stall is one slow sample among thousands of fast ones. An open loop '
                    'counts everybody who would have waited (“coordinated omission” is the mistake of not doing so).',
                    cases, [HALF, TAIL, ('99.9 %, µs', 'p999_ns', MICROSECONDS), ('max, µs', 'max_ns', MICROSECONDS)],
                    bars, Axis('round trip, 99 %, µs'))


def cost_per_message(results):
    columns = [('CPU of both ends, µs', 'cpu_ns', MICROSECONDS), ('system calls', 'syscalls', 1),
               ('context switches', 'switches', 1), RATE, HALF]

    def calls(case):
        return '' if case.median('syscalls') is None else f"{case.median('syscalls'):.3g} calls"

    for placement, cases in of_placements(having(round_trips(results), 'cpu_ns')):
        cases = in_order(case for case in cases if case.size in (64, 0) and case.variant not in NAGLE + STALL)
        if cases:
            yield Chart('cost', f'Cost of a round trip of 64 bytes, {where(placement)}',
                        'Processor time of both ends, user and system together, and their system calls. Waiting by poll, select '
                        'or epoll first is one call more at each end; spinning answers soonest and costs whole cores.',
                        cases, columns, bars_of(cases, 'cpu_ns', MICROSECONDS, extra=calls),
                        Axis('CPU of both ends for a round trip, µs', logarithmic=False))


def set_up(results):
    for placement, cases in of_placements([case for case in having(results.cases, 'p50_ns') if case.family == 'setup']):
        yield Chart('setup', f'Before the first answer, {where(placement)}',
                    'A TCP connection costs its three-way handshake before the first byte; UDP’s first datagram already is the '
                    'question. A thread for each connection costs its start.',
                    cases, [HALF, TAIL, RATE, ('CPU of both ends, µs', 'cpu_ns', MICROSECONDS),
                            ('context switches', 'switches', 1)],
                    bars_of(cases, 'p50_ns', MICROSECONDS), Axis('from start to end, 50 %, µs', logarithmic=False))


def nagle(results):
    lessons = [case for case in round_trips(results) if case.variant in NAGLE]
    alike = {(case.protocol, case.size, case.how, case.placement) for case in lessons}
    cases = [case for case in round_trips(results) if (case.protocol, case.size, case.how, case.placement) in alike
             and case.variant in ('', *NAGLE)]
    if cases:
        yield Chart('nagle', 'What Nagle’s algorithm does to a message in two writes',
                    'Without TCP_NODELAY the second small write waits for the acknowledgement of the first, which the other '
                    'end delays by 40 ms (RFC 1122, 4.2.3.2). One write for one message, or TCP_NODELAY, and it is gone.',
                    cases, [HALF, TAIL, RATE], bars_of(cases, 'p50_ns', MICROSECONDS), Axis('round trip, 50 %, µs'))
