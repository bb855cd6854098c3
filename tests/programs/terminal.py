"""A program at a terminal of its own: tmux."""
import shlex
import subprocess
import tempfile
import time

PATIENCE = 30  # seconds


class AtTerminal:
    """For a unittest.TestCase: begin() once, then type and look."""

    def begin(self, name, words, folder):
        """`name` is this test's alone; the exit status stands on the screen as `ended with N`."""
        self.tmux = ['tmux', '-f', '/dev/null', '-L', f'plainsock-{name}']
        command = shlex.join(['env', 'TERM=screen-256color', 'LC_ALL=C.UTF-8', f'HOME={folder}', *words])
        subprocess.run([*self.tmux, 'new-session', '-d', '-x', '120', '-y', '60', '-c', folder,
                        command + '; echo "ended with $?"; cat'], check=True)
        self.addCleanup(subprocess.run, [*self.tmux, 'kill-server'], check=False, capture_output=True)
        record = tempfile.NamedTemporaryFile()
        self.addCleanup(record.close)
        self.record = record.name
        subprocess.run([*self.tmux, 'pipe-pane', 'cat >' + record.name], check=True)

    def screen(self, *options):
        return subprocess.run([*self.tmux, 'capture-pane', '-p', *options], check=True, capture_output=True,
                              text=True).stdout.rstrip()

    def wait_for(self, text, *options):
        """Until it is on the screen; polls, because a screen cannot be waited for."""
        end = time.monotonic() + PATIENCE
        while text not in (screen := self.screen(*options)):
            if time.monotonic() > end:
                self.fail(f'no "{text}" on the screen:\n{screen}\nall that came:\n{self.everything()!r}')
            time.sleep(0.02)

    def everything(self):
        with open(self.record, errors='replace') as record:
            return record.read()

    def keys(self, *keys):
        subprocess.run([*self.tmux, 'send-keys', *keys], check=True)

    def type(self, line, expected, *options):
        """A line, and what must stand on the screen after it; the screen is emptied first."""
        self.keys('C-l')
        self.keys('-l', line)
        self.keys('Enter')
        self.wait_for(expected, *options)
