/* SPDX-License-Identifier: GPL-2.0 */
/* Generic netlink by hand: a connected socket, one send, one receive. */
#ifndef _KREG_BENCH_RAW_H
#define _KREG_BENCH_RAW_H

/* A message that is made once and sent often. */
struct raw {
	int fd;
	unsigned int bytes;
	char message[512];
};

void raw_start(struct raw *raw, const char *family, unsigned short flags,
	       unsigned char command);
void raw_put(struct raw *raw, unsigned short attribute, const void *data,
	     unsigned short bytes);
void raw_call(struct raw *raw);
unsigned int raw_number(unsigned short attribute);

#endif /* _KREG_BENCH_RAW_H */
