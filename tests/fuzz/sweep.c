// SPDX-License-Identifier: GPL-2.0
/*
 * Load hives while the Nth allocation fails, N = 1, 2, ... until a load
 * succeeds: each failure must end in -ENOMEM and leave nothing behind.
 */
#include "memory.h"

#include "hive/check.h"

static u8 *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	u8 *data;

	if (!file || fseek(file, 0, SEEK_END))
		return NULL;
	*size = ftell(file);
	rewind(file);
	data = malloc(*size + 1);
	if (fread(data, 1, *size, file) != *size) {
		free(data);
		data = NULL;
	}
	fclose(file);
	return data;
}

/* Return: failures caused, or 0 when one went wrong. */
static long sweep(const u8 *data, size_t size, unsigned int flags)
{
	struct kreg_findings findings;
	struct kreg_hive *hive;
	long n;

	for (n = 1;; n++) {
		findings = (struct kreg_findings){ 0 };
		kreg_shim_failed = 0;
		kreg_shim_fail_at = n;
		hive = memory_load(data, size, flags, &findings);
		kreg_shim_fail_at = 0;
		if (!kreg_shim_failed)
			break;
		if (hive != ERR_PTR(-ENOMEM)) {
			printf("# allocation %ld failed and the load gave %ld\n",
			       n, IS_ERR(hive) ? PTR_ERR(hive) : 0);
			return 0;
		}
	}
	if (IS_ERR(hive))
		return PTR_ERR(hive) == -ENOMEM ? 0 : n - 1;
	memory_walk(hive);
	kreg_hive_destroy(hive);
	return n - 1;
}

static bool sweep_file(const char *path, unsigned int flags, int number)
{
	const char *how = flags ? "repaired" : "as it is";
	size_t size;
	u8 *data = read_file(path, &size);
	long failures = data ? sweep(data, size, flags) : 0;

	printf("%s %d - %s, %s: %ld allocations failed\n",
	       failures ? "ok" : "not ok", number, path, how, failures);
	free(data);
	return failures;
}

int main(int argc, char **argv)
{
	bool good = argc > 1;
	int i;

	for (i = 1; i < argc; i++) {
		good &= sweep_file(argv[i], 0, 2 * i - 1);
		good &= sweep_file(argv[i], KREG_HIVE_REPAIR, 2 * i);
	}
	printf("1..%d\n", 2 * (argc - 1));
	return !good;
}
