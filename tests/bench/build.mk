# SPDX-License-Identifier: GPL-2.0
# The programs and hives of the benchmarks.

BENCH_DIR := $(B)/bench
BENCH_PROGS += $(addprefix $(BENCH_DIR)/,native counts parallel hives)
BENCH_CC = $(CC) $(CFLAGS) $(WARN) $(DEP) -D_GNU_SOURCE
BENCH_ENGINE := $(HIVE_SRC:%.c=$(BENCH_DIR)/engine/%.o)

$(BENCH_DIR)/engine/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) $(DEP) $(SHIM) -c -o $@ $<

$(BENCH_DIR)/native: tests/bench/native.c $(BENCH_ENGINE)
	$(BENCH_CC) $(SHIM) -o $@ $^ -lhivex

$(BENCH_DIR)/counts: tests/bench/counts.c tests/bench/raw.c $(B)/lib/libkreg.so
	@mkdir -p $(@D)
	$(BENCH_CC) -Iuapi $(LIBKREG_CFLAGS) -o $@ $(filter %.c,$^) $(LIBKREG_LIBS)

$(BENCH_DIR)/parallel: tests/bench/parallel.c $(B)/lib/libkreg.so
	@mkdir -p $(@D)
	$(BENCH_CC) $(LIBKREG_CFLAGS) -o $@ $(filter %.c,$^) $(LIBKREG_LIBS)

$(BENCH_DIR)/hives: tests/bench/make-hives scripts/make-hives \
		$(wildcard scripts/hives/*.py)
	tests/bench/make-hives $@
	touch $@
