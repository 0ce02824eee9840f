// SPDX-License-Identifier: GPL-2.0
/* Every message that comes back is looked at. */
#include "check.h"
#include "protocol.h"
#include "wire.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <linux/kreg.h>

#define MAX_ERRNO 4095

void check_failed(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "netlink-fuzz: ");
	vfprintf(stderr, format, args);
	fprintf(stderr, "\n");
	va_end(args);
	_exit(1);
}

static void check_attrs(const struct set *set, unsigned int command,
			const uint8_t *data, size_t bytes);

static void check_kind(const struct attr *attr, unsigned int command,
		       const struct nlattr *at)
{
	size_t bytes = attr_bytes(at);
	bool good = true;

	switch (attr->kind) {
	case KIND_U32:
		good = bytes == 4;
		break;
	case KIND_UINT:
		good = bytes == 4 || bytes == 8;
		break;
	case KIND_FLAG:
		good = bytes == 0;
		break;
	case KIND_STRING:
		good = bytes && memchr(attr_data(at), 0, bytes) ==
					(uint8_t *)attr_data(at) + bytes - 1;
		break;
	case KIND_NEST:
		check_attrs(attr->nested, command, attr_data(at), bytes);
		break;
	case KIND_BINARY:
		break;
	}
	if (!good)
		check_failed("command %u: attribute %s has %zu bytes", command,
			     attr->name, bytes);
}

static void check_attrs(const struct set *set, unsigned int command,
			const uint8_t *data, size_t bytes)
{
	const struct attr *attr;
	uint64_t seen = 0;

	while (bytes) {
		const struct nlattr *at = (const void *)data;
		unsigned int number = at->nla_type & NLA_TYPE_MASK;
		size_t step;

		if (bytes < NLA_HDRLEN || at->nla_len < NLA_HDRLEN ||
		    at->nla_len > bytes)
			check_failed("command %u: broken attribute", command);
		attr = attr_find(set, number);
		if (!attr ||
		    (set == set_main() && !op_replies(command, number)))
			check_failed("command %u: attribute %u in the reply",
				     command, number);
		if (seen & 1ull << number && !attr->multi)
			check_failed("command %u: %s twice", command,
				     attr->name);
		seen |= 1ull << number;
		check_kind(attr, command, at);
		step = NLA_ALIGN(at->nla_len);
		step = step < bytes ? step : bytes;
		data += step;
		bytes -= step;
	}
}

static void check_error(const struct nlmsghdr *header)
{
	int error;

	memcpy(&error, NLMSG_DATA(header), sizeof(error));
	if (error > 0 || error < -MAX_ERRNO)
		check_failed("error %d is no errno", error);
}

void check_message(const struct nlmsghdr *header)
{
	const struct genlmsghdr *genl = NLMSG_DATA(header);

	if (header->nlmsg_type == NLMSG_ERROR ||
	    header->nlmsg_type == NLMSG_DONE) {
		check_error(header);
		return;
	}
	if (header->nlmsg_type != wire_family)
		return;
	if (header->nlmsg_len > WIRE_MAX)
		check_failed("a message of %u bytes", header->nlmsg_len);
	check_attrs(set_main(), genl->cmd,
		    (const uint8_t *)header + NLMSG_HDRLEN + GENL_HDRLEN,
		    header->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN);
}

void check_datagram(const void *data, size_t bytes)
{
	const struct nlmsghdr *header = data;

	if (bytes > WIRE_MAX)
		check_failed("a datagram of %zu bytes", bytes);
	while (NLMSG_OK(header, bytes)) {
		check_message(header);
		header = NLMSG_NEXT(header, bytes);
	}
}
