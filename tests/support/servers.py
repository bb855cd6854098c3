#!/usr/bin/python3
"""Run one real FTP server on a free loopback port, for as long as standard input stays open.

    servers.py vsftpd|pure-ftpd|proftpd|pyftpdlib [--ipv6] [--pub DIR] [--home DIR] [--option TEXT]...

Prints `listening ADDRESS PORT PUB HOME` (tab-separated) once the server has answered 220. Anonymous users read PUB;
user ftplab, password ftplab-pw, reads and writes HOME. --option: a line of the server's configuration file, an
argument of pure-ftpd, or ATTRIBUTE=VALUE of pyftpdlib's handler class. Then it obeys lines, and answers `done`:
`own` gives every file in HOME to ftplab, `freeze` stops the server's processes where they are, `thaw` lets them
go on.

Needs root, if need be by way of sudo: the server runs in a mount namespace of its own with its own /etc/passwd, and
in a process namespace of its own, so that no part of it outlives this script. The programs come from .ci/packages.
"""
import argparse
import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
UNPACKED = HERE.parent.parent / '.cache/servers'
USER_ID, ANONYMOUS_ID, GROUP_ID = 64990, 64991, 65534
HASH = '$6$ftplabsalt$FX.B/WSZOLiJCSOSoF.dAydNPLFoGyHjqaYLcVyLfMaQEMZRAhVlvfFtodDUd4358ISgS1iZ0l4CF5DcFaJhj0'  # crypt(3) of ftplab-pw

# As pid 1 of the namespace the shell ends with its parent, and with it every process inside.
ISOLATED = ['setpriv', '--pdeathsig', 'KILL', '--',
            'unshare', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--',
            'sh', '-c', 'for each in passwd shadow pam.d; do mount --bind "$0/etc/$each" "/etc/$each" || exit; done\n'
            '"$@" & wait $!']


def write(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('\n'.join(lines) + '\n')
    return path


def write_accounts(place, pub, home):
    write(place / 'etc/passwd', 'root:x:0:0:root:/root:/bin/sh', f'nobody:x:65534:{GROUP_ID}::/nonexistent:/bin/sh',
          f'ftp:x:{ANONYMOUS_ID}:{GROUP_ID}::{pub}:/bin/sh', f'ftplab:x:{USER_ID}:{GROUP_ID}::{home}:/bin/sh')
    write(place / 'etc/shadow', 'root:*:19000::::::', 'ftp:*:19000::::::', f'ftplab:{HASH}:19000::::::').chmod(0o600)
    write(place / 'etc/pam.d/plainsock', 'auth required pam_unix.so nodelay', 'account required pam_unix.so',
          'session required pam_permit.so')


def vsftpd(place, address, port, pub, home, options):
    listen = ['listen=NO', 'listen_ipv6=YES', f'listen_address6={address}'] if ':' in address else [
        'listen=YES', f'listen_address={address}']
    (place / 'empty').mkdir()
    config = write(
        place / 'vsftpd.conf', *listen, f'listen_port={port}', 'background=NO', 'anonymous_enable=YES',
        f'anon_root={pub}', 'ftp_username=ftp', 'local_enable=YES', 'write_enable=YES', 'local_umask=022',
        'chroot_local_user=YES', 'allow_writeable_chroot=YES', 'pam_service_name=plainsock',
        f'secure_chroot_dir={place}/empty', 'nopriv_user=nobody', 'connect_from_port_20=NO',
        'ascii_download_enable=YES', 'ascii_upload_enable=YES', 'mdtm_write=YES', 'ls_recurse_enable=YES',
        'async_abor_enable=YES', 'xferlog_enable=NO', 'delay_failed_login=0', 'max_per_ip=0', 'max_clients=0',
        *options)
    return [UNPACKED / 'vsftpd/usr/sbin/vsftpd', config]


def pure_ftpd(place, address, port, pub, home, options):
    return [UNPACKED / 'pure-ftpd/usr/sbin/pure-ftpd', '-6' if ':' in address else '-4', '-S', f'{address},{port}',
            '-l', 'unix', '-A', '-H', '-z', '-f', 'none', '-c', '200', '-C', '200', '-g', place / 'pid', *options]


def proftpd(place, address, port, pub, home, options):
    accounts = write(place / 'accounts', f'ftplab:{HASH}:{USER_ID}:{GROUP_ID}::{home}:/bin/sh',
                     f'ftp:*:{ANONYMOUS_ID}:{GROUP_ID}::{pub}:/bin/sh')
    groups = write(place / 'groups', f'nogroup:x:{GROUP_ID}:')
    accounts.chmod(0o600), groups.chmod(0o600)
    config = write(
        place / 'proftpd.conf', f'ModulePath {UNPACKED}/proftpd-core/usr/lib/proftpd',
        'ModuleControlsACLs insmod,rmmod deny user *', 'ServerName plainsock', 'ServerIdent on "ProFTPD"',
        'ServerType standalone', 'DefaultServer on', f'UseIPv6 {"on" if ":" in address else "off"}',
        f'DefaultAddress {address}', 'SocketBindTight on', f'Port {port}', 'User nobody', 'Group nogroup',
        f'PidFile {place}/pid', f'ScoreboardFile {place}/scoreboard', f'SystemLog {place}/system-log',
        'ControlsEngine off', 'DelayEngine off', 'UseReverseDNS off', 'WtmpLog off', 'TransferLog none',
        f'AuthUserFile {accounts}', f'AuthGroupFile {groups}', 'AuthOrder mod_auth_file.c', 'RequireValidShell off',
        'DefaultRoot ~', 'AllowOverwrite on', 'AllowStoreRestart on', 'AllowRetrieveRestart on', *options,
        f'<Anonymous {pub}>', 'User ftp', 'Group nogroup', 'UserAlias anonymous ftp', '<Limit WRITE>', 'DenyAll',
        '</Limit>', '</Anonymous>')
    return [UNPACKED / 'proftpd-core/usr/sbin/proftpd', '-n', '-c', config]


def pyftpdlib(place, address, port, pub, home, options):
    return ['/usr/bin/python3', HERE / 'pyftpdlib_server.py', address, str(port), pub, home, *options]


SERVERS = {'vsftpd': vsftpd, 'pure-ftpd': pure_ftpd, 'proftpd': proftpd, 'pyftpdlib': pyftpdlib}


def process_tree(pid):
    try:
        children = pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text().split()
    except OSError:
        return []
    return [pid] + [each for child in children for each in process_tree(int(child))]


def listening_inodes(port):
    """The sockets that listen on the port: proc(5), columns 2, 4 and 10; state 0A is TCP_LISTEN."""
    for table in ('/proc/net/tcp', '/proc/net/tcp6'):
        for columns in map(str.split, pathlib.Path(table).read_text().splitlines()[1:]):
            if columns[3] == '0A' and columns[1].endswith(f':{port:04X}'):
                yield f'socket:[{columns[9]}]'


def owns_listener(pids, port):
    """Whether it is our server that listens: another process may have won the race for the port."""
    inodes = set(listening_inodes(port))
    for pid in pids:
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if any(os.readlink(entry) in inodes for entry in os.scandir(f'/proc/{pid}/fd')):
                return True
    return False


def greets(address, port):
    try:
        with socket.create_connection((address, port), 5) as stream:
            return stream.makefile('rb').readline().startswith(b'220')
    except OSError:
        return False


def wait_until_ready(server, address, port):
    end = time.monotonic() + 20
    while time.monotonic() < end and server.poll() is None:
        if owns_listener(process_tree(server.pid), port):
            return greets(address, port)
        time.sleep(0.005)
    return False


def end(server):
    """Ends the first process inside; its namespace, and with it `unshare`, ends when all the others have gone."""
    for pid in process_tree(server.pid)[1:2] or [server.pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.wait()


def new_folder(path, owner, mode):
    """For the test to fill, which may run as another user than this script."""
    path.mkdir()
    os.chown(path, owner, GROUP_ID), path.chmod(mode)
    return path


def free_port(address):
    family = socket.AF_INET6 if ':' in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def start(name, place, address, pub, home, options):
    """A running server and its port; a lost race for the port is run again."""
    for attempt in range(5):
        port = free_port(address)
        attempt_place = place / str(attempt)
        write_accounts(attempt_place, pub, home)
        command = SERVERS[name](attempt_place, address, port, pub, home, options)
        log = open(attempt_place / 'log', 'w+')
        server = subprocess.Popen([*ISOLATED, attempt_place, *command], stdin=subprocess.DEVNULL, stdout=log,
                                  stderr=log, cwd='/')
        server.attempt = attempt
        if wait_until_ready(server, address, port):
            return server, port
        end(server)
        log.seek(0)
    sys.exit(f'servers.py: {name} does not start: {log.read().strip() or "it says nothing"} (make packages?)')


def obey(server, home):
    for line in sys.stdin:
        word = line.strip()
        if word == 'own':
            for path in [home, *home.rglob('*')]:
                os.chown(path, USER_ID, GROUP_ID, follow_symlinks=False)
        elif word in ('freeze', 'thaw'):
            for pid in process_tree(server.pid):
                with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
                    os.kill(pid, signal.SIGSTOP if word == 'freeze' else signal.SIGCONT)
        else:
            sys.exit(f'servers.py: unknown word {word}')
        print('done', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('name', choices=SERVERS)
    parser.add_argument('--ipv6', action='store_true')
    parser.add_argument('--pub', type=pathlib.Path)
    parser.add_argument('--home', type=pathlib.Path)
    parser.add_argument('--option', action='append', default=[])
    wanted = parser.parse_args()
    if os.geteuid() != 0:
        os.execvp('sudo', ['sudo', '-n', sys.executable, *sys.argv])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    address = '::1' if wanted.ipv6 else '127.0.0.1'
    place = pathlib.Path(tempfile.mkdtemp(prefix='plainsock-server-'))
    server = None
    try:
        place.chmod(0o755)
        pub = wanted.pub or new_folder(place / 'pub', int(os.environ.get('SUDO_UID', 0)), 0o755)
        home = wanted.home or new_folder(place / 'home', USER_ID, 0o777)
        server, port = start(wanted.name, place, address, pub, home, wanted.option)
        print('listening', address, port, pub, home, sep='\t', flush=True)
        obey(server, home)
    finally:
        if server:
            if server.poll() is not None:
                log = place / str(server.attempt) / 'log'
                print(f'servers.py: {wanted.name} ended by itself ({server.returncode}): {log.read_text()}', file=sys.stderr)
            end(server)
        shutil.rmtree(place, ignore_errors=True)


main()
