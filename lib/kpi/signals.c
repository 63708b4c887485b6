#include "kpi/signals.h"

#include <math.h>
#include <stdlib.h>

enum {
	WHOLE = 10,	  /* the first whole number that is not kept */
	PATH_BYTES = 200, /* of a signal's name; what is longer is none */
};

static const int64_t most = INT64_C(1) << 40;

/* A number of tenths. */
static void
put_tenths(struct buf *out, int tenths)
{
	if (tenths < 0)
		buf_char(out, '-');
	buf_char(out, (char)('0' + abs(tenths) / 10));
	buf_char(out, '.');
	buf_char(out, (char)('0' + abs(tenths) % 10));
}

/* Signs, and places, are changed below 0. */
static void
put_range(struct buf *out, int64_t low, int64_t high, bool below, bool tenths)
{
	for (size_t i = 0; i < 2; i++) {
		int64_t x = below ? (i ? -low : -high) : i ? high : low;

		if (i)
			buf_cstr(out, "..");
		if (tenths)
			put_tenths(out, (int)x);
		else
			json_put_int(out, x);
	}
}

static void
put_value(struct buf *out, double x)
{
	double size = fabs(x);
	int64_t low = WHOLE;

	if (x == floor(x) && size < WHOLE) {
		json_put_int(out, (int64_t)x);
	} else if (size < 1) {
		/* 0.3 * 10 may be below 3, and 0.99... is not yet 1 */
		low = (int64_t)fmin(size * 10 + 1e-9, 9);
		put_range(out, low, low + 1, x < 0, true);
	} else if (size < WHOLE) {
		low = (int64_t)size;
		put_range(out, low, low + 1, x < 0, false);
	} else {
		while (2 * (double)low <= size && low < most)
			low *= 2;
		put_range(out, low, 2 * low, x < 0, false);
	}
}

static void
mention(struct kpi *k, const struct json *j, uint32_t at, size_t path)
{
	double x;

	switch (json_kind_of(j, at)) {
	case JSON_NULL:
		buf_cstr(&k->paths, "=null");
		break;
	case JSON_FALSE:
		buf_cstr(&k->paths, "=false");
		break;
	case JSON_TRUE:
		buf_cstr(&k->paths, "=true");
		break;
	case JSON_NUMBER:
		x = json_number(j, at);
		if (!isfinite(x))
			return;
		buf_char(&k->paths, '=');
		put_value(&k->paths, x);
		break;
	default:
		return;
	}
	if (path <= PATH_BYTES)
		kpi_mention(k, SIGNALS, buf_view(&k->paths), 1);
}

static void
mention_members(
    struct kpi *k, const struct json *j, uint32_t object, size_t path)
{
	for (uint32_t i = json_first(j, object); i;
	     i = json_after(j, object, i)) {
		struct str key = json_raw(j, i);
		bool inside = json_kind_of(j, i + 1) == JSON_OBJECT;

		k->paths.n = path;
		buf_put(&k->paths, key.p + 1, key.n - 2);
		if (inside && !path) {
			buf_char(&k->paths, '.');
			mention_members(k, j, i + 1, k->paths.n);
		} else if (!inside) {
			mention(k, j, i + 1, k->paths.n);
		}
	}
}

void
signals_mention(struct kpi *k, const struct json *j, uint32_t signals)
{
	buf_clear(&k->paths);
	mention_members(k, j, signals, 0);
}

bool
signals_split(struct str name, struct str *signal, struct str *value)
{
	size_t n = name.n;

	while (n && name.p[n - 1] != '=')
		n--;
	if (!n)
		return false;
	*signal = (struct str){ name.p, n - 1 };
	*value = (struct str){ name.p + n, name.n - n };
	return true;
}
