#include "packet/packet.h"

#include <stdlib.h>

#include "base/die.h"
#include "packet/native.h"
#include "packet/sketch.h"

enum { SCRATCH = 512 << 20 }; /* bytes one packet may need on the way */

struct packet_desk {
	const struct packet_plan *plan;
	struct promise_seeker *seeker;
	struct arena scratch; /* emptied for each packet */
};

const struct packet_plan *
packet_plan(const struct packet_opts *o, struct packet_file templates,
    struct packet_file promises, struct arena *run)
{
	struct packet_plan *p = arena_zalloc(run, sizeof(*p));

	p->o = *o;
	p->words = words_read(templates, run);
	p->promises = promise_terms(promises.name, promises.text, run);
	return p;
}

struct packet_desk *
packet_desk_new(const struct packet_plan *p)
{
	struct packet_desk *d = calloc(1, sizeof(*d));

	if (!d)
		die_of_memory();
	d->plan = p;
	d->seeker = promise_seeker_new(p->promises);
	arena_init(&d->scratch, SCRATCH);
	return d;
}

void
packet_desk_free(struct packet_desk *d)
{
	promise_seeker_free(d->seeker);
	arena_free(&d->scratch);
	free(d);
}

bool
packet_conv(struct packet_desk *d, const struct conv *c, struct buf *out,
    struct fault *f)
{
	struct sketch s = { .plan = d->plan, .c = c, .scratch = &d->scratch };

	arena_reset(&d->scratch);
	if (!sketch_begin(&s, f))
		return false;
	if (!s.needed || !c->n_turns) {
		buf_cstr(out, "{\"status\":\"not_needed\"}");
		return true;
	}
	facts_find(&s, d->seeker);
	native_put(&s, out);
	return true;
}
