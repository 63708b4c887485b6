#include <string.h>

#include "base/buf.h"
#include "base/die.h"
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

enum { AS_WRITTEN = 2, OF_A_LANGUAGE = 1 };

/* Of two terms of one list that are found at one place and as long: a whole
 * word before a stem, a longer stem before a shorter, the term as written
 * before another form of one, a term of the language before one of any. */
static uint32_t
rank(const struct phrase *p, struct form form, size_t last_bytes)
{
	uint32_t r = p->stem ? (uint32_t)last_bytes : UINT32_MAX >> 2;

	return r << 2 | (form.closed || form.plain ? 0 : AS_WRITTEN) |
	       (p->language ? OF_A_LANGUAGE : 0);
}

static uint32_t
find_twin(const struct terms *t, uint32_t node, const struct phrase *p)
{
	uint32_t i = t->trie.nodes[node].endings;

	for (; i != TRIE_NONE; i = t->rows[i].next) {
		const struct ending *e = &t->rows[i].ending;

		if (e->list == p->list && e->language == p->language &&
		    e->rank & AS_WRITTEN)
			return e->term;
	}
	return TRIE_NONE;
}

static void
end_at(struct terms *t, uint32_t node, const struct phrase *p, uint32_t r)
{
	t->rows = trie_extend(
	    &t->draft, t->rows, t->n_rows, &t->rows_room, sizeof(*t->rows));
	t->rows[t->n_rows] = (struct row){
		.next = t->trie.nodes[node].endings,
		.ending = {
			.term = (uint32_t)t->n_terms,
			.rank = r,
			.list = p->list,
			.language = p->language,
			.weight = p->weight,
		},
	};
	t->trie.nodes[node].endings = (uint32_t)t->n_rows++;
}

static uint32_t
insert(struct terms *t, const struct phrase *p, struct form form)
{
	struct buf *b = &t->word;
	uint32_t node = TRIE_ROOT, twin = TRIE_NONE;

	for (size_t k = 0; k < p->n_words;) {
		bool stem;
		uint32_t symbol;

		buf_clear(b);
		do {
			put_word(b, p->words[k++].bytes, form);
		} while (form.closed && k < p->n_words && p->words[k].hyphened);
		memset(buf_reserve(b, TRIE_PADDING), 0, TRIE_PADDING);
		stem = p->stem && k == p->n_words;
		symbol = stem ? trie_stem(&t->trie, buf_view(b))
			      : trie_word(&t->trie, buf_view(b));
		node = trie_grow(&t->trie, node, symbol);
	}
	if (!form.closed && !form.plain)
		twin = find_twin(t, node, p);
	if (twin == TRIE_NONE)
		end_at(t, node, p, rank(p, form, b->n));
	return twin;
}

uint32_t
build_term(struct terms *t, const struct phrase *p)
{
	bool hyphens = false, apostrophes = false;
	uint32_t twin = insert(t, p, (struct form){ 0 });

	for (size_t k = 0; k < p->n_words; k++) {
		hyphens |= p->words[k].hyphened;
		apostrophes |= ends_with_not(p->words[k].bytes);
	}
	if (hyphens)
		insert(t, p, (struct form){ .closed = true });
	if (apostrophes)
		insert(t, p, (struct form){ .plain = true });
	if (hyphens && apostrophes)
		insert(t, p, (struct form){ true, true });
	return twin;
}

void
terms_mark(struct terms *t, struct str word, unsigned mark)
{
	struct spelling *s;

	text_read(&t->text, word);
	if (t->text.n_tokens == 0)
		return;
	s = &t->trie.spelling[trie_word(
	    &t->trie, text_token(&t->text, t->text.tokens))];
	if (s->mark < mark)
		s->mark = mark % (TERMS_MARKS + 1);
}

void
terms_build(struct terms *t)
{
	if (!image_open(&t->image, image_make(t, t->run)))
		die("the image of term lists cannot be read back");
	arena_free(&t->draft);
	arena_free(&t->table);
	text_free(&t->text);
	buf_free(&t->word);
}
