#include <stdlib.h>

#include "base/buf.h"
#include "base/die.h"
#include "kb/room.h"
#include "stats/stats.h"

enum {
	MOST_WORDS = 48,  /* that are looked for at once */
	MOST_STOPS = 512, /* that are known of one text */
};

struct kb_seeker {
	const struct kb *kb;
	sqlite3 *db;
	sqlite3_stmt *find, *has;
	struct text text;
	struct terms_known known;
	struct term_hit stops[MOST_STOPS];
	struct buf query;
	uint64_t words[MOST_WORDS]; /* by their hashes */
	size_t n_words;
};

/* The score is the one that is printed: what is equal in print stands in the
 * order of the file. */
static const char find_sql[] =
    "SELECT a.id, a.title, a.url,"
    "  snippet(passage, 1, '', '', '\xe2\x80\xa6', 24),"
    "  round(-bm25(passage, 2.0, 1.0), 4) AS score"
    " FROM passage JOIN article a ON a.n = passage.rowid"
    " WHERE passage MATCH ?1"
    "  AND (?2 = '' OR a.language = '' OR a.language = lower(?2))"
    " ORDER BY score DESC, passage.rowid LIMIT ?3";

static sqlite3_stmt *
prepare(struct kb_seeker *s, const char *sql)
{
	sqlite3_stmt *statement;

	sqlite_must(sqlite3_prepare_v3(s->db, sql, -1,
			SQLITE_PREPARE_PERSISTENT, &statement, NULL),
	    s->db, s->kb->name);
	return statement;
}

struct kb_seeker *
kb_seeker_new(const struct kb *kb)
{
	struct kb_seeker *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->kb = kb;
	s->db = sqlite_open_image(kb->image, kb->name);
	s->find = prepare(s, find_sql);
	s->has = prepare(s, "SELECT 1 FROM article WHERE id = ?");
	text_init(&s->text);
	return s;
}

void
kb_seeker_free(struct kb_seeker *s)
{
	if (!s)
		return;
	sqlite3_finalize(s->find);
	sqlite3_finalize(s->has);
	sqlite3_close(s->db);
	terms_forget(&s->known);
	text_free(&s->text);
	buf_free(&s->query);
	free(s);
}

static void
bind(struct kb_seeker *s, sqlite3_stmt *to, int at, struct str text)
{
	sqlite_must(sqlite3_bind_text64(to, at, text.n ? text.p : "", text.n,
			SQLITE_STATIC, SQLITE_UTF8),
	    s->db, s->kb->name);
}

/* Quoted, it is a word whatever it is made of. */
static void
add_word(struct kb_seeker *s, const struct token *k)
{
	for (size_t i = 0; i < s->n_words; i++)
		if (s->words[i] == k->hash)
			return;
	if (s->n_words == MOST_WORDS)
		return;
	s->words[s->n_words++] = k->hash;
	buf_cstr(&s->query, s->query.n ? " OR \"" : "\"");
	buf_str(&s->query, text_token(&s->text, k));
	buf_char(&s->query, '"');
}

static void
add_text(struct kb_seeker *s, struct str text, struct str language)
{
	const struct text *t = &s->text;
	size_t n, next = 0;

	n = terms_search(s->kb->stopwords, text, &s->text, &s->known, language,
	    TERMS_ALL_LISTS, s->stops, MOST_STOPS);
	for (uint32_t i = 0; i < t->n_tokens; i++) {
		const struct token *k = &t->tokens[i];

		while (next < n && s->stops[next].last < i)
			next++;
		if (next < n && s->stops[next].first <= i)
			continue;
		if (k->class == TEXT_WORD && k->end - k->start > 1)
			add_word(s, k);
	}
}

/* A column as text that outlives the statement. */
static struct str
column(sqlite3_stmt *from, int at, struct arena *a)
{
	const char *p = (const char *)sqlite3_column_text(from, at);
	struct str s = { p ? p : "", (size_t)sqlite3_column_bytes(from, at) };
	char *copy = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)copy[i] < ' ')
			copy[i] = ' ';
	return (struct str){ copy, s.n };
}

size_t
kb_find(struct kb_seeker *s, const struct str *texts, size_t n_texts,
    struct str language, struct arena *a, struct kb_hit *hits, size_t room)
{
	size_t n = 0;
	int result = SQLITE_DONE;

	s->n_words = 0;
	buf_clear(&s->query);
	for (size_t i = 0; i < n_texts; i++)
		add_text(s, texts[i], language);
	if (!s->n_words)
		return 0;
	bind(s, s->find, 1, buf_view(&s->query));
	bind(s, s->find, 2, str_language(language));
	sqlite3_bind_int64(s->find, 3, (sqlite3_int64)room);
	while (n < room && (result = sqlite3_step(s->find)) == SQLITE_ROW)
		hits[n++] = (struct kb_hit){
			.id = column(s->find, 0, a),
			.title = column(s->find, 1, a),
			.url = column(s->find, 2, a),
			.snippet = column(s->find, 3, a),
			.score =
			    stats_round4(sqlite3_column_double(s->find, 4)),
		};
	sqlite_must(result, s->db, s->kb->name);
	sqlite3_reset(s->find);
	return n;
}

bool
kb_has(struct kb_seeker *s, struct str id)
{
	int result;

	bind(s, s->has, 1, id);
	result = sqlite3_step(s->has);
	sqlite_must(result, s->db, s->kb->name);
	sqlite3_reset(s->has);
	return result == SQLITE_ROW;
}
