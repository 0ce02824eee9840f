// SPDX-License-Identifier: GPL-2.0
#include "sid.h"
#include "bytes.h"
#include "text.h"

#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#define HEAD 8
#define SUBAUTHORITIES 15

/* Well-known identifiers; letters are those of SDDL. */
static const struct {
	const char *number;
	const char *letters;
	const char *name;
} known[] = {
	{ "S-1-0-0", NULL, "Nobody" },
	{ "S-1-1-0", "WD", "Everyone" },
	{ "S-1-2-0", NULL, "Local" },
	{ "S-1-3-0", "CO", "Creator Owner" },
	{ "S-1-3-1", "CG", "Creator Group" },
	{ "S-1-3-4", "OW", "Owner Rights" },
	{ "S-1-5-1", NULL, "Dialup" },
	{ "S-1-5-2", "NU", "Network" },
	{ "S-1-5-3", NULL, "Batch" },
	{ "S-1-5-4", "IU", "Interactive" },
	{ "S-1-5-6", "SU", "Service" },
	{ "S-1-5-7", "AN", "Anonymous" },
	{ "S-1-5-9", "ED", "Enterprise Domain Controllers" },
	{ "S-1-5-10", "PS", "Self" },
	{ "S-1-5-11", "AU", "Authenticated Users" },
	{ "S-1-5-12", "RC", "Restricted" },
	{ "S-1-5-18", "SY", "SYSTEM" },
	{ "S-1-5-19", "LS", "Local Service" },
	{ "S-1-5-20", "NS", "Network Service" },
	{ "S-1-5-32-544", "BA", "Administrators" },
	{ "S-1-5-32-545", "BU", "Users" },
	{ "S-1-5-32-546", "BG", "Guests" },
	{ "S-1-5-32-547", "PU", "Power Users" },
	{ "S-1-5-32-548", "AO", "Account Operators" },
	{ "S-1-5-32-549", "SO", "Server Operators" },
	{ "S-1-5-32-550", "PO", "Print Operators" },
	{ "S-1-5-32-551", "BO", "Backup Operators" },
	{ "S-1-5-32-552", "RE", "Replicator" },
	{ "S-1-5-32-554", "RU", "Pre-Windows 2000 Access" },
	{ "S-1-5-32-555", "RD", "Remote Desktop Users" },
	{ "S-1-5-32-556", "NO", "Network Configuration Operators" },
	{ "S-1-15-2-1", "AC", "All Application Packages" },
	{ "S-1-16-4096", "LW", "Low Mandatory Level" },
	{ "S-1-16-8192", "ME", "Medium Mandatory Level" },
	{ "S-1-16-12288", "HI", "High Mandatory Level" },
	{ "S-1-16-16384", "SI", "System Mandatory Level" },
};

#define KNOWN (sizeof(known) / sizeof(*known))

/**
 * sid_read() - find a SID in data that is not trusted
 * @data: where it begins
 * @bytes: there are
 * @sid: filled
 *
 * Return: whether a whole one is there.
 */
bool sid_read(const uint8_t *data, size_t bytes, struct sid *sid)
{
	if (bytes < HEAD || data[0] != 1 || data[1] > SUBAUTHORITIES ||
	    bytes < HEAD + 4u * data[1])
		return false;
	*sid = (struct sid){ data, HEAD + 4u * data[1] };
	return true;
}

void sid_number(struct buffer *to, const struct sid *sid)
{
	uint64_t authority = 0;

	for (int i = 2; i < 8; i++)
		authority = authority << 8 | sid->data[i];
	buffer_printf(to, authority >> 32 ? "S-1-0x%llx" : "S-1-%llu",
		      (unsigned long long)authority);
	for (int i = 0; i < sid->data[1]; i++)
		buffer_printf(to, "-%u", get_u32(sid->data + HEAD + 4 * i));
}

static int find_known(const char *number)
{
	for (size_t i = 0; i < KNOWN; i++)
		if (!strcmp(known[i].number, number))
			return i;
	return -1;
}

void sid_sddl(struct buffer *to, const struct sid *sid)
{
	struct buffer number = { 0 };
	int found;

	sid_number(&number, sid);
	found = find_known(buffer_string(&number));
	if (found >= 0 && known[found].letters)
		buffer_puts(to, known[found].letters);
	else
		buffer_add(to, number.data, number.bytes);
	buffer_free(&number);
}

/* Writes the name of a SID that stands for a user or group of this system. */
static bool show_local(struct buffer *to, const char *number)
{
	struct passwd *user = NULL;
	struct group *group = NULL;
	const char *name = NULL;

	if (!strncmp(number, "S-1-22-1-", 9))
		user = getpwuid(strtoul(number + 9, NULL, 10));
	else if (!strncmp(number, "S-1-22-2-", 9))
		group = getgrgid(strtoul(number + 9, NULL, 10));
	if (user)
		name = user->pw_name;
	if (group)
		name = group->gr_name;
	if (!name)
		return false;
	buffer_puts(to, user ? "user " : "group ");
	text_show(to, text_of(name));
	return true;
}

/**
 * sid_show() - write a SID for people: its name, if it has one, and itself
 * @to: where to append
 * @sid: SID
 */
void sid_show(struct buffer *to, const struct sid *sid)
{
	struct buffer number = { 0 };
	const char *string;
	int found;

	sid_number(&number, sid);
	string = buffer_string(&number);
	found = find_known(string);
	if (found >= 0)
		buffer_printf(to, "%s (%s)", known[found].name, string);
	else if (show_local(to, string))
		buffer_printf(to, " (%s)", string);
	else
		buffer_puts(to, string);
	buffer_free(&number);
}
