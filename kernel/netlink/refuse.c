// SPDX-License-Identifier: GPL-2.0
/* Extended-ack texts: every refusal names what it is about. */
#include "refuse.h"

#include <net/genetlink.h>

/* Length of the character at @at, 0 for one that a text cannot show. */
static size_t shown_length(const u8 *at, size_t bytes)
{
	size_t length;

	if (*at < 0x20 || *at == 0x7f)
		return 0;
	if (*at < 0x80)
		return 1;
	if (*at < 0xc2 || *at > 0xf4)
		return 0;
	length = *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
	if (length > bytes || (*at == 0xed && at[1] >= 0xa0))
		return 0;
	return length;
}

/* Bytes to pass over for a character that is not shown: a lone surrogate is 3. */
static size_t hidden_length(const u8 *at, size_t bytes)
{
	return *at == 0xed && bytes >= 3 ? 3 : 1;
}

/**
 * kreg_refuse_show() - make a name fit for a text
 * @shown: where to put it
 * @name: WTF-8, or any bytes
 * @bytes: length of @name
 *
 * What is no printable UTF-8 becomes a question mark.
 *
 * Context: Any.
 * Return: the text in @shown, NUL terminated.
 */
const char *kreg_refuse_show(struct kreg_shown *shown, const void *name,
			     size_t bytes)
{
	const u8 *at = name, *end = at + bytes;
	size_t used = 0, length;

	while (at < end) {
		length = shown_length(at, end - at);
		if (used + max_t(size_t, length, 1) > KREG_SHOWN_MAX) {
			memcpy(shown->text + used, "...", 3);
			used += 3;
			break;
		}
		if (length) {
			memcpy(shown->text + used, at, length);
			used += length;
			at += length;
		} else {
			shown->text[used++] = '?';
			at += hidden_length(at, end - at);
		}
	}
	shown->text[used] = '\0';
	return shown->text;
}

/**
 * kreg_refuse_why() - the end of a sentence about a key, value or hive
 * @err: negative errno
 *
 * Context: Any.
 * Return: static text.
 */
const char *kreg_refuse_why(int err)
{
	switch (err) {
	case -ENOENT:
		return "not found";
	case -EACCES:
	case -EPERM:
		return "must not be accessed";
	case -ESTALE:
		return "was deleted";
	case -ELOOP:
		return "leads through too many links";
	case -ENAMETOOLONG:
		return "is too long or too deep";
	case -EILSEQ:
		return "is not WTF-8";
	case -EEXIST:
		return "exists already";
	case -EBUSY:
		return "is in use";
	case -EUCLEAN:
		return "is corrupt";
	case -ENODATA:
		return "has no more items";
	case -EDQUOT:
		return "does not fit in the pool";
	case -ENOMEM:
		return "finds no memory";
	case -EINTR:
	case -ERESTARTSYS:
		return "was interrupted";
	case -ENXIO:
		return "is not there, the registry has not started";
	case -EROFS:
		return "is closed, the registry is shutting down";
	case -EOPNOTSUPP:
		return "is not supported";
	default:
		return "cannot be used";
	}
}

/**
 * kreg_refuse() - refuse a request
 * @info: request
 * @attr: attribute at fault, or NULL
 * @err: negative errno
 * @format: text, cut where it is longer than an extended ack may be
 *
 * NL_SET_ERR_MSG_FMT() would put a warning into the log for a text that is
 * cut, and the names in our texts are the caller's.
 *
 * Context: Any.
 * Return: @err.
 */
int kreg_refuse(const struct genl_info *info, const struct nlattr *attr,
		int err, const char *format, ...)
{
	struct netlink_ext_ack *extack = info->extack;
	va_list args;

	if (!extack)
		return err;
	va_start(args, format);
	vscnprintf(extack->_msg_buf, sizeof(extack->_msg_buf), format, args);
	va_end(args);
	extack->_msg = extack->_msg_buf;
	NL_SET_BAD_ATTR(extack, attr);
	return err;
}

/**
 * kreg_refuse_memory() - refuse a request for want of memory
 * @info: request
 *
 * Context: Any.
 * Return: -ENOMEM.
 */
int kreg_refuse_memory(const struct genl_info *info)
{
	return kreg_refuse(info, NULL, -ENOMEM, "out of memory");
}

/**
 * kreg_refuse_missing() - refuse a request that lacks an attribute
 * @info: request
 * @type: attribute
 * @name: its name
 *
 * Context: Any.
 * Return: -EINVAL.
 */
int kreg_refuse_missing(const struct genl_info *info, u16 type,
			const char *name)
{
	NL_SET_ERR_ATTR_MISS(info->extack, NULL, type);
	return kreg_refuse(info, NULL, -EINVAL, "attribute %s is missing",
			   name);
}

/**
 * kreg_refuse_name() - refuse a request for what a name attribute names
 * @info: request
 * @attr: attribute with the name
 * @what: value, hive...
 * @err: negative errno
 *
 * Context: Any.
 * Return: @err.
 */
int kreg_refuse_name(const struct genl_info *info, const struct nlattr *attr,
		     const char *what, int err)
{
	struct kreg_shown shown;

	return kreg_refuse(info, attr, err, "%s \"%s\" %s", what,
			   kreg_refuse_show(&shown, nla_data(attr),
					    nla_len(attr)),
			   kreg_refuse_why(err));
}

/**
 * kreg_refuse_size() - refuse a request whose answer is too large, tell how
 * @info: request
 * @attr: attribute at fault, or NULL
 * @what: is too large
 * @size: bytes needed
 * @type: of the value, 0 where it is not one value
 *
 * Context: Any.
 * Return: -ERANGE.
 */
int kreg_refuse_size(const struct genl_info *info, const struct nlattr *attr,
		     const char *what, u32 size, u32 type)
{
	struct netlink_ext_ack *extack = info->extack;
	const u32 cookie[] = { size, type };

	static_assert(sizeof(cookie) <= sizeof(extack->cookie));
	if (extack) {
		memcpy(extack->cookie, cookie, sizeof(cookie));
		extack->cookie_len = sizeof(cookie);
	}
	return kreg_refuse(info, attr, -ERANGE, "%s needs %u bytes", what,
			   size);
}
