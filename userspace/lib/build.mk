# SPDX-License-Identifier: LGPL-2.1
# libkreg, shared and static, and what tests it without the module.

LIB_VERSION := 0.1.0
LIB_SONAME := libkreg.so.0
LIB_SRC := $(wildcard userspace/lib/*.c)
LIB_OBJ := $(LIB_SRC:userspace/lib/%.c=$(B)/lib/obj/%.o)
LIB_NL_CFLAGS := $(shell pkg-config --cflags libnl-3.0 libnl-genl-3.0)
LIB_NL_LIBS := $(shell pkg-config --libs libnl-3.0 libnl-genl-3.0)
LIB_CFLAGS = $(WARN) -D_GNU_SOURCE -Iuapi $(LIB_NL_CFLAGS) $(DEP)
LIB_WRAP := -Wl,--wrap=malloc,--wrap=calloc,--wrap=reallocarray
LIB_SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all

# What other programs of this tree need to use the library.
LIBKREG_CFLAGS := -Iuserspace/lib/include
LIBKREG := $(B)/lib/libkreg.so
LIBKREG_LIBS := -L$(B)/lib -lkreg

USER_TARGETS += $(LIBKREG) $(B)/lib/libkreg.a $(B)/lib/pkgconfig/libkreg.pc \
	$(B)/man/libkreg.3 $(B)/bin/kreg-lib-test
UNIT_PROGS += $(B)/unit/lib-unit $(B)/unit/lib-package
FUZZ_PROGS += $(B)/fuzz/lib-reply

$(B)/lib/obj/%.o: userspace/lib/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LIB_CFLAGS) -fPIC -fvisibility=hidden -c -o $@ $<

$(B)/lib/libkreg.so.$(LIB_VERSION): $(LIB_OBJ) userspace/lib/libkreg.map
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -o $@ $(LIB_OBJ) \
		-Wl,-soname,$(LIB_SONAME) -Wl,-Bsymbolic-functions -Wl,-z,defs \
		-Wl,--version-script=userspace/lib/libkreg.map \
		$(LIB_NL_LIBS) -pthread

$(B)/lib/$(LIB_SONAME): $(B)/lib/libkreg.so.$(LIB_VERSION)
	ln -sf $(<F) $@

$(LIBKREG): $(B)/lib/$(LIB_SONAME)
	ln -sf $(<F) $@

# One object in which internal names are local: they can meet no others.
$(B)/lib/libkreg.a: $(LIB_OBJ)
	ld -r -o $(B)/lib/obj/all-in-one.o $(LIB_OBJ)
	objcopy --localize-hidden $(B)/lib/obj/all-in-one.o
	rm -f $@
	ar rcs $@ $(B)/lib/obj/all-in-one.o

$(B)/lib/pkgconfig/libkreg.pc: userspace/lib/libkreg.pc.in userspace/lib/build.mk
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|' \
		-e 's|@VERSION@|$(LIB_VERSION)|' $< >$@

$(B)/man/libkreg.3: Documentation/man/libkreg.3.scd
	@mkdir -p $(@D)
	scdoc <$< >$@

# The whole library once more, under sanitizers and with a module that is made up.
LIB_TEST_NEEDS := tests/lib/peer.c $(LIB_SRC) uapi/linux/kreg.h \
	$(wildcard userspace/lib/*.h userspace/lib/include/kreg/*.h tests/lib/*.h)

$(B)/unit/lib-unit: $(wildcard tests/lib/unit*.c) tests/lib/answers.c $(LIB_TEST_NEEDS)
	@mkdir -p $(@D)
	$(CC) $(LIB_SANITIZE) $(filter-out $(DEP),$(LIB_CFLAGS)) \
		-Iuserspace/lib $(LIB_WRAP) -o $@ $(filter %.c,$^) \
		$(LIB_NL_LIBS) -pthread

$(B)/unit/lib-package: tests/lib/package.sh $(LIBKREG) $(B)/lib/libkreg.a \
		$(B)/lib/pkgconfig/libkreg.pc userspace/lib/include/kreg/kreg.h
	@mkdir -p $(@D)
	install -m 755 $< $@

$(B)/fuzz/lib-reply: tests/lib/fuzz.c $(LIB_TEST_NEEDS)
	@mkdir -p $(@D)
	clang $(LIB_SANITIZE) -fsanitize=fuzzer $(filter-out $(DEP),$(LIB_CFLAGS)) \
		-Iuserspace/lib -o $@ $(filter %.c,$^) $(LIB_NL_LIBS) -pthread

# Runs in a guest, against the module.
$(B)/bin/kreg-lib-test: tests/e2e/lib_test.c $(LIBKREG)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) $(DEP) -D_GNU_SOURCE $(LIBKREG_CFLAGS) -o $@ $< \
		$(LIBKREG_LIBS) -Wl,-rpath,'$$ORIGIN/../lib' -pthread

install:: install-lib

install-lib: $(LIBKREG) $(B)/lib/libkreg.a $(B)/lib/pkgconfig/libkreg.pc \
		$(B)/man/libkreg.3
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 755 $(B)/lib/libkreg.so.$(LIB_VERSION) $(DESTDIR)$(LIBDIR)
	ln -sf libkreg.so.$(LIB_VERSION) $(DESTDIR)$(LIBDIR)/$(LIB_SONAME)
	ln -sf $(LIB_SONAME) $(DESTDIR)$(LIBDIR)/libkreg.so
	install -m 644 $(B)/lib/libkreg.a $(DESTDIR)$(LIBDIR)
	install -m 644 $(B)/lib/pkgconfig/libkreg.pc $(DESTDIR)$(LIBDIR)/pkgconfig
	install -D -m 644 userspace/lib/include/kreg/kreg.h \
		$(DESTDIR)$(PREFIX)/include/kreg/kreg.h
	install -D -m 644 $(B)/man/libkreg.3 $(DESTDIR)$(MANDIR)/man3/libkreg.3

.PHONY: install-lib
