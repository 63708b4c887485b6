#include "import/notes.h"

#include <stdlib.h>

void
notes_init(struct notes *n, struct arena *a)
{
	n->a = a;
	n->n_dropped = n->n_derived = n->n_warnings = 0;
}

/* Where it stands, or is put; behind the last where there are too many. */
static size_t
place(struct notes *n, struct str *list, size_t *count, struct str what)
{
	for (size_t i = 0; i < *count; i++)
		if (str_eq(list[i], what))
			return i;
	if (*count == MOST_NOTES)
		return MOST_NOTES;
	list[*count] = arena_copy(n->a, what);
	return (*count)++;
}

void
notes_drop(struct notes *n, struct str what, uint64_t count)
{
	size_t before = n->n_dropped;
	size_t i = place(n, n->dropped, &n->n_dropped, what);

	if (i == MOST_NOTES)
		return;
	n->counts[i] = (n->n_dropped > before ? 0 : n->counts[i]) + count;
}

void
notes_derive(struct notes *n, struct str what)
{
	place(n, n->derived, &n->n_derived, what);
}

void
notes_warn(struct notes *n, struct str what)
{
	place(n, n->warnings, &n->n_warnings, what);
}

static void
add_list(struct notes *n, const struct json *j, uint32_t at,
    void (*add)(struct notes *, struct str))
{
	if (!at || json_kind_of(j, at) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		if (json_kind_of(j, i) == JSON_STRING)
			add(n, json_string(j, i, n->a));
}

void
notes_add(struct notes *n, const struct json *j, uint32_t at)
{
	uint32_t dropped = json_get(j, at, STR("dropped"));

	if (dropped && json_kind_of(j, dropped) == JSON_OBJECT)
		for (uint32_t i = json_first(j, dropped); i;
		     i = json_after(j, dropped, i)) {
			double x = json_kind_of(j, i + 1) == JSON_NUMBER
				       ? json_number(j, i + 1)
				       : 1;

			notes_drop(n, json_string(j, i, n->a),
			    x >= 0 && x < 1e15 ? (uint64_t)x : 0);
		}
	add_list(n, j, json_get(j, at, STR("derived")), notes_derive);
	add_list(n, j, json_get(j, at, STR("warnings")), notes_warn);
}

static void
put_list(struct buf *out, const char *name, const struct str *list, size_t n)
{
	bool said[MOST_NOTES] = { false };

	json_member(out, name);
	buf_char(out, '[');
	for (size_t k = 0; k < n; k++) {
		size_t least = n;

		for (size_t i = 0; i < n; i++)
			if (!said[i] &&
			    (least == n || str_cmp(list[i], list[least]) < 0))
				least = i;
		said[least] = true;
		json_next(out);
		json_put_string(out, list[least]);
	}
	buf_char(out, ']');
}

static void
put_dropped(const struct notes *n, struct buf *out)
{
	bool said[MOST_NOTES] = { false };

	json_member(out, "dropped");
	buf_char(out, '{');
	for (size_t k = 0; k < n->n_dropped; k++) {
		size_t least = MOST_NOTES;

		for (size_t i = 0; i < n->n_dropped; i++)
			if (!said[i] &&
			    (least == MOST_NOTES ||
				str_cmp(n->dropped[i], n->dropped[least]) < 0))
				least = i;
		said[least] = true;
		if (k)
			buf_char(out, ',');
		json_put_string(out, n->dropped[least]);
		buf_char(out, ':');
		json_put_int(out, (int64_t)n->counts[least]);
	}
	buf_char(out, '}');
}

void
notes_write(
    struct notes *n, struct str format, unsigned version, struct buf *out)
{
	buf_cstr(out, "{\"format\":");
	json_put_string(out, format);
	json_member_int(out, "version", version);
	put_dropped(n, out);
	put_list(out, "derived", n->derived, n->n_derived);
	put_list(out, "warnings", n->warnings, n->n_warnings);
	buf_char(out, '}');
}
