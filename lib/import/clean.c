/* Values of JSON without what is null in them. */

#include "import/piece.h"

/* An object or an array; nothing where nothing is left in it. */
static bool
put_clean_inner(const struct json *j, uint32_t at, struct buf *out)
{
	bool object = json_kind_of(j, at) == JSON_OBJECT, any = false;
	size_t start = out->n, before;

	buf_char(out, object ? '{' : '[');
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		before = out->n;
		if (any)
			buf_char(out, ',');
		if (object) {
			buf_str(out, json_raw(j, i));
			buf_char(out, ':');
		}
		if (put_clean(j, object ? i + 1 : i, out))
			any = true;
		else
			out->n = before;
	}
	buf_char(out, object ? '}' : ']');
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
	case JSON_ARRAY:
		return put_clean_inner(j, at, out);
	default:
		buf_str(out, json_raw(j, at));
		return true;
	}
}
