# SPDX-License-Identifier: GPL-2.0
# Fuzz target of the hive engine, its seeds, and the allocation sweep.

SANITIZE := -g -O1 -Wno-c2x-extensions -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
FUZZ_ENGINE := tests/fuzz/memory.c $(HIVE_SRC)
FUZZ_DEPS := $(FUZZ_ENGINE) tests/fuzz/memory.h tests/fuzz/build.mk \
	$(wildcard kernel/hive/*.h tests/shim/*.h)

FUZZ_PROGS += $(B)/fuzz/hive_fuzz

# The seeds: hives that are made, and others read where they lie.
KREG_SHARED ?= ../shared
export KREG_CORPUS = $(B)/fuzz/seeds $(wildcard $(addprefix \
	$(KREG_SHARED)/hives/,hivex nt-hive yarp))

$(B)/fuzz/hive_fuzz: tests/fuzz/hive_fuzz.c $(FUZZ_DEPS) | $(B)/fuzz/seeds
	clang $(WARN) $(SHIM) -Itests/fuzz $(SANITIZE) -fsanitize=fuzzer \
		-o $@ tests/fuzz/hive_fuzz.c $(FUZZ_ENGINE)

$(B)/fuzz/hive_sweep: tests/fuzz/sweep.c $(FUZZ_DEPS)
	@mkdir -p $(@D)
	clang $(WARN) $(SHIM) -Itests/fuzz $(SANITIZE) \
		-o $@ tests/fuzz/sweep.c $(FUZZ_ENGINE)

# Small ones only: a large seed costs time at every step.
$(B)/fuzz/seeds: scripts/make-hives $(wildcard scripts/hives/*.py)
	scripts/make-hives $(B)/fuzz/hives --tests
	rm -rf $@
	mkdir -p $@
	find $(B)/fuzz/hives -type f -size -80k -exec cp -t $@ {} +
	touch $@
