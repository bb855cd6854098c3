# A thin front. What a word means in full stands in CMakeLists.txt and in .ci/.
export CMAKE_GENERATOR ?= Ninja
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc)
export CMAKE_CXX_COMPILER_LAUNCHER ?= $(shell command -v ccache)
export CTEST_PARALLEL_LEVEL ?= $(shell nproc)
export CTEST_OUTPUT_ON_FAILURE ?= 1

configure = cmake -DPLAINSOCK_WERROR=ON -S . -B
ctest = ctest --no-tests=error --test-dir

.PHONY: program packages linux windows test check demo clean

program: # build/plainsock
	.ci/packages build
	$(configure) build && cmake --build build --target plainsock-program

packages: # what every other target needs; silent when it is there
	.ci/packages build test check

linux: # library, program, tests and benchmarks for this system
	$(configure) build && cmake --build build

windows: # the same for Windows, by mingw-w64
	$(configure) build-windows --toolchain platform/windows/mingw-w64.cmake && cmake --build build-windows

test: # everything on both systems, the Windows programs under Wine
	.ci/packages build test && $(MAKE) --no-print-directory linux windows
	$(ctest) build-windows && $(ctest) build

check: # style, linters, sanitizers, fuzzing
	.ci/packages build test check && .ci/check

demo: program # what plainsock can do, shown without any network
	src/cli/demo.sh build/plainsock

clean:
	rm -rf build build-*
