/* SPDX-License-Identifier: GPL-2.0 */
/* Little-endian integers at any address. */
#ifndef _KREG_CLI_BYTES_H
#define _KREG_CLI_BYTES_H

#include <stdint.h>

static inline uint16_t get_u16(const uint8_t *at)
{
	return at[0] | at[1] << 8;
}

static inline uint32_t get_u32(const uint8_t *at)
{
	return get_u16(at) | (uint32_t)get_u16(at + 2) << 16;
}

static inline uint64_t get_u64(const uint8_t *at)
{
	return get_u32(at) | (uint64_t)get_u32(at + 4) << 32;
}

static inline uint32_t get_u32_big(const uint8_t *at)
{
	return __builtin_bswap32(get_u32(at));
}

#endif /* _KREG_CLI_BYTES_H */
