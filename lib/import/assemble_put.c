#include "import/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "json/json.h"

/* Its members, private in spite of what they say. */
static void
put_hidden(struct assembly *a, struct str body)
{
	const char *value = members_find(body, 0, STR("\"private\""));
	size_t before = value ? (size_t)(value - body.p) : body.n;

	buf_char(&a->line, ',');
	buf_put(&a->line, body.p, before);
	if (!value) {
		buf_cstr(&a->line,
		    body.n ? ",\"private\":true" : "\"private\":true");
	} else if (*value == 'f') {
		buf_cstr(&a->line, "true");
		before += strlen("false");
	}
	buf_put(&a->line, body.p + before, body.n - before);
}

static void
put_turn(struct assembly *a, const struct item *it, uint8_t role)
{
	struct buf *b = &a->line;
	const struct piece *p = &it->p;

	buf_char(b, '{');
	if (p->head.at_ms != CONV_NO_TIME) {
		buf_cstr(b, "\"at\":\"");
		conv_put_time(b, p->head.at_ms);
		buf_cstr(b, "\",");
	}
	buf_cstr(b, "\"role\":\"");
	buf_cstr(b, conv_role_name((enum role)role));
	buf_char(b, '"');
	if (role == ROLE_AGENT && p->author.n &&
	    !(p->head.flags & HAS_AGENT_ID)) {
		json_member(b, "agent_id");
		json_put_string(b, p->author);
	}
	if (it->hidden) {
		put_hidden(a, p->body);
	} else if (p->body.n) {
		buf_char(b, ',');
		buf_str(b, p->body);
	}
	buf_char(b, '}');
}

static void
put_event(struct assembly *a, const struct item *it)
{
	struct buf *b = &a->line;

	buf_char(b, '{');
	if (it->p.head.at_ms != CONV_NO_TIME) {
		buf_cstr(b, "\"at\":\"");
		conv_put_time(b, it->p.head.at_ms);
		buf_char(b, '"');
		if (it->p.body.n)
			buf_char(b, ',');
	}
	buf_str(b, it->p.body);
	buf_char(b, '}');
}

static void
tally_turn(struct import_tally *t, const struct piece *p)
{
	t->turns++;
	t->with_time += p->head.at_ms != CONV_NO_TIME;
	t->with_intent += (p->head.flags & HAS_INTENT) != 0;
	t->with_confidence += (p->head.flags & HAS_CONFIDENCE) != 0;
}

/* Who tells a role in one of his turns, and which in the first; or of whom it
 * is told beside them, which goes before. */
struct teller {
	struct str author;
	size_t nth;
	uint8_t role;
};

struct tellers {
	struct teller *at; /* by author */
	size_t n;
};

static int
by_author(const void *a, const void *b)
{
	const struct teller *x = a, *y = b;

	return str_cmp(x->author, y->author);
}

static int
by_author_and_item(const void *a, const void *b)
{
	const struct teller *x = a, *y = b;
	int c = by_author(a, b);

	return c ? c : (x->nth > y->nth) - (x->nth < y->nth);
}

static bool
tells(const struct piece *p)
{
	return p->head.kind == PIECE_TURN && p->author.n &&
	       p->head.role != NO_ROLE && p->head.role != ROLE_SYSTEM;
}

/* None where nobody asks: all turns have a role. */
static struct tellers
find_tellers(struct assembly *a, struct range r)
{
	struct tellers t = { NULL, 0 };
	size_t n = 0, kept = 0;
	bool asked = false;

	for (const struct person *p = a->people; p; p = p->next)
		n++;
	for (size_t i = r.from; i < r.to; i++) {
		const struct piece *p = &a->items[i].p;

		n += tells(p);
		asked |= p->head.kind == PIECE_TURN && p->head.role == NO_ROLE;
	}
	if (!asked || !n)
		return t;
	t.at = arena_array(&a->scratch, n, sizeof(*t.at));
	for (const struct person *p = a->people; p; p = p->next)
		t.at[t.n++] = (struct teller){ p->author, 0, p->role };
	for (size_t i = r.from; i < r.to; i++) {
		const struct piece *p = &a->items[i].p;

		if (tells(p))
			t.at[t.n++] =
			    (struct teller){ p->author, i + 1, p->head.role };
	}
	qsort(t.at, t.n, sizeof(*t.at), by_author_and_item);
	for (size_t i = 0; i < t.n; i++)
		if (!kept || by_author(&t.at[kept - 1], &t.at[i]))
			t.at[kept++] = t.at[i];
	t.n = kept;
	return t;
}

/* What another turn of the same author tells, or NO_ROLE. */
static uint8_t
role_elsewhere(const struct tellers *t, struct str author)
{
	const struct teller key = { .author = author };
	const struct teller *found =
	    t->n ? bsearch(&key, t->at, t->n, sizeof(key), by_author) : NULL;

	return found ? found->role : NO_ROLE;
}

/* Whose role nobody tells: when no customer is known, who speaks first is
 * one; all others are agents. */
static struct str
guess_customer(
    const struct assembly *a, struct range r, const struct tellers *t)
{
	struct str first = { NULL, 0 };
	bool known = false;

	for (size_t i = 0; i < t->n; i++)
		known |= t->at[i].role == ROLE_CUSTOMER;
	for (size_t i = r.from; i < r.to; i++) {
		const struct piece *p = &a->items[i].p;

		if (p->head.kind != PIECE_TURN || a->items[i].twice)
			continue;
		known |= p->head.role == ROLE_CUSTOMER;
		if (p->head.role == NO_ROLE && !first.p &&
		    role_elsewhere(t, p->author) == NO_ROLE)
			first = p->author;
	}
	return known ? (struct str){ NULL, 0 } : first;
}

static void
put_turns(struct assembly *a, struct range r, struct import_tally *t)
{
	struct tellers tellers = find_tellers(a, r);
	struct str customer = guess_customer(a, r, &tellers);

	json_member(&a->line, "turns");
	buf_char(&a->line, '[');
	for (size_t i = r.from; i < r.to; i++) {
		const struct item *it = &a->items[i];
		uint8_t role = it->p.head.role;

		if (it->p.head.kind != PIECE_TURN || it->twice)
			continue;
		if (role == NO_ROLE)
			role = role_elsewhere(&tellers, it->p.author);
		if (role == NO_ROLE) {
			role = customer.p && str_eq(customer, it->p.author)
				   ? ROLE_CUSTOMER
				   : ROLE_AGENT;
			notes_derive(&a->notes,
			    STR("roles, by who speaks first (see --role)"));
			t->guessed++;
		}
		if (it->p.head.flags & BOT_BY_NAME)
			notes_derive(
			    &a->notes, STR("a bot, by its name (see --role)"));
		json_next(&a->line);
		put_turn(a, it, role);
		tally_turn(t, &it->p);
	}
	buf_char(&a->line, ']');
}

/* The next element of an array that is there only if it has any. */
static void
put_element(struct assembly *a, const char *name, bool *any)
{
	if (!*any) {
		json_member(&a->line, name);
		buf_char(&a->line, '[');
	}
	*any = true;
	json_next(&a->line);
}

static void
put_events(struct assembly *a, struct range r)
{
	bool any = false;

	for (size_t i = r.from; i < r.to; i++) {
		if (a->items[i].p.head.kind != PIECE_EVENT || a->items[i].twice)
			continue;
		put_element(a, "events", &any);
		put_event(a, &a->items[i]);
	}
	if (any)
		buf_char(&a->line, ']');
}

static void
put_sources(struct assembly *a, struct str pieces)
{
	bool any = false;
	struct piece p;

	while (piece_take(&pieces, &p)) {
		if (p.head.kind != PIECE_SOURCE)
			continue;
		put_element(a, "source", &any);
		buf_str(&a->line, p.body);
	}
	if (any)
		buf_char(&a->line, ']');
}

/* A conversation begins in its first session, and has ended with its last. */
static bool
is_of_session(
    const struct assembly *a, struct str name, size_t session, struct range r)
{
	if (str_eq(name, STR("\"started_at\"")))
		return session == 0;
	if (str_eq(name, STR("\"ended_at\"")) ||
	    str_eq(name, STR("\"outcome\"")))
		return r.to == a->n_items;
	return true;
}

static void
put_members(struct assembly *a, size_t session, struct range r)
{
	for (size_t i = 0; i < a->n_members; i++) {
		const struct member *m = &a->members[i];

		if (!is_of_session(a, m->name, session, r))
			continue;
		buf_char(&a->line, ',');
		buf_str(&a->line, m->name);
		buf_char(&a->line, ':');
		buf_str(&a->line, m->value);
		if (session && str_eq(m->name, STR("\"outcome\"")))
			notes_derive(&a->notes,
			    STR("outcome, as that of the last session"));
	}
}

void
assembly_put(struct assembly *a, struct str key, size_t session, struct range r,
    struct str pieces, struct import_tally *t)
{
	const struct import_preset *p = a->import->preset;
	struct str id = session ? arena_printf(&a->scratch, "%.*s#%zu",
				      STR_ARG(key), session + 1)
				: key;

	buf_clear(&a->line);
	buf_cstr(&a->line, "{\"conversation_id\":");
	json_put_string(&a->line, id);
	put_members(a, session, r);
	put_turns(a, r, t);
	put_events(a, r);
	if (session == 0)
		put_sources(a, pieces);
	t->lost_times += notes_dropped(&a->notes, STR("time"));
	if (a->import->preset->own) /* of others it may be a kind of event */
		t->lost_texts += notes_dropped(&a->notes, STR("text"));
	t->lost_confidences += notes_dropped(&a->notes, STR("confidence"));
	t->either_order += a->notes.either_order;
	t->lost_marks += notes_dropped(&a->notes, STR("private"));
	t->lost_outcomes += notes_dropped(&a->notes, STR("resolved")) +
			    notes_dropped(&a->notes, STR("csat"));
	buf_cstr(&a->line, ",\"hoff\":{\"import\":");
	notes_write(&a->notes, import_name(p), p->version, &a->line);
	buf_cstr(&a->line, "}}\n");
	a->notes.n_dropped = 0; /* told once */
	a->notes.either_order = 0;
	t->conversations++;
}
