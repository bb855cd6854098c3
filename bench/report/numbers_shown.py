"""Numbers for people: three digits that count, never an exponent."""
import math


def shown(value):
    """4.27, 17.7, 113, 3,367, 0.0342; whole numbers in full."""
    if value is None or not math.isfinite(value):
        return ''
    if value == int(value):
        return f'{int(value):,}'
    digits = min(6, max(0, 2 - math.floor(math.log10(abs(value)))))
    return f'{value:,.{digits}f}'


def size_shown(count):
    """64 B, 4 KiB; 1472 B, since it is no whole number of KiB."""
    return f'{count // 1024} KiB' if count >= 1024 and count % 1024 == 0 else f'{count} B'
