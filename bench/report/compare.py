"""What changed from one run to another beyond the noise."""
import math
import statistics

from numbers_shown import shown

# What is compared: the counter, what it is called, its unit and how many of them one is, and whether more is better.
METRICS = [
    ('p50_ns', 'p50', 'us', 1e-3, False), ('p99_ns', 'p99', 'us', 1e-3, False),
    ('gbit_s', 'throughput', 'Gbit/s', 1, True), ('lost_pct', 'lost', '%', 1, False),
    ('cpu_ns', 'CPU', 'ns', 1, False), ('syscalls', 'system calls', '', 1, False), ('ratio', 'TCP / UDP', '', 1, None),
]
FEWEST = 4        # repetitions; with fewer nothing can be told
SMALLEST = 0.02   # of the old median: quiet runs of one program differ by as much (bench-notes: "within 2 %")
SMALLEST_LOSS = 0.1  # percent of all datagrams: a loss rate begins at 0, so its change is no share of it


def interval(values):
    """Where the median is with 95 %: from the k-th smallest to the k-th largest value, by the binomial distribution.
    All of them when there are fewer than six; None when there are too few to tell."""
    values, count, k = sorted(values), len(values), 0
    if count < FEWEST:
        return None
    while 2 * sum(math.comb(count, i) for i in range(k + 2)) <= 0.05 * 2 ** count:
        k += 1
    return values[k], values[-1 - k]


def interval_of(case, counter):
    """The ratio of a pair brings its interval along: it comes from runs in turn within one repetition."""
    if counter == 'ratio' and (case.median('pairs') or 0) >= 6:
        return case.median('ratio_low'), case.median('ratio_high')
    return interval(case.counters[counter])


def verdict(counter, old, old_interval, new, new_interval):
    """THE RULE. A figure has changed when the intervals of both medians do not touch, and the medians differ by more
    than two runs of the same program do. 'changed', 'same' or 'too few'."""
    if old_interval is None or new_interval is None:
        return 'too few'
    apart = old_interval[1] < new_interval[0] or new_interval[1] < old_interval[0]
    smallest = SMALLEST_LOSS if counter == 'lost_pct' else SMALLEST * abs(old)
    return 'changed' if apart and abs(new - old) > smallest else 'same'


def described(value, span, scale):
    return f'{shown(value * scale)} [{shown(span[0] * scale)} to {shown(span[1] * scale)}]'


def change(counter, better, old, new):
    if counter == 'lost_pct':
        size = f'{new - old:+.2f} points'
    else:
        size = f'{(new / old - 1) * 100:+.1f} %' if old else 'from nothing'
    return size if better is None else f'{size} {"better" if (new > old) == better else "worse"}'


def compared(old, new):
    """(verdict, line) of every figure that both runs have."""
    before = {case.name: case for case in old.cases}
    for case in new.cases:
        earlier = before.get(case.name)
        for counter, title, unit, scale, better in METRICS if earlier else ():
            if counter not in case.counters or counter not in earlier.counters:
                continue
            medians = earlier.median(counter), case.median(counter)
            spans = interval_of(earlier, counter), interval_of(case, counter)
            result = verdict(counter, medians[0], spans[0], medians[1], spans[1])
            line = ''
            if result == 'changed':
                line = (f'{case.name}  {title}: {described(medians[0], spans[0], scale)} -> '
                        f'{described(medians[1], spans[1], scale)} {unit}'.rstrip() +
                        f', {change(counter, better, *medians)}')
            yield result, line


def differences_of_machines(old, new):
    """What makes a comparison doubtful before it begins."""
    passing = {'date', 'executable', 'load_avg', 'mhz_per_cpu', 'json_schema_version'}
    for name in sorted((old.context.keys() | new.context.keys()) - passing):
        before, after = old.context.get(name), new.context.get(name)
        if before != after:
            yield f'warning: {name} was {before!r} and is {after!r}'
    for when, results in (('old', old), ('new', new)):
        if results.most_of_others() > 20:
            yield f'warning: other programs used up to {results.most_of_others():.0f} % of a processor in the {when} run'


def report(old, new):
    """The lines of --compare."""
    yield from differences_of_machines(old, new)
    only_old, only_new = ({case.name for case in a.cases} - {case.name for case in b.cases}
                          for a, b in ((old, new), (new, old)))
    yield from (f'only in the old run: {name}' for name in sorted(only_old))
    yield from (f'only in the new run: {name}' for name in sorted(only_new))
    lines = list(compared(old, new))
    yield from (line for result, line in lines if result == 'changed')
    same, few = (sum(result == which for result, _ in lines) for which in ('same', 'too few'))
    if same:
        yield f'{same} of {len(lines)} figures: no difference that this machine can show'
    if few:
        yield f'{few} of {len(lines)} figures: fewer than {FEWEST} repetitions, nothing can be told'
    if not lines:
        yield 'the two runs have nothing in common'
