"""What a picture is: its words, its lines or bars, and the table that is under it."""
import dataclasses
import math

from numbers_shown import size_shown
from results import PLACEMENTS

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


def label_of(case, without=()):
    words = [word.replace('-', ' ') for word in f'{case.how} {case.variant}'.split() if word not in without]
    known = {'tcp': 'TCP', 'udp': 'UDP', 'unix': 'AF_UNIX'}
    return ', '.join([known.get(case.protocol, case.protocol), *words])


def in_order(cases):
    """What is alike stands together."""
    return sorted(cases, key=lambda case: ((*COLOURS, 'other').index(colour_of(case.protocol)), case.protocol))


def where(placement):
    return PLACEMENTS[placement]


def of_placements(cases):
    groups = [(name, [case for case in cases if case.placement == name]) for name in PLACEMENTS]
    return [group for group in groups if group[1]]


def lines_of(cases, at, counter, scale=1, label=label_of, dashed=lambda case: False):
    """One line for each label. at: where on the x axis a case stands."""
    lines = {}
    for case in sorted(cases, key=at):
        if case.median(counter) is not None:
            lines.setdefault(label(case), []).append(case)
    return [Series(name, colour_of(line[0].protocol), [(at(case), case.median(counter) * scale) for case in line],
                   dashed(line[0])) for name, line in lines.items()]


def size_of(case):
    return case.size


def bars_of(cases, counter, scale=1, label=label_of, extra=lambda case: ''):
    return [Series(label(case), colour_of(case.protocol), [(case.median(counter) * scale, extra(case))]) for case in cases]


def having(cases, counter):
    return [case for case in cases if case.median(counter) is not None]


def size_axis(cases, label):
    """Every fourth power of two: these are the sizes that people ask about."""
    sizes = [case.size for case in cases]
    low, high = (round(math.log2(size)) for size in (min(sizes), max(sizes)))
    return Axis(label, ticks=[(2 ** i, size_shown(2 ** i)) for i in range(0, high + 1) if i >= low and i % 4 == 0])
