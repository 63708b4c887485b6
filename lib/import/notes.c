#include "import/notes.h"

#include <string.h>

void
notes_init(struct notes *n, struct arena *a)
{
	n->a = a;
	n->n_dropped = n->n_derived = n->n_warnings = 0;
	n->either_order = 0;
}

/* Where it stands in a sorted list, or would stand; *is_new tells. */
static size_t
place(const struct str *list, size_t n, struct str what, bool *is_new)
{
	size_t i = 0;

	while (i < n && str_cmp(list[i], what) < 0)
		i++;
	*is_new = i == n || !str_eq(list[i], what);
	return i;
}

/* What is one too many is not told. */
static void
insert(struct notes *n, struct str *list, size_t *count, struct str what)
{
	bool is_new;
	size_t i = place(list, *count, what, &is_new);

	if (!is_new || *count == MOST_NOTES)
		return;
	memmove(list + i + 1, list + i, (*count - i) * sizeof(*list));
	list[i] = arena_copy(n->a, what);
	++*count;
}

void
notes_drop(struct notes *n, struct str what, uint64_t count)
{
	bool is_new;
	size_t i = place(n->dropped, n->n_dropped, what, &is_new);
	size_t behind = n->n_dropped - i;

	if (is_new && n->n_dropped == MOST_NOTES)
		return;
	if (is_new) {
		memmove(n->counts + i + 1, n->counts + i,
		    behind * sizeof(*n->counts));
		n->counts[i] = 0;
		insert(n, n->dropped, &n->n_dropped, what);
	}
	n->counts[i] += count;
}

uint64_t
notes_dropped(const struct notes *n, struct str what)
{
	bool is_new;
	size_t i = place(n->dropped, n->n_dropped, what, &is_new);

	return is_new ? 0 : n->counts[i];
}

void
notes_derive(struct notes *n, struct str what)
{
	insert(n, n->derived, &n->n_derived, what);
}

void
notes_warn(struct notes *n, struct str what)
{
	insert(n, n->warnings, &n->n_warnings, what);
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
	uint32_t either = json_get(j, at, STR("either_order"));

	if (dropped && json_kind_of(j, dropped) == JSON_OBJECT)
		for (uint32_t i = json_first(j, dropped); i;
		     i = json_after(j, dropped, i)) {
			double x = json_kind_of(j, i + 1) == JSON_NUMBER
				       ? json_number(j, i + 1)
				       : 1;

			notes_drop(n, json_string(j, i, n->a),
			    x >= 0 && x < 1e15 ? (uint64_t)x : 0);
		}
	if (either)
		n->either_order += (uint64_t)json_number(j, either);
	add_list(n, j, json_get(j, at, STR("derived")), notes_derive);
	add_list(n, j, json_get(j, at, STR("warnings")), notes_warn);
}

static void
put_list(struct buf *out, const char *name, const struct str *list, size_t n)
{
	json_member(out, name);
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		json_next(out);
		json_put_string(out, list[i]);
	}
	buf_char(out, ']');
}

static void
put_dropped(const struct notes *n, struct buf *out)
{
	json_member(out, "dropped");
	buf_char(out, '{');
	for (size_t i = 0; i < n->n_dropped; i++) {
		if (i)
			buf_char(out, ',');
		json_put_string(out, n->dropped[i]);
		buf_char(out, ':');
		json_put_int(out, (int64_t)n->counts[i]);
	}
	buf_char(out, '}');
}

void
notes_write(
    struct notes *n, struct str format, unsigned version, struct buf *out)
{
	buf_cstr(out, "{\"format\":");
	json_put_string(out, format);
	json_member_count(out, "version", version);
	put_dropped(n, out);
	put_list(out, "derived", n->derived, n->n_derived);
	put_list(out, "warnings", n->warnings, n->n_warnings);
	buf_char(out, '}');
}
