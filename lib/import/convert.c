#include "import/pages.h"
#include "import/piece.h"
#include "import/place.h"
#include "import/preset.h"
#include "import/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "expr/expr.h"

enum {
	SCRATCH = 1 << 30,	/* bytes a record may use */
	MOST_AHEAD = 64,	/* records that are mapped at once, ... */
	AHEAD_SIZE = 256 << 10, /* ... or bytes of them */
};

/* A record that has been looked at: its place among those that were mapped, or
 * what is wrong with it. */
struct ahead {
	bool good;
	size_t nth;
	struct fault fault;
	struct str more; /* as of pages_more() */
};

struct import_hand {
	const struct import *import;
	struct json json;
	struct arena scratch;
	struct buf mapped, object, exact;
	struct expr_runs *runs; /* or NULL: there is no mapping */
	struct ahead ahead[MOST_AHEAD];
	size_t n_ahead, n_used, n_mapped;
	struct str line, header; /* in hand, as UTF-8 */
	struct buf line_bytes, header_bytes, ahead_bytes;
	struct rows *rows;
	bool ours, unchecked; /* rows of the header in hand */
	struct fault not_ours;
	struct import_pages pages;
	uint64_t silent; /* records of which nothing came */
	struct split split;
	struct assembly *assembly;
	struct buf *lines;
};

struct import_hand *
import_hand_new(const struct import *i)
{
	struct import_hand *h = calloc(1, sizeof(*h));

	if (!h)
		die_of_memory();
	h->import = i;
	json_init(&h->json);
	arena_init(&h->scratch, SCRATCH);
	if (i->mapping)
		h->runs = expr_runs_new(i->mapping);
	h->rows = import_rows(i);
	json_init(&h->split.json);
	arena_init(&h->split.scratch, SCRATCH);
	h->split.zone = i->zone;
	h->split.date_order = i->opts.date_order;
	h->split.zone_given = i->opts.zone != NULL;
	h->split.roles = i->opts.roles;
	h->split.phrases = i->phrases;
	h->split.of_outcome =
	    conv_member(conv_members, STR("outcome"))->members;
	h->split.of_turn = conv_member(conv_members, STR("turns"))->members;
	h->split.of_intent =
	    conv_member(h->split.of_turn, STR("intent"))->members;
	if (i->preset->own)
		h->split.source = i->preset->text;
	h->assembly = assembly_new(i);
	return h;
}

void
import_hand_free(struct import_hand *h)
{
	json_free(&h->json);
	json_free(&h->split.json);
	arena_free(&h->scratch);
	arena_free(&h->split.scratch);
	buf_free(&h->mapped);
	expr_runs_free(h->runs);
	buf_free(&h->line_bytes);
	buf_free(&h->header_bytes);
	buf_free(&h->ahead_bytes);
	buf_free(&h->object);
	buf_free(&h->exact);
	buf_free(&h->split.body);
	rows_free(h->rows);
	assembly_free(h->assembly);
	free(h);
}

void
import_hand_tally(const struct import_hand *h, struct import_tally *t)
{
	struct import_tally own = { .roles_met = h->split.roles_met,
		.n_unknown = h->split.n_unknown,
		.silent = h->silent,
		.pages = h->pages };

	memcpy(own.unknown, h->split.unknown, sizeof(own.unknown));
	import_tally_add(t, &own);
}

static bool
is_bad(struct fault *f, enum reason why, const char *detail)
{
	*f = (struct fault){ why, 0, detail };
	return false;
}

/* A record of another log than the one it is read as? */
static bool
is_ours(struct import_hand *h, bool row, struct fault *f)
{
	const struct import *i = h->import;
	const struct import_preset *all, *p;
	struct str way;
	size_t n;

	if (preset_holds(i->preset, &h->json))
		return true;
	p = preset_of(&h->json, row, &way);
	all = preset_all(&n);
	if (p && p != i->preset)
		return is_bad(f, WRONG_FORMAT, i->looks_like[p - all]);
	return is_bad(
	    f, WRONG_FORMAT, row ? i->lacking_columns : i->lacking_members);
}

/* The row in hand as JSON. */
static bool
index_row(struct import_hand *h, struct fault *f)
{
	buf_clear(&h->object);
	rows_object(h->rows, &h->object);
	return json_index(&h->json, buf_view(&h->object), f);
}

/* All rows of a header are ours, or none. */
static bool
read_row(
    struct import_hand *h, struct str header, struct str line, struct fault *f)
{
	bool is_new;

	if (!rows_read(h->rows, header, line, &is_new, f)) {
		h->unchecked |= is_new;
		return false;
	}
	if (is_new || h->unchecked) {
		h->unchecked = true;
		if (!index_row(h, f))
			return false;
		h->ours = is_ours(h, true, &h->not_ours);
		h->unchecked = false;
	}
	*f = h->not_ours;
	return h->ours;
}

/* An integer that a double, jq's only kind of number, may not hold. */
static bool
is_beyond_doubles(const struct json *j, const struct json_value *v)
{
	static const char most[] = "9007199254740992";
	const char *p = j->text.p + v->start;
	size_t n = v->end - v->start, i = 0;

	if (n < sizeof(most) - 1 || v->kind != JSON_NUMBER)
		return false;
	if (*p == '-') {
		p++;
		n--;
	}
	while (i < n && is_digit(p[i]))
		i++;
	return i == n && (n >= sizeof(most) ||
			     (n == sizeof(most) - 1 && memcmp(p, most, n) > 0));
}

/* Ids are such numbers in some logs: as texts, none becomes its neighbour. */
static bool
index_exactly(struct import_hand *h, struct str line, struct fault *f)
{
	const struct json *j = &h->json;
	uint32_t copied = 0;

	if (!json_index(&h->json, line, f))
		return false;
	for (uint32_t i = 0; j->long_integers && i < j->n_values; i++) {
		const struct json_value *v = &j->values[i];

		if (!is_beyond_doubles(j, v))
			continue;
		if (!copied)
			buf_clear(&h->exact);
		buf_put(&h->exact, line.p + copied, v->start - copied);
		buf_char(&h->exact, '"');
		buf_put(&h->exact, line.p + v->start, v->end - v->start);
		buf_char(&h->exact, '"');
		copied = v->end;
	}
	if (!copied)
		return true;
	buf_put(&h->exact, line.p + copied, line.n - copied);
	buf_reserve(&h->exact, JSON_PADDING);
	return json_index(&h->json, buf_view(&h->exact), f);
}

static bool
index_json(struct import_hand *h, struct str line, struct fault *f)
{
	struct str text = preset_unstamped(line);

	if (!index_exactly(h, text, f)) {
		f->at += (size_t)(text.p - line.p);
		return false;
	}
	if (json_kind_of(&h->json, 0) != JSON_OBJECT)
		return is_bad(f, NOT_OBJECT, "the record is not an object");
	return is_ours(h, false, f);
}

static const char unreadable[] = "the mapping cannot read the record";

/* For logs that do not name their conversations. */
static struct str
fallback_key(struct import_hand *h, const struct worker *w)
{
	const struct import *i = h->import;

	return place_key(w, i->preset->grouped, i->whole_names, &h->scratch);
}

/* Every line that the mapping gave. */
static bool
split_all(
    struct import_hand *h, struct str key, struct buf *out, struct fault *f)
{
	size_t from = 0;

	buf_reserve(&h->mapped, JSON_PADDING);
	while (from < h->mapped.n) {
		const char *line = h->mapped.p + from,
			   *end = memchr(line, '\n', h->mapped.n - from);
		size_t n = end ? (size_t)(end - line) : h->mapped.n - from;

		if (n && !split_output(
			     &h->split, (struct str){ line, n }, key, out, f))
			return false;
		from += n + 1;
	}
	return true;
}

/* `bytes` hold it where it is not UTF-8 already. */
static struct str
decoded(const struct import_hand *h, struct str text, struct buf *bytes)
{
	return h->import->opts.windows ? import_decode(text, bytes) : text;
}

static void
look_at(struct import_hand *h, struct str header, struct str line)
{
	struct ahead *a = &h->ahead[h->n_ahead++];

	a->good = header.n ? read_row(h, header, line, &a->fault) &&
				 index_row(h, &a->fault)
			   : index_json(h, line, &a->fault);
	if (!a->good)
		return;
	a->nth = h->n_mapped++;
	a->more = header.n ? STR("") : pages_more(&h->json);
	expr_runs_add(h->runs, expr_json(&h->json, 0));
}

/* Map the record in hand, and with it what else has been read. */
static void
look_ahead(struct import_hand *h, const struct worker *w)
{
	struct str line = h->line;
	size_t at = 0, size = 0;

	h->n_ahead = h->n_used = h->n_mapped = 0;
	expr_runs_start(h->runs);
	do {
		look_at(h, h->header, line);
		size += line.n;
	} while (h->n_ahead < MOST_AHEAD && stream_ahead(w, &at, &line) &&
		 size + line.n <= AHEAD_SIZE &&
		 (line = decoded(h, line, &h->ahead_bytes)).n);
	expr_runs_end(h->runs);
}

static bool
run_mapping(struct import_hand *h, const struct worker *w, struct buf *out,
    struct fault *f)
{
	const struct ahead *a;
	struct expr_error err;
	char why[sizeof(err.detail) + sizeof(unreadable) + 2];
	struct str mapped;
	size_t n;

	if (h->n_used == h->n_ahead)
		look_ahead(h, w);
	a = &h->ahead[h->n_used++];
	*f = a->fault;
	if (!a->good)
		return false;
	pages_take(&h->pages, a->more, w);
	if (!expr_runs_take(h->runs, a->nth, &mapped, &n, &err)) {
		snprintf(why, sizeof(why), "%s: %s", unreadable, err.detail);
		return is_bad(
		    f, BAD_VALUE, phrases_keep(h->import->phrases, why));
	}
	buf_clear(&h->mapped);
	buf_str(&h->mapped, mapped);
	return split_all(h, fallback_key(h, w), out, f);
}

/* JSON without the blanks between its parts. */
static void
put_small(struct str text, struct buf *out)
{
	bool in_string = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (in_string && c == '\\') {
			buf_put(out, text.p + i++, 2);
			continue;
		}
		in_string ^= c == '"';
		if (in_string || !memchr(" \t\r\n", c, 4))
			buf_char(out, c);
	}
}

static void
keep_source(struct import_hand *h, bool row)
{
	struct piece_head head = { .kind = PIECE_SOURCE,
		.at_ms = CONV_NO_TIME };
	struct fault none;
	bool ignored;

	if (row) {
		buf_clear(&h->object);
		if (h->runs) /* it holds one further ahead */
			rows_read(h->rows, h->header, h->line, &ignored, &none);
		rows_object(h->rows, &h->object);
	}
	if (h->import->preset->entries)
		json_put_string(&h->split.body, h->line);
	else
		put_small(
		    row ? buf_view(&h->object) : preset_unstamped(h->line),
		    &h->split.body);
	split_put(&h->split, head, STR(""), STR(""));
}

static bool
read_entry(struct import_hand *h, const struct worker *w, struct buf *out,
    struct fault *f)
{
	buf_clear(&h->mapped);
	return whatsapp_entry(h->line, h->import->date_order, &h->mapped, f) &&
	       split_all(h, fallback_key(h, w), out, f);
}

static bool
read_table(struct import_hand *h, const struct worker *w, struct buf *out,
    struct fault *f)
{
	if (!import_is_native(h->import, true))
		return run_mapping(h, w, out, f);
	if (!read_row(h, h->header, h->line, f))
		return false;
	h->import->preset->native_row(
	    h->rows, &h->split, fallback_key(h, w), out);
	return true;
}

static bool
read_json(struct import_hand *h, const struct worker *w, struct buf *out,
    struct fault *f)
{
	const struct import *i = h->import;

	if (!import_is_native(i, false))
		return run_mapping(h, w, out, f);
	if (!index_json(h, h->line, f))
		return false;
	if (!i->preset->native(
		&h->json, &h->split, &h->scratch, fallback_key(h, w), out))
		return is_bad(f, BAD_VALUE, unreadable);
	return split_fits(&h->split, f);
}

bool
import_record(struct import_hand *h, const struct worker *w, struct buf *out,
    struct fault *f)
{
	bool row = h->import->framing.kind == BY_ROW;
	size_t before = out->n;

	if (row && w->header.n == 0)
		return is_bad(
		    f, BAD_CSV, "the line stands in front of the header");
	h->line = decoded(h, w->line, &h->line_bytes);
	h->header = decoded(h, w->header, &h->header_bytes);
	arena_reset(&h->scratch);
	if (!(h->import->preset->entries ? read_entry
		: row			 ? read_table
					 : read_json)(h, w, out, f))
		return false;
	h->silent += out->n == before;
	if (h->import->opts.keep_source && out->n > before)
		keep_source(h, row);
	if (h->import->order_assumed)
		split_warn(&h->split, "dates, day before month: see "
				      "--date-order");
	return true;
}

static void
take_line(void *arg, struct str line)
{
	struct import_hand *h = arg;

	buf_str(h->lines, line);
}

void
import_lines(struct import_hand *h, struct str pieces, struct buf *out,
    struct import_tally *t)
{
	h->lines = out;
	while (pieces.n) {
		struct str rest = pieces, first = pieces;
		struct piece p, next;

		/* as long as the key is the same */
		piece_take(&rest, &p);
		while (rest.n) {
			struct str before = rest;

			piece_take(&rest, &next);
			if (!str_eq(next.key, p.key)) {
				rest = before;
				break;
			}
		}
		first.n = pieces.n - rest.n;
		assembly_conversations(
		    h->assembly, p.key, first, 0, take_line, h, t);
		pieces = rest;
	}
}
