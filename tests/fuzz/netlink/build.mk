# SPDX-License-Identifier: GPL-2.0
# The message fuzzer, whose table of operations is made from the spec.

NETLINK_FUZZ := tests/fuzz/netlink

check-fuzz: $(B)/fuzz/netlink-fuzz $(B)/fuzz/seeds

$(B)/fuzz/netlink/table.h: $(NETLINK_FUZZ)/generate.py \
		Documentation/netlink/specs/kreg.yaml
	@mkdir -p $(@D)
	$(NETLINK_FUZZ)/generate.py Documentation/netlink/specs/kreg.yaml >$@

$(B)/fuzz/netlink-fuzz: $(wildcard $(NETLINK_FUZZ)/*.[ch]) uapi/linux/kreg.h \
		$(B)/fuzz/netlink/table.h
	$(CC) $(WARN) $(CFLAGS) -pthread -D_GNU_SOURCE -Iuapi \
		-I$(B)/fuzz/netlink -o $@ $(wildcard $(NETLINK_FUZZ)/*.c)
