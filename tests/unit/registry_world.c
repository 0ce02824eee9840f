// SPDX-License-Identifier: GPL-2.0
/* A hive made in memory, and short ways to load it and look into it. */
#include "registry_world.h"

#include "registry/cache.h"
#include "registry/mount.h"
#include "registry/pool.h"

#include <linux/file.h>
#include <linux/fs.h>
#include <linux/rcupdate.h>
#include <linux/shmem_fs.h>

struct world *world;

static u32 text_value(const char *name, u32 type, const char *text)
{
	u8 wide[256] = {};
	size_t i, length = strlen(text);

	for (i = 0; i < length; i++)
		wide[2 * i] = text[i];
	return image_value(&world->image, name, type, wide, 2 * length);
}

static u32 link_key(u32 parent, const char *name, const char *target)
{
	u32 key = image_key(&world->image, parent, name);
	struct kreg_regf_nk *nk = image_at(&world->image, key);
	u32 value = text_value("SymbolicLinkValue", KREG_REG_LINK, target);

	image_values(&world->image, key, &value, 1);
	nk->flags |= cpu_to_le16(KREG_NK_SYM_LINK);
	return key;
}

static void put_subkeys(u32 key, const u32 *keys, u32 count)
{
	u32 list = image_leaf(&world->image, KREG_LF_MAGIC, keys, count);

	image_subkeys(&world->image, key, list, count);
}

static u32 build_alpha(struct image *image)
{
	u32 alpha = image_key(image, image->root, "Alpha");
	u32 beta = image_key(image, alpha, "Beta");
	u32 gamma = image_key(image, beta, "Gamma");
	u32 delta = image_key(image, gamma, "Delta");
	u32 number = 42, values[5];

	put_subkeys(alpha, &beta, 1);
	put_subkeys(beta, &gamma, 1);
	put_subkeys(gamma, &delta, 1);
	values[0] = image_value(image, "Dword", KREG_REG_DWORD, &number, 4);
	values[1] = text_value("Text", KREG_REG_SZ, "some text");
	values[2] = image_value(image, "Empty", 0x80000001, NULL, 0);
	values[3] = image_value(image, "Big", KREG_REG_BINARY, world->big, BIG);
	values[4] = text_value("", KREG_REG_SZ, "default");
	image_values(image, alpha, values, 5);
	values[0] = image_value(image, "Deep", KREG_REG_DWORD, &number, 4);
	image_values(image, delta, values, 1);
	return alpha;
}

static u32 build_many(struct image *image)
{
	u32 many = image_key(image, image->root, "Many");
	char name[8];
	u32 i;

	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "K%03u", i);
		world->list[i] = image_key(image, many, name);
	}
	put_subkeys(many, world->list, MANY);
	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "V%03u", i);
		world->list[i] =
			image_value(image, name, KREG_REG_DWORD, &i, 4);
	}
	image_values(image, many, world->list, MANY);
	return many;
}

const char *const world_long_name = "NamesOfEveryLengthThereI";

static u32 build_names(struct image *image)
{
	u32 names = image_key(image, image->root, "Names");
	char name[LONGEST + 1];
	u32 i;

	for (i = 0; i < LONGEST; i++) {
		snprintf(name, sizeof(name), "%.*s", i + 1, world_long_name);
		world->list[i] = image_key(image, names, name);
	}
	put_subkeys(names, world->list, LONGEST);
	return names;
}

static void build(struct image *image)
{
	u32 top[8];
	u32 i;

	for (i = 0; i < BIG; i++)
		world->big[i] = i * 7;
	top[0] = build_alpha(image);
	top[1] = link_key(image->root, "Dangling",
			  "\\REGISTRY\\Machine\\Nowhere\\X");
	top[2] = link_key(image->root, "Jump",
			  "\\registry\\machine\\T\\Alpha\\Beta");
	top[3] = link_key(image->root, "Loop", "\\REGISTRY\\Machine\\T\\Loop");
	top[4] = build_many(image);
	top[5] = build_names(image);
	top[6] = link_key(image->root, "Own", "\\REGISTRY\\User\\t\\Alpha");
	top[7] = link_key(image->root, "Wrong", "Alpha");
	put_subkeys(image->root, top, 8);
	image_seal(image);
}

/* A file in memory that holds the first @bins bytes of the image's bins. */
struct file *world_file(struct image *image, u32 bins)
{
	struct file *file;
	loff_t at = 0;
	ssize_t done;

	file = shmem_kernel_file_setup("kreg", 0, 0);
	if (IS_ERR(file))
		return file;
	done = kernel_write(file, image->file, KREG_REGF_BLOCK + bins, &at);
	if (done == KREG_REGF_BLOCK + bins)
		return file;
	fput(file);
	return ERR_PTR(done < 0 ? done : -EIO);
}

int world_load(enum kreg_root root, const char *name, struct file *file)
{
	struct kreg_load load = {
		.root = root,
		.name = name,
		.name_bytes = strlen(name),
		.opened = file,
		.findings = &world->findings,
	};

	memset(&world->findings, 0, sizeof(world->findings));
	return kreg_mount_load(&load);
}

int world_unload(enum kreg_root root, const char *name)
{
	return kreg_mount_unload(root, name, strlen(name));
}

int world_begin(struct kunit_suite *suite)
{
	int err;

	world = kvzalloc(sizeof(*world), GFP_KERNEL);
	if (!world)
		return -ENOMEM;
	err = image_start(&world->image, 3, ROOM);
	if (err)
		return err;
	build(&world->image);
	world->file = world_file(&world->image, world->image.size);
	world->second = world_file(&world->image, world->image.size);
	return PTR_ERR_OR_ZERO(world->file) ?: PTR_ERR_OR_ZERO(world->second);
}

void world_end(struct kunit_suite *suite)
{
	__fput_sync(world->file);
	__fput_sync(world->second);
	image_free(&world->image);
	kvfree(world);
}

int world_start(struct kunit *test)
{
	return world_load(LM, "T", world->file);
}

/* Whatever a test did, nothing of it may be left charged. */
void world_stop(struct kunit *test)
{
	struct kreg_pool_status pool;
	struct kreg_cache_status cache;

	KUNIT_EXPECT_EQ(test, world_unload(LM, "T"), 0);
	kreg_pool_status(&pool);
	KUNIT_EXPECT_EQ(test, pool.used, 0);
	kreg_cache_status(&cache);
	KUNIT_EXPECT_EQ(test, cache.keys, 0);
	KUNIT_EXPECT_EQ(test, cache.values, 0);
	rcu_barrier();
	kreg_pool_status(&pool);
	KUNIT_EXPECT_EQ(test, pool.waiting, 0);
}

struct kreg_path world_path(enum kreg_root root, const char *text)
{
	return (struct kreg_path){
		.root = root,
		.text = text,
		.bytes = strlen(text),
	};
}

struct kreg_key *world_open(enum kreg_root root, const char *text)
{
	struct kreg_path path = world_path(root, text);

	return kreg_path_open(&path);
}

struct kreg_name world_name(const char *text)
{
	return kreg_name_wtf8(text, strlen(text));
}

int world_put(struct kreg_key *key)
{
	if (IS_ERR(key))
		return PTR_ERR(key);
	kreg_key_put(key);
	return 0;
}

int world_see(void *ctx, const struct kreg_data *data)
{
	struct seen *seen = ctx;

	seen->type = data->type;
	seen->bytes = data->bytes;
	seen->calls++;
	if (data->bytes == 4)
		memcpy(&seen->number, data->data, 4);
	return 17;
}

int world_emit(const char *text, const char *value, struct seen *seen)
{
	struct kreg_path path = world_path(LM, text);
	struct kreg_name name = world_name(value);

	return kreg_value_emit_path(&path, &name, world_see, seen);
}

/* The key lies there; it is put. */
void world_expect(struct kunit *test, struct kreg_key *key,
		  const char *expected)
{
	void *text;
	u32 bytes;

	KUNIT_ASSERT_FALSE(test, IS_ERR(key));
	KUNIT_ASSERT_EQ(test, kreg_key_path(key, &text, &bytes), 0);
	KUNIT_EXPECT_EQ(test, bytes, strlen(expected));
	KUNIT_EXPECT_MEMEQ(test, text, expected,
			   min_t(size_t, bytes, strlen(expected)));
	kvfree(text);
	kreg_key_put(key);
}
