#!/bin/sh
# What plainsock can do, shown without a network and without configuration: demo.sh PLAINSOCK PLAINSOCK-BENCH
set -eu
plainsock=$(realpath "$1")
bench=$(realpath "$2")
folder=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill -INT "$server" 2>/dev/null || true; fi; rm -rf "$folder"' EXIT

say() { printf '\n== %s\n' "$1"; }
show() { # the command as a person would type it, then what it prints
  printf '\n$ plainsock %s\n' "$*"
  "$plainsock" "$@"
}

say 'Names and services'
show services
show services 22 smtp
show resolve localhost --service http

say 'An FTP server of our own, on a free port of the loopback interface'
mkdir "$folder/root"
printf 'Plain sockets, seen from both ends.\n' > "$folder/root/welcome.txt"
head -c 1048576 /dev/urandom > "$folder/root/data.bin"
mkfifo "$folder/announcement"
"$plainsock" ftpd "$folder/root" --port 0 > "$folder/announcement" &
server=$!
read -r _ address < "$folder/announcement"
echo "plainsock ftpd listens on $address"

show ftp ls "ftp://$address/"
show ftp get "ftp://$address/data.bin" -o "$folder/data.bin"
cmp "$folder/root/data.bin" "$folder/data.bin" && echo '(the copy is identical, byte for byte)'

say 'Every system call of one FTP session'
show --trace ftp get "ftp://$address/welcome.txt" -o -

say 'TCP against UDP on this machine'
printf '\n$ plainsock-bench --quick --table\n'
"$bench" --quick --table
