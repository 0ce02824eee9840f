/* SPDX-License-Identifier: GPL-2.0 */
/* Hive files: opening and reading. */
#ifndef _KREG_STORAGE_FILE_H
#define _KREG_STORAGE_FILE_H

#include "../hive/hive.h"

struct cred;
struct file;

struct file *kreg_file_open(struct file *folder, const char *name,
			    const struct cred *cred);
struct kreg_hive *kreg_file_read(struct file *file, unsigned int flags,
				 const struct kreg_hive_calls *calls,
				 void *owner, struct kreg_findings *findings);
struct file *kreg_file_take(struct file *file);
bool kreg_file_same(const struct file *a, const struct file *b);
char *kreg_file_path(struct file *file);
void kreg_file_close(struct file *file);
const struct cred *kreg_file_cred(const struct file *file);
struct file *kreg_file_folder_get(int descriptor);
void kreg_file_folder_put(struct file *folder);

#endif /* _KREG_STORAGE_FILE_H */
