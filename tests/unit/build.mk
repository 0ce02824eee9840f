# SPDX-License-Identifier: GPL-2.0
# The suites of the hive engine as a normal program, under the sanitizers.

UNIT_HIVE_SRC := $(addprefix tests/unit/,image.c name_test.c base_test.c \
	hive_test.c subkeys_test.c value_test.c security_test.c check_test.c edit_test.c \
	recover_test.c) \
	tests/shim/kunit.c $(HIVE_SRC)
UNIT_HIVE_OBJ := $(UNIT_HIVE_SRC:%.c=$(B)/unit/hive/%.o)

UNIT_PROGS += $(B)/unit/hive_test

$(B)/unit/hive/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(WARN) -Wno-unused-parameter $(SHIM) -g -O1 \
		-fno-omit-frame-pointer -fsanitize=address,undefined $(DEP) \
		-c -o $@ $<

$(B)/unit/hive_test: $(UNIT_HIVE_OBJ)
	$(CC) -fsanitize=address,undefined -o $@ $^
