"""What changed from one run to another beyond the noise."""
import math
import statistics

from numbers_shown import shown
from results import MOST_OF_OTHERS

# What is compared: the counter, what it is called, its unit and how many of them one is, and whether more is better.
METRICS = [
    ('p50_ns', 'p50', 'us', 1e-3, False), ('p99_ns', 'p99', 'us', 1e-3, False),
    ('gbit_s', 'throughput', 'Gbit/s', 1, True), ('lost_pct', 'lost', '%', 1, False),
    ('cpu_ns', 'CPU', 'ns', 1, False), ('syscalls', 'system calls', '', 1, False), ('ratio', 'TCP / UDP', '', 1, None),
]
FEWEST = 4        # repetitions; with fewer nothing can be told
SMALLEST = 0.02   # of the old median: quiet runs of one program differ by as much (bench-notes: "within 2 %")
SMALLEST_LOSS = 0.1  # percent of all datagrams: a loss rate begins at 0, so its change is no share of it
OUTCOMES = {'same': 'no difference that this machine can show',
            'disturbed': f'other programs took more than {MOST_OF_OTHERS} % of a processor, nothing can be told',
            'too few': f'fewer than {FEWEST} repetitions, nothing can be told'}


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


def is_disturbed(case):
    return (case.median('others_cpu_pct') or 0) > MOST_OF_OTHERS


def verdict(counter, old, new):
    """THE RULE for a figure of a case in two runs. It has changed when the 95 % intervals of its medians do not touch, and
    the medians differ by more than two runs of the same program do. 'changed', 'same', or why nothing can be told: 'too few'
    repetitions, 'disturbed' by other programs (which disturb both parts of a ratio alike)."""
    spans = interval_of(old, counter), interval_of(new, counter)
    if None in spans:
        return 'too few'
    if counter != 'ratio' and (is_disturbed(old) or is_disturbed(new)):
        return 'disturbed'
    before, after = old.median(counter), new.median(counter)
    apart = spans[0][1] < spans[1][0] or spans[1][1] < spans[0][0]
    smallest = SMALLEST_LOSS if counter == 'lost_pct' else SMALLEST * abs(before)
    return 'changed' if apart and abs(after - before) > smallest else 'same'


def described(value, span, scale):
    return f'{shown(value * scale)} [{shown(span[0] * scale)} to {shown(span[1] * scale)}]'


def change(counter, better, old, new):
    if counter == 'lost_pct':
        size = f'{new - old:+.2f} points'
    else:
        size = f'{(new / old - 1) * 100:+.1f} %' if old else 'from nothing'
    return size if better is None else f'{size} {"better" if (new > old) == better else "worse"}'


def told(old, new, metric):
    counter, title, unit, scale, better = metric
    sides = [described(case.median(counter), interval_of(case, counter), scale) for case in (old, new)]
    line = f'{new.name}  {title}: {" -> ".join(sides)} {unit}'.rstrip()
    return f'{line}, {change(counter, better, old.median(counter), new.median(counter))}'


def compared(old, new):
    """(verdict, case, line) of every figure that both runs have."""
    before = {case.name: case for case in old.cases}
    for case in new.cases:
        for metric in METRICS:
            if case.name in before and all(metric[0] in each.counters for each in (case, before[case.name])):
                result = verdict(metric[0], before[case.name], case)
                yield result, case, told(before[case.name], case, metric) if result == 'changed' else ''


def differences_of_machines(old, new):
    """What makes a comparison doubtful before it begins."""
    passing = {'date', 'executable', 'load_avg', 'mhz_per_cpu', 'json_schema_version'}
    for name in sorted((old.context.keys() | new.context.keys()) - passing):
        before, after = old.context.get(name), new.context.get(name)
        if before != after and not name.startswith('look_'):
            yield f'warning: {name} was {before!r} and is {after!r}'


def report(old, new):
    """The lines of --compare."""
    yield from differences_of_machines(old, new)
    only_old, only_new = ({case.name for case in a.cases} - {case.name for case in b.cases}
                          for a, b in ((old, new), (new, old)))
    yield from (f'only in the old run: {name}' for name in sorted(only_old))
    yield from (f'only in the new run: {name}' for name in sorted(only_new))
    figures = list(compared(old, new))
    changed = [(case, line) for result, case, line in figures if result == 'changed']
    if any(case.family == 'floor' for case, _ in changed):
        yield 'warning: the floor has changed, in which there is no socket: the machine was faster or slower as a whole'
    yield from (line for _, line in changed)
    for kind, words in OUTCOMES.items():
        count = sum(result == kind for result, _, _ in figures)
        if count:
            yield f'{count} of {len(figures)} figures: {words}'
    if not figures:
        yield 'the two runs have nothing in common'
