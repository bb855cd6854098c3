"""A chart as SVG, drawn by gnuplot, in the colours of the page that it stands in."""
import html
import math
import re
import shutil
import subprocess

from chart import COLOURS
from numbers_shown import shown

# What gnuplot draws in, to be replaced by what the page's style sheet says.
SENTINELS = {name: 0x010101 + i for i, name in enumerate(('ink', 'grid', *COLOURS, 'other'))}
# A protocol has a shape, and what differs within it has that shape hollow, or upside down.
POINT_TYPES = {'tcp': (7, 6), 'udp': (9, 8, 11, 10), 'unix': (5, 4), 'pipe': (13, 12), 'other': (15, 14)}
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
    """A little more than that, or rounding takes the outermost tick away."""
    return f'set {name}range [{low * 0.9999:.9g}:{high * 1.0001:.9g}]\n'


def fits(name, ticks, limits, pixels):
    """Whether the texts of an axis so long leave room between them."""
    def needed(first, second):
        return 20 if name == 'y' else 4.2 * (len(first[1]) + len(second[1])) + 10
    decades = math.log10(limits[1] / limits[0])
    return all(math.log10(second[0] / first[0]) / decades * pixels >= needed(first, second)
               for first, second in zip(ticks, ticks[1:]))


def logarithmic_axis(name, axis, values, pixels):
    """Ticks at 1 2 5 10 where there is room, else at powers of ten, or at some of them."""
    values = [value for value in values if value > 0] or [1]  # nothing else has a place there
    if axis.ticks:
        limits = min(*values, axis.ticks[0][0]) / 1.15, max(*values, axis.ticks[-1][0]) * 1.15
        return f'set logscale {name}\n' + range_set(name, *limits) + ticks_set(name, axis.ticks)
    fine = ticks_between(min(values), max(values), (1, 2, 5))
    powers = ticks_between(min(values), max(values), (1,))
    limits = fine[0], fine[-1]
    ticks = next(ticks for ticks in map(plain, (fine, powers, powers[::2], powers[::3], powers[:1]))
                 if fits(name, ticks, limits, pixels))
    return f'set logscale {name}\n' + range_set(name, *limits) + ticks_set(name, ticks)


def linear_axis(name, highest, room=1.08):
    """From zero, with three to five steps."""
    highest = highest or 1
    step = next(tick for tick in ticks_between(highest / 5, highest, (1, 2, 5)) if tick >= highest / 5)
    positions = [round(i * step, 9) for i in range(math.floor(highest / step) + 1)]
    return range_set(name, 0, highest * room) + ticks_set(name, plain(positions))


def axis_of(name, axis, values, pixels):
    set_up = logarithmic_axis(name, axis, values, pixels) if axis.logarithmic else linear_axis(name, max(values))
    return set_up + f'set {name}label {quoted(axis.label)}\n'


def preamble(width, height):
    return (f"set terminal svg size {width},{height} noenhanced font 'sans-serif,14'\nset encoding utf8\n"
            f"set border 3 lc {colour('grid')}\nset grid lc {colour('grid')} lw 0.6 dt solid\n"
            f"set tics scale 0.4 textcolor {colour('ink')}\n")


def data_block(name, rows):
    return f'${name} << E\n' + ''.join(' '.join(f'{value:.9g}' for value in row) + '\n' for row in rows) + 'E\n'


def styles(all_series):
    """Of each: the shape of its points, and how gnuplot is to draw it. Those of one colour are told apart by dashes, or
    else by shapes; one point has no line."""
    earlier = []
    for series in all_series:
        is_line = len(series.points) > 1
        look = series.colour, series.dashed and is_line
        shapes = POINT_TYPES[series.colour]
        shape = shapes[earlier.count(look) % len(shapes)]
        earlier.append(look)
        line = f"linespoints lw 2 dt {'(10,6)' if series.dashed else 'solid'}" if is_line else 'points'
        yield shape, f'with {line} lc {colour(series.colour)} pt {shape} ps 0.8'


def lines_script(chart, width):
    """Without a key: the page has one, which wraps as its text does."""
    height = 380 if width == WIDE else 290
    points = [point for series in chart.series for point in series.points]
    script = preamble(width, height) + 'unset key\n'
    script += axis_of('x', chart.x, [x for x, _ in points], width - 100)
    script += axis_of('y', chart.y, [y for _, y in points], height - 90)
    script += ''.join(data_block(f's{i}', series.points) for i, series in enumerate(chart.series))
    return script + 'plot ' + ', '.join(f'$s{i} {style}' for i, (_, style) in enumerate(styles(chart.series))) + '\n'


def key(chart, name):
    """Which line is which: a piece of it, with the shape that the picture `name` has defined, and its label."""
    entries = ''
    for series, (shape, _) in zip(chart.series, styles(chart.series)):
        dashes = ' stroke-dasharray="7 4"' if series.dashed else ''
        line = f'<path d="M0 7H34" stroke="var(--{series.colour})" stroke-width="2"{dashes}/>' if len(series.points) > 1 else ''
        entries += (f'<li><svg class="key" viewBox="0 0 34 14" fill="none" aria-hidden="true">{line}<use xlink:href="#{name}-gpPt{shape - 1}" '
                    f'transform="translate(17,7) scale(4.5)" color="var(--{series.colour})"/></svg>'
                    f'{html.escape(series.label)}</li>\n')
    return f'<ul class="key">{entries}</ul>\n'


def bars_script(chart, width):
    """Bars with their number and what else is to be said at their ends. Their names stand beside them, or above them
    where there is no room."""
    wide, count = width == WIDE, len(chart.series)
    values = [series.points[0][0] for series in chart.series]
    script = preamble(width, 90 + (26 if wide else 44) * count)
    if chart.x.logarithmic:
        values = [max(value, 1e-3) for value in values]
        least = ticks_between(min(values) / 1.5, max(values), (1,))[0]
        script += axis_of('x', chart.x, [least, max(values) * 30], 440 if wide else 300)
    else:
        least = 0
        script += linear_axis('x', max(values), 1.3 if wide else 1.6) + f'set xlabel {quoted(chart.x.label)}\n'
    script += range_set('y', 0.4, count + (0.6 if wide else 0.8)) + 'set grid noytics\nunset key\n'
    script += 'set style fill solid 1 noborder\nset border 2\n'
    names = [(count - i, cut(series.label, 36 if wide else 44)) for i, series in enumerate(chart.series)]
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
    """The SVG of a chart, one for a wide page and one for a narrow one, and the key. label: the title, quoted for HTML."""
    script = lines_script if chart.y else bars_script
    pictures = []
    for room, width in (('wide', WIDE), ('narrow', NARROW)):
        drawn = subprocess.run(['gnuplot'], input=script(chart, width), capture_output=True, text=True, encoding='utf-8',
                               check=False)
        if drawn.returncode != 0 or '</svg>' not in drawn.stdout:
            raise RuntimeError(f'gnuplot cannot draw "{chart.title}": {drawn.stderr.strip()}')
        pictures.append(adopted(drawn.stdout, f'{name}-{room}', label))
    return (key(chart, f'{name}-wide') if chart.y else '') + '\n'.join(pictures)
