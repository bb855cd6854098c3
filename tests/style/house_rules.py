#!/usr/bin/python3
"""The house rules of this repository, as far as a machine can check them.

A rule is a function from {path: text} to the list of what breaks it. Each is tried on this repository, and on a small
house in which it is broken, so that a rule that sees nothing is noticed too.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Files that may be longer than the rule says, each with its reason.
LONGER_FILES = {}
# Functions that may be longer, as `path name`, each with its reason.
LONGER_FUNCTIONS = {}

FOLDERS = {'include', 'src', 'platform', 'tests', 'bench'}
TOP_LEVEL = FOLDERS | {'README.md', 'CMakeLists.txt', 'Makefile'}
STANDARD_HEADERS = set('''
    algorithm array atomic barrier bit bitset cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale cmath
    compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring
    ctime cuchar cwchar cwctype deque exception execution filesystem forward_list fstream functional future
    initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex
    new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex span
    sstream stack stdexcept stop_token streambuf string string_view syncstream system_error thread tuple type_traits
    typeindex typeinfo unordered_map unordered_set utility valarray variant vector version'''.split())
# Libraries, by the room that may use them; every other header in < > belongs to an operating system.
LIBRARIES = {'src/cli': r'CLI/|nlohmann/|sqlite3\.h|histedit\.h', 'tests': r'gtest/|gmock/|nlohmann/',
             'tests/quirks/posix': r'fcntl\.h|signal\.h|sys/', 'bench': r'benchmark/|nlohmann/',
             'bench/echo': r'asio\.hpp|arpa/|netinet/|sys/|unistd\.h'}  # the servers that ours is measured against

SYSTEM_MACRO = r'\b_?_?(WIN32|WIN64|WINNT|linux|unix|APPLE|MINGW32|MINGW64|CYGWIN|MSC_VER|FreeBSD)(_?_?)\b'
SYSTEM_CONDITION = re.compile(r'^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b.*' + SYSTEM_MACRO, re.MULTILINE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
UNFINISHED = re.compile(r'\b(' + '|'.join(['TO' 'DO', 'FIX' 'ME', 'XX' 'X', 'HA' 'CK']) + r')\b')


def is_cpp(path):
    return path.endswith(('.cpp', '.hpp'))


def includes(house):
    """(path, bracket, included) of every #include."""
    return [(path, *match.groups()) for path, text in house.items() if is_cpp(path) for match in INCLUDE.finditer(text)]


def operating_system_headers_stay_in_platform(house):
    def allowed(path, included):
        return included in STANDARD_HEADERS or any(
            path.startswith(room + '/') and re.match(headers, included) for room, headers in LIBRARIES.items())
    return [f'{path} includes <{included}>' for path, bracket, included in includes(house)
            if bracket == '<' and not path.startswith('platform/') and not allowed(path, included)]


def the_only_condition_on_the_system_is_in_native_hpp(house):
    conditions = {path: len(SYSTEM_CONDITION.findall(text)) for path, text in house.items() if is_cpp(path)}
    wanted = {path: int(path == 'platform/native.hpp') for path in conditions}
    return [f'{path} has {conditions[path]} conditions on the system instead of {wanted[path]}'
            for path in conditions if conditions[path] != wanted[path]]


def include_is_allowed(path, included, house):
    """The table "who may include whom" of the design: from the path of a file, what may stand in its quotes."""
    folder, _, name = path.rpartition('/')
    own = f'{folder}/{included}' in house and '/' not in included
    public = f'include/{included}' in house
    seam = re.fullmatch(r'platform/\w+\.hpp', included)
    if path.startswith('include/'):
        return public
    if path.startswith(('src/ftp/', 'src/cli/')):
        return public or own or (path.startswith('src/cli/') and f'src/cli/{included}' in house)
    if path.startswith('src/'):
        return public or own or seam
    if path.startswith('platform/'):
        return public or seam or any(f'platform/{each}/{included}' in house for each in ('posix', 'linux', 'windows'))
    if path.startswith('tests/'):  # they open the seam and what is behind it, to test it by itself
        return public or own or included.startswith(('tests/', 'platform/', 'src/', 'bench/')) or \
            any(f'platform/{each}/{included}' in house for each in ('posix', 'linux', 'windows'))
    return public or own or seam


def rooms_include_only_what_the_design_says(house):
    return [f'{path} includes "{included}"' for path, bracket, included in includes(house)
            if bracket == '"' and not include_is_allowed(path, included, house)]


def files_are_short(house):
    limits = [(path, 120 if path.startswith('include/') else 300) for path in house if is_cpp(path) or path.endswith('.py')]
    return [f'{path} has {house[path].count(chr(10))} lines, at most {limit} are allowed' for path, limit in limits
            if house[path].count('\n') > limit and path not in LONGER_FILES]


def functions(house):
    """(path, name, lines) of every function, as Universal Ctags sees them."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in house.items():
            if is_cpp(path):
                copy = pathlib.Path(folder, path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text)
        listed = subprocess.run(['ctags', '-R', '-o', '-', '-x', '--languages=C++', '--langmap=C++:.cpp.hpp',
                                 '--c++-kinds=f', '--fields=+ne', '--_xformat=%{input}\t%{name}\t%{line}\t%{end}'],
                                cwd=folder, capture_output=True, text=True, check=True).stdout
    for path, name, line, end in (each.split('\t') for each in listed.splitlines()):
        yield path.removeprefix('./'), name, int(end or line) - int(line) + 1


def functions_are_short(house):
    return [f'{path} {name} has {lines} lines' for path, name, lines in functions(house)
            if lines > 60 and f'{path} {name}' not in LONGER_FUNCTIONS]


def nothing_is_left_unfinished(house):
    return [f'{path}: {match.group()}' for path, text in house.items() for match in UNFINISHED.finditer(text)]


def the_top_level_is_tidy(house):
    return sorted({top for top in (path.split('/')[0] for path in house) if top not in TOP_LEVEL and top[0] != '.'})


def public_headers_say_what_they_are(house):
    return [path for path, text in house.items() if path.startswith('include/')
            and not re.match(r'(// .+\n)+#pragma once\n', text)]


# A rule, and a file that breaks it.
RULES = [
    (operating_system_headers_stay_in_platform, 'src/socket.cpp', '#include <sys/socket.h>\n'),
    (operating_system_headers_stay_in_platform, 'src/socket.cpp', '#include <CLI/CLI.hpp>\n'),
    (operating_system_headers_stay_in_platform, 'include/plainsock/socket.hpp', ' # include <winsock2.h>\n'),
    (the_only_condition_on_the_system_is_in_native_hpp, 'src/socket.cpp', '#ifdef _WIN32\n'),
    (the_only_condition_on_the_system_is_in_native_hpp, 'src/socket.cpp', '#if defined(__linux__)\n'),
    (the_only_condition_on_the_system_is_in_native_hpp, 'platform/posix/a.cpp', '  # elif _MSC_VER > 1\n'),
    (the_only_condition_on_the_system_is_in_native_hpp, 'platform/native.hpp', '#ifdef _WIN32\n#ifndef __unix__\n'),
    (rooms_include_only_what_the_design_says, 'include/plainsock/socket.hpp', '#include "platform/sys.hpp"\n'),
    (rooms_include_only_what_the_design_says, 'src/ftp/client.cpp', '#include "platform/sys.hpp"\n'),
    (rooms_include_only_what_the_design_says, 'src/cli/main.cpp', '#include "platform/sys.hpp"\n'),
    (rooms_include_only_what_the_design_says, 'src/socket.cpp', '#include "platform/posix/sys.hpp"\n'),
    (rooms_include_only_what_the_design_says, 'platform/posix/sys.cpp', '#include "tests/support/desk.hpp"\n'),
    (files_are_short, 'include/plainsock/socket.hpp', '\n' * 121),
    (files_are_short, 'src/socket.cpp', '\n' * 301),
    (functions_are_short, 'src/socket.cpp', 'int f() {\n' + '  g();\n' * 60 + '}\n'),
    (nothing_is_left_unfinished, 'README.md', 'TO' 'DO: write this\n'),
    (the_top_level_is_tidy, 'notes.txt', ''),
    (public_headers_say_what_they_are, 'include/plainsock/socket.hpp', '#pragma once\n'),
]
SMALL_HOUSE = {
    'README.md': 'plainsock\n', 'platform/native.hpp': '#ifdef _WIN32\n#include <winsock2.h>\n#endif\n',
    'platform/sys.hpp': '#include "platform/native.hpp"\n', 'platform/posix/sys.hpp': '',
    'include/plainsock/result.hpp': '// A value or an error.\n#pragma once\n#include <variant>\n',
    'src/result.cpp': '#include "plainsock/result.hpp"\n\n#include "platform/sys.hpp"\nint f() {\n  return 1;\n}\n',
}


def repository():
    house = {}
    for folder, folders, names in os.walk(ROOT):
        top = pathlib.Path(folder) == ROOT
        folders[:] = [each for each in folders if each != '__pycache__' and not (
            top and (each in ('.git', '.cache') or each.startswith('build')))]
        for name in names:
            path = pathlib.Path(folder, name)
            house[str(path.relative_to(ROOT))] = path.read_text(errors='replace')
    house.pop('.git', None)  # a file in a worktree
    return house


class HouseRules(unittest.TestCase):
    def test_this_repository_keeps_every_rule(self):
        house = repository()
        for rule in dict.fromkeys(rule for rule, _, _ in RULES):
            with self.subTest(rule.__name__):
                self.assertEqual(rule(house), [])

    def test_every_rule_sees_what_breaks_it_and_nothing_else(self):
        for rule, path, text in RULES:
            with self.subTest(rule.__name__, path=path):
                self.assertEqual(rule(SMALL_HOUSE), [])
                self.assertEqual(len(rule({**SMALL_HOUSE, path: text})), 1)


if __name__ == '__main__':
    unittest.main()
