/* Values of JSON without what is null in them. */

#include "import/piece.h"

static bool
put_clean_object(const struct json *j, uint32_t at, struct buf *out)
{
	size_t start = out->n, before;
	bool any = false;

	buf_char(out, '{');
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		before = out->n;
		if (any)
			buf_char(out, ',');
		buf_str(out, json_raw(j, i));
		buf_char(out, ':');
		if (put_clean(j, i + 1, out))
			any = true;
		else
			out->n = before;
	}
	buf_char(out, '}');
	if (!any)
		out->n = start;
	return any;
}

static bool
put_clean_array(const struct json *j, uint32_t at, struct buf *out)
{
	size_t start = out->n, before;
	bool any = false;

	buf_char(out, '[');
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		before = out->n;
		if (any)
			buf_char(out, ',');
		if (put_clean(j, i, out))
			any = true;
		else
			out->n = before;
	}
	buf_char(out, ']');
	if (!any)
		out->n = start;
	return any;
}

bool
put_clean(const struct json *j, uint32_t at, struct buf *out)
{
	switch (json_kind_of(j, at)) {
	case JSON_NULL:
		return false;
	case JSON_OBJECT:
		return put_clean_object(j, at, out);
	case JSON_ARRAY:
		return put_clean_array(j, at, out);
	default:
		buf_str(out, json_raw(j, at));
		return true;
	}
}
