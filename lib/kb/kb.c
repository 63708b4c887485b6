#include "kb/kb.h"

#include <stdio.h>

#include "base/die.h"
#include "crypto/crypto.h"
#include "kb/room.h"

/* In a database's header: what it is, whose it is, and which schema. */
static const char magic[] = "SQLite format 3";
enum { HEADER = 100, SCHEMA_AT = 60, APPLICATION_AT = 68 };

static const char schema[] =
    "PRAGMA page_size = 4096;"
    "PRAGMA application_id = 0x686f6662;"
    "PRAGMA user_version = 1;"
    "CREATE TABLE source (sha256 TEXT NOT NULL);"
    "CREATE TABLE article (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    "  title TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL);"
    "CREATE VIRTUAL TABLE passage USING fts5(title, body,"
    "  tokenize = 'porter unicode61 remove_diacritics 2');";

void
sqlite_must(int result, sqlite3 *db, const char *name)
{
	if (result != SQLITE_OK && result != SQLITE_DONE &&
	    result != SQLITE_ROW)
		die("%s: %s", name,
		    sqlite3_errstr(db ? sqlite3_extended_errcode(db) : result));
}

static sqlite3 *
open_memory(const char *name)
{
	sqlite3 *db;

	sqlite_must(sqlite3_open_v2(":memory:", &db,
			SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
			    SQLITE_OPEN_NOMUTEX,
			NULL),
	    db, name);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return db;
}

sqlite3 *
sqlite_open_image(struct str image, const char *name)
{
	sqlite3 *db = open_memory(name);

	/* it takes bytes that it could write, but is told not to */
	sqlite_must(
	    sqlite3_deserialize(db, "main", (unsigned char *)(uintptr_t)image.p,
		(sqlite3_int64)image.n, (sqlite3_int64)image.n,
		SQLITE_DESERIALIZE_READONLY),
	    db, name);
	return db;
}

static void
run_sql(sqlite3 *db, const char *sql, const char *name)
{
	sqlite_must(sqlite3_exec(db, sql, NULL, NULL, NULL), db, name);
}

static void
note_source(sqlite3 *db, struct kb_file articles)
{
	char hex[65], sql[128];

	crypto_sha256_hex(articles.text, hex);
	snprintf(sql, sizeof(sql), "INSERT INTO source VALUES ('%s')", hex);
	run_sql(db, sql, articles.name);
}

/* A copy that the run owns. */
static struct str
take_image(sqlite3 *db, const char *name, struct arena *run)
{
	sqlite3_int64 n;
	unsigned char *p = sqlite3_serialize(db, "main", &n, 0);
	struct str image;

	if (!p)
		die("%s: the index does not fit into memory", name);
	image = arena_copy(run, (struct str){ (char *)p, (size_t)n });
	sqlite3_free(p);
	return image;
}

static const struct terms *
read_stopwords(struct kb_file from, struct arena *run)
{
	struct terms *t = terms_new(run);
	const struct terms_regex *regexes;

	terms_add(t, "stopwords", from.name, from.text);
	terms_build(t);
	if (terms_regexes(t, &regexes))
		die("%s:%zu: a stopword is no regular expression", from.name,
		    regexes[0].line);
	return t;
}

struct kb *
kb_make(struct kb_file articles, struct kb_file stopwords, struct arena *run)
{
	struct kb *kb = arena_zalloc(run, sizeof(*kb));
	sqlite3 *db = open_memory(articles.name);

	run_sql(db, schema, articles.name);
	run_sql(db, "BEGIN", articles.name);
	note_source(db, articles);
	articles_read(articles, db, run);
	run_sql(db, "COMMIT", articles.name);
	run_sql(db, "INSERT INTO passage(passage) VALUES ('optimize')",
	    articles.name);
	kb->name = articles.name;
	kb->image = take_image(db, articles.name, run);
	kb->stopwords = read_stopwords(stopwords, run);
	sqlite3_close(db);
	return kb;
}

struct str
kb_image(const struct kb *kb)
{
	return kb->image;
}

static unsigned
number_at(struct str image, size_t at)
{
	const unsigned char *p = (const unsigned char *)image.p + at;

	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 |
	       (unsigned)p[2] << 8 | p[3];
}

/* What the row in hand says; a file that others wrote may have nothing there.
 */
static bool
says(sqlite3_stmt *row, const char *text)
{
	const unsigned char *p = sqlite3_column_text(row, 0);

	return p && strcmp((const char *)p, text) == 0;
}

bool
kb_is_current(struct kb_file image, struct kb_file articles)
{
	sqlite3_stmt *find;
	sqlite3 *db;
	char hex[65];
	bool same;

	if (image.text.n < HEADER ||
	    memcmp(image.text.p, magic, sizeof(magic)) ||
	    number_at(image.text, APPLICATION_AT) != APPLICATION)
		die("%s: is no index of a knowledge base; not replaced",
		    image.name);
	if (number_at(image.text, SCHEMA_AT) != SCHEMA)
		return false;
	if (!articles.name)
		return true;
	crypto_sha256_hex(articles.text, hex);
	db = sqlite_open_image(image.text, image.name);
	same = sqlite3_prepare_v2(db, "SELECT sha256 FROM source", -1, &find,
		   NULL) == SQLITE_OK &&
	       sqlite3_step(find) == SQLITE_ROW && says(find, hex);
	sqlite3_finalize(find);
	sqlite3_close(db);
	return same;
}

struct kb *
kb_load(struct kb_file image, struct kb_file stopwords, struct arena *run)
{
	struct kb *kb = arena_zalloc(run, sizeof(*kb));
	sqlite3 *db = sqlite_open_image(image.text, image.name);
	sqlite3_stmt *check;
	int result;

	kb->name = image.name;
	kb->image = image.text;
	kb->stopwords = read_stopwords(stopwords, run);
	result =
	    sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &check, NULL);
	if (result != SQLITE_OK || sqlite3_step(check) != SQLITE_ROW ||
	    !says(check, "ok"))
		die("%s: the index is damaged", image.name);
	sqlite3_finalize(check);
	sqlite3_close(db);
	return kb;
}

const char *
kb_library(void)
{
	static char name[32];

	snprintf(name, sizeof(name), "sqlite %s", sqlite3_libversion());
	return name;
}
