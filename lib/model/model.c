#include "model/model.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "crypto/crypto.h"
#include "model/features.h"
#include "model/format.h"
#include "model/intent.h"

static uint32_t
load32(const char *p)
{
	uint32_t v = 0;

	for (size_t i = 0; i < 4; i++)
		v |= (uint32_t)(uint8_t)p[i] << 8 * i;
	return v;
}

static uint64_t
load64(const char *p)
{
	return load32(p) | (uint64_t)load32(p + 4) << 32;
}

static double
load_double(const char *p)
{
	uint64_t bits = load64(p);
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

/* The file in hand. */
struct source {
	struct str bytes;
	const char *file;
};

static void
demand(const struct source *s, bool fine)
{
	if (!fine)
		die("%s: not a whole model", s->file);
}

static struct str
load_text(const struct source *s, size_t at)
{
	size_t from = load32(s->bytes.p + at), n = load32(s->bytes.p + at + 4);

	demand(s, from <= s->bytes.n && n <= s->bytes.n - from);
	return (struct str){ s->bytes.p + from, n };
}

static bool
is_power(uint32_t n)
{
	return n && (n & (n - 1)) == 0;
}

static void
load_shape(const struct source *s, struct model_shape *shape)
{
	const uint8_t *byte = (const uint8_t *)s->bytes.p + AT_SHAPE;

	*shape = (struct model_shape){
		.run_buckets = load32(s->bytes.p + AT_RUN_BUCKETS),
		.word_buckets = load32(s->bytes.p + AT_WORD_BUCKETS),
		.order = byte[0],
		.skips = byte[1],
		.low = byte[2],
		.high = byte[3],
		.stems = byte[4],
	};
	demand(s, is_power(shape->run_buckets) &&
		      shape->run_buckets <= FORMAT_BUCKETS &&
		      is_power(shape->word_buckets) &&
		      shape->word_buckets <= FORMAT_BUCKETS);
	demand(s, shape->order >= 1 && shape->order <= 3 &&
		      shape->skips < FEATURES_BEFORE && shape->low >= 1 &&
		      shape->high >= shape->low &&
		      shape->high - shape->low < FEATURES_LENGTHS);
}

static void
load_heads(const struct source *s, struct model *m, struct arena *run)
{
	struct model_head *heads = arena_array(run, m->n_heads, sizeof(*heads));
	const char *p = s->bytes.p + FORMAT_HEADER;

	demand(s, FORMAT_HEADER + m->n_heads * FORMAT_HEAD <= s->bytes.n);
	for (size_t i = 0; i < m->n_heads; i++, p += FORMAT_HEAD) {
		double x[N_HEAD_NUMBERS];

		for (size_t k = 0; k < N_HEAD_NUMBERS; k++) {
			x[k] = load_double(p + AT_HEAD_NUMBERS + 8 * k);
			demand(s, isfinite(x[k]));
		}
		heads[i] = (struct model_head){
			.name = load_text(
			    s, (size_t)(p + AT_HEAD_NAME - s->bytes.p)),
			.scale = x[0],
			.bias = x[1],
			.slope = x[2],
			.offset = x[3],
			.floor = x[4],
			.brief = x[5],
			.doubt = x[6],
		};
	}
	m->heads = heads;
}

static void
load_rows(const struct source *s, struct model *m)
{
	size_t at = load64(s->bytes.p + AT_ROWS);
	size_t n =
	    ((size_t)m->shape.run_buckets + m->shape.word_buckets) * m->width;

	demand(s, m->width % FORMAT_WIDTH == 0 && m->width > m->n_heads &&
		      m->width <= FORMAT_HEADS + FORMAT_WIDTH);
	demand(s,
	    at % FORMAT_ALIGN == 0 && at <= s->bytes.n && n <= s->bytes.n - at);
	m->rows = (const int8_t *)s->bytes.p + at;
}

static void
check_hash(const struct source *s)
{
	unsigned char hash[32];

	crypto_sha256((struct str){ s->bytes.p + FORMAT_HASHED,
			  s->bytes.n - FORMAT_HASHED },
	    hash);
	if (memcmp(hash, s->bytes.p + FORMAT_MAGIC, sizeof(hash)) != 0)
		die("%s: the model is damaged: its bytes are not those that "
		    "were written",
		    s->file);
}

static struct model *
load(const struct source *s, struct arena *run)
{
	struct model *m = arena_zalloc(run, sizeof(*m));
	const char *p = s->bytes.p;

	m->kind = (enum model_kind)load32(p + AT_KIND);
	m->n_heads = load32(p + AT_HEADS);
	m->width = load32(p + AT_WIDTH);
	m->prior = load32(p + AT_PRIOR);
	demand(s, m->n_heads >= 1 && m->n_heads <= FORMAT_HEADS);
	demand(s, m->kind == MODEL_SIGNALS || m->kind == MODEL_INTENTS);
	load_shape(s, &m->shape);
	load_heads(s, m, run);
	load_rows(s, m);
	m->name = load_text(s, AT_TEXTS);
	m->version = load_text(s, AT_TEXTS + 8);
	m->attribution = load_text(s, AT_TEXTS + 16);
	m->card = load_text(s, AT_TEXTS + 24);
	for (size_t i = 0; i < MODEL_PARAMETERS; i++) {
		m->parameters[i] = load_double(p + AT_PARAMETERS + 8 * i);
		demand(s, isfinite(m->parameters[i]));
	}
	if (m->kind == MODEL_INTENTS)
		demand(
		    s, m->parameters[INTENT_COUNT] >= 1 &&
			   m->parameters[INTENT_COUNT] <= (double)m->n_heads);
	for (size_t i = 0; i < 32; i++) {
		static const char digits[] = "0123456789abcdef";
		uint8_t byte = (uint8_t)p[FORMAT_MAGIC + i];

		m->sha256[2 * i] = digits[byte >> 4];
		m->sha256[2 * i + 1] = digits[byte & 15];
	}
	return m;
}

const struct model *
model_read(struct str bytes, const char *file, struct arena *run)
{
	struct source s = { bytes, file };
	char *rows;
	struct model *m;
	size_t n;

	if (bytes.n < FORMAT_MAGIC ||
	    memcmp(bytes.p, FORMAT_MARK, FORMAT_MAGIC) != 0)
		die("%s: not a model of hoff", file);
	if (bytes.n < FORMAT_HEADER ||
	    load64(bytes.p + AT_SIZE) != (uint64_t)bytes.n)
		die("%s: the model is truncated, or has something behind it",
		    file);
	check_hash(&s);
	m = load(&s, run);
	n = ((size_t)m->shape.run_buckets + m->shape.word_buckets) * m->width;
	rows = arena_alloc(run, n + FORMAT_ALIGN);
	rows += -(uintptr_t)rows % FORMAT_ALIGN;
	memcpy(rows, m->rows, n);
	m->rows = (const int8_t *)rows;
	return m;
}

const struct model *
model_embedded(struct str bytes, const char *name, struct arena *run)
{
	struct source s = { bytes, name };

	demand(&s, s.bytes.n >= FORMAT_HEADER);
	return load(&s, run);
}

size_t
model_find(const struct model *m, struct str name)
{
	size_t i = 0;

	while (i < m->n_heads && !str_eq(m->heads[i].name, name))
		i++;
	return i;
}

size_t
model_words(const struct text *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n_tokens; i++)
		n += x->tokens[i].class == TEXT_WORD ||
		     x->tokens[i].class == TEXT_IDEOGRAM;
	return n;
}

double
model_log_odds(const struct model_head *h, double score)
{
	return h->slope * score + h->offset;
}

double
model_probability(const struct model_head *h, double score)
{
	double p = 1 / (1 + exp(-model_log_odds(h, score)));

	return p < h->floor ? p * MODEL_TRACE / h->floor : p;
}
