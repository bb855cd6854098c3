# A thin front. What a word means in full stands in CMakeLists.txt and in .ci/.
export CMAKE_GENERATOR ?= Ninja
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc)
export CMAKE_CXX_COMPILER_LAUNCHER ?= $(shell command -v ccache)
# Tests wait more than they compute.
export CTEST_PARALLEL_LEVEL ?= $(shell expr 2 \* $$(nproc))
export CTEST_OUTPUT_ON_FAILURE ?= 1

configure = cmake -S . -B
# Warnings are errors where the tests are built; a newer compiler's new warning must not stop a user.
checked = cmake -DPLAINSOCK_WERROR=ON -DCMAKE_BUILD_TYPE=Debug -DPLAINSOCK_IPO=OFF \
  -DCMAKE_UNITY_BUILD=ON -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -S . -B
ctest = ctest --no-tests=error --test-dir
# Repetitions far from each other in time: what disturbs one does not disturb them all, and shows in how far they lie apart.
repeated = --benchmark_min_time=0.1 --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true

.PHONY: program packages linux windows test check demo bench bench-quick bench-overhead bench-echo bench-peers bench-spread clean

program: # build/plainsock
	.ci/packages build
	$(configure) build && cmake --build build --target plainsock-program

packages: # what every other target needs; silent when it is there
	.ci/packages build test check

linux: # library, program and tests for this system
	$(checked) build-linux && cmake --build build-linux

windows: # the same for Windows, by mingw-w64
	$(checked) build-windows --toolchain platform/windows/mingw-w64.cmake && cmake --build build-windows

test: # everything on both systems, the Windows programs under Wine
	.ci/packages build test && $(MAKE) --no-print-directory linux windows
	$(ctest) build-windows && $(ctest) build-linux

check: # style, linters, sanitizers, fuzzing
	.ci/packages build test check && .ci/check

demo: # what plainsock can do, shown without any network
	.ci/packages build
	$(configure) build && cmake --build build --target plainsock-program plainsock-bench
	src/cli/demo.sh build/plainsock build/bench/plainsock-bench

bench bench-quick: # TCP against UDP on this machine, and build/bench/report.html: in two and a half minutes all, in ten seconds the table
	.ci/packages build bench
	$(configure) build && cmake --build build --target plainsock-bench
	build/bench/plainsock-bench $(if $(filter bench,$@),$(repeated),--quick --table) --benchmark_out=build/bench/results.json
	bench/report/report.py build/bench/results.json

bench-overhead: # the instructions of a wrapped call beside those of the raw one
	.ci/packages build bench
	$(configure) build && cmake --build build --target overhead && bench/overhead.sh build/bench/overhead

bench-echo: # echo servers side by side: raw epoll, plainsock, Asio
	.ci/packages build bench
	$(configure) build && cmake --build build --target echo && bench/echo/compare.py build

bench-peers: # plainsock-bench beside sockperf, qperf and iperf3, in turn and on one processor
	.ci/packages build bench
	$(configure) build && cmake --build build --target plainsock-bench && bench/peers.py build/bench/plainsock-bench

bench-spread: # how far the ratio of TCP to UDP lies apart in ten runs of bench-quick
	.ci/packages build
	$(configure) build && cmake --build build --target plainsock-bench && bench/ratio_spread.py build/bench/plainsock-bench

clean:
	rm -rf build build-*
