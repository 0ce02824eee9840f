# SPDX-License-Identifier: GPL-2.0
# The program of the race suite, and the hives that it loads.

RACE_SRC := $(wildcard tests/races/*.c)

check-races: $(B)/races/race $(B)/races/hives

$(B)/races/race: $(RACE_SRC) $(wildcard tests/races/*.h) $(B)/lib/libkreg.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -D_GNU_SOURCE -Iuapi $(LIBKREG_CFLAGS) -o $@ \
		$(RACE_SRC) $(B)/lib/libkreg.a $(LIB_NL_LIBS) -pthread

# Copies: a file backs one mount.
$(B)/races/hives: scripts/make-hives $(wildcard scripts/hives/*.py)
	scripts/make-hives $@ --tests
	cd $@ && for name in a b; do cp good/siblings-300-li siblings-$$name; done
	cd $@ && for name in mixed mixed-links mixed-0 mixed-1 mixed-2; do \
		cp good/mixed-1.5 $$name; done
	cp $@/good/big-values-1.5 $@/big-values
	touch $@
