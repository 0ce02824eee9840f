/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The user-space counterpart of kernel/hive/env.h: included first, it takes
 * that file's guard, and gives the hive engine what the kernel gives it.
 */
#ifndef _KREG_HIVE_ENV_H
#define _KREG_HIVE_ENV_H

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <linux/types.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the shim is written for little-endian machines"
#endif
#define le16_to_cpu(x) ((u16)(x))
#define le32_to_cpu(x) ((u32)(x))
#define le64_to_cpu(x) ((u64)(x))
#define cpu_to_le16(x) ((__le16)(x))
#define cpu_to_le32(x) ((__le32)(x))
#define cpu_to_le64(x) ((__le64)(x))

#define __printf(text, first) __attribute__((format(__printf__, text, first)))
#undef __always_inline
#define __always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define fallthrough __attribute__((fallthrough))
#define min(a, b)                              \
	({                                     \
		__typeof__(a) min_a = (a);     \
		__typeof__(b) min_b = (b);     \
		min_a < min_b ? min_a : min_b; \
	})
#define max(a, b)                              \
	({                                     \
		__typeof__(a) max_a = (a);     \
		__typeof__(b) max_b = (b);     \
		max_a > max_b ? max_a : max_b; \
	})
#define min_t(type, a, b) min((type)(a), (type)(b))
#define swap(a, b)                          \
	do {                                \
		__typeof__(a) swap_a = (a); \
		(a) = (b);                  \
		(b) = swap_a;               \
	} while (0)
#define max_t(type, a, b) max((type)(a), (type)(b))
#define DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define IS_ALIGNED(x, a) (((x) & ((__typeof__(x))(a)-1)) == 0)
#define ALIGN(x, a) (((x) + (a)-1) & ~((__typeof__(x))(a)-1))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define BIT(n) (1UL << (n))
#define U16_MAX UINT16_MAX
#define U32_MAX UINT32_MAX

#define EXPORT_SYMBOL_KREG(symbol)

#define MAX_ERRNO 4095

static inline void *ERR_PTR(long error)
{
	return (void *)error;
}

static inline long PTR_ERR(const void *ptr)
{
	return (long)ptr;
}

static inline bool IS_ERR(const void *ptr)
{
	return (unsigned long)ptr >= (unsigned long)-MAX_ERRNO;
}

static inline int PTR_ERR_OR_ZERO(const void *ptr)
{
	return IS_ERR(ptr) ? PTR_ERR(ptr) : 0;
}

static inline u16 get_unaligned_le16(const void *p)
{
	u16 x;

	memcpy(&x, p, sizeof(x));
	return x;
}

static inline u32 get_unaligned_le32(const void *p)
{
	u32 x;

	memcpy(&x, p, sizeof(x));
	return x;
}

static inline u64 get_unaligned_le64(const void *p)
{
	u64 x;

	memcpy(&x, p, sizeof(x));
	return x;
}

static inline void put_unaligned_le16(u16 x, void *p)
{
	memcpy(p, &x, sizeof(x));
}

static inline void put_unaligned_le32(u32 x, void *p)
{
	memcpy(p, &x, sizeof(x));
}

#define BITS_PER_LONG (8 * (int)sizeof(long))
#define BITS_TO_LONGS(n) DIV_ROUND_UP((n), BITS_PER_LONG)

static inline void __set_bit(unsigned long nr, unsigned long *map)
{
	map[nr / BITS_PER_LONG] |= 1UL << (nr % BITS_PER_LONG);
}

static inline bool __test_and_clear_bit(unsigned long nr, unsigned long *map)
{
	unsigned long bit = 1UL << (nr % BITS_PER_LONG);
	unsigned long old = map[nr / BITS_PER_LONG];

	map[nr / BITS_PER_LONG] = old & ~bit;
	return old & bit;
}

static inline bool test_bit(unsigned long nr, const unsigned long *map)
{
	return map[nr / BITS_PER_LONG] >> (nr % BITS_PER_LONG) & 1;
}

static inline void __assign_bit(unsigned long nr, unsigned long *map, bool on)
{
	if (on)
		__set_bit(nr, map);
	else
		__test_and_clear_bit(nr, map);
}

static inline void bitmap_set(unsigned long *map, unsigned int start,
			      unsigned int count)
{
	while (count--)
		__set_bit(start++, map);
}

static inline unsigned long find_next_bit(const unsigned long *map,
					  unsigned long size, unsigned long at)
{
	unsigned long word;

	while (at < size) {
		word = map[at / BITS_PER_LONG] >> (at % BITS_PER_LONG);
		if (word) {
			at += __builtin_ctzl(word);
			return at < size ? at : size;
		}
		at += BITS_PER_LONG - at % BITS_PER_LONG;
	}
	return size;
}

static inline unsigned long find_next_zero_bit(const unsigned long *map,
					       unsigned long size,
					       unsigned long at)
{
	while (at < size && test_bit(at, map))
		at++;
	return at;
}

static inline unsigned long find_first_bit(const unsigned long *map,
					   unsigned long size)
{
	return find_next_bit(map, size, 0);
}

static inline int fls(u32 x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

#define __ffs(x) ((unsigned long)__builtin_ctzl(x))
#define hweight_long(x) ((unsigned long)__builtin_popcountl(x))

/*
 * Fault injection: when kreg_shim_fail_at is N > 0, the Nth allocation from
 * then on fails; kreg_shim_failed counts the failures caused.
 */
__attribute__((weak)) long kreg_shim_fail_at;
__attribute__((weak)) long kreg_shim_failed;

#define GFP_KERNEL 0

static inline bool shim_fails(void)
{
	if (!kreg_shim_fail_at || --kreg_shim_fail_at)
		return false;
	kreg_shim_failed++;
	return true;
}

static inline void *kvmalloc(size_t bytes, int gfp)
{
	(void)gfp;
	return shim_fails() ? NULL : malloc(bytes);
}

static inline void *kvzalloc(size_t bytes, int gfp)
{
	(void)gfp;
	return shim_fails() ? NULL : calloc(1, bytes);
}

static inline void *kvmalloc_array(size_t count, size_t bytes, int gfp)
{
	return kvmalloc(count * bytes, gfp);
}

static inline void *kvcalloc(size_t count, size_t bytes, int gfp)
{
	return kvzalloc(count * bytes, gfp);
}

static inline void kvfree(const void *ptr)
{
	free((void *)ptr);
}

static inline void *kzalloc(size_t bytes, int gfp)
{
	return kvzalloc(bytes, gfp);
}

static inline void kfree(const void *ptr)
{
	free((void *)ptr);
}

static inline void sort(void *base, size_t count, size_t size,
			int (*compare)(const void *, const void *),
			void (*swap)(void *, void *, int))
{
	(void)swap;
	qsort(base, count, size, compare);
}

static inline int kreg_env_yield(void)
{
	return 0;
}

#endif /* _KREG_HIVE_ENV_H */
