// SPDX-License-Identifier: GPL-2.0
/* The base block: the first 512 bytes of a hive file. */
#include "base.h"

#include "hive.h"
#include "invariants.h"
#include "limits.h"

/**
 * kreg_base_checksum() - compute the checksum of a base block
 * @base: at least 508 bytes, any alignment
 *
 * Context: Any.
 * Return: the checksum, never 0 nor 0xffffffff.
 */
u32 kreg_base_checksum(const void *base)
{
	u32 sum = 0;
	int i;

	for (i = 0; i < 508; i += 4)
		sum ^= get_unaligned_le32((const u8 *)base + i);
	if (sum == 0xffffffff)
		return 0xfffffffe;
	return sum ? sum : 1;
}
EXPORT_SYMBOL_KREG(kreg_base_checksum);

/* Is this a hive, of a version we read? Nothing to repair here. */
static int check_kind(const struct kreg_regf_base *base, u64 file_size,
		      struct kreg_findings *findings)
{
	u32 major, minor;

	if (file_size < KREG_REGF_BLOCK) {
		kreg_findings_add(findings, KREG_INV_KIND, KREG_REGF_NONE,
				  false,
				  "only %llu bytes, a hive has 8192 or more",
				  (unsigned long long)file_size);
		return -ENOEXEC;
	}
	if (le32_to_cpu(base->magic) != KREG_REGF_MAGIC) {
		kreg_findings_add(findings, KREG_INV_KIND, KREG_REGF_NONE,
				  false,
				  "the file does not begin with \"regf\"");
		return -ENOEXEC;
	}
	major = le32_to_cpu(base->major);
	minor = le32_to_cpu(base->minor);
	if (major != KREG_REGF_MAJOR || minor < 3 || minor > 6) {
		kreg_findings_add(findings, KREG_INV_VERSION, KREG_REGF_NONE,
				  false,
				  "version %u.%u, only 1.3 to 1.6 are read",
				  major, minor);
		return -ENOEXEC;
	}
	if (le32_to_cpu(base->type) != KREG_REGF_TYPE_HIVE ||
	    le32_to_cpu(base->format) != KREG_REGF_FORMAT_MEMORY) {
		kreg_findings_add(findings, KREG_INV_KIND, KREG_REGF_NONE,
				  false,
				  "type %u, format %u: no primary hive file",
				  le32_to_cpu(base->type),
				  le32_to_cpu(base->format));
		return -ENOEXEC;
	}
	return 0;
}

static int check_clean(const struct kreg_regf_base *base, bool repair,
		       bool *trusted, struct kreg_findings *findings)
{
	u32 sum = kreg_base_checksum(base);
	int err = 0;

	*trusted = le32_to_cpu(base->checksum) == sum;
	if (le32_to_cpu(base->primary) != le32_to_cpu(base->secondary)) {
		kreg_findings_add(findings, KREG_INV_SEQUENCE, KREG_REGF_NONE,
				  false,
				  "needs recovery: sequence %u is not %u",
				  le32_to_cpu(base->primary),
				  le32_to_cpu(base->secondary));
		err = -EUCLEAN;
	}
	if (!*trusted) {
		kreg_findings_add(findings, KREG_INV_CHECKSUM, KREG_REGF_NONE,
				  repair,
				  "needs recovery: checksum %08x, not %08x%s",
				  le32_to_cpu(base->checksum), sum,
				  repair ? ": ignored" : "");
		if (!repair)
			err = -EUCLEAN;
	}
	return err;
}

/*
 * Where the stated size cannot be trusted, a repair looks at all that the file
 * holds; the walk over the bins then finds how much of it is bins.
 */
static int check_size(const struct kreg_regf_base *base, u64 file_size,
		      bool repair, bool trusted, u32 *bins_size,
		      struct kreg_findings *findings)
{
	u32 stated = le32_to_cpu(base->bins_size);
	u64 there = (file_size - KREG_REGF_BLOCK) / KREG_REGF_BLOCK *
		    KREG_REGF_BLOCK;
	bool good = stated && stated % KREG_REGF_BLOCK == 0 &&
		    stated <= KREG_BINS_MAX && stated <= there;

	if (there > KREG_BINS_MAX)
		there = KREG_BINS_MAX;
	*bins_size = good && trusted ? stated : there;
	if (good)
		return 0;
	repair = repair && there;
	kreg_findings_add(findings, KREG_INV_BINS_SIZE, KREG_REGF_NONE, repair,
			  "%u bytes of bins stated, %llu are there%s", stated,
			  (unsigned long long)there,
			  repair ? ": whole ones are used" : "");
	return repair ? 0 : -EUCLEAN;
}

/**
 * kreg_base_parse() - check a base block
 * @block: the first 4096 bytes of the file, or all of a shorter file
 * @file_size: bytes of the file
 * @flags: KREG_HIVE_REPAIR
 * @facts: filled on success
 * @findings: what is wrong
 *
 * Context: Any.
 * Return: 0, -ENOEXEC not a hive or of a version we do not read, -EUCLEAN
 * broken or in need of recovery.
 */
int kreg_base_parse(const void *block, u64 file_size, unsigned int flags,
		    struct kreg_base *facts, struct kreg_findings *findings)
{
	const struct kreg_regf_base *base = block;
	bool repair = flags & KREG_HIVE_REPAIR;
	bool trusted;
	int err;

	err = check_kind(base, file_size, findings);
	if (err)
		return err;
	err = check_clean(base, repair, &trusted, findings);
	if (err)
		return err;
	err = check_size(base, file_size, repair, trusted, &facts->bins_size,
			 findings);
	if (err)
		return err;
	facts->stamp = le64_to_cpu(base->stamp);
	facts->root = le32_to_cpu(base->root);
	facts->minor = le32_to_cpu(base->minor);
	facts->sequence = le32_to_cpu(base->primary);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_base_parse);
