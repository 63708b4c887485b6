#ifndef UNIT_INDEXED_H
#define UNIT_INDEXED_H

#include "base/die.h"
#include "json/json.h"

/* The index of a good text, until the next one. */
static inline const struct json *
indexed(struct str text)
{
	static struct json j;
	static struct buf b;
	struct fault f;

	if (!j.values)
		json_init(&j);
	buf_clear(&b);
	buf_str(&b, text);
	memset(buf_reserve(&b, JSON_PADDING), '7', JSON_PADDING);
	if (!json_index(&j, buf_view(&b), &f))
		die("refused at %zu, %s: %.*s", f.at, f.detail, STR_ARG(text));
	return &j;
}

#endif
