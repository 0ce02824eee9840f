/* SPDX-License-Identifier: GPL-2.0 */
/* Tracepoints of the registry. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM kreg

#if !defined(_KREG_REGISTRY_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _KREG_REGISTRY_TRACE_H

#include <linux/tracepoint.h>
#include <linux/types.h>

/* clang-format off */

/* Names and paths are WTF-8 and counted; they may hold a NUL. */
DECLARE_EVENT_CLASS(kreg_name,
		    TP_PROTO(unsigned int root, const u8 *name, u32 bytes,
			     int result),
		    TP_ARGS(root, name, bytes, result),
		    TP_STRUCT__entry(__field(unsigned int, root)
				     __field(int, result)
				     __dynamic_array(char, name, bytes + 1)),
		    TP_fast_assign(__entry->root = root;
				   __entry->result = result;
				   memcpy(__get_dynamic_array(name), name,
					  bytes);
				   ((char *)__get_dynamic_array(name))[bytes] =
					   '\0';
		    ),
		    TP_printk("root %u name %s result %d", __entry->root,
			      (char *)__get_dynamic_array(name),
			      __entry->result)
);

#define KREG_TRACE_NAME(event)						\
	DEFINE_EVENT(kreg_name, event,					\
		     TP_PROTO(unsigned int root, const u8 *name,	\
			      u32 bytes, int result),			\
		     TP_ARGS(root, name, bytes, result))

KREG_TRACE_NAME(kreg_open);
KREG_TRACE_NAME(kreg_load);
KREG_TRACE_NAME(kreg_unload);

TRACE_EVENT(kreg_refuse,
	    TP_PROTO(const char *what, size_t amount, int result),
	    TP_ARGS(what, amount, result),
	    TP_STRUCT__entry(__string(what, what)
			     __field(size_t, amount)
			     __field(int, result)),
	    TP_fast_assign(__assign_str(what);
			   __entry->amount = amount;
			   __entry->result = result;
	    ),
	    TP_printk("%s amount %zu result %d", __get_str(what),
		      __entry->amount, __entry->result)
);

TRACE_EVENT(kreg_shrink,
	    TP_PROTO(unsigned long asked, unsigned long values,
		     unsigned long keys),
	    TP_ARGS(asked, values, keys),
	    TP_STRUCT__entry(__field(unsigned long, asked)
			     __field(unsigned long, values)
			     __field(unsigned long, keys)),
	    TP_fast_assign(__entry->asked = asked;
			   __entry->values = values;
			   __entry->keys = keys;
	    ),
	    TP_printk("asked %lu values %lu keys %lu", __entry->asked,
		      __entry->values, __entry->keys)
);

/* clang-format on */

#endif /* _KREG_REGISTRY_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH registry
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
