/* SPDX-License-Identifier: GPL-2.0 */
/* Every message that comes back is looked at. */
#ifndef _KREG_FUZZ_CHECK_H
#define _KREG_FUZZ_CHECK_H

#include <stddef.h>
#include <stdnoreturn.h>

#define __attr(attribute) __attribute__((attribute))
#define __printf(text, first) __attr(format(printf, text, first))

struct nlmsghdr;

/* All end the process with status 1 when something is wrong. */
noreturn void check_failed(const char *format, ...) __printf(1, 2);
void check_datagram(const void *data, size_t bytes);
void check_message(const struct nlmsghdr *header);

#endif /* _KREG_FUZZ_CHECK_H */
