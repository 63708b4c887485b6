#include "score/lists.h"

#include "base/die.h"
#include "base/embed.h"

/* Work on one pattern at one place, after which it counts as not there. */
enum { STEPS = 10000 };

EMBED(embed_score_customer_lists);
EMBED(embed_score_bot_lists);

/* Case is folded in what it is matched against, so it is in the pattern. */
static struct pattern *
compile(const struct terms_regex *row)
{
	struct buf b = { 0 };
	struct pattern_error err;
	struct pattern *p;
	static const struct str before = { "(?i)(?:", 7 };

	buf_str(&b, before);
	buf_str(&b, row->text);
	buf_char(&b, ')');
	p = pattern_new(buf_view(&b), &err);
	if (!p)
		die("%s:%zu: regex, byte %zu: %s", row->file, row->line,
		    err.at > before.n ? err.at - before.n : 0, err.detail);
	buf_free(&b);
	return p;
}

static void
compile_patterns(struct lists *l, struct arena *run)
{
	const struct terms_regex *rows;

	l->n_patterns = terms_regexes(l->users, &rows);
	l->patterns = arena_array(run, l->n_patterns, sizeof(*l->patterns));
	for (size_t i = 0; i < l->n_patterns; i++)
		l->patterns[i] =
		    (struct list_pattern){ compile(&rows[i]), &rows[i] };
}

void
lists_read(struct lists *l, const struct score_list *users, size_t n,
    struct arena *run)
{
	*l = (struct lists){
		.customer =
		    terms_thaw(EMBEDDED(embed_score_customer_lists), run),
		.bot = terms_thaw(EMBEDDED(embed_score_bot_lists), run),
		.n = N_LISTS + n,
		.languages = language_read(run),
	};
	if (n == 0)
		return;
	l->users = terms_new(run);
	for (size_t i = 0; i < n; i++)
		terms_add(l->users, users[i].name, users[i].file, users[i].csv);
	terms_build(l->users);
	compile_patterns(l, run);
}

void
score_try_list(const struct score_list *list, struct arena *run)
{
	struct lists l;

	lists_read(&l, list, 1, run);
}

/* Lists are numbered over all, terms_find() counts from 0. */
static void
renumber(struct term_hit *hits, size_t n, uint32_t from)
{
	for (size_t i = 0; i < n; i++)
		hits[i].list += from;
}

void
lists_put_in(struct term_hit *hits, size_t n, struct term_hit h)
{
	for (; n && lists_before(&h, &hits[n - 1]); n--)
		hits[n] = hits[n - 1];
	hits[n] = h;
}

/* Put the hits from n on, of other lists, where they belong. */
static void
merge(struct term_hit *hits, size_t n, size_t more)
{
	for (size_t end = n + more; n < end; n++)
		lists_put_in(hits, n, hits[n]);
}

/* A pattern begins where a word or a mark does; it may end inside one. */
static size_t
find_pattern(const struct list_pattern *p, const struct text *x,
    struct pattern_memory *memory, struct term_hit *hits, size_t room)
{
	size_t n = 0, end;

	for (uint32_t i = 0, last; i < x->n_tokens && n < room; i = last + 1) {
		uint32_t at = x->tokens[i].at;

		last = i;
		if (!pattern_begins(
			p->pattern, (unsigned char)x->folded.p[at]) ||
		    pattern_at(p->pattern, memory, x->folded, at, &end) !=
			PATTERN_YES)
			continue;
		while (last + 1 < x->n_tokens && x->tokens[last + 1].at < end)
			last++;
		hits[n++] = (struct term_hit){
			.list = p->row->list,
			.first = i,
			.last = last,
			.weight = p->row->weight,
		};
	}
	return n;
}

static size_t
find_patterns(const struct lists *l, const struct text *x,
    struct pattern_memory *memory, uint32_t language, struct term_hit *hits,
    size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_patterns; i++)
		if (terms_speaks(l->patterns[i].row->language, language))
			n += find_pattern(
			    &l->patterns[i], x, memory, hits + n, room - n);
	return n;
}

static const uint64_t request_lists =
    LIST_BIT(human_desire) | LIST_BIT(human_after) | LIST_BIT(human_away) |
    LIST_BIT(human_not) | LIST_BIT(human_boundary) | LIST_BIT(human_asking) |
    LIST_BIT(human_please);
static const uint64_t friction_lists =
    LIST_BIT(negative_feedback) | LIST_BIT(closing) | LIST_BIT(human_request) |
    LIST_BIT(human_contact) | LIST_BIT(human_noun) | LIST_BIT(human_bot);
static const uint64_t modifier_lists =
    LIST_BIT(negators) | LIST_BIT(intensifiers) | LIST_BIT(affirm);

static const uint64_t deed_lists =
    LIST_BIT(danger_death) | LIST_BIT(danger_life) | LIST_BIT(danger_harm) |
    LIST_BIT(danger_wreck) | LIST_BIT(danger_state) | LIST_BIT(danger_gone) |
    LIST_BIT(danger_poison) | LIST_BIT(danger_drug) | LIST_BIT(danger_age);
static const uint64_t around_deeds =
    LIST_BIT(danger_wish) | LIST_BIT(danger_no) | LIST_BIT(danger_self) |
    LIST_BIT(danger_better) | LIST_BIT(danger_will) | LIST_BIT(danger_you) |
    LIST_BIT(danger_place) | LIST_BIT(danger_who) | LIST_BIT(danger_body) |
    LIST_BIT(danger_me) | LIST_BIT(danger_ingest) | LIST_BIT(danger_much) |
    LIST_BIT(danger_mistake) | LIST_BIT(danger_child) | LIST_BIT(danger_fear) |
    LIST_BIT(danger_play);

bool
lists_is_deed(uint32_t list)
{
	return (list_bit_of(list) & deed_lists) != 0;
}

struct text_ahead
lists_ahead(const struct lists *l, enum list_set set)
{
	return terms_ahead(set == SET_BOT ? l->bot : l->customer);
}

void
lists_know(const struct lists *l, enum list_set set, const struct text *x,
    struct lists_known *known)
{
	terms_know(set == SET_BOT ? l->bot : l->customer, x, &known->built_in);
	if (set == SET_CUSTOMER && l->users)
		terms_know(l->users, x, &known->users);
	if (l->n_patterns && !known->memory)
		known->memory = pattern_memory_new(STEPS);
}

void
lists_forget(struct lists_known *known)
{
	terms_forget(&known->built_in);
	terms_forget(&known->users);
	if (known->memory)
		pattern_memory_free(known->memory);
}

/* Built-in terms: two searches where dangers are looked for in every
 * language, and the rest in one. */
static size_t
find_terms(const struct terms *t, const struct text *x,
    const struct terms_known *known, struct tongue tongue, uint64_t lists,
    struct term_hit *hits, size_t room)
{
	uint64_t dangers = LISTS_OF_DANGER | deed_lists | around_deeds;
	size_t n, more;

	if (tongue.sure || tongue.code == LANGUAGE_UNKNOWN)
		return terms_find(t, x, known, tongue.code, lists, hits, room);
	n = terms_find(t, x, known, tongue.code, lists & ~dangers, hits, room);
	if (!(lists & dangers))
		return n;
	more = terms_find(
	    t, x, known, LANGUAGE_UNKNOWN, lists & dangers, hits + n, room - n);
	merge(hits, n, more);
	return n + more;
}

size_t
lists_find(const struct lists *l, enum list_set set, const struct text *x,
    struct lists_known *known, const struct spoken *spoken,
    struct term_hit *hits, size_t room)
{
	const uint64_t wanted[N_SETS] = {
		[SET_CUSTOMER] =
		    ~(request_lists | modifier_lists | around_deeds),
		[SET_FRICTION] = friction_lists,
		[SET_REQUEST] = request_lists,
		[SET_MODIFIERS] = modifier_lists,
		[SET_DANGER] = deed_lists | around_deeds,
	};
	uint32_t named;
	size_t n, more;

	if (set == SET_BOT) {
		n = terms_find(l->bot, x, &known->built_in, spoken->tongue.code,
		    TERMS_ALL_LISTS, hits, room / 2);
		renumber(hits, n, LISTS_OF_CUSTOMER);
		return n;
	}
	n = find_terms(l->customer, x, &known->built_in, spoken->tongue,
	    wanted[set], hits, room / 2);
	if (set != SET_CUSTOMER || !l->users)
		return n;
	named = spoken->named ? spoken->tongue.code : LANGUAGE_UNKNOWN;
	more = terms_find(l->users, x, &known->users, named, TERMS_ALL_LISTS,
	    hits + n, room - n);
	more += find_patterns(
	    l, x, known->memory, named, hits + n + more, room - n - more);
	renumber(hits + n, more, N_LISTS);
	merge(hits, n, more);
	return n + more;
}
