/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The regf hive file format, as it lies on disk.
 *
 * All integers are little endian. A cell index counts bytes from the start
 * of the bins, which begin at file offset 4096. Sources of the facts: the
 * public description of the format by M. Suhanov (CC BY 4.0), and what was
 * measured on hives written by Windows NT 4.0 to 10.
 */
#ifndef _UAPI_LINUX_KREG_REGF_H
#define _UAPI_LINUX_KREG_REGF_H

#include <linux/types.h>

#define KREG_REGF_SECTOR 512
#define KREG_REGF_BLOCK 4096
#define KREG_REGF_NONE 0xffffffffU /* no cell */
#define KREG_REGF_VOLATILE 0x80000000U /* cell index: volatile storage */

/* In the order in which they lie in the file: "regf", "hbin", ... */
#define KREG_REGF_MAGIC 0x66676572U
#define KREG_HBIN_MAGIC 0x6e696268U
#define KREG_NK_MAGIC 0x6b6e
#define KREG_VK_MAGIC 0x6b76
#define KREG_SK_MAGIC 0x6b73
#define KREG_LI_MAGIC 0x696c
#define KREG_LF_MAGIC 0x666c
#define KREG_LH_MAGIC 0x686c
#define KREG_RI_MAGIC 0x6972
#define KREG_DB_MAGIC 0x6264

#define KREG_REGF_MAJOR 1
#define KREG_REGF_TYPE_HIVE 0
#define KREG_REGF_TYPE_LOG 1 /* DIRT log, XP and later */
#define KREG_REGF_TYPE_LOG_OLD 2 /* DIRT log, NT 3.1 to 2000 */
#define KREG_REGF_TYPE_LOG_NEW 6 /* HvLE log */
#define KREG_REGF_FORMAT_MEMORY 1

/**
 * struct kreg_regf_base - base block, file offset 0; the first 512 bytes
 * @magic: "regf"
 * @primary: sequence number, raised when a write begins
 * @secondary: sequence number, raised when the write is complete
 * @stamp: last written, FILETIME (100 ns since 1601)
 * @major: 1
 * @minor: 3 (NT 4) to 6 (layered keys)
 * @type: 0 for a hive, others are logs
 * @format: 1
 * @root: cell of the root key
 * @bins_size: bytes of all bins, a multiple of 4096
 * @cluster: sector size / 512
 * @name: end of the file name, UTF-16LE
 * @reserved: garbage in hives of NT 4; ignored on read, zero on write
 * @checksum: XOR of the 127 dwords before; 0xffffffff is stored as
 *	0xfffffffe and 0 as 1
 */
struct kreg_regf_base {
	__le32 magic;
	__le32 primary;
	__le32 secondary;
	__le64 stamp;
	__le32 major;
	__le32 minor;
	__le32 type;
	__le32 format;
	__le32 root;
	__le32 bins_size;
	__le32 cluster;
	__u8 name[64];
	__u8 reserved[396];
	__le32 checksum;
} __attribute__((packed));

/**
 * struct kreg_regf_bin - header of a bin; cells follow without gaps
 * @magic: "hbin"
 * @offset: own offset from the start of the bins
 * @size: bytes with this header, a multiple of 4096
 * @reserved: garbage in hives of NT 4
 * @stamp: copy of the base block's in the first bin, else garbage
 * @spare: garbage in hives of NT 4
 */
struct kreg_regf_bin {
	__le32 magic;
	__le32 offset;
	__le32 size;
	__u8 reserved[8];
	__le64 stamp;
	__le32 spare;
} __attribute__((packed));

/**
 * struct kreg_regf_cell - header of a cell
 * @size: bytes with this header, a multiple of 8; negative while in use
 */
struct kreg_regf_cell {
	__le32 size;
} __attribute__((packed));

#define KREG_NK_VOLATILE 0x0001
#define KREG_NK_HIVE_EXIT 0x0002
#define KREG_NK_HIVE_ENTRY 0x0004
#define KREG_NK_NO_DELETE 0x0008
#define KREG_NK_SYM_LINK 0x0010
#define KREG_NK_COMP_NAME 0x0020 /* name: one byte per character */
#define KREG_NK_PREDEF_HANDLE 0x0040

/**
 * struct kreg_regf_nk - key node; the name follows
 * @magic: "nk"
 * @flags: KREG_NK_*
 * @last_write: FILETIME
 * @access_bits: kept as found
 * @parent: cell of the parent key
 * @subkeys: stable subkeys
 * @volatile_subkeys: stale in files, reset at load
 * @subkey_list: li, lf, lh or ri cell
 * @volatile_list: stale in files, reset at load
 * @values: number of values
 * @value_list: cell of a plain array of vk cells
 * @security: sk cell
 * @class: cell of the class name, UTF-16LE
 * @max_name: longest subkey name, bytes as UTF-16; since Vista the upper
 *	16 bits are flags
 * @max_class: longest class name of a subkey, bytes
 * @max_value_name: longest value name, bytes as UTF-16
 * @max_value_data: longest value data, bytes
 * @work_var: garbage
 * @name_len: bytes of the name as stored
 * @class_len: bytes of the class name
 */
struct kreg_regf_nk {
	__le16 magic;
	__le16 flags;
	__le64 last_write;
	__le32 access_bits;
	__le32 parent;
	__le32 subkeys;
	__le32 volatile_subkeys;
	__le32 subkey_list;
	__le32 volatile_list;
	__le32 values;
	__le32 value_list;
	__le32 security;
	__le32 class;
	__le32 max_name;
	__le32 max_class;
	__le32 max_value_name;
	__le32 max_value_data;
	__le32 work_var;
	__le16 name_len;
	__le16 class_len;
	__u8 name[];
} __attribute__((packed));

/**
 * struct kreg_regf_list - head of a subkey list (li, lf, lh, ri)
 * @magic: which of them
 * @count: entries that follow: one __le32 (li, ri) or struct
 *	kreg_regf_leaf (lf, lh) each
 */
struct kreg_regf_list {
	__le16 magic;
	__le16 count;
} __attribute__((packed));

/**
 * struct kreg_regf_leaf - entry of an lf or lh list
 * @key: nk cell
 * @hint: lf: first four characters as bytes, zero padded, all zero when the
 *	first is not Latin-1; lh: H = 37 * H + upcase(c) over the name
 */
struct kreg_regf_leaf {
	__le32 key;
	__le32 hint;
} __attribute__((packed));

#define KREG_VK_INLINE 0x80000000U /* in @data_size */
#define KREG_VK_COMP_NAME 0x0001
#define KREG_VK_TOMBSTONE 0x0002

/**
 * struct kreg_regf_vk - value; the name follows
 * @magic: "vk"
 * @name_len: bytes of the name as stored, 0 for the default value
 * @data_size: bytes of data; bit 31: at most 4 bytes that lie in @data
 * @data: cell of the data or of a db
 * @type: REG_*, any number
 * @flags: KREG_VK_*
 * @spare: kept as found
 */
struct kreg_regf_vk {
	__le16 magic;
	__le16 name_len;
	__le32 data_size;
	__le32 data;
	__le32 type;
	__le16 flags;
	__le16 spare;
	__u8 name[];
} __attribute__((packed));

/* Data over this lies in segments of this size, minor version 4 and later. */
#define KREG_DB_SEGMENT 16344

/**
 * struct kreg_regf_db - big data
 * @magic: "db"
 * @count: segments
 * @list: cell of a plain array of segment cells
 */
struct kreg_regf_db {
	__le16 magic;
	__le16 count;
	__le32 list;
} __attribute__((packed));

/**
 * struct kreg_regf_sk - security descriptor, shared by keys
 * @magic: "sk"
 * @reserved: kept as found
 * @next: sk cell, all of a hive form a ring
 * @prev: sk cell
 * @refs: key nodes that name this cell
 * @size: bytes of @descriptor
 * @descriptor: self-relative security descriptor
 */
struct kreg_regf_sk {
	__le16 magic;
	__le16 reserved;
	__le32 next;
	__le32 prev;
	__le32 refs;
	__le32 size;
	__u8 descriptor[];
} __attribute__((packed));

#define KREG_LOG_DIRT_MAGIC 0x54524944U

#define KREG_LOG_ENTRY_MAGIC 0x454c7648U

/**
 * struct kreg_regf_entry - head of an entry of an HvLE log
 * @magic: "HvLE"
 * @size: bytes of the entry, a multiple of 512
 * @flags: bit 0 is copied to and from the base block's flags
 * @sequence: one more than that of the entry before
 * @bins_size: bytes of bins of the hive after the entry
 * @count: references that follow; then come the pages they speak of
 * @hash1: Marvin32 of all that follows @hash2
 * @hash2: Marvin32 of the 32 bytes before it
 */
struct kreg_regf_entry {
	__le32 magic;
	__le32 size;
	__le32 flags;
	__le32 sequence;
	__le32 bins_size;
	__le32 count;
	__le64 hash1;
	__le64 hash2;
} __attribute__((packed));

/**
 * struct kreg_regf_page - reference to a page of an HvLE entry
 * @offset: from the start of the bins
 * @size: bytes
 */
struct kreg_regf_page {
	__le32 offset;
	__le32 size;
} __attribute__((packed));

#define KREG_SD_SELF_RELATIVE 0x8000
#define KREG_SD_DACL_PRESENT 0x0004
#define KREG_SD_SACL_PRESENT 0x0010

/**
 * struct kreg_regf_sd - head of a self-relative security descriptor
 * @revision: 1
 * @sbz: zero
 * @control: KREG_SD_*
 * @owner: offset of the owner's SID from the start of this struct, 0 = none
 * @group: offset of the group's SID, 0 = none
 * @sacl: offset of the SACL, 0 = none
 * @dacl: offset of the DACL, 0 = none
 */
struct kreg_regf_sd {
	__u8 revision;
	__u8 sbz;
	__le16 control;
	__le32 owner;
	__le32 group;
	__le32 sacl;
	__le32 dacl;
} __attribute__((packed));

#define KREG_SID_SUBAUTHS 15

/**
 * struct kreg_regf_sid - security identifier
 * @revision: 1
 * @count: sub-authorities, at most 15
 * @authority: 48 bits, big endian
 * @sub: sub-authorities
 */
struct kreg_regf_sid {
	__u8 revision;
	__u8 count;
	__u8 authority[6];
	__le32 sub[];
} __attribute__((packed));

/**
 * struct kreg_regf_acl - head of an access control list
 * @revision: 2 or 4
 * @sbz1: zero
 * @size: bytes with this header and all entries
 * @count: entries
 * @sbz2: zero
 */
struct kreg_regf_acl {
	__u8 revision;
	__u8 sbz1;
	__le16 size;
	__le16 count;
	__le16 sbz2;
} __attribute__((packed));

#define KREG_ACE_ALLOW 0
#define KREG_ACE_DENY 1
#define KREG_ACE_AUDIT 2

/**
 * struct kreg_regf_ace - access control entry of the types 0 to 3
 * @type: KREG_ACE_*
 * @flags: inheritance
 * @size: bytes with this header, a multiple of 4
 * @mask: access rights; a SID follows
 */
struct kreg_regf_ace {
	__u8 type;
	__u8 flags;
	__le16 size;
	__le32 mask;
} __attribute__((packed));

/* Value types. 0 to 0x7fffffff belong to the system, the rest to programs. */
#define KREG_REG_NONE 0
#define KREG_REG_SZ 1
#define KREG_REG_EXPAND_SZ 2
#define KREG_REG_BINARY 3
#define KREG_REG_DWORD 4
#define KREG_REG_DWORD_BIG_ENDIAN 5
#define KREG_REG_LINK 6
#define KREG_REG_MULTI_SZ 7
#define KREG_REG_RESOURCE_LIST 8
#define KREG_REG_FULL_RESOURCE_DESCRIPTOR 9
#define KREG_REG_RESOURCE_REQUIREMENTS_LIST 10
#define KREG_REG_QWORD 11

#endif /* _UAPI_LINUX_KREG_REGF_H */
