// SPDX-License-Identifier: GPL-2.0
/* Conversions: nothing of the module takes part. */
#include "peer.h"
#include "unit.h"

#include <errno.h>
#include <linux/kreg.h>
#include <netlink/attr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void test_paths(void)
{
	static const struct {
		const char *path;
		int rc;
		enum kreg_root root;
		const char *rest;
	} cases[] = {
		{ "HKLM", 0, KREG_HKLM, "" },
		{ "hklm\\", 0, KREG_HKLM, "" },
		{ "HKLM\\Software\\A", 0, KREG_HKLM, "Software\\A" },
		{ "HKLM/Software\\A/B", 0, KREG_HKLM, "Software\\A/B" },
		{ "HKLM:", 0, KREG_HKLM, "" },
		{ "HKLM:\\A", 0, KREG_HKLM, "A" },
		{ "HKLM:/A", 0, KREG_HKLM, "A" },
		{ "HKLM\\\\A", 0, KREG_HKLM, "\\A" },
		{ "HKey_Local_Machine\\A", 0, KREG_HKLM, "A" },
		{ "HKU\\.DEFAULT", 0, KREG_HKU, ".DEFAULT" },
		{ "HKEY_USERS", 0, KREG_HKU, "" },
		{ "\\REGISTRY\\Machine", 0, KREG_HKLM, "" },
		{ "\\registry\\machine\\A\\B", 0, KREG_HKLM, "A\\B" },
		{ "\\Registry\\User\\A", 0, KREG_HKU, "A" },
		{ "\\REGISTRY\\Machines", -EINVAL, 0, NULL },
		{ "\\REGISTRY\\Machine/A", -EINVAL, 0, NULL },
		{ "\\REGISTRY", -EINVAL, 0, NULL },
		{ "HKLMX", -EINVAL, 0, NULL },
		{ "HKLM:A", -EINVAL, 0, NULL },
		{ "HKCU\\A", -EINVAL, 0, NULL },
		{ "", -EINVAL, 0, NULL },
		{ "\\", -EINVAL, 0, NULL },
	};
	enum kreg_root root;
	const char *rest;
	size_t len, i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		printf("# '%s'\n", cases[i].path);
		check_rc(kreg_parse_path(cases[i].path, KREG_NTS, &root, &rest,
					 &len),
			 cases[i].rc);
		if (cases[i].rc)
			continue;
		check(root == cases[i].root);
		check(len == strlen(cases[i].rest));
		check(!memcmp(rest, cases[i].rest, len));
	}
	check_rc(kreg_parse_path("HKLM\\ABC", 6, &root, &rest, &len), 0);
	check(len == 1);
	check_rc(kreg_parse_path("HKLM", 3, &root, &rest, &len), -EINVAL);
	check(strstr(kreg_error_text(NULL), "HKLM"));
	check(!strcmp(kreg_root_name(KREG_HKLM), "HKLM"));
	check(!strcmp(kreg_root_name(KREG_HKU), "HKU"));
	check(!kreg_root_name(99));
}

void test_types(void)
{
	unsigned int type;

	for (type = 0; type <= KREG_TYPE_QWORD; type++) {
		unsigned int back = 99;

		check_rc(kreg_parse_type(kreg_type_name(type), KREG_NTS, &back),
			 0);
		check(back == type);
	}
	check(!kreg_type_name(12));
	check_rc(kreg_parse_type("dword", KREG_NTS, &type), 0);
	check(type == KREG_TYPE_DWORD);
	check_rc(kreg_parse_type("reg_multi_sz", KREG_NTS, &type), 0);
	check(type == KREG_TYPE_MULTI_SZ);
	check_rc(kreg_parse_type("4294967295", KREG_NTS, &type), 0);
	check(type == 0xffffffff);
	check_rc(kreg_parse_type("0xFFFFFFFE", KREG_NTS, &type), 0);
	check(type == 0xfffffffe);
	check_rc(kreg_parse_type("4294967296", KREG_NTS, &type), -EINVAL);
	check_rc(kreg_parse_type("0x", KREG_NTS, &type), -EINVAL);
	check_rc(kreg_parse_type("", 0, &type), -EINVAL);
	check_rc(kreg_parse_type("1f", KREG_NTS, &type), -EINVAL);
	check_rc(kreg_parse_type("REG_", KREG_NTS, &type), -EINVAL);
	check_rc(kreg_parse_type("99999999999999999999999", KREG_NTS, &type),
		 -EINVAL);
}

void test_times(void)
{
	struct timespec time;
	uint64_t filetime;

	kreg_filetime_to_timespec(116444736000000000ULL, &time);
	check(time.tv_sec == 0 && time.tv_nsec == 0);
	kreg_filetime_to_timespec(0, &time);
	check(time.tv_sec == -11644473600LL && time.tv_nsec == 0);
	check_rc(kreg_timespec_to_filetime(&time, &filetime), 0);
	check(filetime == 0);
	kreg_filetime_to_timespec(UINT64_MAX - 10000000, &time);
	check_rc(kreg_timespec_to_filetime(&time, &filetime), 0);
	check(filetime == UINT64_MAX - 10000000);
	kreg_filetime_to_timespec(116444736000000001ULL - 2, &time);
	check(time.tv_sec == -1 && time.tv_nsec == 999999900);
	time.tv_sec = -11644473601LL;
	check_rc(kreg_timespec_to_filetime(&time, &filetime), -ERANGE);
	time.tv_sec = INT64_MAX;
	check_rc(kreg_timespec_to_filetime(&time, &filetime), -ERANGE);
	time.tv_sec = 0;
	time.tv_nsec = 1000000000;
	check_rc(kreg_timespec_to_filetime(&time, &filetime), -ERANGE);
}

static void check_text(const void *utf16, size_t size, const char *text,
		       size_t len)
{
	unsigned char back[64];
	size_t back_size = sizeof(back), got_len = 99;
	char *got = kreg_utf16_to_new_text(utf16, size, &got_len);

	check(got_len == len && !memcmp(got, text, len) && !got[len]);
	check_rc(kreg_text_to_utf16(got, got_len, back, &back_size), 0);
	check(back_size == size && !memcmp(back, utf16, size));
	kreg_free(got);
}

void test_text(void)
{
	static const char *const wrong[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc3",
		"\xe0\x9f\xbf",
		"\xe2\x82",
		"\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"\xed\xa0\xbd\xed\xb8\x80",
	};
	size_t size, i;
	char small[4];

	check_text("A\0b\0", 4, "Ab", 2);
	check_text("\0\0", 2, "\0", 1);
	check_text("\xe4\0\xac\x20", 4, "\xc3\xa4\xe2\x82\xac", 5);
	check_text("\x3d\xd8\x00\xde", 4, "\xf0\x9f\x98\x80", 4);
	check_text("\x00\xd8", 2, "\xed\xa0\x80", 3);
	check_text("\x00\xdc\x00\xd8", 4, "\xed\xb0\x80\xed\xa0\x80", 6);
	check_text("\x00\xd8\x41\x00", 4, "\xed\xa0\x80\x41", 4);
	check_text("\xff\xff", 2, "\xef\xbf\xbf", 3);
	check_text("\xff\xdb\xff\xdf", 4, "\xf4\x8f\xbf\xbf", 4);
	check_text("", 0, "", 0);
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		size = 0;
		check_rc(kreg_text_to_utf16(wrong[i], KREG_NTS, NULL, &size),
			 -EILSEQ);
	}
	/* What does not fit is left out, and nothing behind it is written. */
	check(kreg_utf16_to_text("a\0\254\040b\0", 6, small, 4) == 5);
	check(!strcmp(small, "a"));
	check(kreg_utf16_to_text("a\0b\0c\0", 7, small, 4) == 3);
	check(!strcmp(small, "abc"));
	check(kreg_utf16_to_text("a\0b\0c\0", 6, small, 1) == 3);
	check(!*small);
	size = 3;
	memcpy(small, "????", 4);
	check_rc(kreg_text_to_utf16("ab", 2, small, &size), -ERANGE);
	check(size == 4 && !memcmp(small, "????", 4));
}
