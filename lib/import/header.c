/* What the first line of a table calls its columns, for messages. */

#include "import/header.h"

#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/near.h"
#include "csv/csv.h"
#include "import/import.h"
#include "import/preset.h"
#include "import/rows.h"

enum { LONGEST = 32, MOST_BYTES = 400 };

/*
 * What columns of logs are called, of which a name is put together.  A table
 * without a header begins with what somebody said, which is not told: nothing
 * is but these.
 */
static const char *const words[] = { "agent", "at", "author", "body", "bot",
	"by", "call", "case", "channel", "chat", "client", "closed", "comment",
	"confidence", "contact", "content", "conv", "conversation", "country",
	"created", "csat", "customer", "date", "datetime", "department",
	"dialog", "direction", "duration", "end", "ended", "event", "from",
	"id", "index", "intent", "interaction", "kind", "label", "lang",
	"language", "locale", "message", "messages", "msg", "name", "note",
	"nps", "number", "operator", "participant", "private", "queue",
	"rating", "reason", "received", "resolved", "role", "row", "score",
	"segment", "sender", "sent", "seq", "session", "source", "speaker",
	"start", "started", "state", "status", "subject", "tag", "tags", "team",
	"text", "thread", "ticket", "tier", "time", "timestamp", "to", "topic",
	"transcript", "turn", "type", "updated", "user", "utterance", "uuid",
	"version", "visitor", "who", /* de */ "absender", "autor", "betreff",
	"datum", "gespraech", "inhalt", "kanal", "kunde", "nachricht", "nummer",
	"sprache", "uhrzeit", "zeit", /* fr */ "auteur", "canal", "heure",
	"langue", "texte", /* es, pt */ "data", "fecha", "hora", "idioma",
	"mensagem", "mensaje", "remetente", "remitente", "texto",
	/* it */ "autore", "canale", "lingua", "messaggio", "mittente", "ora",
	"testo", /* nl */ "afzender", "bericht", "kanaal", "taal", "tekst",
	"tijd", NULL };

static bool
is_word(struct str s)
{
	const char *const *w = words;

	while (*w && !str_eq_nocase(s, str_of(*w)))
		w++;
	return *w != NULL;
}

/* "conversation_id", "messageText", "Zeit" */
static bool
is_name(struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		bool sign = i < s.n && is_any_of(s.p[i], "_-.");

		if (i < s.n && !sign &&
		    !(i > from && is_upper(s.p[i]) && !is_upper(s.p[i - 1])))
			continue;
		if (!is_word((struct str){ s.p + from, i - from }))
			return false;
		from = i + sign;
	}
	return s.n <= LONGEST;
}

struct header
header_read(struct str begin, char delimiter, bool windows, struct arena *run)
{
	struct header h = { 0 };
	struct csv_rows *rows =
	    csv_rows_new(delimiter ? delimiter : csv_delimiter(begin));
	struct buf decoded = { 0 };
	struct str line = preset_header_line(begin);
	const struct str *fields;
	const char *why;

	if (windows)
		line = import_decode(line, &decoded);
	fields = csv_fields(rows, line, &h.n, &why);
	h.names = arena_array(run, fields ? h.n : 0, sizeof(*h.names));
	h.told = arena_array(run, fields ? h.n : 0, sizeof(*h.told));
	if (!fields)
		h.n = 0;
	for (size_t i = 0; i < h.n; i++) {
		h.names[i] = arena_copy(run, str_trimmed(fields[i]));
		if (is_name(h.names[i]))
			h.told[h.n_told++] = h.names[i];
	}
	csv_rows_free(rows);
	buf_free(&decoded);
	return h;
}

struct str
header_text(const struct header *h, struct arena *run)
{
	struct buf b = { 0 };
	struct str text;

	if (h->n_told == 0)
		return arena_printf(run,
		    "it has %zu column%s, and perhaps no "
		    "header",
		    h->n, h->n == 1 ? "" : "s");
	if (h->n_told == h->n)
		buf_cstr(&b, "its columns are ");
	else
		buf_printf(&b, "it has %zu columns, among them ", h->n);
	for (size_t i = 0; i < h->n_told; i++) {
		if (b.n + h->told[i].n > MOST_BYTES) {
			buf_cstr(&b, " ...");
			break;
		}
		buf_cstr(&b, i ? ", " : "");
		buf_str(&b, h->told[i]);
	}
	text = arena_copy(run, buf_view(&b));
	buf_free(&b);
	return text;
}

static bool
has(const struct header *h, struct str column)
{
	for (size_t i = 0; i < h->n; i++)
		if (str_eq(h->names[i], column))
			return true;
	return false;
}

static struct str
nearest(const struct header *h, struct str column)
{
	struct str near =
	    h->n_told ? near_best(column, h->told, h->n_told) : STR("");

	return near.n && near_edits(column, near) <= 1 + column.n / 4 ? near
								      : STR("");
}

/* The column of the next NAME=COLUMN of --map. */
static bool
next_column(const char **map, struct str *column)
{
	const char *value;

	if (!*map || !**map)
		return false;
	value = *map + strcspn(*map, "=") + 1;
	*column = (struct str){ value, strcspn(value, ",") };
	*map = value + column->n + (value[column->n] == ',');
	return true;
}

bool
header_has_mapped(const struct header *h, const char *map)
{
	struct str column;

	while (next_column(&map, &column))
		if (!has(h, column))
			return false;
	return true;
}

void
header_must_have(
    const struct header *h, const char *map, const char *file, struct arena *a)
{
	struct str column, near, all;

	while (h->n && next_column(&map, &column)) {
		if (has(h, column))
			continue;
		near = nearest(h, column);
		all = header_text(h, a);
		die("%s: --map: no column '%.*s'%s%.*s%s; %.*s", file,
		    STR_ARG(column), near.n ? " (did you mean '" : "",
		    STR_ARG(near), near.n ? "'?)" : "", STR_ARG(all));
	}
}

static bool
maps(const char *map, struct str name)
{
	struct str column;

	while (map && *map) {
		size_t n = strcspn(map, "=");

		if (str_eq((struct str){ map, n }, name))
			return true;
		next_column(&map, &column);
	}
	return false;
}

static bool
is_there(const struct header *h, const char *map, struct str name)
{
	if (maps(map, name))
		return true;
	for (size_t i = 0; i < h->n; i++)
		if (str_eq(rows_column(h->names[i]), name))
			return true;
	return false;
}

static bool
is_ours(struct str column)
{
	const char *const *c = rows_columns;

	while (*c && !str_eq(rows_column(column), str_of(*c)))
		c++;
	return *c != NULL;
}

/* A column that is none of ours may be the one that is lacking. */
static bool
has_others(const struct header *h, const char *map)
{
	size_t n = 0;
	struct str column;

	for (size_t i = 0; i < h->n; i++)
		n += !is_ours(h->names[i]);
	while (next_column(&map, &column))
		n -= !is_ours(column);
	return n > 0;
}

void
header_tell_lacking(
    const struct header *h, const char *map, const char *file, struct arena *a)
{
	struct str all = header_text(h, a);

	if (h->n == 0)
		return;
	if (!is_there(h, map, STR("conversation_id")))
		warning("%s: no column is conversation_id: all rows are one "
			"conversation, unless --map tells which it is; %.*s",
		    file, STR_ARG(all));
	if (!is_there(h, map, STR("at")) && has_others(h, map))
		warning("%s: no column is at: no turn has a time, unless "
			"--map tells which it is; %.*s",
		    file, STR_ARG(all));
}
