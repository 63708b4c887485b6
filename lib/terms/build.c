#include <string.h>

#include "base/buf.h"
#include "terms/lists.h"
#include "terms/terms.h"

/*
 * A term is put into the trie as it is written and, beside that, as people
 * write it who leave a hyphen out ("e-mail", "email") or the apostrophe of
 * n't ("don't", "dont"): all hyphens or none, all apostrophes or none.
 */
struct form {
	bool closed; /* hyphens left out */
	bool plain;  /* apostrophes left out */
};

static bool
ends_with_not(struct str s)
{
	return s.n > 3 && memcmp(s.p + s.n - 3, "n't", 3) == 0;
}

static void
put_word(struct buf *b, struct str s, struct form form)
{
	if (form.plain && ends_with_not(s)) {
		buf_put(b, s.p, s.n - 2);
		buf_char(b, 't');
	} else {
		buf_str(b, s);
	}
}

/* Of two terms of one list that are found at one place and as long: a whole
 * word before a stem, a longer stem before a shorter, the term as written
 * before another form of one, a term of the language before one of any. */
static uint32_t
rank(const struct term *term, struct form form, size_t last_bytes)
{
	uint32_t r = term->stem ? (uint32_t)last_bytes : UINT32_MAX >> 2;

	return r << 2 | (uint32_t)(!form.closed && !form.plain) << 1 |
	       (uint32_t)(term->language != 0);
}

static void
end_at(struct terms *t, uint32_t node, uint32_t term, uint32_t rank_of_it)
{
	t->endings = trie_extend(t->run, t->endings, t->n_endings,
	    &t->endings_room, sizeof(*t->endings));
	t->endings[t->n_endings++] = (struct ending){
		.term = term,
		.rank = rank_of_it,
		.next = node, /* until link_endings() */
	};
}

static void
insert(struct terms *t, uint32_t i, struct form form, struct buf *b)
{
	const struct term *term = &t->terms[i];
	uint32_t node = TRIE_ROOT;

	for (size_t k = 0; k < term->n_words;) {
		bool stem;
		uint32_t symbol;

		buf_clear(b);
		do {
			put_word(b, term->words[k++].bytes, form);
		} while (form.closed && k < term->n_words &&
			 term->words[k].hyphened);
		memset(buf_reserve(b, TRIE_PADDING), 0, TRIE_PADDING);
		stem = term->stem && k == term->n_words;
		symbol = stem ? trie_stem(&t->trie, buf_view(b))
			      : trie_word(&t->trie, buf_view(b));
		node = trie_grow(&t->trie, node, symbol);
	}
	end_at(t, node, i, rank(term, form, b->n));
}

static void
insert_forms(struct terms *t, uint32_t i, struct buf *b)
{
	const struct term *term = &t->terms[i];
	bool hyphens = false, apostrophes = false;

	for (size_t k = 0; k < term->n_words; k++) {
		hyphens |= term->words[k].hyphened;
		apostrophes |= ends_with_not(term->words[k].bytes);
	}
	insert(t, i, (struct form){ 0 }, b);
	if (hyphens)
		insert(t, i, (struct form){ .closed = true }, b);
	if (apostrophes)
		insert(t, i, (struct form){ .plain = true }, b);
	if (hyphens && apostrophes)
		insert(t, i, (struct form){ true, true }, b);
}

/* Chain the endings of each node, in the order of the lists. */
static void
link_endings(struct terms *t)
{
	for (size_t i = t->n_endings; i-- > 0;) {
		uint32_t node = t->endings[i].next;

		t->endings[i].next = t->trie.nodes[node].endings;
		t->trie.nodes[node].endings = (uint32_t)i;
	}
}

void
terms_build(struct terms *t)
{
	struct buf b = { 0 };

	for (uint32_t i = 0; i < t->n_terms; i++)
		insert_forms(t, i, &b);
	trie_finish(&t->trie);
	link_endings(t);
	buf_free(&b);
}
