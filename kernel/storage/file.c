// SPDX-License-Identifier: GPL-2.0
/* Hive files: opening and reading. */
#include "file.h"

#include "../hive/check.h"

#include <linux/file.h>
#include <linux/filelock.h>
#include <linux/fs.h>
#include <linux/iversion.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/vmalloc.h>

#define READ_AT_ONCE SZ_1M
#define OPEN_FLAGS (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_LARGEFILE)

/* What shows that a file was changed. */
struct stamp {
	loff_t size;
	struct timespec64 mtime;
	struct timespec64 ctime;
	u64 version;
};

static int check_name(const char *name)
{
	if (!*name || !strcmp(name, ".") || !strcmp(name, "..") ||
	    strchr(name, '/'))
		return -EINVAL;
	return 0;
}

static struct file *open_as(struct file *folder, const char *name,
			    const struct cred *cred)
{
	const struct cred *old = override_creds(cred);
	struct file *file;

	file = file_open_root(&folder->f_path, name, OPEN_FLAGS, 0);
	revert_creds(old);
	return file;
}

static int check_kind(const struct file *file)
{
	if (!S_ISREG(file_inode(file)->i_mode))
		return -EINVAL;
	/* Some files of procfs: nothing that kernel_read() could read. */
	if (!file->f_op->read_iter || file->f_op->read)
		return -EINVAL;
	return 0;
}

/* Keeps those out who write the file the way we will: under a lock. */
static int lock_shared(struct file *file)
{
	struct file_lock lock;
	int err;

	locks_init_lock(&lock);
	lock.c.flc_flags = FL_FLOCK;
	lock.c.flc_type = F_RDLCK;
	lock.c.flc_owner = file;
	lock.c.flc_pid = current->tgid;
	lock.c.flc_file = file;
	lock.fl_end = OFFSET_MAX;
	if (file->f_op->flock)
		err = file->f_op->flock(file, F_SETLK, &lock);
	else
		err = locks_lock_file_wait(file, &lock);
	locks_release_private(&lock);

	if (err == -EAGAIN)
		return -EBUSY;
	/* Not every file system can lock. */
	return err == -EOPNOTSUPP ? 0 : err;
}

static struct file *check_file(struct file *file)
{
	int err;

	err = check_kind(file);
	if (!err)
		err = lock_shared(file);
	if (!err)
		return file;
	__fput_sync(file);
	return ERR_PTR(err);
}

/**
 * kreg_file_take() - take an open file as a hive file, and lock it
 * @file: file that is open for reading
 *
 * Context: Process context. Sleeps.
 * Return: the file, for kreg_file_close(), or ERR_PTR: -EINVAL no regular
 * file; -EBUSY somebody has locked it.
 */
struct file *kreg_file_take(struct file *file)
{
	return check_file(get_file(file));
}

/**
 * kreg_file_open() - open a hive file, and lock it against writers
 * @folder: open folder it lies in
 * @name: plain name there, NUL terminated
 * @cred: with whose credentials
 *
 * Context: Process context, a job's worker. Sleeps, does I/O.
 * Return: the file, for kreg_file_close(), or ERR_PTR: -EINVAL no plain name
 * or no regular file; -EBUSY somebody has locked it; -ELOOP a symbolic link;
 * what opening it answers.
 */
struct file *kreg_file_open(struct file *folder, const char *name,
			    const struct cred *cred)
{
	struct file *file;
	int err;

	err = check_name(name);
	if (err)
		return ERR_PTR(err);
	file = open_as(folder, name, cred);
	return IS_ERR(file) ? file : check_file(file);
}

static void take_stamp(const struct file *file, struct stamp *stamp)
{
	struct inode *inode = file_inode(file);

	*stamp = (struct stamp){
		.size = i_size_read(inode),
		.mtime = inode_get_mtime(inode),
		.ctime = inode_get_ctime(inode),
		.version = IS_I_VERSION(inode) ? inode_query_iversion(inode) :
						 0,
	};
}

static bool is_changed(const struct file *file, const struct stamp *before)
{
	struct stamp now;

	take_stamp(file, &now);
	return now.size != before->size || now.version != before->version ||
	       !timespec64_equal(&now.mtime, &before->mtime) ||
	       !timespec64_equal(&now.ctime, &before->ctime);
}

static int read_bytes(struct file *file, u8 *buf, size_t bytes, loff_t at)
{
	ssize_t done;

	while (bytes) {
		done = kernel_read(file, buf,
				   min_t(size_t, bytes, READ_AT_ONCE), &at);
		if (done < 0)
			return done;
		if (!done)
			return -EBUSY; /* it has become shorter */
		buf += done;
		bytes -= done;
		cond_resched();
	}
	return 0;
}

static struct kreg_hive *read_base(struct file *file, loff_t size,
				   unsigned int flags,
				   const struct kreg_hive_calls *calls,
				   void *owner, struct kreg_findings *findings)
{
	struct kreg_hive *hive;
	void *base;
	int err;

	base = kzalloc(KREG_REGF_BLOCK, GFP_KERNEL);
	if (!base)
		return ERR_PTR(-ENOMEM);
	err = read_bytes(file, base, min_t(loff_t, size, KREG_REGF_BLOCK), 0);
	if (err)
		hive = ERR_PTR(err);
	else
		hive = kreg_hive_create(base, size, flags, calls, owner,
					findings);
	kfree(base);
	return hive;
}

/* All bins lie in one extent: it is as good as many, and read in one go. */
static int read_bins(struct file *file, struct kreg_hive *hive)
{
	size_t bytes = (size_t)hive->room * KREG_REGF_BLOCK;
	void *memory;
	int err;

	err = hive->account.calls->charge(hive->account.owner, bytes);
	if (err)
		return err;
	memory = __vmalloc(bytes, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	err = memory ? read_bytes(file, memory, bytes, KREG_REGF_BLOCK) :
		       -ENOMEM;
	if (!err)
		err = kreg_hive_add(hive, memory, bytes);
	if (err) {
		vfree(memory);
		hive->account.calls->uncharge(hive->account.owner, bytes);
	}
	return err;
}

static struct kreg_hive *read_hive(struct file *file, loff_t size,
				   unsigned int flags,
				   const struct kreg_hive_calls *calls,
				   void *owner, struct kreg_findings *findings)
{
	struct kreg_hive *hive;
	int err;

	hive = read_base(file, size, flags, calls, owner, findings);
	if (IS_ERR(hive))
		return hive;
	err = read_bins(file, hive);
	if (err) {
		kreg_hive_destroy(hive);
		return ERR_PTR(err);
	}
	return hive;
}

/**
 * kreg_file_read() - read a hive from its file, and check it
 * @file: from kreg_file_open()
 * @flags: KREG_HIVE_REPAIR
 * @calls: all of them set; must outlive the hive
 * @owner: passed to @calls
 * @findings: filled with what is wrong with the hive
 *
 * Context: Process context, a job's worker. Sleeps, does I/O.
 * Return: the hive, for kreg_hive_destroy(), or ERR_PTR: -EBUSY the file was
 * changed while it was read; -ENOEXEC, -EUCLEAN, -EDQUOT, -ENOMEM as
 * kreg_hive_create() and kreg_hive_check(); what reading answers.
 */
struct kreg_hive *kreg_file_read(struct file *file, unsigned int flags,
				 const struct kreg_hive_calls *calls,
				 void *owner, struct kreg_findings *findings)
{
	struct kreg_hive *hive;
	struct stamp before;
	int err;

	take_stamp(file, &before);
	hive = read_hive(file, before.size, flags, calls, owner, findings);
	if (is_changed(file, &before)) {
		if (!IS_ERR(hive))
			kreg_hive_destroy(hive);
		return ERR_PTR(-EBUSY);
	}
	if (IS_ERR(hive))
		return hive;
	err = kreg_hive_check(hive, flags, findings);
	if (err) {
		kreg_hive_destroy(hive);
		return ERR_PTR(err);
	}
	return hive;
}

/**
 * kreg_file_same() - ask whether two open files are the same file
 * @a: file
 * @b: file
 *
 * Context: Any.
 * Return: true when they are.
 */
bool kreg_file_same(const struct file *a, const struct file *b)
{
	return file_inode(a) == file_inode(b);
}

/**
 * kreg_file_path() - write down where a file is
 * @file: open file
 *
 * Context: Process context. May sleep. The path is the current task's view.
 * Return: text for kfree(), or NULL when there is no memory.
 */
char *kreg_file_path(struct file *file)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL);
	char *path, *copy;

	if (!buf)
		return NULL;
	path = d_path(&file->f_path, buf, PATH_MAX);
	copy = kstrdup(IS_ERR(path) ? "" : path, GFP_KERNEL_ACCOUNT);
	kfree(buf);
	return copy;
}

/**
 * kreg_file_close() - close a file, and with it give up its lock
 * @file: from kreg_file_open()
 *
 * The file is closed when this returns: its file system can be unmounted.
 *
 * Context: Process context. Sleeps.
 */
void kreg_file_close(struct file *file)
{
	__fput_sync(file);
}

/**
 * kreg_file_cred() - with whose credentials was a file opened?
 * @file: open file
 *
 * Context: Any.
 * Return: the credentials, valid as long as the file is held.
 */
const struct cred *kreg_file_cred(const struct file *file)
{
	return file->f_cred;
}

/**
 * kreg_file_folder_get() - take an open folder from the current task
 * @descriptor: its number there, O_PATH too
 *
 * Context: Process context.
 * Return: the folder, for kreg_file_folder_put(), or ERR_PTR: -EBADF,
 * -ENOTDIR.
 */
struct file *kreg_file_folder_get(int descriptor)
{
	struct file *folder = fget_raw(descriptor);

	if (!folder)
		return ERR_PTR(-EBADF);
	if (!S_ISDIR(file_inode(folder)->i_mode)) {
		fput(folder);
		return ERR_PTR(-ENOTDIR);
	}
	return folder;
}

/**
 * kreg_file_folder_put() - give a folder back
 * @folder: from kreg_file_folder_get()
 *
 * Context: Process context.
 */
void kreg_file_folder_put(struct file *folder)
{
	fput(folder);
}
