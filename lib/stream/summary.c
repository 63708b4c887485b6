#include "stream/summary.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/die.h"
#include "json/json.h"
#include "stream/stream.h"

void
counters_add(struct counters *c, struct str name, uint64_t n)
{
	struct counter *k;

	for (size_t i = 0; i < c->n; i++) {
		k = &c->all[i];
		if (str_eq((struct str){ k->name, k->n }, name)) {
			k->count += n;
			return;
		}
	}
	c->all = realloc(c->all, (c->n + 1) * sizeof(*c->all));
	if (!c->all || !(c->all[c->n].name = malloc(name.n + 1)))
		die_of_memory();
	k = &c->all[c->n++];
	memcpy(k->name, name.p, name.n);
	k->n = name.n;
	k->count = n;
}

void
counters_merge(struct counters *to, const struct counters *from)
{
	for (size_t i = 0; i < from->n; i++)
		counters_add(to,
		    (struct str){ from->all[i].name, from->all[i].n },
		    from->all[i].count);
}

void
counters_free(struct counters *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->all[i].name);
	free(c->all);
	*c = (struct counters){ 0 };
}

static int
by_name(const void *a, const void *b)
{
	const struct counter *x = a, *y = b;

	return str_cmp(
	    (struct str){ x->name, x->n }, (struct str){ y->name, y->n });
}

static void
sort(struct counters *c)
{
	if (c->n)
		qsort(c->all, c->n, sizeof(*c->all), by_name);
}

void
summary_line(struct summary *s)
{
	struct buf b = { 0 };

	buf_printf(&b,
	    "in=%" PRIu64 " out=%" PRIu64 " rejected=%" PRIu64
	    " filtered=%" PRIu64 " bytes_in=%" PRIu64 " bytes_out=%" PRIu64
	    " complete=%s",
	    s->in, s->out, rejects_count(s->rejects), s->filtered, s->bytes_in,
	    s->bytes_out, s->complete ? "yes" : "no");
	sort(&s->counters);
	for (size_t i = 0; i < s->counters.n; i++)
		buf_printf(&b, " %.*s=%" PRIu64, (int)s->counters.all[i].n,
		    s->counters.all[i].name, s->counters.all[i].count);
	buf_char(&b, '\0');
	warning_line(b.p);
	buf_free(&b);
}

void
summary_file(struct summary *s, const char *name, struct file *f)
{
	struct buf b = { 0 };
	const char *comma = "";

	buf_cstr(&b, "{\"tool\":");
	json_put_string(&b, str_of(program));
	buf_printf(&b,
	    ",\"version\":\"%s\",\"in\":%" PRIu64 ",\"out\":%" PRIu64
	    ",\"rejected\":%" PRIu64 ",\"filtered\":%" PRIu64
	    ",\"bytes_in\":%" PRIu64 ",\"bytes_out\":%" PRIu64
	    ",\"complete\":%s,\"reasons\":{",
	    VERSION, s->in, s->out, rejects_count(s->rejects), s->filtered,
	    s->bytes_in, s->bytes_out, s->complete ? "true" : "false");
	for (int i = 0; i < N_REASONS; i++) {
		uint64_t n = rejects_of(s->rejects, (enum reason)i);

		if (!n)
			continue;
		buf_printf(&b, "%s\"%s\":%" PRIu64, comma,
		    reason_code((enum reason)i), n);
		comma = ",";
	}
	buf_cstr(&b, "},\"counters\":{");
	sort(&s->counters);
	for (size_t i = 0; i < s->counters.n; i++) {
		const struct counter *k = &s->counters.all[i];

		if (i)
			buf_char(&b, ',');
		json_put_string(&b, (struct str){ k->name, k->n });
		buf_printf(&b, ":%" PRIu64, k->count);
	}
	buf_cstr(&b, "}}\n");
	file_create(f, name);
	file_write(f->fd, name, b.p, b.n);
	buf_free(&b);
}
