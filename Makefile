# SPDX-License-Identifier: GPL-2.0
# "make help" lists the targets. Everything that is built goes below build/.

B := build
CC := gcc
CFLAGS ?= -O2 -g
WARN := -std=gnu11 -Wall -Wextra
DEP = -MMD -MP
HIVE_SRC := $(wildcard kernel/hive/*.c)
SHIM := -Itests/shim -Ikernel -Iuapi -include tests/shim/env.h

# The newest stock headers that are installed, unless a kernel is named.
KDIR ?= stock
HIVES ?=
FUZZ_SECONDS ?= 60

PREFIX ?= /usr/local
DESTDIR ?=
MULTIARCH := $(shell $(CC) -print-multiarch)
LIBDIR ?= $(PREFIX)/lib$(if $(filter /usr,$(PREFIX)),/$(MULTIARCH))
MANDIR ?= $(PREFIX)/share/man

# What the checks run, in this order.
CHECKS := gen layers style docs unit crash golden kunit e2e races sweep fuzz

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

all: module userspace

# Each fragment says what it builds: USER_TARGETS for "make", UNIT_PROGS for
# check-unit, FUZZ_PROGS for check-fuzz, BENCH_PROGS for bench; and hooks on to
# install and clean with double-colon rules.
USER_TARGETS :=
UNIT_PROGS :=
FUZZ_PROGS :=
BENCH_PROGS :=
FRAGMENTS := userspace/lib/build.mk userspace/cli/build.mk \
	tests/unit/build.mk tests/crash/build.mk tests/fuzz/build.mk \
	tests/fuzz/netlink/build.mk tests/bench/build.mk tests/races/build.mk \
	tests/sweep/build.mk
-include $(FRAGMENTS)

need = $(if $(strip $($(1))),,$(error $(1) is empty: $(2) is missing))

module:
	+@scripts/module $(KDIR)

userspace: $(USER_TARGETS)
	$(call need,USER_TARGETS,userspace/*/build.mk)

run:
	+@scripts/run $(if $(HIVES),'$(HIVES)')

check:
	+@scripts/check $(CHECKS)

check-unit: $(UNIT_PROGS)
	$(call need,UNIT_PROGS,tests/unit/build.mk)
	@scripts/check-unit $(UNIT_PROGS)

check-crash: $(B)/crash/crash_test
	@scripts/check-crash $< $(CRASH_STATES)

check-golden: userspace $(UNIT_PROGS)
	+@scripts/suite golden

check-e2e: userspace
	+@scripts/suite e2e

check-races: userspace
	+@scripts/suite races

check-sweep: userspace
	+@scripts/suite sweep

check-fuzz: userspace $(FUZZ_PROGS)
	$(call need,FUZZ_PROGS,tests/fuzz/build.mk)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/check-fuzz $(FUZZ_PROGS)

check-kunit check-style check-layers check-gen check-docs: check-%:
	+@scripts/$@

check-docs: userspace

bench: userspace $(BENCH_PROGS)
	+@tests/bench/run

MODULE_RELEASE = $(shell modinfo -F vermagic $(B)/kreg.ko | cut -d' ' -f1)

install:: all
	install -D -m 644 $(B)/kreg.ko \
		$(DESTDIR)/lib/modules/$(MODULE_RELEASE)/updates/kreg.ko
	[ -n "$(DESTDIR)" ] || depmod -a $(MODULE_RELEASE)

clean::
	rm -rf $(B)

help:
	@echo 'make              kreg.ko for KDIR (default: newest stock headers), user space'
	@echo 'make run          boot a guest with a live registry; HIVES=folder of hive files'
	@echo 'make check        every check, as CI does; installs what is missing'
	@echo 'make check-NAME   one of: $(CHECKS)'
	@echo '                  check-fuzz takes FUZZ_SECONDS (default 60), check-crash'
	@echo '                  CRASH_STATES (default 1000000)'
	@echo 'make bench        measure, into build/bench.tsv'
	@echo 'make install      to PREFIX (default /usr/local), below DESTDIR'
	@echo 'make clean        remove build/'

.PHONY: all module userspace run check $(addprefix check-,$(CHECKS)) bench \
	install clean help

-include $(shell [ -d $(B) ] && find $(B) -name '*.d' -not -path '$(B)/module/*')
