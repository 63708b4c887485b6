#include "import/pages.h"
#include "import/piece.h"
#include "import/place.h"
#include "import/preset.h"
#include "import/role.h"
#include "import/rows.h"

#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/near.h"
#include "csv/csv.h"
#include "expr/expr.h"

enum {
	DEADLINE_MS = 2000, /* of processor time, for a record */
	MOST_COLUMNS = 64
};

/* Of a mapping with columns of its own, those it speaks of; turns have a
 * number. */
static bool
is_own_column(const struct import_preset *p, const char *name, size_t n)
{
	return p->folded && n &&
	       (is_digit(name[n - 1]) || memmem(p->text.p, p->text.n, name, n));
}

static void
check_map(const struct import_preset *p, const char *map)
{
	struct str names[MOST_COLUMNS];
	size_t n = 0;

	while (rows_columns[n]) {
		names[n] = str_of(rows_columns[n]);
		n++;
	}
	while (map && *map) {
		size_t name = strcspn(map, "=,"), i = 0;
		struct str near;

		if (map[name] != '=')
			die("--map: '%.*s' is not NAME=COLUMN", (int)name, map);
		while (i < n && !str_eq(names[i], (struct str){ map, name }))
			i++;
		if (i == n && !is_own_column(p, map, name)) {
			near = near_best((struct str){ map, name }, names, n);
			die("--map: no '%.*s' (did you mean '%.*s'?)",
			    (int)name, map, STR_ARG(near));
		}
		map += strcspn(map, ",");
		map += *map == ',';
	}
}

static void
check_roles(const char *const *roles)
{
	enum role ignored;

	for (; roles && *roles; roles++) {
		const char *eq = strrchr(*roles, '=');

		if (!eq || eq == *roles)
			die("--role: '%s' is not NAME=ROLE", *roles);
		if (!conv_find_role(str_of(eq + 1), &ignored))
			die("--role: no role '%s': customer, bot, agent or "
			    "system",
			    eq + 1);
	}
}

bool
import_is_native(const struct import *i, bool row)
{
	return !i->opts.by_mapping && (row ? i->preset->native_row != NULL
					   : i->preset->native != NULL);
}

static void
open_mapping(struct import *i, struct arena *run)
{
	struct expr_jail_opts o = { .slots = i->opts.threads,
		.deadline_ms = DEADLINE_MS };
	struct expr_error err;
	size_t wrong;

	i->mapping = expr_compile(i->preset->text, NULL, run, &err);
	if (!i->mapping ||
	    !expr_jail_open(&i->jail, &i->mapping, 1, &o, &wrong, &err))
		die("%.*s.jq:%zu:%zu: %s", STR_ARG(i->preset->name), err.line,
		    err.column, err.detail);
}

static const struct zone *
open_zone(const char *name, struct arena *run)
{
	const struct zone *z = zone_find(name ? name : "UTC", run);

	if (!z) {
		struct str advice = zone_advice(str_of(name), run);

		die("--time-zone: no time zone '%s' (%.*s)", name,
		    STR_ARG(advice));
	}
	return z;
}

/* "sender_id and event, or conversation_id and turn" */
static void
tell_lacking(struct import *i, struct arena *run)
{
	const struct import_preset *p = i->preset;
	struct buf ways = { 0 };

	for (size_t k = 0; k < p->n_ways; k++) {
		buf_cstr(&ways, k ? ", or " : "");
		for (size_t c = 0; c < p->ways[k].n; c++)
			if (p->ways[k].p[c] == ' ')
				buf_cstr(&ways, " and ");
			else
				buf_char(&ways, p->ways[k].p[c]);
	}
	i->lacking_members =
	    arena_printf(run, "the record lacks what tells %.*s: %.*s%c",
		STR_ARG(p->name), STR_ARG(buf_view(&ways)), 0)
		.p;
	i->lacking_columns = arena_printf(run,
	    "the columns lack what tells %.*s: %.*s; name them by --map, and "
	    "what separates them by --delimiter%c",
	    STR_ARG(p->name), STR_ARG(buf_view(&ways)), 0)
				 .p;
	buf_free(&ways);
}

/* A row that names the columns of a table. */
static bool
is_header(void *arg, struct str row)
{
	struct import *i = arg;
	struct fault ignored;
	struct str way;
	bool is_new;

	if (i->opts.windows)
		row = import_decode(row, &i->header_bytes);
	if (!rows_read(i->header_rows, row, row, &is_new, &ignored))
		return false;
	buf_clear(&i->header_object);
	rows_object(i->header_rows, &i->header_object);
	return json_index(
		   &i->header_json, buf_view(&i->header_object), &ignored) &&
	       preset_matches(i->preset, &i->header_json, &way);
}

struct rows *
import_rows(const struct import *i)
{
	return rows_new(i->opts.map,
	    i->preset->native_row ? rows_columns : NULL, i->preset->folded,
	    i->framing.delimiter);
}

/* Of a chat, where nobody says: it may tell itself. */
static void
open_date_order(struct import *i, struct str begin)
{
	char **files = i->opts.files;

	i->date_order = i->opts.date_order;
	if (!i->preset->entries || i->date_order)
		return;
	i->date_order = whatsapp_order(begin);
	i->order_assumed = !i->date_order;
	if (i->order_assumed)
		i->date_order = "dmy";
	else if (files[0] && files[1])
		warning("the dates of all files are read as those of the "
			"first, %s: see --date-order",
		    i->date_order);
}

struct import *
import_open(const struct import_preset *p, const struct import_opts *o,
    struct str begin, struct arena *run)
{
	struct import *i = arena_zalloc(run, sizeof(*i));
	size_t n;
	const struct import_preset *all = preset_all(&n);

	i->preset = p;
	i->opts = *o;
	i->framing = p->framing;
	i->framing.page = pages_say;
	if (preset_reads_rows(p, begin))
		i->framing = (struct stream_framing){ .kind = BY_ROW,
			.delimiter =
			    o->delimiter ? o->delimiter : csv_delimiter(begin),
			.begins = is_header,
			.arg = i };
	i->header_rows = import_rows(i);
	json_init(&i->header_json);
	check_map(p, o->map);
	check_roles(o->roles);
	role_open();
	i->zone = open_zone(o->zone, run);
	i->whole_names = place_has_twins(o->files);
	open_date_order(i, begin);
	if (!p->canonical && !p->entries &&
	    !import_is_native(i, i->framing.kind == BY_ROW))
		open_mapping(i, run);
	i->phrases = phrases_new();
	tell_lacking(i, run);
	i->looks_like = arena_array(run, n, sizeof(*i->looks_like));
	for (size_t k = 0; k < n; k++)
		i->looks_like[k] = arena_printf(run,
		    "the record looks like %.*s, not like %.*s%c",
		    STR_ARG(all[k].name), STR_ARG(p->name), 0)
				       .p;
	return i;
}

void
import_close(struct import *i)
{
	expr_jail_close(i->jail);
	phrases_free(i->phrases);
	rows_free(i->header_rows);
	json_free(&i->header_json);
	buf_free(&i->header_bytes);
	buf_free(&i->header_object);
}

const struct stream_framing *
import_framing(const struct import *i)
{
	return &i->framing;
}
