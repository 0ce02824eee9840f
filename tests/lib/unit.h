/* SPDX-License-Identifier: GPL-2.0 */
/* Checks, answers, and the tests of the library without the module. */
#ifndef _KREG_TESTS_LIB_UNIT_H
#define _KREG_TESTS_LIB_UNIT_H

#include "context.h"

extern int failures;

void check_failed(const char *file, int line, const char *what);
void check_number(const char *file, int line, const char *what, int got,
		  int want);

#define check(what)                                              \
	do {                                                     \
		if (!(what))                                     \
			check_failed(__FILE__, __LINE__, #what); \
	} while (0)

#define check_rc(call, want) check_number(__FILE__, __LINE__, #call, call, want)

void give_value(struct kreg *ctx, int type, const void *data, size_t size);
struct kreg_key *give_key(struct kreg *ctx);
void give_piece(struct kreg *ctx, int index, size_t size, size_t offset,
		size_t len);
void add_subkey(struct kreg *ctx, const char *name, int flags);
void give_keys(struct kreg *ctx, int flags);
void add_job(struct kreg *ctx, int state, int error, const char *text);
void add_reports(void);
void tell_job_done(struct kreg *ctx);

void test_paths(void);
void test_types(void);
void test_times(void);
void test_text(void);
void test_query(void);
void test_refusals(void);
void test_long_names(void);
void test_long_values(void);
void test_values(void);
void test_enumerate(void);
void test_entries(void);
void test_typed(void);
void test_info(void);
void test_jobs(void);
void test_status(void);
void test_hostile(void);
void test_strays(void);
void test_hostile_dump(void);
void test_log(void);
void test_memory(void);

#endif /* _KREG_TESTS_LIB_UNIT_H */
