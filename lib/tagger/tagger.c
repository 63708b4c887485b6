#include "tagger/tagger.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/apart.h"
#include "base/die.h"
#include "crypto/crypto.h"
#include "tagger/model.h"

void
tagger_open(struct tagger *t, struct str model)
{
	struct model_header h;
	size_t n;

	if (model.n < MODEL_HEADER)
		die("names model: cut short");
	memcpy(&h, model.p, sizeof(h));
	if (memcmp(h.magic, MODEL_MAGIC, sizeof(h.magic)) != 0)
		die("names model: not one");
	if (h.version != MODEL_VERSION)
		die("names model: of another version");
	n = MODEL_HEADER + (size_t)h.n_rows * 8 +
	    (size_t)h.n_words * WORD_BYTES;
	if (h.n_rows == 0 || h.n_words == 0 || h.n_attribution == 0 ||
	    model.n < n + h.n_attribution)
		die("names model: cut short");
	t->rows = (const int8_t(*)[8])(const void *)(model.p + MODEL_HEADER);
	t->n_rows = h.n_rows;
	t->words = (const unsigned char(*)[WORD_BYTES])(t->rows + h.n_rows);
	t->n_words = h.n_words;
	path_open(h.step, &t->ways);
	t->attribution = (struct str){ model.p + n, h.n_attribution };
}

bool
tagger_is_whole(struct str model)
{
	struct model_header h;
	unsigned char hash[32];

	if (model.n < MODEL_HEADER)
		return false;
	memcpy(&h, model.p, sizeof(h));
	crypto_sha256(
	    (struct str){ model.p + MODEL_HEADER, model.n - MODEL_HEADER },
	    hash);
	return memcmp(hash, h.sha256, sizeof(hash)) == 0;
}

struct str
tagger_attribution(const struct tagger *t)
{
	return t->attribution;
}

unsigned
tagger_word(const struct tagger *t, uint64_t hash)
{
	uint32_t print = word_print(hash);
	const unsigned char(*at)[WORD_BYTES] =
	    t->words + word_home(hash, t->n_words);
	const unsigned char(*end)[WORD_BYTES] = t->words + t->n_words;
	uint32_t slot;

	while ((slot = word_slot(*at)) != 0) {
		uint32_t is = slot ^ print;

		if (is < 1u << WORD_BITS)
			return is;
		if (++at == end)
			at = t->words;
	}
	return 0;
}

static uint64_t
join(const struct text *x, size_t first, size_t n)
{
	uint64_t hash = x->tokens[first].hash;

	for (size_t i = 1; i < n; i++)
		if (x->tokens[first + i].class == TEXT_WORD)
			hash = word_join(hash, x->tokens[first + i].hash);
	return hash;
}

void
tagger_expect(
    const struct tagger *t, const struct text *x, size_t first, size_t n)
{
	__builtin_prefetch(t->words[word_home(join(x, first, n), t->n_words)]);
}

unsigned
tagger_words(
    const struct tagger *t, const struct text *x, size_t first, size_t n)
{
	return tagger_word(t, join(x, first, n));
}

static void *
resize(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		die_of_memory();
	return p;
}

/* Words are asked for ahead: to wait for memory is most of what they cost. */
enum { AHEAD = 12 };

static void
prefetch_word(const struct tagger *t, const struct text *x, size_t i)
{
	if (i < x->n_tokens && x->tokens[i].class == TEXT_WORD)
		__builtin_prefetch(
		    t->words[word_home(x->tokens[i].hash, t->n_words)]);
}

uint8_t *
tagging_begin(struct tagging *g, size_t n)
{
	if (n > g->room) {
		g->room = n * 2;
		g->is = resize(g->is, g->room, 1);
		g->tags = resize(g->tags, g->room, 1);
		g->sights = resize(g->sights, g->room, sizeof(*g->sights));
		g->path = resize(g->path, g->room, sizeof(*g->path));
	}
	apart_fence(g->is, n, g->room, 1);
	apart_fence(g->tags, n, g->room, 1);
	apart_fence(g->sights, n, g->room, sizeof(*g->sights));
	apart_fence(g->path, n, g->room, sizeof(*g->path));
	g->n = n;
	return g->is;
}

void
tagging_look_up(struct tagging *g, const struct tagger *t, const struct text *x)
{
	tagging_begin(g, x->n_tokens);
	for (size_t i = 0; i < AHEAD; i++)
		prefetch_word(t, x, i);
	for (size_t i = 0; i < g->n; i++) {
		prefetch_word(t, x, i + AHEAD);
		g->is[i] = x->tokens[i].class == TEXT_WORD
			       ? (uint8_t)tagger_word(t, x->tokens[i].hash)
			       : 0;
	}
}

/* The rows of the features at one word. */
struct asked_for {
	uint32_t rows[MAX_FEATURES];
	size_t n;
};

/* Two rows, eight tags each, or sums of them. */
struct rows {
	uint64_t x __attribute__((vector_size(16)));
};

static uint64_t
row_at(const struct tagger *t, uint32_t number)
{
	uint64_t row;

	memcpy(&row, t->rows[number], sizeof(row));
	return le64toh(row);
}

static int32_t
sum_at(uint64_t sums, size_t i)
{
	return (int32_t)(sums >> 16 * i & 0xffff);
}

/*
 * The sum of rows, two at once: each byte made positive, the even and the odd
 * ones added up apart in lanes of 16 bits, which MAX_FEATURES bytes cannot
 * fill.
 */
static void
add_up(const struct tagger *t, const struct asked_for *a, struct lanes *scores)
{
	static const uint64_t bytes = 0x00ff00ff00ff00ffu;
	size_t k = a->n % 2, empty = 2 - k;
	struct rows two = { { k ? row_at(t, a->rows[0]) : 0, 0 } };
	struct rows evens = { { 0 } }, odds = { { 0 } };
	uint64_t even, odd;

	for (;; k += 2) {
		two.x ^= 0x8080808080808080u;
		evens.x += two.x & bytes;
		odds.x += two.x >> 8 & bytes;
		if (k == a->n)
			break;
		two.x[0] = row_at(t, a->rows[k]);
		two.x[1] = row_at(t, a->rows[k + 1]);
	}
	even = evens.x[0] + evens.x[1];
	odd = odds.x[0] + odds.x[1];
	scores->half[0] = (struct half){ { sum_at(even, 0), sum_at(odd, 0),
	    sum_at(odd, 1), sum_at(odd, 2) } };
	scores->half[1] = (struct half){ { 0, sum_at(even, 1), sum_at(even, 2),
	    sum_at(even, 3) } };
	for (size_t h = 0; h < HALVES; h++)
		scores->half[h].x -= (int32_t)(a->n + empty) * 128;
}

/* Tag the words from `first` up to `end`, as if others stood before them that
 * name nothing. */
static void
tag_window(struct tagging *g, const struct tagger *t, const struct scene *s,
    size_t first, size_t end)
{
	struct asked_for rows[2];
	struct lanes best, next;

	rows[0].n = scene_features(s, first, rows[0].rows);
	for (size_t i = first; i < end; i++) {
		struct asked_for *ahead = &rows[(i + 1 - first) % 2];

		if (i + 1 < end)
			ahead->n = scene_features(s, i + 1, ahead->rows);
		add_up(t, &rows[(i - first) % 2], &next);
		if (i > first)
			path_go(&t->ways, &best, &next, &g->path[i]);
		else
			path_start(
			    &t->ways, i ? TAG_OTHER : N_TAGS, &best, &next);
	}
	path_back(&best, g->path + first, end - first, g->tags + first);
}

enum { NEAR = 4 }; /* words on either side of one that is wanted */

void
tagging_tag(struct tagging *g, const struct tagger *t, const struct text *x,
    enum asked asked, const uint8_t *wanted)
{
	struct scene s;

	if (g->n == 0)
		return;
	scene_open(&s, t, g->sights, x, asked);
	if (!wanted) {
		scene_see(&s, x, g->is, 0, g->n);
		tag_window(g, t, &s, 0, g->n);
		return;
	}
	memset(g->tags, TAG_OTHER, g->n);
	for (size_t i = 0; i < g->n; i++) {
		size_t first = i > NEAR ? i - NEAR : 0, last = i;

		if (!wanted[i])
			continue;
		for (size_t k = i + 1; k < g->n && k <= last + 2 * NEAR; k++)
			last = wanted[k] ? k : last;
		i = last + NEAR < g->n ? last + NEAR : g->n - 1;
		scene_see(&s, x, g->is, first, i + 1);
		tag_window(g, t, &s, first, i + 1);
	}
}

int
tagging_lean(struct tagging *g, const struct tagger *t, const struct text *x,
    enum asked asked, size_t i)
{
	struct asked_for rows;
	struct lanes scores;
	struct scene s;
	int other = INT_MIN;

	scene_open(&s, t, g->sights, x, asked);
	scene_see(&s, x, g->is, i, i + 1);
	rows.n = scene_features(&s, i, rows.rows);
	add_up(t, &rows, &scores);
	for (size_t tag = 0; tag < N_TAGS; tag++)
		if (tag != TAG_PERSON && tag != TAG_PERSON_ON &&
		    lane(&scores, tag) > other)
			other = lane(&scores, tag);
	return lane(&scores, TAG_PERSON) - other;
}

void
tagging_free(struct tagging *g)
{
	free(g->is);
	free(g->tags);
	free(g->sights);
	free(g->path);
	*g = (struct tagging){ 0 };
}
