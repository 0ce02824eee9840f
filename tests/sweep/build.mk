# SPDX-License-Identifier: GPL-2.0
# The program of the sweep in the kernel; it shares hives and wire with races.

SWEEP_SRC := tests/sweep/kernel.c tests/sweep/operations.c tests/races/wire.c

check-sweep: $(B)/sweep/sweep $(B)/races/hives

$(B)/sweep/sweep: $(SWEEP_SRC) tests/sweep/sweep.h tests/races/wire.h \
		$(B)/lib/libkreg.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -D_GNU_SOURCE -Iuapi $(LIBKREG_CFLAGS) -o $@ \
		$(SWEEP_SRC) $(B)/lib/libkreg.a $(LIB_NL_LIBS) -pthread
