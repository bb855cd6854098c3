"""A page as Chromium sees it: what is in it, what it says on the console, what it asks the network for."""
import dataclasses
import html.parser
import json
import pathlib
import re
import subprocess
import tempfile

# No name leads anywhere: what Chromium itself asks for (its makers, its updates) does not leave this machine.
OPTIONS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--incognito', '--disable-extensions',
           '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps',
           '--disable-features=NetworkTimeServiceQuerying,OptimizationHints', '--host-resolver-rules=MAP * ~NOTFOUND',
           '--enable-logging=stderr', '--hide-scrollbars']
PATIENCE = 120


@dataclasses.dataclass
class Seen:
    text: str        # the document after its scripts have run
    console: list
    requests: list   # addresses


def requested(log):
    """The addresses that the page asked for over a network. What no page has asked for is the browser's own."""
    content = json.loads(log.read_text(errors='replace'))
    start = content['constants']['logEventTypes']['URL_REQUEST_START_JOB']
    jobs = [event.get('params', {}) for event in content['events'] if event['type'] == start]
    return [job['url'] for job in jobs if 'url' in job and job.get('initiator') != 'not an origin'
            and not job['url'].startswith(('file:', 'data:', 'chrome:', 'about:'))]


def browse(path, *options):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = pathlib.Path(folder, 'net.json')
        done = subprocess.run(['chromium', *OPTIONS, f'--user-data-dir={folder}/profile', f'--log-net-log={log}', *options,
                               '--dump-dom', path.as_uri()], capture_output=True, timeout=PATIENCE, check=True)
        console = re.findall(r':CONSOLE:\d+\] (.*)', done.stderr.decode(errors='replace'))
        return Seen(done.stdout.decode(), console, requested(log))


class Page(html.parser.HTMLParser):
    """What the tests ask of a document."""

    FETCHING = {'src', 'srcset', 'href', 'xlink:href', 'data', 'poster', 'action', 'background'}

    def __init__(self, text):
        super().__init__()
        self.values = {}       # (case, counter) -> (exact, shown)
        self.references = []   # what an attribute or a style would fetch
        self.figures = []      # {class, h3, svg: [texts of each], key: [labels]}
        self.places = []
        self.notes = []
        self.references += re.findall(r'url\(\s*["\']?([^#"\'][^)]*)|@import\s+(\S+)', text)
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.places.append((tag, attributes))
        self.references += [value for name, value in attributes.items() if name in self.FETCHING and value[:1] != '#']
        if tag == 'figure':
            self.figures.append({'class': attributes['class'], 'h3': '', 'svg': [], 'key': []})
        elif tag == 'svg' and attributes['class'] != 'key':
            self.figures[-1]['svg'].append([])
        elif tag in ('meta', 'link', 'img', 'input', 'br', 'wbr'):
            self.places.pop()

    def handle_endtag(self, tag):
        while self.places and self.places.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, attributes = self.places[-1] if self.places else ('', {})
        if tag == 'data':
            self.values[attributes['data-case'], attributes['data-counter']] = float(attributes['value']), data
        elif tag == 'h3':
            self.figures[-1]['h3'] += data
        elif tag == 'li' and self.figures and data.strip():
            self.figures[-1]['key'].append(data.strip())
        elif tag == 'text':
            self.figures[-1]['svg'][-1].append(data.strip())
        elif attributes.get('class') == 'note':
            self.notes.append(data)
