"""results.json as Google Benchmark writes it: cases by name, and of each counter the values of all repetitions."""
import csv
import json
import re
import statistics

# What Google Benchmark appends to the name that a case was registered with.
APPENDED = re.compile(r'(/(real_time|process_time|manual_time|(threads|repeats|iterations|min_time|min_warmup_time):[^/]+))+$')
# Numbers of a row that are about the running of it, and not counters of the case.
NO_COUNTERS = {'family_index', 'per_family_instance_index', 'repetitions', 'repetition_index', 'threads', 'iterations',
               'real_time', 'cpu_time'}


MOST_OF_OTHERS = 20  # percent of a processor: if other programs take more, they move even medians
PLACEMENTS = {'same-core': 'both ends on one core', 'cross-core': 'each end on a core of its own',
              'unpinned': 'where the scheduler puts them', 'two-hosts': 'each end on a host of its own', '': 'in no particular place'}


class Case:
    """FAMILY/PROTOCOL[/SIZE][/HOW...]/PLACEMENT[/VARIANT], such as rtt/tcp/64B/block/same-core."""

    def __init__(self, name):
        self.name = name
        self.counters = {}
        self.family, *words = name.split('/')
        self.protocol = words.pop(0) if words else ''
        self.placement = next((word for word in words if word and word in PLACEMENTS), '')
        place = words.index(self.placement) if self.placement else len(words)
        words, self.variant = words[:place], ' '.join(words[place + 1:])
        sizes = [word for word in words if re.fullmatch(r'\d+B', word)]
        self.size = int(sizes[0][:-1]) if sizes else 0
        self.how = ' '.join(word for word in words if word not in sizes)

    def add(self, row):
        for name, value in row.items():
            if isinstance(value, (int, float)) and name not in NO_COUNTERS:
                self.counters.setdefault(name, []).append(value)

    def repetitions(self):
        return max(map(len, self.counters.values()), default=0)

    def median(self, counter):
        """None when the case does not have the counter."""
        return statistics.median(self.counters[counter]) if counter in self.counters else None

    def percentiles(self):
        """(share, nanoseconds) in order: the counters min_ns, p50_ns, p999_ns (99.9 %), ... and max_ns, without those
        that so few samples cannot tell."""
        samples = self.median('samples') or 0
        if samples < 2:
            return []
        found = [(0, 'min_ns'), (1 - 1 / samples, 'max_ns')]
        found += [(float(f'0.{name[1:-3]}'), name) for name in self.counters if re.fullmatch(r'p\d+_ns', name)]
        return sorted((share, self.median(name)) for share, name in found
                      if name in self.counters and share <= 1 - 1 / samples)


class Results:
    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            content = json.load(file)
        self.context = content['context']
        self.failures = {}
        cases = {}
        for row in sorted(content['benchmarks'], key=lambda row: row.get('family_index', 0)):  # runs may be in random order
            name = APPENDED.sub('', row.get('run_name', row['name']))
            if row.get('error_occurred'):
                self.failures[name] = row.get('error_message', '')
            elif row.get('run_type', 'iteration') == 'iteration':
                cases.setdefault(name, Case(name)).add(row)
        self.cases = list(cases.values())

    def most_of_others(self):
        """The share of a processor, in percent, that other programs took during the most disturbed case."""
        return max((case.median('others_cpu_pct') or 0 for case in self.cases), default=0)

    def write_csv(self, path):
        """One row a case, with the medians of its counters; empty where it does not have one."""
        counters = sorted({name for case in self.cases for name in case.counters})
        with open(path, 'w', encoding='utf-8', newline='') as file:
            rows = csv.writer(file, lineterminator='\n')
            rows.writerow(['name', 'family', 'protocol', 'bytes', 'how', 'placement', 'variant', 'repetitions', *counters])
            for case in self.cases:
                rows.writerow([case.name, case.family, case.protocol, case.size, case.how, case.placement,
                               case.variant, case.repetitions(), *map(case.median, counters)])
