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

# The same under the sanitizers, for the tests.
CLI_TEST_CFLAGS := -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
CLI_TEST_OBJ := $(CLI_SRC:%.c=$(B)/unit/cli/%.o) \
	$(HIVE_SRC:%.c=$(B)/unit/cli/engine/%.o) \
	$(LIB_SRC:%.c=$(B)/unit/cli/lib/%.o)

UNIT_PROGS += $(B)/unit/cli_test

$(CLI_ENGINE_SIDE:%=$(B)/unit/cli/userspace/cli/%.o): CLI_CFLAGS += $(SHIM)

$(B)/unit/cli/userspace/cli/%.o: userspace/cli/%.c
	@mkdir -p $(@D)
	$(CC) $(CLI_TEST_CFLAGS) $(WARN) $(DEP) $(CLI_CFLAGS) -c -o $@ $<

$(B)/unit/cli/engine/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CLI_TEST_CFLAGS) $(WARN) $(DEP) $(SHIM) -c -o $@ $<

$(B)/unit/cli/lib/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CLI_TEST_CFLAGS) $(LIB_CFLAGS) -c -o $@ $<

$(B)/unit/kreg: $(CLI_TEST_OBJ)
	$(CC) -fsanitize=address,undefined -o $@ $^ $(CLI_LIBS)

$(B)/unit/cli_test: tests/unit/cli/run $(B)/unit/kreg
	ln -sf $(abspath $<) $@

CLI_PAGES := $(wildcard Documentation/man/kreg*.scd)
CLI_MAN := $(CLI_PAGES:Documentation/man/%.scd=$(B)/man/%)

$(B)/man/%: Documentation/man/%.scd
	@mkdir -p $(@D)
	scdoc <$< >$@

install:: install-cli

install-cli: $(B)/bin/kreg $(CLI_MAN)
	install -D -m 755 $(B)/bin/kreg $(DESTDIR)$(PREFIX)/bin/kreg
	install -D -m 644 userspace/cli/kreg.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/kreg
	for page in $(CLI_MAN); do \
		install -D -m 644 "$$page" \
			"$(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}"; \
	done

.PHONY: install-cli
