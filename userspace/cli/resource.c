// SPDX-License-Identifier: GPL-2.0
/*
 * Hardware resource lists. Their structures are those of the public driver
 * headers (CM_RESOURCE_LIST, IO_RESOURCE_REQUIREMENTS_LIST): packed to four
 * bytes, a descriptor has 16 bytes where pointers have 32 bits, and 20 where
 * they have 64, because of the interrupt affinity in it.
 */
#include "resource.h"
#include "bytes.h"
#include "type.h"

#define FULL_HEAD 16 /* interface, bus, version, revision, count */
#define NARROW 16
#define WIDE 20
#define REQUIREMENTS_HEAD 32 /* up to and with the count of lists */
#define ALTERNATIVE_HEAD 8 /* version, revision, count */
#define REQUIREMENT 32

enum {
	TYPE_PORT = 1,
	TYPE_INTERRUPT = 2,
	TYPE_MEMORY = 3,
	TYPE_DMA = 4,
	TYPE_DEVICE = 5,
	TYPE_BUS_NUMBER = 6,
};

/* A position in data that is not trusted, and what is told of it. */
struct reader {
	const uint8_t *data;
	size_t left;
	resource_fn tell;
	void *ctx;
};

static const uint8_t *take(struct reader *reader, size_t bytes)
{
	const uint8_t *data = reader->data;

	if (bytes > reader->left)
		return NULL;
	reader->data += bytes;
	reader->left -= bytes;
	return data;
}

static void tell(struct reader *reader, const struct resource *resource)
{
	if (reader->tell)
		reader->tell(reader->ctx, resource);
}

static void add_field(struct resource *resource, const char *name,
		      uint64_t number, bool hex)
{
	resource->fields[resource->count++] =
		(struct resource_field){ name, number, hex };
}

static const char *type_of(uint8_t type)
{
	static const char *const names[] = { "none",	   "port",
					     "interrupt",  "memory",
					     "dma",	   "device data",
					     "bus number", "large memory" };
	static const char *const private_names[] = {
		"configuration data", "device private", "PC card configuration",
		"multifunction card", "connection"
	};

	if (type < sizeof(names) / sizeof(*names))
		return names[type];
	if (type >= 0x80 && type < 0x85)
		return private_names[type - 0x80];
	return NULL;
}

static const char *bus_of(uint32_t interface)
{
	static const char *const names[] = {
		"Internal",
		"Isa",
		"Eisa",
		"MicroChannel",
		"TurboChannel",
		"PCI",
		"VME",
		"NuBus",
		"PCMCIA",
		"C bus",
		"MPI",
		"MPSA",
		"Processor internal",
		"Internal power",
		"PNP ISA",
		"PNP",
	};

	if (interface == 0xffffffff)
		return "Undefined bus";
	return interface < sizeof(names) / sizeof(*names) ? names[interface] :
							    NULL;
}

static const char *share_of(uint8_t share)
{
	static const char *const names[] = { NULL, "device exclusive",
					     "driver exclusive", "shared" };

	return share < 4 ? names[share] : "unknown sharing";
}

static const char *note_of(uint8_t type, uint16_t flags)
{
	static const char *const memory[] = { "read/write", "read-only",
					      "write-only" };

	switch (type) {
	case TYPE_PORT:
		return flags & 1 ? "I/O space" : "memory space";
	case TYPE_INTERRUPT:
		return flags & 1 ? "latched" : "level sensitive";
	case TYPE_MEMORY:
		return (flags & 3) < 3 ? memory[flags & 3] : NULL;
	}
	return NULL;
}

static void fill_descriptor(struct resource *resource, uint8_t type,
			    const uint8_t *at, bool wide)
{
	switch (type) {
	case TYPE_PORT:
	case TYPE_MEMORY:
		add_field(resource, "start", get_u64(at), true);
		add_field(resource, "length", get_u32(at + 8), true);
		break;
	case TYPE_INTERRUPT:
		add_field(resource, "level", get_u32(at), false);
		add_field(resource, "vector", get_u32(at + 4), false);
		add_field(resource, "affinity",
			  wide ? get_u64(at + 8) : get_u32(at + 8), true);
		break;
	case TYPE_DMA:
		add_field(resource, "channel", get_u32(at), false);
		add_field(resource, "port", get_u32(at + 4), false);
		break;
	case TYPE_BUS_NUMBER:
		add_field(resource, "start", get_u32(at), false);
		add_field(resource, "length", get_u32(at + 4), false);
		break;
	case TYPE_DEVICE:
		break;
	default:
		add_field(resource, "data 0", get_u32(at), true);
		add_field(resource, "data 1", get_u32(at + 4), true);
		add_field(resource, "data 2", get_u32(at + 8), true);
	}
}

static bool decode_descriptor(struct reader *reader, size_t size)
{
	const uint8_t *at = take(reader, size);
	struct resource resource = { .level = 2 };

	if (!at)
		return false;
	resource.code = at[0];
	resource.what = type_of(at[0]);
	resource.share = share_of(at[1]);
	resource.note = note_of(at[0], get_u16(at + 2));
	fill_descriptor(&resource, at[0], at + 4, size == WIDE);
	if (at[0] == TYPE_DEVICE) {
		resource.bytes = get_u32(at + 4);
		resource.data = take(reader, resource.bytes);
		if (!resource.data)
			return false;
	}
	tell(reader, &resource);
	return true;
}

static bool decode_full(struct reader *reader, size_t size)
{
	const uint8_t *at = take(reader, FULL_HEAD);
	struct resource bus = { 0 };
	uint32_t count;

	if (!at)
		return false;
	bus.code = get_u32(at);
	bus.what = bus_of(bus.code);
	add_field(&bus, "bus", get_u32(at + 4), false);
	add_field(&bus, "version", get_u16(at + 8), false);
	add_field(&bus, "revision", get_u16(at + 10), false);
	tell(reader, &bus);
	count = get_u32(at + 12);
	while (count--)
		if (!decode_descriptor(reader, size))
			return false;
	return true;
}

static bool decode_fulls(struct reader *reader, uint32_t count, size_t size)
{
	while (count--)
		if (!decode_full(reader, size))
			return false;
	return true;
}

static bool decode_list(uint32_t type, const struct reader *from, size_t size)
{
	struct reader reader = *from;
	const uint8_t *at;
	uint32_t count = 1;

	if (type == KREG_REG_RESOURCE_LIST) {
		at = take(&reader, 4);
		if (!at)
			return false;
		count = get_u32(at);
	}
	return decode_fulls(&reader, count, size) && !reader.left;
}

static const char *option_of(uint8_t option)
{
	switch (option) {
	case 0:
		return "required";
	case 1:
		return "preferred";
	case 2:
		return "default";
	case 8:
		return "alternative";
	case 9:
		return "preferred alternative";
	}
	return "unknown option";
}

static void fill_requirement(struct resource *resource, uint8_t type,
			     const uint8_t *at)
{
	switch (type) {
	case TYPE_PORT:
	case TYPE_MEMORY:
		add_field(resource, "length", get_u32(at), true);
		add_field(resource, "alignment", get_u32(at + 4), true);
		add_field(resource, "from", get_u64(at + 8), true);
		add_field(resource, "to", get_u64(at + 16), true);
		break;
	case TYPE_INTERRUPT:
		add_field(resource, "from vector", get_u32(at), false);
		add_field(resource, "to vector", get_u32(at + 4), false);
		break;
	case TYPE_DMA:
		add_field(resource, "from channel", get_u32(at), false);
		add_field(resource, "to channel", get_u32(at + 4), false);
		break;
	case TYPE_BUS_NUMBER:
		add_field(resource, "length", get_u32(at), false);
		add_field(resource, "from", get_u32(at + 4), false);
		add_field(resource, "to", get_u32(at + 8), false);
		break;
	default:
		add_field(resource, "data 0", get_u32(at), true);
		add_field(resource, "data 1", get_u32(at + 4), true);
		add_field(resource, "data 2", get_u32(at + 8), true);
	}
}

static bool decode_requirement(struct reader *reader)
{
	const uint8_t *at = take(reader, REQUIREMENT);
	struct resource resource = { .level = 2 };

	if (!at)
		return false;
	resource.code = at[1];
	resource.what = type_of(at[1]);
	resource.share = share_of(at[2]);
	resource.note = option_of(at[0]);
	fill_requirement(&resource, at[1], at + 8);
	tell(reader, &resource);
	return true;
}

static bool decode_alternative(struct reader *reader, uint32_t number)
{
	const uint8_t *at = take(reader, ALTERNATIVE_HEAD);
	struct resource list = { .level = 1, .what = "alternative" };
	uint32_t count;

	if (!at)
		return false;
	add_field(&list, "number", number, false);
	tell(reader, &list);
	count = get_u32(at + 4);
	while (count--)
		if (!decode_requirement(reader))
			return false;
	return true;
}

static bool decode_requirements(const struct reader *from)
{
	struct reader reader = *from;
	const uint8_t *at = take(&reader, REQUIREMENTS_HEAD);
	struct resource bus = { 0 };
	uint32_t count;

	if (!at)
		return false;
	bus.code = get_u32(at + 4);
	bus.what = bus_of(bus.code);
	add_field(&bus, "bus", get_u32(at + 8), false);
	add_field(&bus, "slot", get_u32(at + 12), false);
	tell(&reader, &bus);
	count = get_u32(at + 28);
	for (uint32_t i = 0; i < count; i++)
		if (!decode_alternative(&reader, i))
			return false;
	return !reader.left;
}

static bool decode(uint32_t type, const struct reader *reader)
{
	struct reader dry = { reader->data, reader->left, NULL, NULL };

	if (type == KREG_REG_RESOURCE_REQUIREMENTS_LIST)
		return decode_requirements(&dry) && decode_requirements(reader);
	if (decode_list(type, &dry, NARROW))
		return decode_list(type, reader, NARROW);
	return decode_list(type, &dry, WIDE) && decode_list(type, reader, WIDE);
}

bool resource_is_list(uint32_t type)
{
	return type == KREG_REG_RESOURCE_LIST ||
	       type == KREG_REG_FULL_RESOURCE_DESCRIPTOR ||
	       type == KREG_REG_RESOURCE_REQUIREMENTS_LIST;
}

/**
 * resource_decode() - decode a resource list
 * @type: of the value
 * @data: data
 * @bytes: length
 * @tell: called for each line, only when all of the data makes sense
 * @ctx: for @tell
 *
 * Return: whether the data is a resource list, to its last byte.
 */
bool resource_decode(uint32_t type, const uint8_t *data, size_t bytes,
		     resource_fn tell, void *ctx)
{
	struct reader reader = { data, bytes, tell, ctx };

	return decode(type, &reader);
}

static void show_fields(struct buffer *to, const struct resource *resource)
{
	const char *mark = " ";

	for (unsigned int i = 0; i < resource->count; i++, mark = ", ") {
		const struct resource_field *field = &resource->fields[i];

		buffer_printf(to, field->hex ? "%s%s 0x%llx" : "%s%s %llu",
			      mark, field->name,
			      (unsigned long long)field->number);
	}
	if (resource->bytes)
		buffer_printf(to, "%s%zu bytes: ", mark, resource->bytes);
	buffer_hex(to, resource->data, resource->bytes);
	if (resource->note)
		buffer_printf(to, "%s%s", mark, resource->note);
	if (resource->share)
		buffer_printf(to, ", %s", resource->share);
}

static void show_line(void *ctx, const struct resource *resource)
{
	struct buffer *to = ctx;

	if (to->bytes && to->data[to->bytes - 1] != '\n')
		buffer_putc(to, '\n');
	buffer_pad(to, 2 * resource->level);
	if (resource->what)
		buffer_puts(to, resource->what);
	else
		buffer_printf(to, "type %u", resource->code);
	show_fields(to, resource);
}

/**
 * resource_lines() - write a resource list for people
 * @to: where to append; lines are parted by newlines
 * @type: of the value
 * @data: data
 * @bytes: length
 *
 * Return: whether the data is a resource list.
 */
bool resource_lines(struct buffer *to, uint32_t type, const uint8_t *data,
		    size_t bytes)
{
	struct buffer lines = { 0 };
	bool good = resource_decode(type, data, bytes, show_line, &lines);

	buffer_add(to, lines.data, lines.bytes);
	buffer_free(&lines);
	return good;
}
