/* SPDX-License-Identifier: GPL-2.0 */
/* A hive made in memory, and short ways to load it and look into it. */
#ifndef _KREG_UNIT_REGISTRY_WORLD_H
#define _KREG_UNIT_REGISTRY_WORLD_H

#include "image.h"
#include "registry/key.h"
#include "registry/path.h"
#include "registry/snapshot.h"

#include <kunit/test.h>

#define ROOM (512 * 1024)
#define MANY 300
#define BIG 100000
#define LONGEST 24 /* name below Names */
#define LM KREG_ROOT_LOCAL_MACHINE
#define HKU KREG_ROOT_USERS

/*
 * \root
 *    Alpha            Dword, Text, Empty, Big, (default)
 *       Beta
 *          Gamma
 *             Delta   Deep
 *    Dangling -> \REGISTRY\Machine\Nowhere\X
 *    Jump     -> \registry\machine\T\Alpha\Beta
 *    Loop     -> \REGISTRY\Machine\T\Loop
 *    Many             V000 ... V299
 *       K000 ... K299
 *    Names
 *       N, Na, Nam ... (up to 24 characters)
 *    Own      -> \REGISTRY\User\T\Alpha
 *    Wrong    -> Alpha
 */
struct world {
	struct image image;
	struct kreg_findings findings;
	struct file *file;
	struct file *second;
	u8 big[BIG];
	u32 list[MANY];
};

extern struct world *world;
extern const char *const world_long_name;

struct seen {
	u32 type;
	u32 bytes;
	u32 number;
	u32 calls;
};

int world_begin(struct kunit_suite *suite);
void world_end(struct kunit_suite *suite);
int world_start(struct kunit *test);
void world_stop(struct kunit *test);
struct file *world_file(struct image *image, u32 bins);
int world_load(enum kreg_root root, const char *name, struct file *file);
int world_unload(enum kreg_root root, const char *name);
struct kreg_path world_path(enum kreg_root root, const char *text);
struct kreg_key *world_open(enum kreg_root root, const char *text);
struct kreg_name world_name(const char *text);
int world_put(struct kreg_key *key);
void world_expect(struct kunit *test, struct kreg_key *key,
		  const char *expected);
int world_see(void *ctx, const struct kreg_data *data);
int world_emit(const char *text, const char *value, struct seen *seen);

#endif /* _KREG_UNIT_REGISTRY_WORLD_H */
