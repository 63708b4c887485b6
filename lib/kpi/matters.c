#include "kpi/matters.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/embed.h"
#include "base/hash.h"
#include "crypto/crypto.h"
#include "csv/csv.h"
#include "kpi/facts.h"
#include "stream/stream.h"

EMBED(embed_kpi_no_matter_csv);

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* "AMAZON.YesIntent" and "amazon_yes_intent" are one name: its ASCII letters in
 * small, its digits, and all that is not ASCII. */
static struct str
fold(struct str name, struct arena *a)
{
	char *p = arena_alloc(a, name.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (is_alnum(c) || (c & 0x80))
			p[n++] = to_lower(c);
	}
	return (struct str){ p, n };
}

static bool
is_open(struct str name)
{
	return name.n && name.p[name.n - 1] == '*';
}

static struct str
fold_row(struct str name, const char *file, size_t line, struct arena *run)
{
	struct str folded = fold(name, run);

	if (!folded.n)
		die("%s:%zu: a name has letters", file, line);
	return is_open(name) ? arena_printf(run, "%.*s*", STR_ARG(folded))
			     : folded;
}

void
matter_source_read(struct matter_source *s, const char *member,
    const char *file, struct arena *run)
{
	static const char *const columns[] = { "intent", NULL };
	struct str text = file ? stream_slurp(file, (size_t)1 << 20, run)
			       : EMBEDDED(embed_kpi_no_matter_csv);
	struct csv table;
	size_t column;

	if (!file)
		file = "no-matter.csv";
	by_parse(&s->member, "--matter", member);
	crypto_sha256_hex(text, s->sha256);
	csv_read(&table, file, text, run);
	csv_only(&table, file, columns);
	column = csv_need(&table, file, columns[0]);
	s->n_idle = table.n_rows;
	s->idle = arena_array(run, table.n_rows, sizeof(*s->idle));
	for (size_t i = 0; i < table.n_rows; i++)
		s->idle[i] = fold_row(csv_cell(&table, i, (int)column), file,
		    table.row_numbers[i], run);
	if (s->n_idle)
		qsort(s->idle, s->n_idle, sizeof(*s->idle), by_bytes);
}

/* Names that begin as a name of the table does stand right behind it, if that
 * is open; of several, behind the longest.  So each beginning is looked up. */
static bool
is_idle(const struct matter_source *s, struct str name, struct arena *record)
{
	char *p = arena_alloc(record, name.n + 1);

	if (!s->n_idle)
		return false;
	if (bsearch(&name, s->idle, s->n_idle, sizeof(name), by_bytes))
		return true;
	memcpy(p, name.p, name.n);
	for (size_t n = name.n; n; n--) {
		struct str begin = { p, n + 1 };

		p[n] = '*';
		if (bsearch(
			&begin, s->idle, s->n_idle, sizeof(begin), by_bytes))
			return true;
	}
	return false;
}

static uint64_t
number_of(struct str name)
{
	static const uint64_t key[2] = { 0, 0 };

	return hash_siphash(key, name);
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static struct matters
sort(uint64_t *at, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(at, n, sizeof(*at), by_number);
	for (size_t i = 0; i < n; i++)
		if (!kept || at[kept - 1] != at[i])
			at[kept++] = at[i];
	return (struct matters){ at, kept };
}

static struct matters
of_intents(
    const struct matter_source *s, const struct conv *c, struct arena *record)
{
	uint64_t *at = arena_array(record, c->n_turns, sizeof(*at));
	size_t n = 0;

	for (size_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];
		struct str name = t->intent->name;

		if (t->role == ROLE_CUSTOMER && !t->private && name.n &&
		    !facts_is_fallback(name) &&
		    !is_idle(s, fold(name, record), record))
			at[n++] = number_of(name);
	}
	return sort(at, n);
}

/* A word, a number, true or false; an object and null name nothing. */
static bool
name_of(const struct json *j, uint32_t at, struct arena *record, uint64_t *to)
{
	struct str name;

	switch (json_kind_of(j, at)) {
	case JSON_STRING:
		name = json_string(j, at, record);
		break;
	case JSON_NUMBER:
	case JSON_TRUE:
	case JSON_FALSE:
		name = json_raw(j, at);
		break;
	default:
		return false;
	}
	*to = number_of(name);
	return name.n != 0;
}

static struct matters
of_member(
    const struct matter_source *s, const struct json *j, struct arena *record)
{
	uint32_t member = path_value(&s->member.paths[0], j);
	size_t n = 0, room = 1;
	uint64_t *at;

	if (!member)
		return (struct matters){ NULL, 0 };
	if (json_kind_of(j, member) != JSON_ARRAY) {
		at = arena_array(record, 1, sizeof(*at));
		n = name_of(j, member, record, at);
		return sort(at, n);
	}
	for (uint32_t i = json_first(j, member); i;
	     i = json_after(j, member, i))
		room++;
	at = arena_array(record, room, sizeof(*at));
	for (uint32_t i = json_first(j, member); i;
	     i = json_after(j, member, i))
		n += name_of(j, i, record, &at[n]);
	return sort(at, n);
}

struct matters
matters_of(
    const struct matter_source *s, const struct conv *c, struct arena *record)
{
	return s->member.n ? of_member(s, c->json, record)
			   : of_intents(s, c, record);
}

int
matters_cmp(struct matters a, struct matters b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++)
		if (a.at[i] != b.at[i])
			return a.at[i] < b.at[i] ? -1 : 1;
	return (a.n > b.n) - (a.n < b.n);
}
