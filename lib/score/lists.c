#include "score/lists.h"

#include "base/embed.h"
#include "csv/csv.h"
#include "text/text.h"

#define LIST_EMBED(name, help) EMBED(embed_score_##name##_csv);
SCORE_LISTS(LIST_EMBED)
EMBED(embed_score_stopwords_csv);

/*
 * Open addressing over the hashes that tokens carry.  The hash is all that is
 * compared: a stop word mistaken for another one changes nothing worth more.
 */
enum { STOPS = 4096 };

struct stops {
	uint64_t hash[STOPS]; /* 0: empty */
	uint8_t kind[STOPS];
};

static size_t
stop_slot(const struct stops *s, uint64_t hash)
{
	size_t i = hash % STOPS;

	while (s->hash[i] && s->hash[i] != hash)
		i = (i + 1) % STOPS;
	return i;
}

static struct stops *
read_stops(struct arena *run)
{
	struct stops *s = arena_zalloc(run, sizeof(*s));
	const char *file = "stopwords.csv";
	struct text x;
	struct csv c;
	size_t term, weight;

	text_init(&x);
	csv_read(&c, file, EMBEDDED(embed_score_stopwords_csv), run);
	term = csv_need(&c, file, "term");
	weight = csv_need(&c, file, "weight");
	for (size_t i = 0; i < c.n_rows; i++) {
		size_t at;

		text_read(&x, c.rows[i][term]);
		at = stop_slot(s, x.tokens[0].hash);
		s->hash[at] = x.tokens[0].hash;
		if (s->kind[at] != STOP_QUESTION)
			s->kind[at] = str_eq(c.rows[i][weight], STR("2"))
					  ? STOP_QUESTION
					  : STOP_YES;
	}
	text_free(&x);
	return s;
}

static const struct {
	const char *name, *file;
	const char *begin, *end;
} builtin[N_LISTS] = {
#define LIST_FILE(name, help) \
	{ #name, #name ".csv", embed_score_##name##_csv, \
		embed_score_##name##_csv_end },
	SCORE_LISTS(LIST_FILE)
#undef LIST_FILE
};

void
lists_read(struct lists *l, const struct score_list *users, size_t n,
    struct arena *run)
{
	for (size_t i = 0; i < N_SPEAKERS; i++)
		l->terms[i] = terms_new(run);
	for (size_t i = 0; i < N_LISTS; i++)
		terms_add(l->terms[i < LIST_bot_fallback ? CUSTOMER : BOT],
		    builtin[i].name, builtin[i].file,
		    embed_str(builtin[i].begin, builtin[i].end));
	for (size_t i = 0; i < n; i++)
		terms_add(l->terms[CUSTOMER], users[i].name, users[i].file,
		    users[i].csv);
	for (size_t i = 0; i < N_SPEAKERS; i++)
		terms_build(l->terms[i]);
	l->n = N_LISTS + n;
	l->stops = read_stops(run);
}

size_t
lists_find(const struct lists *l, enum speaker who, const struct text *x,
    struct str language, struct term_hit *hits, size_t room)
{
	size_t n = terms_find(l->terms[who], x, language, hits, room);
	uint32_t from = who == BOT ? 0 : LIST_bot_fallback;
	uint32_t by =
	    who == BOT ? LIST_bot_fallback : N_LISTS - LIST_bot_fallback;

	for (size_t i = 0; i < n; i++)
		if (hits[i].list >= from)
			hits[i].list += by;
	return n;
}

enum stop
lists_stop(const struct lists *l, uint64_t token_hash)
{
	size_t i = stop_slot(l->stops, token_hash);

	return l->stops->hash[i] ? (enum stop)l->stops->kind[i] : STOP_NO;
}
