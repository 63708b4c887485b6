#include "score/models.h"

#include <math.h>

#include "base/die.h"
#include "json/json.h"
#include "stream/stream.h"

enum { CEILING = 256 << 20 }; /* bytes of a model's file */

#define SEEN 0.001 /* a lower trace is 0 */

static const char *const names[N_ROWS] = { [ROW_POSITIVE] = "positive",
	[ROW_NEGATIVE] = "negative",
	[ROW_REQUEST] = "human_request",
	[ROW_FALLBACK] = "bot_fallback",
	[ROW_BREAKDOWN] = "breakdown",
#define HEAD_NAME(name, slot) [ROW_##slot] = #name,
	HEADED(HEAD_NAME)
#undef HEAD_NAME
};

static void
take(struct models *m, const char *file, struct arena *run)
{
	const struct model *model =
	    model_read(stream_slurp(file, CEILING, run), file, run);
	const struct model **place =
	    model->kind == MODEL_SIGNALS ? &m->signals : &m->intents;

	if (*place)
		die("%s: there is a model of %s already", file,
		    model->kind == MODEL_SIGNALS ? "signals" : "intents");
	*place = model;
}

/* The score at which the probability is p; of p = 0 none is so low. */
static double
score_at(const struct model_head *h, double p)
{
	if (p <= 0 || h->slope <= 0)
		return -INFINITY;
	return (log(p / (1 - p)) - h->offset) / h->slope;
}

/* Where a trace begins to be seen. */
static double
find_bound(const struct model_head *h)
{
	return score_at(h, SEEN * h->floor / MODEL_TRACE) - 1e-6;
}

static struct head_use
use_of(const struct model *m, const char *name)
{
	size_t at = model_find(m, str_of(name));
	const struct model_head *head = &m->heads[at];

	if (at == m->n_heads)
		return (struct head_use){ 0, INFINITY, -INFINITY, false };
	return (struct head_use){ at, find_bound(head),
		score_at(head, head->doubt), true };
}

void
models_read(
    struct models *m, const struct score_models *given, struct arena *run)
{
	*m = (struct models){ 0 };
	for (size_t i = 0; given && i < given->n_files; i++)
		take(m, given->files[i], run);
	if (given && given->none)
		m->signals = NULL;
	else if (!m->signals)
		m->signals = model_builtin(run);
	if (!m->signals)
		return;
	m->uses = arena_array(run, N_ROWS, sizeof(*m->uses));
	for (size_t i = 0; i < N_ROWS; i++)
		m->uses[i] = use_of(m->signals, names[i]);
}

static void
put_model(const struct model *m, struct buf *b)
{
	if (!m) {
		buf_cstr(b, "null");
		return;
	}
	buf_cstr(b, "{\"name\":");
	json_put_string(b, m->name);
	buf_cstr(b, ",\"version\":");
	json_put_string(b, m->version);
	buf_printf(b, ",\"sha256\":\"%s\"}", m->sha256);
}

void
models_put(const struct models *m, struct buf *b)
{
	buf_cstr(b, ",\"model\":");
	put_model(m->signals, b);
	if (!m->intents)
		return;
	buf_cstr(b, ",\"intent_model\":");
	put_model(m->intents, b);
}
