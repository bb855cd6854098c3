#!/bin/sh
# User-mode instructions of one send and one receive, raw and through the library, counted by callgrind: overhead.sh PROGRAM
# Fails when a wrapped pair costs more than 2 % above the raw one. Two runs of different length, so that starting the
# program does not count; the counts are the same on every run.
set -eu
program=$1

collected() { # WAY KIND COUNT
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" "$3" 2>&1 | awk '/Collected/ { print $4 }'
}
each() { # WAY KIND
  few=$(collected "$1" "$2" 1000)
  echo $((($(collected "$1" "$2" 11000) - few + 5000) / 10000))
}

status=0
printf '%-12s %5s %8s\n' '' raw library
for kind in stream datagram datagram-to epoll; do
  raw=$(each raw $kind)
  library=$(each lib $kind)
  note=
  if [ $((library * 100)) -gt $((raw * 102)) ]; then
    note='above 2 %' status=1
  fi
  printf '%-12s %5d %8d   %+d %% %s\n' $kind "$raw" "$library" $(((library - raw) * 100 / raw)) "$note"
done
exit $status
