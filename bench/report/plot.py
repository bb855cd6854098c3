"""A chart as SVG, drawn by gnuplot, in the colours of the page that it stands in."""
import math
import re
import shutil
import subprocess

from charts import COLOURS
from numbers_shown import shown

# What gnuplot draws in, to be replaced by what the page's style sheet says.
SENTINELS = {'grid': 0x010101, **{name: 0x010102 + i for i, name in enumerate((*COLOURS, 'other'))}}
POINT_TYPES = {'tcp': 7, 'udp': 9, 'unix': 5, 'pipe': 13, 'other': 11}
WIDE, NARROW = 760, 370  # pixels: of a desk and of a phone, so that letters have their size on both


def available():
    return shutil.which('gnuplot') is not None


def quoted(text):
    """gnuplot knows no escape in single quotes but the doubled quote; a line break would end the command."""
    return "'" + re.sub(r'\s+', ' ', text).replace("'", "''") + "'"


def colour(name):
    return f"rgb '#{SENTINELS[name]:06x}'"


def cut(text, length):
    return text if len(text) <= length else text[:length - 1] + '…'


def ticks_between(low, high, steps):
    """Steps of every power of ten from the last at or below `low` to the first at or above `high`."""
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 2)
    every = [step * 10.0 ** power for power in powers for step in steps]
    first = max(i for i, tick in enumerate(every) if tick <= low * 1.0001)
    last = min(i for i, tick in enumerate(every) if tick >= high * 0.9999)
    return every[first:last + 1]


def plain(positions):
    """Numbers as people write them, never 1e+06."""
    return [(position, f'{position:,.9g}') for position in positions]


def ticks_set(name, ticks):
    """A text of a tick is a format to gnuplot."""
    listed = ', '.join(f'{quoted(text.replace("%", "%%"))} {position:.9g}' for position, text in ticks)
    return f'set {name}tics ({listed}) nomirror\n'


def range_set(name, low, high):
    return f'set {name}range [{low:.9g}:{high:.9g}]\n'


def logarithmic_axis(name, axis, values):
    """1 2 5 10 as long as there is room, else powers of ten, or of a hundred."""
    values = [value for value in values if value > 0]
    ticks = axis.ticks
    if ticks is None:
        positions = ticks_between(min(values), max(values), (1, 2, 5))
        limits = positions[0], positions[-1]
        if len(positions) > 9:
            positions = ticks_between(*limits, (1,))
        ticks = plain(positions[::2] if len(positions) > 6 and positions[-1] / positions[0] > 1e6 else positions)
    else:
        limits = min(*values, ticks[0][0]) / 1.15, max(*values, ticks[-1][0]) * 1.15
    return f'set logscale {name}\n' + range_set(name, *limits) + ticks_set(name, ticks)


def linear_axis(name, highest, room=1.08):
    """From zero, with three to five steps."""
    highest = highest or 1
    step = next(tick for tick in ticks_between(highest / 5, highest, (1, 2, 5)) if tick >= highest / 5)
    positions = [round(i * step, 9) for i in range(math.floor(highest / step) + 1)]
    return range_set(name, 0, highest * room) + ticks_set(name, plain(positions))


def axis_of(name, axis, values):
    set_up = logarithmic_axis(name, axis, values) if axis.logarithmic else linear_axis(name, max(values))
    return set_up + f'set {name}label {quoted(axis.label)}\n'


def preamble(width, height):
    return (f"set terminal svg size {width},{height} noenhanced font 'sans-serif,14'\nset encoding utf8\n"
            f"set border 3 lc {colour('grid')}\nset grid lc {colour('grid')} lw 0.6 dt solid\n"
            "set tics scale 0.4 textcolor rgb 'black'\n")


def data_block(name, rows):
    return f'${name} << E\n' + ''.join(' '.join(f'{value:.9g}' for value in row) + '\n' for row in rows) + 'E\n'


def lines_script(chart, width):
    columns = 3 if width == WIDE else 2
    rows_of_key = math.ceil(len(chart.series) / columns)
    points = [point for series in chart.series for point in series.points]
    script = preamble(width, (400 if width == WIDE else 320) + 20 * rows_of_key)
    script += axis_of('x', chart.x, [x for x, _ in points]) + axis_of('y', chart.y, [y for _, y in points])
    script += f'set key at screen 0.01,0.99 left top horizontal Left reverse samplen 2.5 maxcols {columns}\n'
    script += f'set tmargin {1.5 + 1.3 * rows_of_key}\n'
    plots = []
    for i, series in enumerate(chart.series):
        script += data_block(f's{i}', series.points)
        plots.append(f"$s{i} with linespoints lw 2 lc {colour(series.colour)} dt {'(10,6)' if series.dashed else 'solid'} "
                     f'pt {POINT_TYPES[series.colour]} ps 0.7 title {quoted(cut(series.label, 40))}')
    return script + 'plot ' + ', '.join(plots) + '\n'


def bars_script(chart, width):
    """Bars with their number and what else is to be said at their ends. Their names stand beside them, or above them
    where there is no room."""
    wide, count = width == WIDE, len(chart.series)
    values = [series.points[0][0] for series in chart.series]
    script = preamble(width, 90 + (26 if wide else 44) * count)
    if chart.x.logarithmic:
        least = ticks_between(min(values) / 1.5, max(values), (1,))[0]
        script += axis_of('x', chart.x, [least, max(values) * 30])
    else:
        least = 0
        script += linear_axis('x', max(values), 1.3 if wide else 1.6) + f'set xlabel {quoted(chart.x.label)}\n'
    script += range_set('y', 0.4, count + (0.6 if wide else 0.8)) + 'set grid noytics\nunset key\n'
    script += 'set style fill solid 1 noborder\nset border 2\n'
    names = [(count - i, cut(series.label, 36)) for i, series in enumerate(chart.series)]
    script += ticks_set('y', names) + 'set ytics scale 0\n' if wide else 'unset ytics\n'
    plots = []
    for i, series in enumerate(chart.series):
        value, extra = series.points[0]
        text = ' · '.join(filter(None, [shown(value), extra]))
        script += f'set label {quoted(text)} at {value:.9g},{count - i} offset 0.6,0\n'
        if not wide:
            script += f'set label {quoted(names[i][1])} at {least:.9g},{count - i + 0.47}\n'
        script += data_block(f's{i}', [((least + value) / 2, count - i, least, value, count - i - 0.26, count - i + 0.26)])
        plots.append(f'$s{i} using 1:2:3:4:5:6 with boxxyerror lc {colour(series.colour)}')
    return script + 'plot ' + ', '.join(plots) + '\n'


def adopted(svg, name, label):
    """The picture as a part of a page: its colours are the page's, its identities its own, its size that of the room."""
    svg = svg[svg.index('<svg'):]
    svg = re.sub(r'<title>.*?</title>|<desc>.*?</desc>', '', svg, flags=re.DOTALL)
    svg = re.sub(r'<filter.*?</filter>', '', svg, flags=re.DOTALL)
    svg = re.sub(r'<g [^>]*>\s*</g>\s*', '', svg)
    for each, number in SENTINELS.items():
        red, green, blue = number >> 16, number >> 8 & 255, number & 255
        svg = re.sub(rf'rgb\(\s*{red},\s*{green},\s*{blue}\s*\)|#{number:06x}', f'var(--{each})', svg, flags=re.IGNORECASE)
    svg = re.sub(r'''(["'])black\1''', r'\1currentColor\1', svg)
    svg = re.sub(r"\bid=(['\"])", rf'id=\1{name}-', svg)
    svg = re.sub(r"xlink:href='#", f"xlink:href='#{name}-", svg)
    svg = re.sub(r'font-family="[^"]*" font-size="[^"]*"', '', svg)
    svg = re.sub(r'(<svg\s+)width="\d+" height="\d+"', rf'\1class="{name.split("-")[-1]}" role="img" aria-label={label}', svg)
    return re.sub(r'\n\s*\n', '\n', svg)


def picture(chart, name, label):
    """The SVG of a chart, one for a wide page and one for a narrow one. label: the title, quoted for HTML."""
    script = lines_script if chart.y else bars_script
    pictures = []
    for room, width in (('wide', WIDE), ('narrow', NARROW)):
        drawn = subprocess.run(['gnuplot'], input=script(chart, width), capture_output=True, text=True, encoding='utf-8',
                               check=False)
        if drawn.returncode != 0 or '</svg>' not in drawn.stdout:
            raise RuntimeError(f'gnuplot cannot draw "{chart.title}": {drawn.stderr.strip()}')
        pictures.append(adopted(drawn.stdout, f'{name}-{room}', label))
    return '\n'.join(pictures)
