# SPDX-License-Identifier: GPL-2.0
# The crash test: the real engine and strategies over a model of a disk.

CRASH_STATES ?= 1000000
CRASH_SRC := $(wildcard tests/crash/*.c) $(HIVE_SRC) \
	$(addprefix kernel/storage/,picture.c volume.c strategy_log.c \
	strategy_alternate.c)
CRASH_OBJ := $(CRASH_SRC:%.c=$(B)/crash/%.o)

$(B)/crash/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(WARN) -Wno-unused-parameter $(SHIM) -Itests/crash -g -O2 $(DEP) \
		-c -o $@ $<

$(B)/crash/crash_test: $(CRASH_OBJ)
	$(CC) -o $@ $^
