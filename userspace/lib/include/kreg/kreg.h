/* SPDX-License-Identifier: LGPL-2.1 */
/**
 * @file
 * libkreg: the registry that the kreg module holds in the kernel.
 *
 * Conventions that hold for every function:
 *
 * Return values. Functions that can fail return 0 (or a positive number where
 * the text says so) for success and a negative errno for failure; results are
 * stored through pointers, which are left alone on failure unless the text
 * says otherwise. kreg_error_text() explains the failure. Nothing is printed.
 *
 * Errors any call to the module can give, beside those listed:
 *   -ENODEV   the module is not loaded, or was unloaded since kreg_open()
 *   -EACCES   the caller may not use the registry, this key, or this right
 *   -ENXIO    the registry is not started yet
 *   -EROFS    the registry is shutting down
 *   -EINVAL   an argument or a combination of flags makes no sense
 *   -EILSEQ   text is not WTF-8
 *   -ESTALE   the key was deleted, or its hive is gone
 *   -ENOMEM   memory is short, here or in the kernel
 *   -EDQUOT   the registry's memory limit is reached
 *   -ENOBUFS  replies were lost because the socket's buffer was full; the
 *             context stays usable and the call may be made again
 *   -EPROTO   the module answered something this library does not understand
 *
 * Text is counted WTF-8: UTF-8 that also carries NUL and single surrogates.
 * Wherever text is given, its length is in bytes, and KREG_NTS stands for the
 * length of a NUL terminated string. Text that the library gives out has its
 * length beside it and is followed by a NUL that does not count.
 *
 * Times are FILETIMEs: 100 ns since 1601-01-01 00:00 UTC. Sizes are bytes.
 *
 * Memory. What a function allocates is given back by the function that its
 * text names; most is one block for kreg_free(). Structures that the library
 * allocates may grow at their end in later versions: use them through the
 * pointer, never copy or embed them.
 *
 * Threads. A context and everything opened through it may be shared by
 * threads: each call that talks to the module holds the context's lock for
 * its length (not while it waits for a job). kreg_error_text() answers for
 * the calling thread. One cursor, result or list is
 * for one thread at a time. Closing and freeing is for the last user. A
 * context does not survive fork(): the child must not use it.
 *
 * Signals. Calls go on after a signal. kreg_wait_job() and the calls that
 * wait for a job return -EINTR.
 */
/* Tables keep their columns. */
/* clang-format off */
#ifndef KREG_KREG_H
#define KREG_KREG_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct timespec;

#ifdef __cplusplus
extern "C" {
#endif

/** Length of a NUL terminated string. */
#define KREG_NTS ((size_t)-1)

/** Version of this header; kreg_library_version() has the library's. */
#define KREG_VERSION "0.1.0"

/** A connection to the registry. */
struct kreg;
/** An open key. */
struct kreg_key;
/** An enumeration. */
struct kreg_cursor;
/** Several values read at once. */
struct kreg_values;
/** A load or unload that was asked for. */
struct kreg_job;
/** A list of hives, jobs, holders or findings. */
struct kreg_list;

/** The roots; the numbers are the protocol's. */
enum kreg_root {
	KREG_HKLM = 0,	/**< HKEY_LOCAL_MACHINE, \REGISTRY\Machine */
	KREG_HKU = 1	/**< HKEY_USERS, \REGISTRY\User */
};

/** Types of values; any other 32-bit number is possible too. */
#define KREG_TYPE_NONE				0u
#define KREG_TYPE_SZ				1u
#define KREG_TYPE_EXPAND_SZ			2u
#define KREG_TYPE_BINARY			3u
#define KREG_TYPE_DWORD				4u
#define KREG_TYPE_DWORD_BIG_ENDIAN		5u
#define KREG_TYPE_LINK				6u
#define KREG_TYPE_MULTI_SZ			7u
#define KREG_TYPE_RESOURCE_LIST			8u
#define KREG_TYPE_FULL_RESOURCE_DESCRIPTOR	9u
#define KREG_TYPE_RESOURCE_REQUIREMENTS_LIST	10u
#define KREG_TYPE_QWORD				11u

/** Rights of a key, desired and granted. */
#define KREG_RIGHT_QUERY_VALUE		0x00000001u
#define KREG_RIGHT_SET_VALUE		0x00000002u
#define KREG_RIGHT_CREATE_SUB_KEY	0x00000004u
#define KREG_RIGHT_ENUMERATE_SUB_KEYS	0x00000008u
#define KREG_RIGHT_NOTIFY		0x00000010u
#define KREG_RIGHT_CREATE_LINK		0x00000020u
#define KREG_RIGHT_DELETE		0x00010000u
#define KREG_RIGHT_READ_CONTROL		0x00020000u
#define KREG_RIGHT_WRITE_DAC		0x00040000u
#define KREG_RIGHT_WRITE_OWNER		0x00080000u
#define KREG_RIGHT_SYSTEM_SECURITY	0x01000000u
#define KREG_RIGHT_MAXIMUM_ALLOWED	0x02000000u
#define KREG_RIGHT_GENERIC_ALL		0x10000000u
#define KREG_RIGHT_GENERIC_EXECUTE	0x20000000u
#define KREG_RIGHT_GENERIC_WRITE	0x40000000u
#define KREG_RIGHT_GENERIC_READ		0x80000000u

/** All that reading needs. */
#define KREG_RIGHTS_READ		0x00020019u
/** All rights of a key but that to its SACL. */
#define KREG_RIGHTS_ALL			0x000f003fu

/*
 * Contexts.
 */

/** The module need not be there yet: it is looked for by the first call. */
#define KREG_OPEN_LATE	0x1u

/**
 * Open a context.
 * @param ctx   receives the context; close it with kreg_close()
 * @param flags KREG_OPEN_*, or 0
 * @return 0; -ENODEV when the module is not loaded; -EINVAL for an unknown
 *         flag; -ENOMEM, -EMFILE, -ENFILE; others of socket(2)
 */
int kreg_open(struct kreg **ctx, unsigned int flags);

/**
 * Close a context. Its keys, cursors and jobs must be closed or freed before.
 * A job that still runs goes on. NULL is allowed.
 */
void kreg_close(struct kreg *ctx);

/**
 * Why the last call failed that failed in this thread on @p ctx.
 * @param ctx a context, or NULL for the last failure of any call, as one of
 *            kreg_open()
 * @return the module's explanation or the library's own, NUL terminated,
 *         empty when there is none. Valid until this thread's next failure.
 */
const char *kreg_error_text(const struct kreg *ctx);

/**
 * A function that is told what the library does.
 * @param data     as given to kreg_set_log()
 * @param priority of syslog(3): LOG_DEBUG, LOG_INFO, LOG_WARNING
 * @param text     one line without a newline, NUL terminated
 *
 * It must not call the library.
 */
typedef void (*kreg_log_fn)(void *data, int priority, const char *text);

/** Have @p log called, or nothing when it is NULL (as at the start). */
void kreg_set_log(struct kreg *ctx, kreg_log_fn log, void *data);

/** Versions that take part. */
struct kreg_version {
	const char *library;	/**< "major.minor.patch" */
	const char *module;	/**< as the module names itself */
	uint32_t protocol;	/**< version of the netlink family */
};

/** The version of the library, "major.minor.patch". Needs no context. */
const char *kreg_library_version(void);

/**
 * Ask for the versions.
 * @param version receives the versions; give it to kreg_free()
 * @return 0 or a negative errno
 */
int kreg_get_version(struct kreg *ctx, struct kreg_version **version);

/** Give back what another function's text says is for kreg_free(). */
void kreg_free(void *block);

/*
 * Paths. Components are parted by '\'; a trailing one, doubled ones and an
 * empty path are legal. '/' is a character like any other in names of keys.
 */

/**
 * Split a path into its root and the rest.
 *
 * Accepted, in any case: HKLM, HKEY_LOCAL_MACHINE, HKU, HKEY_USERS, each
 * followed by nothing, "\", ":", ":\" or "/"; and the native forms
 * \REGISTRY\Machine and \REGISTRY\User.
 *
 * @param path     text; @p rest will point into it
 * @param path_len its length or KREG_NTS
 * @param root     receives the root
 * @param rest     receives the start of the path below the root
 * @param rest_len receives its length, 0 for the root itself
 * @return 0; -EINVAL no root stands at the front
 */
int kreg_parse_path(const char *path, size_t path_len, enum kreg_root *root,
		    const char **rest, size_t *rest_len);

/** The short name of a root, "HKLM"; NULL when there is no such root. */
const char *kreg_root_name(enum kreg_root root);

/*
 * Keys.
 */

/** Open the link itself when the last component is one. */
#define KREG_OPEN_KEY_LINK	0x1u

/**
 * Open a key below a root.
 * @param path     below the root; empty for the root itself
 * @param access   desired rights, KREG_RIGHT_*
 * @param options  KREG_OPEN_KEY_*, or 0
 * @param key      receives the key; close it with kreg_close_key()
 * @return 0; -ENOENT; -ENAMETOOLONG a component or the path is too long;
 *         -ELOOP too many links or too deep
 */
int kreg_open_key(struct kreg *ctx, enum kreg_root root, const char *path,
		  size_t path_len, uint32_t access, uint32_t options,
		  struct kreg_key **key);

/** As kreg_open_key(), relative to an open key. */
int kreg_open_key_at(struct kreg_key *base, const char *path, size_t path_len,
		     uint32_t access, uint32_t options, struct kreg_key **key);

/** As kreg_open_key(), for a path that kreg_parse_path() understands. */
int kreg_open_key_path(struct kreg *ctx, const char *path, size_t path_len,
		       uint32_t access, uint32_t options,
		       struct kreg_key **key);

/** Close a key. NULL is allowed. */
void kreg_close_key(struct kreg_key *key);

/** The rights that were granted. */
uint32_t kreg_key_access(const struct kreg_key *key);

/** The context a key was opened through. */
struct kreg *kreg_key_context(const struct kreg_key *key);

/** Flags of a key as its hive has them; other bits can be set too. */
#define KREG_INFO_VOLATILE	0x01u	/**< lives in memory only */
#define KREG_INFO_HIVE_EXIT	0x02u	/**< another hive is attached here */
#define KREG_INFO_HIVE_ENTRY	0x04u	/**< the top key of a hive */
#define KREG_INFO_NO_DELETE	0x08u	/**< cannot be deleted */
#define KREG_INFO_LINK		0x10u	/**< a link to another key */
#define KREG_INFO_COMP_NAME	0x20u	/**< name stored one byte a character */

/**
 * What is known of a key. Maxima may be larger than the truth. Enumerations
 * fill in the first part only; the rest is 0 or NULL there.
 */
struct kreg_info {
	const char *name;	 /**< own name, empty for a root */
	size_t name_len;	 /**< its length */
	uint64_t last_write;	 /**< FILETIME */
	uint32_t subkeys;	 /**< number of subkeys */
	uint32_t values;	 /**< number of values */

	const char *path;	 /**< full path, with the root in front */
	size_t path_len;	 /**< its length */
	const char *class_name;	 /**< class; NULL when there is none */
	size_t class_len;	 /**< its length */
	uint32_t flags;		 /**< KREG_INFO_* */
	uint32_t access;	 /**< rights the handle has */
	uint32_t max_name;	 /**< longest subkey name, bytes of UTF-16 */
	uint32_t max_class;	 /**< longest class of a subkey, same unit */
	uint32_t max_value_name; /**< longest value name, same unit */
	uint32_t max_value_data; /**< longest value data, bytes */
};

/**
 * Ask what is known of a key.
 * @param info receives the answer; give it to kreg_free()
 * @return 0 or a negative errno
 */
int kreg_query_info(struct kreg_key *key, struct kreg_info **info);

/**
 * Read the security descriptor of a key.
 * @param descriptor receives it, self-relative; give it to kreg_free()
 * @param size       receives its size
 * @return 0 or a negative errno
 */
int kreg_get_security(struct kreg_key *key, void **descriptor, size_t *size);

/*
 * Values. An empty name (length 0) is the default value.
 */

/** A value. */
struct kreg_data {
	const char *name;	/**< as stored; as asked for when queried */
	size_t name_len;	/**< its length */
	int error;		/**< 0, or why the data is not here */
	uint32_t type;		/**< KREG_TYPE_*, or any other number */
	size_t size;		/**< bytes of data */
	const void *data;	/**< aligned to 8; NULL when @c error is set */
};

/**
 * Read a value into the caller's buffer. Nothing is allocated. The buffer
 * gets all of the data or nothing.
 * @param type receives the type; may be NULL
 * @param data buffer; may be NULL when *@p size is 0
 * @param size in: bytes of the buffer; out: bytes of the data, also with
 *             -ERANGE
 * @return 0; -ENOENT no such value; -ERANGE the buffer is too small
 */
int kreg_query_value(struct kreg_key *key, const char *name, size_t name_len,
		     uint32_t *type, void *data, size_t *size);

/**
 * As kreg_query_value(), by root and path in one round trip, without a handle.
 * This is the fastest way to read one value once.
 * @return as kreg_query_value(); -ENOENT also when the key is not there;
 *         and the errors of kreg_open_key()
 */
int kreg_query_value_by_path(struct kreg *ctx, enum kreg_root root,
			     const char *path, size_t path_len,
			     const char *name, size_t name_len, uint32_t *type,
			     void *data, size_t *size);

/**
 * Read a value of any size.
 * @param value receives it; give it to kreg_free()
 * @return 0; -ENOENT no such value; -EAGAIN it changed over and over while
 *         it was read
 */
int kreg_get_value(struct kreg_key *key, const char *name, size_t name_len,
		   struct kreg_data **value);

/** As kreg_get_value(), by root and path. */
int kreg_get_value_by_path(struct kreg *ctx, enum kreg_root root,
			   const char *path, size_t path_len, const char *name,
			   size_t name_len, struct kreg_data **value);

/** The most names kreg_query_values() takes. */
#define KREG_QUERY_NAMES_MAX 256

/** A name in a list of names. */
struct kreg_text {
	const char *text;
	size_t len;		/**< bytes or KREG_NTS */
};

/**
 * Read several values as they were at one instant.
 * @param names  names
 * @param count  how many; 1 or more
 * @param values receives the values in the order of the names; free them with
 *               kreg_free_values()
 * @return 0, also when some are missing: see the error of each; -E2BIG more
 *         than KREG_QUERY_NAMES_MAX names, or longer than a message
 */
int kreg_query_values(struct kreg_key *key, const struct kreg_text *names,
		      size_t count, struct kreg_values **values);

/** How many values there are. */
size_t kreg_values_count(const struct kreg_values *values);

/** A value; its error is -ENOENT when it does not exist. NULL past the end. */
const struct kreg_data *kreg_values_item(const struct kreg_values *values,
					 size_t index);

/** Free values. NULL is allowed. */
void kreg_free_values(struct kreg_values *values);

/**
 * Read a number.
 * @return 0; -ENOENT; -EMEDIUMTYPE the value is no REG_DWORD and no
 *         REG_DWORD_BIG_ENDIAN, or has another size
 */
int kreg_get_dword(struct kreg_key *key, const char *name, size_t name_len,
		   uint32_t *number);

/** As kreg_get_dword(), a REG_QWORD; those that kreg_get_dword() takes, too. */
int kreg_get_qword(struct kreg_key *key, const char *name, size_t name_len,
		   uint64_t *number);

/**
 * Read a REG_SZ, REG_EXPAND_SZ or REG_LINK as text. One terminating NUL is
 * taken off; others are kept. Nothing is expanded.
 * @param text receives it; give it to kreg_free()
 * @param len  receives its length; may be NULL
 * @return 0; -ENOENT; -EMEDIUMTYPE the value has another type or an odd size
 */
int kreg_get_string(struct kreg_key *key, const char *name, size_t name_len,
		    char **text, size_t *len);

/*
 * Enumerating. Subkeys come sorted, values in the order they are stored in.
 */

/** Fail with -EAGAIN rather than give a list that changed while it was read. */
#define KREG_ENUM_STRICT	0x1u

/** Give data of any size, read one by one where it is long. */
#define KREG_ENUM_DATA		0x2u

/**
 * Begin to enumerate the subkeys of a key.
 *
 * The list is read from the module here; the cursor then walks over the
 * library's copy, so that other calls may be made between. A list that
 * changes while it is read is read again, three times at most; then
 * kreg_cursor_changed() tells of it.
 *
 * @param flags  KREG_ENUM_STRICT, or 0
 * @param cursor receives the cursor; close it with kreg_close_cursor()
 * @return 0; -EAGAIN, with KREG_ENUM_STRICT only
 */
int kreg_enum_keys(struct kreg_key *key, uint32_t flags,
		   struct kreg_cursor **cursor);

/**
 * Begin to enumerate the values of a key, as kreg_enum_keys().
 *
 * Data up to 16 KiB comes with the list. Longer data is left out (error
 * -ERANGE, size told), or with KREG_ENUM_DATA read value by value as
 * kreg_next_value() reaches it.
 *
 * @param flags KREG_ENUM_*, or 0
 */
int kreg_enum_values(struct kreg_key *key, uint32_t flags,
		     struct kreg_cursor **cursor);

/**
 * The next subkey.
 * @param info receives it; valid until the next call with this cursor
 * @return 1; 0 at the end; -EINVAL the cursor is one of values
 */
int kreg_next_key(struct kreg_cursor *cursor, const struct kreg_info **info);

/**
 * The next value.
 * @param value receives it; valid until the next call with this cursor
 * @return 1; 0 at the end; -EINVAL the cursor is one of subkeys; with
 *         KREG_ENUM_DATA the errors of kreg_get_value()
 */
int kreg_next_value(struct kreg_cursor *cursor,
		    const struct kreg_data **value);

/** 1 when the list changed while it was read: items may be missing. */
int kreg_cursor_changed(const struct kreg_cursor *cursor);

/** Start again with the first item of the same copy. */
void kreg_cursor_rewind(struct kreg_cursor *cursor);

/** Close a cursor. NULL is allowed. */
void kreg_close_cursor(struct kreg_cursor *cursor);

/**
 * The subkey with a number, counted from 0.
 * @param info receives it; give it to kreg_free()
 * @return 0; -ENODATA no more items
 */
int kreg_get_key_at(struct kreg_key *key, uint32_t index,
		    struct kreg_info **info);

/**
 * The value with a number, counted from 0, with its data.
 * @param value receives it; give it to kreg_free()
 * @return 0; -ENODATA no more items
 */
int kreg_get_value_at(struct kreg_key *key, uint32_t index,
		      struct kreg_data **value);

/*
 * Loading and unloading hives, and jobs.
 */

/** Drop or mend what is broken in the hive, in memory. */
#define KREG_LOAD_HIVE_REPAIR	0x1u

/**
 * Load a hive and wait until it is there.
 *
 * @param root   below which root
 * @param name   name it gets there, one component
 * @param folder descriptor of the folder the file lies in
 * @param file   plain name of the file in it, no '/'
 * @param flags  KREG_LOAD_HIVE_*, or 0
 * @param job    receives the finished job with its findings, also when it
 *               failed, or NULL when there was none; free it with
 *               kreg_free_job(). May be NULL.
 * @return 0; -EEXIST the name is taken; -ENOENT no such file; -ENOEXEC not a
 *         hive; -EUCLEAN corrupt, or in need of recovery; -EBUSY the file or
 *         name is in use; -EINTR a signal came: the job goes on;
 *         -EOPNOTSUPP a version that is not supported; errors of open(2)
 */
int kreg_load_hive(struct kreg *ctx, enum kreg_root root, const char *name,
		   size_t name_len, int folder, const char *file,
		   uint32_t flags, struct kreg_job **job);

/** As kreg_load_hive(), for a path of the file, which is split. */
int kreg_load_hive_file(struct kreg *ctx, enum kreg_root root,
			const char *name, size_t name_len, const char *path,
			uint32_t flags, struct kreg_job **job);

/**
 * Unload a hive and wait until it is gone.
 * @param job as with kreg_load_hive(); has the holders when it failed
 * @return 0; -ENOENT no such hive; -EBUSY keys of it are open
 */
int kreg_unload_hive(struct kreg *ctx, enum kreg_root root, const char *name,
		     size_t name_len, struct kreg_job **job);

/** As kreg_load_hive(), without waiting. */
int kreg_submit_load(struct kreg *ctx, enum kreg_root root, const char *name,
		     size_t name_len, int folder, const char *file,
		     uint32_t flags, struct kreg_job **job);

/** As kreg_unload_hive(), without waiting. */
int kreg_submit_unload(struct kreg *ctx, enum kreg_root root,
		       const char *name, size_t name_len,
		       struct kreg_job **job);

/**
 * Wait until a job has ended.
 * @param timeout_ms milliseconds; 0 = only look; negative = no end
 * @return 0 when it has ended: kreg_job_error() tells how; -ETIMEDOUT;
 *         -EINTR; -ENOENT the module does not know it
 */
int kreg_wait_job(struct kreg_job *job, int timeout_ms);

/**
 * Get a job of this context by its number.
 * @param job receives it; free it with kreg_free_job()
 * @return 0; -ENOENT
 */
int kreg_get_job(struct kreg *ctx, uint32_t number, struct kreg_job **job);

/** What a job does. */
#define KREG_JOB_LOAD		0u
#define KREG_JOB_UNLOAD		1u

/** How far a job is. */
#define KREG_JOB_QUEUED		0u
#define KREG_JOB_RUNNING	1u
#define KREG_JOB_DONE		2u

/** A job as it was when the module was last asked. */
struct kreg_job_info {
	uint32_t number;	/**< in the module */
	uint32_t kind;		/**< KREG_JOB_LOAD, KREG_JOB_UNLOAD */
	uint32_t state;		/**< KREG_JOB_QUEUED, _RUNNING, _DONE */
	int error;		/**< how it ended: 0 or a negative errno */
	const char *text;	/**< why it failed, empty when it did not */
	enum kreg_root root;	/**< below which root the hive is */
	const char *name;	/**< its name there */
	size_t name_len;	/**< the length */
	const char *file;	/**< of a load: name of the file */
	uint32_t pid;		/**< process that asked for it */
	uint64_t age_ms;	/**< milliseconds since then */
	int mine;		/**< 1 when it is a job of this context */
	uint32_t findings;	/**< all findings, listed or not */
	uint32_t repaired;	/**< of these, how many were repaired */
	uint32_t holders;	/**< all holders, listed or not */
};

/** One thing that is wrong with a hive. */
struct kreg_job_finding {
	uint32_t number;	/**< of the invariant that is broken */
	uint32_t cell;		/**< where; 0xffffffff: the file as a whole */
	int repaired;		/**< 1 when it was mended */
	const char *text;	/**< what, and how it was mended */
};

/** What is known of a job; never NULL. Valid until the next call with it. */
const struct kreg_job_info *kreg_job_info(const struct kreg_job *job);
/** The first findings: what is wrong with the hive or was repaired. */
const struct kreg_list *kreg_job_findings(const struct kreg_job *job);
/** The first of those who stand against an unload. */
const struct kreg_list *kreg_job_holders(const struct kreg_job *job);
/** Free a job. One that still runs goes on. NULL is allowed. */
void kreg_free_job(struct kreg_job *job);

/*
 * Status and lists.
 */

/** The state of the registry. */
struct kreg_status {
	uint64_t pool_limit;	/**< bytes that may be charged */
	uint64_t pool_used;	/**< bytes charged now */
	uint64_t pool_high;	/**< most bytes ever charged */
	uint64_t pool_refused;	/**< number of charges refused */
	uint64_t pool_waiting;	/**< freed bytes that wait for a grace period */
	uint64_t pool_hives;	/**< of those used: hives and their tables */
	uint64_t pool_keys;	/**< key objects */
	uint64_t pool_values;	/**< snapshots of values */
	uint64_t pool_handles;	/**< handles and sessions */
	uint64_t cache_keys;	/**< number of key objects */
	uint64_t cache_values;	/**< number of snapshots */
	uint64_t cache_hits;	/**< look-ups answered from the cache, about */
	uint64_t cache_misses;	/**< look-ups that went to the hive */
	uint64_t cache_shrunk;	/**< objects given up for want of memory */
	uint32_t limit_handles;	/**< handles that a session may have */
	uint32_t limit_jobs;	/**< jobs that a session may have */
	uint32_t hives;		/**< number of hives */
	uint32_t sessions;	/**< number of sessions */
	uint32_t handles;	/**< number of open handles */
	uint32_t jobs;		/**< number of jobs that are not done */
};

/**
 * Ask for the state.
 * @param status receives it; give it to kreg_free()
 * @return 0 or a negative errno
 */
int kreg_get_status(struct kreg *ctx, struct kreg_status **status);

/** State of a hive. */
#define KREG_LOADED_LOADING	0u
#define KREG_LOADED_LIVE	1u
#define KREG_LOADED_CLOSING	2u

/** A hive that is loaded. */
struct kreg_loaded {
	enum kreg_root root;	/**< below which root */
	const char *name;	/**< name there */
	size_t name_len;	/**< its length */
	const char *file;	/**< path of its file */
	uint32_t state;		/**< KREG_LOADED_* */
	int read_only;		/**< 1 when attached for reading only */
	uint32_t minor;		/**< format version 1.minor */
	uint32_t repaired;	/**< findings repaired at load */
	uint64_t bins;		/**< bytes of bins */
	uint64_t charged;	/**< bytes charged for it in all */
	uint64_t keys;		/**< keys in it */
	uint64_t values;	/**< values in it */
	uint64_t cached_keys;	/**< key objects */
	uint64_t cached_values;	/**< snapshots */
	uint32_t handles;	/**< open handles */
};

/** Who holds a key open. */
struct kreg_holder {
	uint32_t pid;		/**< process */
	uint32_t uid;		/**< its user */
	const char *command;	/**< its command */
	uint32_t access;	/**< rights that were granted */
	uint64_t age_ms;	/**< milliseconds since it was opened */
	const char *path;	/**< as opened, with the root in front */
	size_t path_len;	/**< its length */
};

/**
 * List the hives that are loaded.
 * @param list receives the list; free it with kreg_free_list()
 * @return 0 or a negative errno
 */
int kreg_get_hives(struct kreg *ctx, struct kreg_list **list);

/**
 * List the jobs of all contexts, as kreg_get_hives(), without their findings
 * and holders.
 */
int kreg_get_jobs(struct kreg *ctx, struct kreg_list **list);

/**
 * List who holds keys open, as kreg_get_hives().
 * @param key at or below which key, under whatever name it was opened; its
 *            own handle is listed too. NULL: everywhere.
 */
int kreg_get_holders(struct kreg *ctx, struct kreg_key *key,
		     struct kreg_list **list);

/** How many items a list has. */
size_t kreg_list_count(const struct kreg_list *list);
/** A hive of a list; NULL past the end, and of a list of other things. */
const struct kreg_loaded *kreg_list_hive(const struct kreg_list *list,
					 size_t index);
/** As kreg_list_hive(), of jobs. */
const struct kreg_job_info *kreg_list_job(const struct kreg_list *list,
					  size_t index);
/** As kreg_list_hive(), of holders. */
const struct kreg_holder *kreg_list_holder(const struct kreg_list *list,
					   size_t index);
/** As kreg_list_hive(), of findings. */
const struct kreg_job_finding *
kreg_list_finding(const struct kreg_list *list, size_t index);
/** Free a list, but not one that is a part of a job. NULL is allowed. */
void kreg_free_list(struct kreg_list *list);

/*
 * Conversions. None of them needs a context or can fail in the module.
 */

/**
 * Convert UTF-16LE to WTF-8. Single surrogates are carried over; an odd last
 * byte is left out. Like snprintf(), it writes what fits, always with a NUL
 * when @p text_size is not 0, and never a part of a character.
 * @return the length of the whole text without the NUL
 */
size_t kreg_utf16_to_text(const void *data, size_t size, char *text,
			  size_t text_size);

/** As kreg_utf16_to_text(), into a new block for kreg_free(), or NULL. */
char *kreg_utf16_to_new_text(const void *data, size_t size, size_t *len);

/**
 * Convert WTF-8 to UTF-16LE, without a terminator.
 * @param size in: bytes of the buffer; out: bytes needed
 * @return 0; -EILSEQ; -ERANGE the buffer is too small and got nothing
 */
int kreg_text_to_utf16(const char *text, size_t len, void *data, size_t *size);

/** The name of a type, "REG_SZ"; NULL when it has none. */
const char *kreg_type_name(uint32_t type);

/**
 * Read the name of a type: "REG_SZ", "SZ", in any case, or a number (decimal,
 * or hexadecimal after "0x").
 * @return 0; -EINVAL
 */
int kreg_parse_type(const char *text, size_t len, uint32_t *type);

/** Convert a FILETIME; times before 1970 have a negative tv_sec. */
void kreg_filetime_to_timespec(uint64_t filetime, struct timespec *time);

/**
 * Convert to a FILETIME; less than 100 ns is dropped.
 * @return 0; -ERANGE before 1601 or past the end
 */
int kreg_timespec_to_filetime(const struct timespec *time, uint64_t *filetime);

#ifdef __cplusplus
}
#endif

#endif /* KREG_KREG_H */
