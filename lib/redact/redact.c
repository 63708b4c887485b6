#include "redact/redact.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/octets.h"
#include "redact/finding.h"

struct redact *
redact_new(const struct redact_policy *p, bool spans, struct worker *w)
{
	struct redact *r = calloc(1, sizeof(*r));

	if (!r)
		die_of_memory();
	r->met = calloc(p->n_steps + 1, sizeof(*r->met));
	if (p->finds_only)
		r->kept = calloc(
		    (p->n_steps + 1) * (size_t)N_KINDS, sizeof(*r->kept));
	if (!r->met || (p->finds_only && !r->kept))
		die_of_memory();
	r->policy = p;
	r->spans = spans;
	r->worker = w;
	arena_init(&r->scratch, SIZE_MAX);
	arena_init(&r->aside, SIZE_MAX);
	r->headings = headings_new(p->lexicon, &p->root);
	find_init(&r->finder, p);
	return r;
}

void
redact_free(struct redact *r)
{
	if (!r)
		return;
	find_free(&r->finder);
	headings_free(r->headings);
	buf_free(&r->string);
	buf_free(&r->path);
	buf_free(&r->told);
	buf_free(&r->normals);
	arena_free(&r->scratch);
	arena_free(&r->aside);
	split_free(&r->splits);
	free(r->fields);
	free(r->keys);
	free(r->findings);
	free(r->sorts);
	free(r->longs);
	free(r->met);
	free(r->kept);
	free(r);
}

/* Where a value stands. */
struct place {
	const struct path *path;   /* NULL: no path goes on below it */
	const struct path *keeper; /* that ended above; NULL: none */
	bool wanted;		   /* by one that did */
	int64_t turn;		   /* -1: in none */
	bool annotation;	   /* inside "hoff" */
	const struct heading *heading;
};

/* Look one decoded text through; what is found becomes a field. */
static struct field *
look(struct redact *r, uint32_t at, struct str text, const struct passage *p)
{
	struct field *f;

	if (!find_text(&r->finder, text, p)) {
		f = finding_add_field(r, at);
		f->withheld = true;
		r->withheld++;
		r->total_withheld++;
		return f;
	}
	if (r->finder.spans.n == 0)
		return NULL;
	f = finding_add_field(r, at);
	find_let_go(&r->finder);
	finding_take(r, &r->finder.spans);
	return f;
}

/* `kept`: all but security codes stays. */
static struct passage
passage_at(const struct redact *r, const struct place *place,
    enum passage_of of, bool kept)
{
	/* Of each value: what is left out would be cleared, which takes longer
	 * than to write it. */
	return (struct passage){ .of = of,
		.annotation = place->annotation,
		.heading = place->heading,
		.before = { NULL, 0 },
		.turn = place->turn,
		.is_turn_text = false,
		.is_kept = kept,
		.conv = r->conv,
		.part = NULL,
		.text = { NULL, 0 },
		.reader = NULL };
}

/* What was said in the turn that a place is in. */
static bool
is_turn_text(const struct redact *r, const struct place *place, uint32_t at)
{
	return place->turn >= 0 && r->conv->turns[place->turn].text == at;
}

/* "2026-03-01T00:00:24Z", in quotes: no three signs of it are a code. */
static bool
is_time(struct str raw)
{
	const char *p = raw.p + 1;

	return raw.n == 22 && p[4] == '-' && p[7] == '-' && p[10] == 'T' &&
	       p[13] == ':' && p[16] == ':' && p[19] == 'Z';
}

/* Whether a string that is kept may hold a security code: it has words, or a
 * digit and two letters in a row.  Most are a time, an id or one word. */
static bool
may_hold_code(struct str raw)
{
	enum { SHORTEST = sizeof("cvv123") - 1 };
	size_t n = raw.n - 1;
	uint32_t digits = 0, words = 0, before = 0;

	if (n <= SHORTEST || is_time(raw))
		return false;
	for (size_t i = 1; i < n; i += OCTETS) {
		struct octets x = octets_load(raw.p + i);
		uint32_t in = n - i < OCTETS ? (1U << (n - i)) - 1 : UINT32_MAX;
		uint32_t letters = OCTETS_BITS((x.c | 0x20) - 'a' < 26) & in;

		if (OCTETS_BITS((x.c - 0x21 >= 0x5f) | (x.c == '\\')) & in)
			return true;
		digits |= OCTETS_BITS(x.c - '0' < 10) & in;
		words |= letters & (letters << 1 | before);
		before = letters >> (OCTETS - 1);
	}
	return digits && words;
}

/* Keep what is written for a turn, for the next one. */
static void
tell(struct redact *r, int64_t turn, const struct field *f)
{
	struct buf masked = r->finder.masked;

	r->told_turn = turn;
	r->finder.masked = r->told;
	buf_forget(&r->finder.masked);
	r->told = masked;
	if (f->withheld) {
		buf_clear(&r->told);
		buf_cstr(&r->told, "<REDACTED>");
	}
}

/* A member that is somebody's name is the name as a whole. */
static void
look_at_string(
    struct redact *r, uint32_t at, const struct place *place, bool kept)
{
	struct str text = redact_text(r, at);
	struct passage p = passage_at(r, place, PASSAGE_STRING, kept);
	struct span whole, part;
	int64_t turn = place->turn;
	struct field *f = NULL;

	p.is_turn_text = is_turn_text(r, place, at);
	if (p.is_turn_text && split_in(&r->splits, turn, &part))
		p.part = &part; /* of a number that goes on in another one */
	if (turn > 0 && p.is_turn_text) {
		p.before = transcript_before(&r->said, (size_t)turn);
		if (r->told_turn == turn - 1)
			r->finder.told = buf_view(&r->told);
	}
	if (place->heading->member != MEMBER_OTHER && !kept &&
	    find_whole(&r->finder, at, &whole)) {
		whole.end = text.n;
		whole.op = r->policy->operators[whole.kind];
		finding_add_field(r, at);
		finding_add(r, whole);
	} else {
		f = look(r, at, text, &p);
	}
	if (p.is_turn_text) {
		r->finder.told.n = 0;
		if (f)
			tell(r, turn, f);
	}
}

/* The key at `at`, of which `key` is the heading. */
static void
look_at_key(struct redact *r, uint32_t object, uint32_t at,
    const struct heading *key, const struct place *place)
{
	struct passage p;
	struct str text;
	bool kept;

	if (key->is_clean[place->annotation] &&
	    !word_bits_meet(key->words, r->finder.recalled))
		return;
	kept = !place->wanted || place->keeper;
	if (kept && !may_hold_code(json_raw(r->json, at)))
		return;
	text = redact_text(r, at);
	p = passage_at(r, place, PASSAGE_KEY, kept);
	p.heading = &heading_none;
	if (look(r, at, text, &p))
		finding_is_key(r, object);
	else if (str_eq(key->key, text) && find_is_clean(&r->finder, text, &p))
		headings_learn(r->headings, key, place->annotation);
}

/* "lat":51.507412, "exp_month":12: a number that is part of something, as its
 * member says. */
static bool
look_at_part(struct redact *r, uint32_t at, const struct place *place)
{
	struct passage p = passage_at(r, place, PASSAGE_STRING, false);

	if (place->heading->whole != KIND_GEO &&
	    place->heading->whole != KIND_EXPIRY)
		return false;
	return look(r, at, json_raw(r->json, at), &p) != NULL;
}

/* 4111111111111111 */
static void
look_at_digits(
    struct redact *r, uint32_t at, const struct place *place, bool kept)
{
	struct str raw = json_raw(r->json, at);
	struct passage p = passage_at(r, place, PASSAGE_NUMBER, kept);
	struct field *f;

	if ((raw.n < 7 || (raw.n < 13 && !place->heading->phone)) &&
	    place->heading->names == KIND_NOTHING)
		return;
	raw = number_text(r, at);
	f = raw.n ? look(r, at, raw, &p) : NULL;
	if (f)
		f->by_digits = true;
}

static void
look_at_number(
    struct redact *r, uint32_t at, const struct place *place, bool kept)
{
	if (kept || !look_at_part(r, at, place))
		look_at_digits(r, at, place, kept);
}

/* Of a value that is kept, a check counts what it looks like. */
static void
count_kept(struct redact *r, uint32_t at, const struct place *place,
    const struct path *keeper)
{
	struct passage p = passage_at(r, place, PASSAGE_STRING, false);
	struct str text;

	text = json_kind_of(r->json, at) == JSON_STRING ? redact_text(r, at)
							: json_raw(r->json, at);
	if (!find_text(&r->finder, text, &p))
		return;
	for (size_t i = 0; i < r->finder.spans.n; i++)
		r->kept[keeper->number * N_KINDS +
			(size_t)r->finder.spans.at[i].kind]++;
}

/* A value that is not to be looked at stays as it is, but for a security code.
 * `keeper`: the path that keeps it; NULL: no path wants it. */
static void
look_at_kept(struct redact *r, uint32_t at, const struct place *place,
    const struct path *keeper)
{
	bool called = place->heading->names == KIND_CVV;

	if (r->kept && place->wanted && keeper)
		count_kept(r, at, place, keeper);
	if (json_kind_of(r->json, at) == JSON_NUMBER) {
		if (called)
			look_at_number(r, at, place, true);
	} else if (called || may_hold_code(json_raw(r->json, at)) ||
		   is_turn_text(r, place, at)) {
		look_at_string(r, at, place, true);
	}
}

static void look_at_object(
    struct redact *r, uint32_t at, const struct place *place);
static void look_at_array(
    struct redact *r, uint32_t at, const struct place *place);

static inline void
look_at_value(struct redact *r, uint32_t at, const struct place *place)
{
	const struct path *keeper = place->path && place->path->here & PATH_KEEP
					? place->path
					: place->keeper;

	switch (json_kind_of(r->json, at)) {
	case JSON_STRING:
		if (keeper || !place->wanted) {
			look_at_kept(r, at, place, keeper);
			break;
		}
		r->looked = true;
		look_at_string(r, at, place, false);
		break;
	case JSON_NUMBER:
		if (keeper || !place->wanted) {
			look_at_kept(r, at, place, keeper);
			break;
		}
		r->looked = true;
		look_at_number(r, at, place, false);
		break;
	case JSON_OBJECT:
		look_at_object(r, at, place);
		break;
	case JSON_ARRAY:
		look_at_array(r, at, place);
		break;
	default:
		break;
	}
}

static void
step_down(struct redact *r, struct place *p, const struct place *outer,
    const struct path *path)
{
	p->path = path;
	p->keeper = outer->keeper;
	p->wanted = outer->wanted;
	if (!path)
		return;
	if (path->here & PATH_KEEP_BELOW)
		p->keeper = path;
	p->wanted |= (path->here & PATH_ONLY) != 0;
	r->met[path->number] = MET;
}

/* What is below each element of an array that has none is not missed. */
static void
meet_all(struct redact *r, const struct path *path)
{
	for (; path; path = path->next) {
		if (!r->met[path->number])
			r->met[path->number] = MET_EMPTY;
		meet_all(r, path->inner);
	}
}

static void
look_at_object(struct redact *r, uint32_t at, const struct place *place)
{
	const struct json *j = r->json;
	struct place inner = *place;
	struct heading room;
	struct held held;

	held.is_known = false;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		const struct heading *key = heading_of(&r->members, i, &room);
		const struct path *path = NULL;

		if (i + 1 == r->annotated)
			continue;
		if (place->path && key->in_path)
			path = path_member(place->path, j, i);
		step_down(r, &inner, place, path);
		if (at == 0)
			inner.annotation = json_is(j, i, STR("hoff"));
		inner.heading = key;
		if (key->holds && !is_turn_text(r, place, i + 1))
			inner.heading = heading_of_value(
			    &r->members, at, i, key, place->heading, &held);
		look_at_key(r, at, i, key, place);
		look_at_value(r, i + 1, &inner);
	}
}

static void
look_at_array(struct redact *r, uint32_t at, const struct place *place)
{
	const struct json *j = r->json;
	const struct path *path = path_element(place->path);
	struct place inner = *place;
	uint32_t n = 0;

	if (j->values[at].n == 0 && place->path)
		meet_all(r, place->path->inner);
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		step_down(r, &inner, place, path);
		if (at == r->turns)
			inner.turn = n;
		n++;
		look_at_value(r, i, &inner);
	}
}

bool
redact_find(struct redact *r, const struct conv *c, struct fault *f)
{
	struct place root = { .path = &r->policy->root,
		.wanted = !r->policy->has_only,
		.heading = &heading_none,
		.turn = -1 };

	r->conv = c;
	r->json = c->json;
	r->memory = c->record;
	r->turns = json_get(c->json, 0, STR("turns"));
	r->annotated = c->hoff ? json_get(c->json, c->hoff, STR("redact")) : 0;
	r->looked = false;
	r->told_turn = -1;
	finding_begin(r);
	memset(r->finder.most, 0, sizeof(r->finder.most));
	replace_begin(&r->finder.replacer, c);
	arena_reset(&r->scratch);
	r->said = transcript_of(c, &r->scratch);
	r->members = headings_of(r->headings, c->json, c->record);
	r->record++;
	if (!find_begin(
		&r->finder, &(struct record){ c, &r->said, &r->members }, f))
		return false;
	split_find(&r->splits, &r->finder, &r->said);
	look_at_value(r, 0, &root);
	buf_forget(&r->told);
	r->spoken += c->n_turns > 0;
	r->unseen += c->n_turns > 0 && !r->looked;
	return true;
}

uint64_t
redact_work(const struct redact *r)
{
	return r->finder.tried;
}

size_t
redact_kinds(void)
{
	return N_KINDS;
}

struct str
redact_kind(size_t kind)
{
	return kind_name((enum kind)kind);
}

uint64_t
redact_total(const struct redact *r, size_t kind)
{
	return r->totals[kind];
}

uint64_t
redact_total_withheld(const struct redact *r)
{
	return r->total_withheld;
}

bool
redact_found(const struct redact *r)
{
	return r->n_fields > 0;
}

/* A surrogate of a number is a number. */
static bool
is_plain_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0 && s.n < 20 && s.p[0] != '0';
}

static uint32_t
edited_value(const void *of, size_t i)
{
	return ((const struct redact *)of)->fields[i].value;
}

static void
put_edited(void *of, size_t i, struct buf *out)
{
	struct redact *r = of;
	const struct field *f = &r->fields[i];

	if (json_kind_of(r->json, f->value) == JSON_NUMBER) {
		buf_clear(&r->string);
		finding_put_text(r, f, &r->string);
		if (is_plain_number(buf_view(&r->string)))
			buf_str(out, buf_view(&r->string));
		else
			json_put_string(out, buf_view(&r->string));
	} else {
		finding_put_string(r, f, out);
	}
	stream_spill(r->worker);
}

struct json_edits
redact_write(struct redact *r)
{
	finding_number(r);
	return (struct json_edits){ r->n_fields, edited_value, put_edited, r };
}
