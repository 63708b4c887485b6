/* The terms room: what is found where, and which lists are refused. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/die.h"
#include "terms/terms.h"
#include "terms_find.h"

static int failures;

/* Several lists: the files are parted by a line "--". */
static struct terms *
read_lists(struct arena *run, const char *lists)
{
	struct terms *t = terms_new(run);
	struct str rest = str_of(lists);
	char name[16];

	for (int i = 0; rest.n; i++) {
		const char *end = memmem(rest.p, rest.n, "--\n", 3);
		size_t n = end ? (size_t)(end - rest.p) : rest.n;

		snprintf(name, sizeof(name), "list%d", i);
		terms_add(t, name, "list.csv", (struct str){ rest.p, n });
		n += end ? 3 : 0;
		rest.p += n;
		rest.n -= n;
	}
	terms_build(t);
	return t;
}

/* "cancel 0-5; ..." with the list's number before it if it is not 0, and the
 * code points of the text. */
static void
show(const struct terms *t, const struct text *x, const struct term_hit *hits,
    size_t n, struct buf *b)
{
	for (size_t i = 0; i < n; i++) {
		struct str s = terms_text(t, hits[i].term);

		buf_printf(b, "%s", i ? "; " : "");
		if (hits[i].list)
			buf_printf(b, "%u:", hits[i].list);
		buf_printf(b, "%.*s %u-%u", STR_ARG(s),
		    x->tokens[hits[i].first].start,
		    x->tokens[hits[i].last].end);
		if (hits[i].weight != 1)
			buf_printf(b, " *%g", (double)hits[i].weight);
	}
}

static const struct sample {
	const char *lists, *language, *text, *found;
} samples[] = {
	/* whole words */
	{ "term\nkilled\nhuman\n", "",
	    "skilled humanity, Human: KILLED. inhuman",
	    "human 18-23; "
	    "killed 25-31" },
	{ "term\nagent\n", "", "l'agent, agent's, e-agent",
	    "agent 2-7; "
	    "agent 20-25" },
	{ "term\nl'agent\n", "",
	    "l\xe2\x80\x99"
	    "agent; agent",
	    "l'agent 0-7" },
	{ "term\n\xe9\x80\x80\xe8\xb4\xa7\n", "",
	    "\xe6\x88\x91\xe8\xa6\x81\xe9\x80\x80\xe8\xb4\xa7\xe3\x80\x82",
	    "\xe9\x80\x80\xe8\xb4\xa7 2-4" },
	{ "term\n\xf0\x9f\x91\x8d\n\xe2\x9d\xa4\n", "",
	    "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbf \xe2\x9d\xa4\xef\xb8\x8f",
	    "\xf0\x9f\x91\x8d 0-2; \xe2\x9d\xa4 3-5" },
	/* phrases */
	{ "term\ntalk to a human\ntalk to\nhuman\n", "",
	    "Can I talk to a human? Talk to me",
	    "talk to a human 6-21; "
	    "human 16-21; talk to 23-30" },
	{ "term\na b c d\na b\nb c x\nc\n", "", "a b c x",
	    "a b 0-3; "
	    "b c x 2-7; c 4-5" },
	{ "term\na a\n", "", "a a a", "a a 0-3; a a 2-5" },
	{ "term\ntalk to\n", "", "talk, to talk. to talk  to talk\nto",
	    "talk to 18-26; talk to 27-34" },
	{ "term\ntalk to\n", "", "talk-to talk/to talk - to talk--to talk(to",
	    "talk to 0-7; talk to 8-15; talk to 16-25" },
	{ "term\nat&t\nc++\nwhy?\n", "", "AT&T c++ why why?",
	    "at&t 0-4; c++ 5-8; why? 13-17" },
	{ "term\n:-(\nx-(\nx y\n", "", ":-( :( x-( x-y",
	    ":-( 0-3; x-( 7-10; "
	    "x y 11-14" },
	{ "term\nx-\nx y\n", "", "x-z x-y x y", "x- 0-2; x y 4-7; x y 8-11" },
	/* a keycap that is a word where it is written in full width */
	{ "term\nx-1\xe2\x83\xa3\n", "", "x-\xef\xbc\x91\xe2\x83\xa3",
	    "x-1\xe2\x83\xa3 0-4" },
	/* words whose hashes have the upper half and the last bits in common */
	{ "term\nzgpsxt\nbdfxqc\nbdfxqc a\n", "", "bdfxqc, zgpsxt zgpsxt a",
	    "bdfxqc 0-6; zgpsxt 8-14; zgpsxt 15-21" },
	{ "term\nzgpsxt\nzgpsxt a\n", "", "bdfxqc a zgpsxt", "zgpsxt 9-15" },
	/* hyphens and apostrophes */
	{ "term\ne-mail\n", "", "E-mail e mail email e\xe2\x80\x93mail emails",
	    "e-mail 0-6; e-mail 7-13; e-mail 14-19; e-mail 20-26" },
	{ "term\ne mail\n", "", "e-mail e mail email",
	    "e mail 0-6; "
	    "e mail 7-13" },
	{ "term\nget a call-back now\n", "",
	    "get a callback now get a call back now",
	    "get a call-back now "
	    "0-18; get a call-back now 19-38" },
	{ "term\nwell-to-do\n", "", "well-to-do well to do welltodo well todo",
	    "well-to-do 0-10; well-to-do 11-21; well-to-do 22-30" },
	{ "term\ndon't want\n", "",
	    "don't want dont want don t want "
	    "don\xe2\x80\x99t want donut want",
	    "don't want 0-10; "
	    "don't want 11-20; don't want 32-42" },
	{ "term\nI'd\nwe'll\n", "", "id well i'd we'll",
	    "I'd 8-11; "
	    "we'll 12-17" },
	{ "term\ncan't e-mail\n", "", "cant email can't e mail cant e-mail",
	    "can't e-mail 0-10; can't e-mail 11-23; can't e-mail 24-35" },
	{ "term,weight\ne-mail,2\nemail,3\n", "", "email e-mail",
	    "email 0-5 "
	    "*3; e-mail 6-12 *2" },
	{ "term\n24/7\n", "", "24/7 24-7 24 7 247",
	    "24/7 0-4; 24/7 5-9; "
	    "24/7 10-14" },
	/* stems */
	{ "term,kind\ncancel,stem\n", "",
	    "cancel cancelled Cancelling cance "
	    "uncancelled cancel's",
	    "cancel 0-6; cancel 7-16; cancel 17-27; "
	    "cancel 46-54" },
	{ "term,kind\nk\xc3\xbcndig,stem\n", "",
	    "K\xc3\x9cNDIGUNG k\xc3\xbcndigen kundig ank\xc3\xbcndigen",
	    "k\xc3\xbcndig 0-9; k\xc3\xbcndig 10-18" },
	{ "term,kind\nclose my accou,stem\n", "",
	    "close my account, close my "
	    "acc, close-my accounts",
	    "close my accou 0-16; "
	    "close my accou 32-49" },
	{ "term,kind,weight\ncancel,exact,5\ncancel,stem,2\n"
	  "canc,stem,3\ncancellati,stem,4\n",
	    "", "cancel cancels cancellation canc",
	    "cancel 0-6 *5; cancel 7-14 *2;"
	    " cancellati 15-27 *4; canc 28-32 *3" },
	{ "term,kind\ninternationalis,stem\ninternationalisat,stem\n", "",
	    "internationalise internationalisation internationaliz",
	    "internationalis 0-16; internationalisat 17-37" },
	{ "term,kind\nno,stem\n", "", "no not n on", "no 0-2; no 3-6" },
	{ "term,kind\nself-harm,stem\n", "",
	    "selfharming self-harmed self "
	    "harm",
	    "self-harm 0-11; self-harm 12-23; self-harm 24-33" },
	{ "term,kind\n\xe9\x80\x80,stem\n", "", "\xe9\x80\x80\xe8\xb4\xa7",
	    "\xe9\x80\x80 0-1" },
	/* weights */
	{ "weight,term\n-1.5,bad\n,good\n+2e1,great\n", "", "good bad great",
	    "good 0-4; bad 5-8 *-1.5; great 9-14 *20" },
	/* languages */
	{ "term,language\nalt,de\nalt,\nold,en\n", "de-AT", "alt old",
	    "alt 0-3" },
	{ "term,language\nold,EN\nalt,de\ndu,\n", "En_gb", "old alt du",
	    "old 0-3; du 8-10" },
	{ "term,language\nold,en\nalt,de\n", "", "old alt",
	    "old 0-3; "
	    "alt 4-7" },
	{ "term,language\nold,en\nalt,de\n", "und", "old alt",
	    "old 0-3; "
	    "alt 4-7" },
	{ "term,language\nold,en\nalt,de-CH\nso,gsw\n", "de", "old alt so",
	    "alt 4-7" },
	{ "term,language,weight\ngift,en,1\ngift,de,-3\ngift,,2\n", "de",
	    "Gift", "gift 0-4 *-3" },
	{ "term,language,weight\ngift,,2\ngift,de,-3\ngift,en,1\n", "de",
	    "Gift", "gift 0-4 *-3" },
	{ "term,language,weight\ngift,en,1\ngift,de,-3\ngift,,2\n", "fr",
	    "Gift", "gift 0-4 *2" },
	{ "term,language\na b,de\na,\n", "en", "a b", "a 0-1" },
	/* several lists */
	{ "term\nhuman\na human\n--\nterm\nhuman being\nhuman\n--\nterm\n"
	  "being\n",
	    "", "a human being",
	    "a human 0-7; human 2-7; "
	    "1:human being 2-13; 2:being 8-13" },
	{ "term\nc\n--\nterm\nb\n--\nterm\na\n--\nterm\na b c\n", "", "a b c",
	    "2:a 0-1; 3:a b c 0-5; 1:b 2-3; c 4-5" },
	/* odd lists */
	{ "term\n", "", "anything", "" },
	{ "term\nhuman\n", "", "", "" },
	{ "kind , term\n,\" Talk,  TO\"\n", "", "talk, to talk to",
	    "Talk,  TO 0-8" },
};

/* Frozen lists find what the ones they were made of do. */
static void
check_thawed(
    const struct terms *t, const struct sample *s, const struct text *x)
{
	struct term_hit hits[ROOM];
	struct buf image = { 0 }, b = { 0 };
	const struct terms *again;
	struct arena run;

	arena_init(&run, 1 << 24);
	terms_freeze(t, &image);
	again = terms_thaw(buf_view(&image), &run);
	show(again, x, hits,
	    find(again, x, str_of(s->language), TERMS_ALL_LISTS, hits, ROOM),
	    &b);
	if (!str_eq(buf_view(&b), str_of(s->found)) ||
	    terms_lists(again) != terms_lists(t) ||
	    strcmp(terms_name(again, 0), "list0") != 0) {
		failures++;
		printf("thawed: in \"%s\": \"%.*s\", not \"%s\"\n", s->text,
		    STR_ARG(buf_view(&b)), s->found);
	}
	buf_free(&b);
	buf_free(&image);
	arena_free(&run);
}

static void
check_samples(struct text *x)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		const struct sample *s = &samples[i];
		struct term_hit hits[ROOM];
		struct arena run;
		struct terms *t;
		struct buf b = { 0 };
		size_t n;

		arena_init(&run, 1 << 24);
		t = read_lists(&run, s->lists);
		text_read(x, str_of(s->text));
		n = find(
		    t, x, str_of(s->language), TERMS_ALL_LISTS, hits, ROOM);
		show(t, x, hits, n, &b);
		if (!str_eq(buf_view(&b), str_of(s->found))) {
			failures++;
			printf("in \"%s\": \"%.*s\", not \"%s\"\n", s->text,
			    STR_ARG(buf_view(&b)), s->found);
		}
		check_thawed(t, s, x);
		for (size_t room = 0; room < n; room++) {
			struct term_hit few[ROOM];

			if (find(t, x, str_of(s->language), TERMS_ALL_LISTS,
				few, room) != room) {
				failures++;
				printf(
				    "in \"%s\": no %zu hits\n", s->text, room);
			}
		}
		buf_free(&b);
		arena_free(&run);
	}
}

static const struct refusal {
	const char *list, *message;
} refusals[] = {
	{ "trem\nx\n", "unit: bad.csv: unknown column 'trem' (did you mean "
		       "'term'?)\n" },
	{ "weight\n1\n", "unit: bad.csv: no column 'term'\n" },
	{ "term|weight\nx|1\n", "unit: bad.csv: unknown column 'term|weight' "
				"(did you mean 'weight'?)\n" },
	{ "term,weight\nx,1\ny,heavy\n", "unit: bad.csv:3: weight 'heavy' is "
					 "not a number\n" },
	{ "term,weight\nx,nan\n", "unit: bad.csv:2: weight 'nan' is not a "
				  "number\n" },
	{ "term,weight\nx,1e999\n", "unit: bad.csv:2: weight '1e999' is not a "
				    "number\n" },
	{ "term,weight\nx,\"1,5\"\n", "unit: bad.csv:2: weight '1,5' is not a "
				      "number\n" },
	{ "term,weight\nx,0x10\n", "unit: bad.csv:2: weight '0x10' is not a "
				   "number\n" },
	{ "term,weight\nx,1\n\n,2\n", "unit: bad.csv:4: an empty term\n" },
	{ "term,weight\n\xe2\x80\x8b,2\n", "unit: bad.csv:2: an empty term\n" },
	{ "term,kind\nx,stems\n", "unit: bad.csv:2: kind 'stems' is none of "
				  "'exact', 'stem' and 'regex'\n" },
	{ "term,kind\nto x,stem\n", "unit: bad.csv:2: a stem of one letter\n" },
	{ "term,language\nx,english\n", "unit: bad.csv:2: 'english' is not a "
					"language code such as 'en'\n" },
	{ "term\na b c d e f g h i j k l m n o p\n"
	  "a b c d e f g h i j k l m n o p q\n",
	    "unit: bad.csv:3: a term of "
	    "more than 16 words\n" },
	{ "term\nhuman\nagent\n\nHuman\n",
	    "unit: bad.csv:5: 'Human' is the same term as 'human' in row 2\n" },
	{ "term\ne-mail\n\"e\nmail\"\n", "unit: bad.csv:3: 'e?mail' is the "
					 "same term as 'e-mail' in row 2\n" },
	{ "term,language\nx,en\nx,de\nx,\nx,EN-gb\n",
	    "unit: bad.csv:5: 'x' is the same term as 'x' in row 2\n" },
};

static void
add(struct str list)
{
	struct arena run;

	arena_init(&run, 1 << 24);
	terms_add(terms_new(&run), "bad", "bad.csv", list);
}

static void
thaw(struct str image)
{
	struct arena run;

	arena_init(&run, 1 << 24);
	terms_thaw(image, &run);
}

/* What a child says on standard error that does this with some bytes. */
static void
refuse(void (*what)(struct str), struct str bytes, struct buf *b)
{
	int pipes[2], status = 0;
	ssize_t n;
	pid_t child;

	if (pipe(pipes) != 0 || (child = fork()) < 0)
		abort();
	if (child == 0) {
		dup2(pipes[1], STDERR_FILENO);
		what(bytes);
		_exit(0);
	}
	close(pipes[1]);
	while ((n = read(pipes[0], buf_reserve(b, 512), 512)) > 0)
		b->n += (size_t)n;
	close(pipes[0]);
	waitpid(child, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != TROUBLE)
		buf_printf(b, "(wait status %d)", status);
}

static void
check_refusals(void)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		struct buf b = { 0 };

		refuse(add, str_of(refusals[i].list), &b);
		if (!str_eq(buf_view(&b), str_of(refusals[i].message))) {
			failures++;
			printf("\"%.*s\", not \"%s\"\n", STR_ARG(buf_view(&b)),
			    refusals[i].message);
		}
		buf_free(&b);
	}
}

/* An image that is cut, of another version or another machine is refused. */
static void
check_broken_images(void)
{
	static const char message[] =
	    "unit: an image of term lists is broken, or of another version\n";
	struct buf image = { 0 };
	struct arena run;

	arena_init(&run, 1 << 24);
	terms_freeze(read_lists(&run, "term\nx\n"), &image);
	for (size_t i = 0; i <= 64; i += 4) {
		struct buf b = { 0 };
		struct str bytes = buf_view(&image);

		if (i < 64)
			image.p[i] ^= 0x40;
		else
			bytes.n--;
		refuse(thaw, bytes, &b);
		if (!str_eq(buf_view(&b), STR(message))) {
			failures++;
			printf("image, byte %zu: \"%.*s\"\n", i,
			    STR_ARG(buf_view(&b)));
		}
		if (i < 64)
			image.p[i] ^= 0x40;
		buf_free(&b);
	}
	buf_free(&image);
	arena_free(&run);
}

/* A word is marked whether or not a term has it, and of two marks the higher
 * counts; a mark alone is no term. */
static void
check_marks(struct text *x)
{
	static const unsigned char wanted[] = { 2, 0, 1, 0, 3 };
	struct terms_known known = { 0 };
	struct term_hit hits[ROOM];
	struct arena run;
	struct terms *t;
	size_t n;

	arena_init(&run, (size_t)1 << 20);
	t = terms_new(&run);
	terms_add(t, "some", "list.csv", STR("term\nagent\nthe agent\n"));
	terms_mark(t, STR("Agent"), 3);
	terms_mark(t, STR("agent"), 1);
	terms_mark(t, STR("what's"), 1);
	terms_mark(t, STR("what's"), 2);
	terms_mark(t, STR("is"), 1);
	terms_build(t);
	text_read(x, STR("what's, is the AGENT"));
	terms_know(t, x, &known);
	n = terms_find(
	    t, x, &known, TERMS_ALL_LANGUAGES, TERMS_ALL_LISTS, hits, ROOM);
	for (size_t i = 0; i < sizeof(wanted); i++)
		if (known.words[i]->mark != wanted[i])
			n = 0;
	if (n != 2) {
		puts("marks are others, or found");
		failures++;
	}
	terms_forget(&known);
	arena_free(&run);
}

int
main(void)
{
	struct text x;

	program = "unit";
	text_init(&x);
	check_samples(&x);
	check_refusals();
	check_broken_images();
	check_marks(&x);
	text_free(&x);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
