#include "base/die.h"
#include "csv/csv.h"
#include "json/json.h"
#include "kb/room.h"

/* Articles as they come: a JSON object a line, or rows of CSV. */
enum part { ID, TITLE, TEXT, URL, LANGUAGE, N_PARTS };

/* What a part may be called, the first first. */
static const char *const names[N_PARTS][4] = {
	[ID] = { "id", "article_id" },
	[TITLE] = { "title" },
	[TEXT] = { "text", "content", "body" },
	[URL] = { "url" },
	[LANGUAGE] = { "language" },
};

struct shelf {
	const char *file;
	sqlite3 *db;
	sqlite3_stmt *article, *passage;
	sqlite3_int64 n;
};

static void
bind(const struct shelf *s, sqlite3_stmt *to, int at, struct str text)
{
	sqlite_must(sqlite3_bind_text64(to, at, text.n ? text.p : "", text.n,
			SQLITE_STATIC, SQLITE_UTF8),
	    s->db, s->file);
}

static int
step(sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);

	sqlite3_reset(statement);
	return result;
}

static void
put_article(struct shelf *s, const struct str parts[N_PARTS], size_t line)
{
	int result;

	if (!parts[ID].n)
		die("%s:%zu: an article without an id", s->file, line);
	if (!parts[TITLE].n && !parts[TEXT].n)
		die("%s:%zu: an article without a title and a text", s->file,
		    line);
	s->n++;
	sqlite3_bind_int64(s->article, 1, s->n);
	bind(s, s->article, 2, parts[ID]);
	bind(s, s->article, 3, parts[TITLE]);
	bind(s, s->article, 4, parts[URL]);
	bind(s, s->article, 5, str_language(parts[LANGUAGE]));
	result = step(s->article);
	if (result == SQLITE_CONSTRAINT)
		die("%s:%zu: another article has this id", s->file, line);
	sqlite_must(result, s->db, s->file);
	sqlite3_bind_int64(s->passage, 1, s->n);
	bind(s, s->passage, 2, parts[TITLE]);
	bind(s, s->passage, 3, parts[TEXT]);
	sqlite_must(step(s->passage), s->db, s->file);
}

/* A string, or a number as written. */
static struct str
scalar(const struct json *j, uint32_t at, struct arena *a)
{
	if (json_kind_of(j, at) == JSON_STRING)
		return json_string(j, at, a);
	return json_kind_of(j, at) == JSON_NUMBER ? json_raw(j, at) : STR("");
}

static void
put_object(
    struct shelf *s, const struct json *j, size_t line, struct arena *scratch)
{
	struct str parts[N_PARTS];

	if (json_kind_of(j, 0) != JSON_OBJECT)
		die("%s:%zu: is no object", s->file, line);
	for (enum part p = 0; p < N_PARTS; p++) {
		parts[p] = STR("");
		for (size_t k = 0; names[p][k] && !parts[p].n; k++) {
			uint32_t at = json_get(j, 0, str_of(names[p][k]));

			if (at)
				parts[p] = scalar(j, at, scratch);
		}
	}
	put_article(s, parts, line);
}

static void
read_lines(struct shelf *s, struct str text)
{
	struct json j;
	struct arena scratch;
	struct fault f;
	size_t line = 1;

	json_init(&j);
	arena_init(&scratch, 1 << 30);
	for (size_t at = 0, n; at < text.n; at += n + 1, line++) {
		const char *end = memchr(text.p + at, '\n', text.n - at);

		n = end ? (size_t)(end - text.p) - at : text.n - at;
		if (strspn(text.p + at, " \t\r") >= n)
			continue;
		if (!json_index(&j, (struct str){ text.p + at, n }, &f))
			die("%s:%zu:%zu: %s", s->file, line, f.at + 1,
			    f.detail);
		put_object(s, &j, line, &scratch);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	json_free(&j);
}

static void
read_rows(struct shelf *s, struct str text, struct arena *run)
{
	static const char *const known[] = { "id", "article_id", "title",
		"text", "content", "body", "url", "language", NULL };
	int columns[N_PARTS];
	struct csv c;

	csv_read(&c, s->file, text, run);
	csv_only(&c, s->file, known);
	for (enum part p = 0; p < N_PARTS; p++) {
		columns[p] = -1;
		for (size_t k = 0; names[p][k] && columns[p] < 0; k++)
			columns[p] = csv_column(&c, names[p][k]);
	}
	if (columns[ID] < 0)
		csv_need(&c, s->file, "id");
	for (size_t i = 0; i < c.n_rows; i++) {
		struct str parts[N_PARTS];

		for (enum part p = 0; p < N_PARTS; p++)
			parts[p] = csv_cell(&c, i, columns[p]);
		put_article(s, parts, c.row_numbers[i]);
	}
}

void
articles_read(struct kb_file from, sqlite3 *db, struct arena *run)
{
	struct shelf s = { .file = from.name, .db = db };
	struct str text = from.text;

	sqlite_must(sqlite3_prepare_v2(db,
			"INSERT INTO article VALUES (?, ?, ?, ?, lower(?))", -1,
			&s.article, NULL),
	    db, s.file);
	sqlite_must(sqlite3_prepare_v2(db,
			"INSERT INTO passage (rowid, title, body) "
			"VALUES (?, ?, ?)",
			-1, &s.passage, NULL),
	    db, s.file);
	if (text.n && text.p[strspn(text.p, " \t\r\n")] == '{')
		read_lines(&s, text);
	else
		read_rows(&s, text, run);
	if (!s.n)
		die("%s: has no articles", s.file);
	sqlite3_finalize(s.article);
	sqlite3_finalize(s.passage);
}
