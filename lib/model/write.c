#include <string.h>

#include "crypto/crypto.h"
#include "model/format.h"

static void
store(char *p, uint64_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		p[i] = (char)(v >> 8 * i);
}

static void
store_double(char *p, double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	store(p, bits, 8);
}

/* Append a text; what stands at `at` says where it is. */
static void
put_text(struct buf *out, size_t at, struct str s)
{
	size_t from = out->n;

	buf_str(out, s);
	store(out->p + at, from, 4);
	store(out->p + at + 4, s.n, 4);
}

static void
fill(struct buf *out, size_t n)
{
	while (out->n < n)
		buf_char(out, 0);
}

static void
put_heads(struct buf *out, const struct model *m)
{
	for (size_t i = 0; i < m->n_heads; i++) {
		const struct model_head *h = &m->heads[i];
		const double x[N_HEAD_NUMBERS] = { h->scale, h->bias, h->slope,
			h->offset, h->floor, h->brief, h->doubt };
		size_t at = FORMAT_HEADER + i * FORMAT_HEAD;

		for (size_t k = 0; k < N_HEAD_NUMBERS; k++)
			store_double(
			    out->p + at + AT_HEAD_NUMBERS + 8 * k, x[k]);
		put_text(out, at + AT_HEAD_NAME, h->name);
	}
}

static void
put_header(struct buf *out, const struct model *m)
{
	char *p = out->p;

	memcpy(p, FORMAT_MARK, FORMAT_MAGIC);
	store(p + AT_KIND, (uint64_t)m->kind, 4);
	store(p + AT_HEADS, m->n_heads, 4);
	store(p + AT_WIDTH, m->width, 4);
	store(p + AT_PRIOR, m->prior, 4);
	store(p + AT_RUN_BUCKETS, m->shape.run_buckets, 4);
	store(p + AT_WORD_BUCKETS, m->shape.word_buckets, 4);
	p[AT_SHAPE] = (char)m->shape.order;
	p[AT_SHAPE + 1] = (char)m->shape.skips;
	p[AT_SHAPE + 2] = (char)m->shape.low;
	p[AT_SHAPE + 3] = (char)m->shape.high;
	p[AT_SHAPE + 4] = (char)m->shape.stems;
	for (size_t i = 0; i < MODEL_PARAMETERS; i++)
		store_double(p + AT_PARAMETERS + 8 * i, m->parameters[i]);
}

void
model_write(const struct model *m, struct buf *out)
{
	const struct str texts[N_TEXTS] = { m->name, m->version, m->attribution,
		m->card };
	size_t rows =
	    ((size_t)m->shape.run_buckets + m->shape.word_buckets) * m->width;

	buf_clear(out);
	fill(out, FORMAT_HEADER + m->n_heads * FORMAT_HEAD);
	put_header(out, m);
	put_heads(out, m);
	for (size_t i = 0; i < N_TEXTS; i++)
		put_text(out, AT_TEXTS + 8 * i, texts[i]);
	fill(out, format_align(out->n));
	store(out->p + AT_ROWS, out->n, 8);
	buf_put(out, m->rows, rows);
	store(out->p + AT_SIZE, out->n, 8);
	crypto_sha256(
	    (struct str){ out->p + FORMAT_HASHED, out->n - FORMAT_HASHED },
	    (unsigned char *)out->p + FORMAT_MAGIC);
}
