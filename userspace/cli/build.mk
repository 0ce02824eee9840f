# SPDX-License-Identifier: GPL-2.0
# The command kreg. The hive engine is compiled in, for --file; the library is
# linked statically, so that the program runs from build/ and in any guest.

CLI_SRC := $(wildcard userspace/cli/*.c)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
CLI_HIVE_OBJ := $(HIVE_SRC:%.c=$(B)/userspace/cli/engine/%.o)
CLI_LIBS := $(shell pkg-config --libs json-c libnl-3.0 libnl-genl-3.0) -lpthread
CLI_CFLAGS := -D_GNU_SOURCE -Iuapi -Iuserspace/lib/include \
	$(shell pkg-config --cflags json-c)

# These two are between the engine and the rest, and see both.
CLI_ENGINE_SIDE := source_file fold

USER_TARGETS += $(B)/bin/kreg

$(B)/bin/kreg: $(CLI_OBJ) $(CLI_HIVE_OBJ) $(B)/lib/libkreg.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(CLI_LIBS)

$(CLI_ENGINE_SIDE:%=$(B)/userspace/cli/%.o): CLI_CFLAGS += $(SHIM)

$(B)/userspace/cli/%.o: userspace/cli/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) $(DEP) $(CLI_CFLAGS) -c -o $@ $<

$(B)/userspace/cli/engine/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) $(DEP) $(SHIM) -c -o $@ $<
