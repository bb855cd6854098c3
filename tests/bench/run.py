"""A run of plainsock-bench that has every kind of case, each five times, with numbers that differ everywhere."""
import itertools
import random

REPETITIONS = 5
SIZES = (1, 64, 1024, 4096, 16384, 65507)
HOSTILE = '<img src=http://127.0.0.1:9/>\'"`id`$(id)\\n%s@1'  # for HTML, for gnuplot and for a shell
CONTEXT = {'date': '2026-11-28T03:55:30+00:00', 'host_name': HOSTILE, 'executable': 'plainsock-bench', 'num_cpus': 2,
           'mhz_per_cpu': 2445, 'caches': [], 'load_avg': [0.1, 0.2, 0.3], 'library_build_type': 'debug',
           'kernel': 'Linux 6.18', 'processor': 'a processor', 'governor': '', 'congestion_control': 'bbr', 'look_verdict': 'busy',
           'look_longest_gap_us': '812.5'}


def round_trip(p50, syscalls=4):
    return {'min_ns': p50 * 0.9, 'p50_ns': p50, 'p90_ns': p50 * 1.1, 'p99_ns': p50 * 1.7, 'p999_ns': p50 * 9.3,
            'max_ns': p50 * 371, 'mean_ns': p50 * 1.03, 'samples': 70000, 'per_second': 1e9 / p50, 'cpu_ns': p50 * 0.97,
            'switches': 2.0, 'syscalls': syscalls, 'lost': 0, 'others_cpu_pct': 1.5}


def throughput(gbit_s, lost=0.0):
    sent = 100000
    return {'gbit_s': gbit_s, 'cpu_ns': 7.9 / gbit_s, 'sent': sent, 'received': sent * (1 - lost / 100), 'lost_pct': lost,
            'reordered': 0, 'duplicated': 0, 'others_cpu_pct': 1.5, 'cpu_ns_per_message': 11628.8 / gbit_s}


def paced(rate, lost):
    return {**throughput(rate * 1472 * 8e-9 * (1 - lost / 100), lost), 'offered_per_second': rate, 'sent_per_second': rate}


def open_loop(p50, rate):
    return {**round_trip(p50), 'asked_per_second': rate, 'late_pct': 0.2, 'from_sent_p50_ns': p50 * 0.8,
            'from_sent_p99_ns': p50 * 1.3}


def round_trips():
    for place, cost in (('same-core', 1), ('cross-core', 19.7)):
        for protocol, p50 in (('tcp', 4270), ('udp', 3370), ('unix', 3100)):
            for size in SIZES:
                yield f'rtt/{protocol}/{size}B/block/{place}', round_trip((p50 + size / 11) * cost)
            for calls, wait in enumerate(('poll', 'select', 'epoll', 'spin'), 5):
                yield f'rtt/{protocol}/64B/{wait}/{place}', round_trip(p50 * calls / 4.4, calls)
        yield f'floor/pipe/64B/block/{place}', round_trip(2020 * cost)
        yield f'floor/futex/0B/block/{place}', round_trip(1750 * cost)
        yield f'pair/tcp-udp/64B/block/{place}', {
            'ratio': 1 + 0.27 / cost, 'ratio_low': 1 + 0.25 / cost, 'ratio_high': 1 + 0.29 / cost, 'pairs': 40,
            'tcp_p50_ns': 4271.3 * cost, 'udp_p50_ns': 3371.9 * cost, 'tcp_p99_ns': 4900 * cost, 'udp_p99_ns': 3900 * cost}
    yield 'rtt/tcp/64B/block/same-core/nagle', round_trip(4300)
    yield 'rtt/tcp/64B/block/same-core/two-writes', round_trip(9250)
    yield 'rtt/tcp/64B/block/same-core/two-writes-nagle', round_trip(88016000)


def throughputs():
    for size in (64, 1472, 8192, 65536):
        yield f'throughput/tcp/{size}B/same-core', throughput(size / 900)
        yield f'throughput/udp/{size}B/send/windowed/same-core', throughput(size / 1100)
    for how, gbit_s in (('sendmmsg/windowed', 7.8), ('gso+gro/windowed', 90.6)):
        yield f'throughput/udp/1472B/{how}/same-core', throughput(gbit_s)
    yield 'throughput/udp/1472B/send/flood/same-core', throughput(2.91, 58.7)
    yield 'throughput/tcp/65536B/same-core/4-streams', throughput(51.9)
    for place in ('same-core', 'cross-core'):
        for rate, lost in ((10000, 0), (25000, 0.3), (100000, 6.03), (400000, 1.09)):
            yield f'throughput/udp/1472B/send/paced/{rate}-per-s/{place}', paced(rate, lost * (place == 'cross-core'))
        yield f'throughput/udp/1472B/send/paced/highest/{place}', paced(431234, 0.07)


def others():
    for place, cost in (('same-core', 1), ('cross-core', 19.7)):
        for protocol, p50 in (('tcp', 4270), ('udp', 3370)):
            for rate in (1000, 10000, 100000):
                yield f'open/{protocol}/64B/{rate}-per-s/{place}', open_loop(p50 * cost * (1 + rate / 3e4), rate)
            yield f'setup/{protocol}/first-exchange/{place}', round_trip(p50 * 5 * cost)
        yield f'setup/tcp/connect-close/{place}', round_trip(19000 * cost)
    for protocol in ('tcp', 'udp'):
        yield f'open/{protocol}/64B/2000-per-s/same-core/stall', open_loop(26000000, 2000)
        yield f'rtt/{protocol}/64B/block/same-core/stall', round_trip(5100)
    for protocol, p50 in (('tcp', 430000), ('udp', 390000)):
        for size in (1, 64, 1024):
            yield f'rtt/{protocol}/{size}B/block/two-hosts', round_trip(p50)
        yield f'rtt/{protocol}/64B/block/same-core/process', round_trip(4960)
    yield 'copies/same-core', {'per_second': 31234.5, 'cpu_ns': 29876.5}
    yield f'rtt/{HOSTILE}/64B/block/same-core', round_trip(5000)


def cases():
    return list(itertools.chain(round_trips(), throughputs(), others()))


def run(factor=1.0, repetitions=REPETITIONS):
    """As Google Benchmark writes it, in random order. factor: how much longer everything takes than in another run."""
    rows = []
    for family, (name, counters) in enumerate(cases()):
        for index in range(repetitions):
            noise = 1 + (index - repetitions // 2) * 0.003
            row = {'family_index': family, 'name': name + '/real_time', 'run_name': name + '/real_time', 'run_type': 'iteration',
                   'repetitions': repetitions, 'repetition_index': index, 'threads': 1, 'iterations': 1000,
                   'real_time': 1.0, 'cpu_time': 1.0, 'time_unit': 'ns'}
            rows.append({**row, **{key: value * noise * (factor if key.endswith('_ns') else 1)
                                   for key, value in counters.items()}})
        rows.append({**row, 'name': name + '/real_time_mean', 'run_type': 'aggregate', 'aggregate_name': 'mean'})
    rows.append({'name': 'rtt/tcp/2B/block/same-core', 'run_type': 'iteration', 'error_occurred': True,
                 'error_message': 'no <b>luck</b>'})
    random.Random(7).shuffle(rows)
    return {'context': CONTEXT, 'benchmarks': rows}
