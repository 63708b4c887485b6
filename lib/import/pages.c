#include "import/pages.h"

#include <inttypes.h>
#include <string.h>

#include "base/die.h"
#include "import/word_lists.h"

enum stream_page
pages_say(struct str member)
{
	if (wordlist_has(import_words(IMPORT_WORDS_page_ends), member))
		return PAGE_ENDS;
	return wordlist_has(import_words(IMPORT_WORDS_page_goes_on), member)
		   ? PAGE_GOES_ON
		   : PAGE_SAYS_NOTHING;
}

static bool
is_there(const struct json *j, uint32_t at)
{
	switch (at ? json_kind_of(j, at) : JSON_NULL) {
	case JSON_NULL:
	case JSON_FALSE:
		return false;
	case JSON_STRING:
		return json_raw(j, at).n > 2;
	case JSON_NUMBER:
		return json_number(j, at) != 0;
	case JSON_OBJECT:
	case JSON_ARRAY:
		return json_first(j, at) != 0;
	default:
		return true;
	}
}

/* A member of the record, or of one of its objects. */
static uint32_t
member(const struct json *j, struct str path)
{
	uint32_t at = json_get(j, 0, path);
	const char *dot = at ? NULL : memchr(path.p, '.', path.n);
	struct str part;

	if (!dot)
		return at;
	part = (struct str){ path.p, (size_t)(dot - path.p) };
	at = json_get(j, 0, part);
	if (!at || json_kind_of(j, at) != JSON_OBJECT)
		return 0;
	return json_get(j, at, (struct str){ dot + 1, path.n - part.n - 1 });
}

static bool
has_any(const struct json *j, enum import_words list, struct str *name)
{
	struct wordlist words = import_words(list);

	for (size_t i = 0; i < words.n; i++) {
		*name = wordlist_at(words, i);
		if (is_there(j, member(j, *name)))
			return true;
	}
	return false;
}

/* The first by place, so that it is the same however many threads there are. */
static bool
is_earlier(const struct import_pages *a, const struct import_pages *b)
{
	int order = b->file ? strcmp(a->file, b->file) : -1;

	return order < 0 || (order == 0 && a->number < b->number);
}

static void
keep_first(struct import_pages *p, const struct import_pages *one)
{
	if (!one->file || !is_earlier(one, p))
		return;
	p->file = one->file;
	p->number = one->number;
	p->member = one->member;
}

struct str
pages_more(const struct json *j)
{
	struct str name, ignored;

	return has_any(j, IMPORT_WORDS_page_goes_on, &name) &&
		       !has_any(j, IMPORT_WORDS_page_ends, &ignored)
		   ? name
		   : STR("");
}

void
pages_take(struct import_pages *p, struct str more, const struct worker *w)
{
	struct import_pages one = {
		.file = w->file, .number = w->number, .member = more
	};

	p->n++;
	if (!more.n)
		return;
	p->n_going_on++;
	keep_first(p, &one);
}

void
pages_add(struct import_pages *all, const struct import_pages *p)
{
	all->n += p->n;
	all->n_going_on += p->n_going_on;
	keep_first(all, p);
}

/*
 * Which pages belong together is not told, but each list has one that is its
 * last: there has to be one, and where pages are of a conversation each (there
 * are as many at least), one for each conversation.
 */
void
pages_tell(const struct import_pages *p, uint64_t conversations)
{
	uint64_t last = p->n - p->n_going_on;

	if (!p->n_going_on ||
	    (last && (p->n < conversations || last >= conversations)))
		return;
	warning("%s:%" PRIu64 ": '%.*s' says that more follows, which is not "
		"here (of %" PRIu64 " page%s, %" PRIu64 " say%s so): fetch "
		"every page",
	    p->file, p->number, STR_ARG(p->member), p->n, p->n == 1 ? "" : "s",
	    p->n_going_on, p->n_going_on == 1 ? "s" : "");
}
