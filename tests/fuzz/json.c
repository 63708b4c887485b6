/*
 * Any bytes at all (libFuzzer).  The kernels agree, whatever lies behind the
 * text; a spliced record is a record, has the annotation, and does not change
 * when it is spliced again; what is written reads back.
 */
#include <stdlib.h>

#include "base/die.h"
#include "json/json.h"
#include "json/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
demand(bool ok)
{
	if (!ok)
		abort();
}

/* A copy of exactly the promised size: one byte more and the sanitizer bites.
 */
static struct str
padded(struct str s, char padding)
{
	char *p = malloc(s.n + JSON_PADDING);

	if (!p)
		die_of_memory();
	if (s.n)
		memcpy(p, s.p, s.n);
	memset(p + s.n, padding, JSON_PADDING);
	return (struct str){ p, s.n };
}

/* Index a text of ours, which therefore has to be one. */
static void
read_again(struct json *j, struct buf *text)
{
	struct fault f;

	memset(buf_reserve(text, JSON_PADDING), '\\', JSON_PADDING);
	demand(json_index(j, buf_view(text), &f));
}

static void
kernel_agrees(enum kernel k, const struct json *want, bool accepted,
    const struct fault *f, struct str same)
{
	static struct json j;
	struct fault mine = { 0 };

	if (!j.values)
		json_init(&j);
	demand(json_index_by(k, &j, same, &mine) == accepted);
	demand(mine.reason == f->reason && mine.at == f->at);
	demand(mine.detail == f->detail);
	if (accepted) {
		demand(want->n_values == j.n_values);
		demand(memcmp(want->values, j.values,
			   j.n_values * sizeof(*j.values)) == 0);
	}
}

static bool
kernels_agree(struct json *j, struct str text, struct str same)
{
	struct fault f = { 0 };
	bool ok = json_index(j, text, &f);

	demand(f.at <= text.n);
	for (enum kernel k = 0; k < kernel_fastest(); k++)
		kernel_agrees(k, j, ok, &f, same);
	return ok;
}

static void
values_survive(const struct json *j)
{
	static struct json again;
	struct buf b = { 0 };
	struct arena a;

	arena_init(&a, 1 << 26);
	if (!again.values)
		json_init(&again);
	for (uint32_t i = 0; i < j->n_values; i++) {
		enum json_kind kind = json_kind_of(j, i);

		buf_clear(&b);
		if (kind == JSON_STRING) {
			struct str s = json_string(j, i, &a);

			demand(json_is(j, i, s));
			json_put_string(&b, s);
			read_again(&again, &b);
			demand(json_is(&again, 0, s));
			demand(str_eq(json_string(&again, 0, &a), s));
		} else if (kind == JSON_NUMBER) {
			double x = json_number(j, i);

			demand(!isnan(x));
			json_put_number(&b, x);
			read_again(&again, &b);
			demand(isinf(x) || json_number(&again, 0) == x);
		}
	}
	arena_free(&a);
	buf_free(&b);
}

static void
splice_settles(const struct json *j)
{
	static struct json again;
	struct str annotation = STR("{\"x\":[1,null]}");
	struct buf once = { 0 }, twice = { 0 };
	struct fault f;
	uint32_t hoff;

	if (!again.values)
		json_init(&again);
	if (!json_splice(j, STR("score"), annotation, &once, &f)) {
		demand(f.reason == BAD_TYPE && once.n == 0);
		return;
	}
	read_again(&again, &once);
	hoff = json_get(&again, 0, STR("hoff"));
	demand(str_eq(annotation,
	    json_raw(&again, json_get(&again, hoff, STR("score")))));
	demand(json_splice(&again, STR("score"), annotation, &twice, &f));
	demand(str_eq(buf_view(&once), buf_view(&twice)));
	buf_free(&once);
	buf_free(&twice);
}

/* Bytes that are no UTF-8 turn into U+FFFD, and then nothing more does. */
static void
bytes_survive(struct str s)
{
	static struct json j;
	struct buf once = { 0 }, twice = { 0 };
	struct arena a;

	arena_init(&a, 1 << 26);
	if (!j.values)
		json_init(&j);
	json_put_string(&once, s);
	read_again(&j, &once);
	json_put_string(&twice, json_string(&j, 0, &a));
	demand(str_eq(buf_view(&once), buf_view(&twice)));
	arena_free(&a);
	buf_free(&once);
	buf_free(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct json j;
	struct str s = { (const char *)data, n };
	struct str text = padded(s, '"'), same = padded(s, '5');

	if (!j.values)
		json_init(&j);
	bytes_survive(text);
	if (kernels_agree(&j, text, same)) {
		values_survive(&j);
		if (json_kind_of(&j, 0) == JSON_OBJECT)
			splice_settles(&j);
	}
	free((char *)text.p);
	free((char *)same.p);
	return 0;
}
