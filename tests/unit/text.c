/*
 * text			check the room
 * text --fold		read texts, one a line; print each folded, one a line
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/memory.h"
#include "text/text.h"

static int failures;

static void
differ(const char *what, const char *text, struct str got, const char *want)
{
	failures++;
	printf("%s of \"%s\": \"%.*s\", not \"%s\"\n", what, text, STR_ARG(got),
	    want);
}

/* The folded tokens with a blank between them. */
static void
show_tokens(const struct text *t, struct buf *b)
{
	for (size_t i = 0; i < t->n_tokens; i++) {
		if (i)
			buf_char(b, ' ');
		buf_str(b, text_token(t, &t->tokens[i]));
	}
}

/* "0-5 6-7": the code points of each token. */
static void
show_spans(const struct text *t, struct buf *b)
{
	for (size_t i = 0; i < t->n_tokens; i++)
		buf_printf(b, "%s%u-%u", i ? " " : "", t->tokens[i].start,
		    t->tokens[i].end);
}

/* A letter for each token: w word, W starts upper case, A all upper case,
 * i ideogram, e emoji, p punctuation; _ before it where it is spaced. */
static void
show_kinds(const struct text *t, struct buf *b)
{
	for (size_t i = 0; i < t->n_tokens; i++) {
		const struct token *k = &t->tokens[i];

		if (k->spaced)
			buf_char(b, '_');
		if (k->class == TEXT_WORD)
			buf_char(b, "wWA"[k->upper]);
		else
			buf_char(b, "?iep"[k->class]);
	}
}

static void
compare(const char *what, const char *text, const struct text *t,
    void (*show)(const struct text *, struct buf *), const char *want)
{
	struct buf b = { 0 };

	show(t, &b);
	if (want && !str_eq(buf_view(&b), str_of(want)))
		differ(what, text, buf_view(&b), want);
	buf_free(&b);
}

static const struct sample {
	const char *text, *tokens, *spans, *kinds;
} samples[] = {
	/* words and marks */
	{ "", "", "", "" },
	{ " \t\n ", "", "", "" },
	{ "Hello", "hello", "0-5", "W" },
	{ "hello, World!", "hello , world !", "0-5 5-6 7-12 12-13", "wp_Wp" },
	{ " I am NOT", "i am not", "1-2 3-5 6-9", "_W_w_A" },
	{ "A4 B2B 4U X", "a4 b2b 4u x", NULL, "W_A_w_W" },
	{ "5KG 1.5KG 1_A 12:30 A\xc3\x89 \xc3\x89 \xc3\x89t\xc3\xa9",
	    "5kg 1.5kg 1_a 12:30 a\xc3\xa9 \xc3\xa9 \xc3\xa9t\xc3\xa9", NULL,
	    "A_A_w_w_A_W_W" },
	{ "McDonald iPHONE", "mcdonald iphone", NULL, "W_w" },
	{ "end.Next one", "end . next one", "0-3 3-4 4-8 9-12", "wpW_w" },
	{ "a  b", "a b", "0-1 3-4", "w_w" },
	{ "wait...", "wait . . .", NULL, "wppp" },
	{ "AT&T c++ #1 50% $5", "at & t c + + # 1 50 % $ 5", NULL,
	    "ApW_wpp_pw_wp_pw" },
	{ "line\r\nbreak", "line break", "0-4 6-11", "w_w" },
	/* what joins, and what does not */
	{ "don't", "don't", "0-5", "w" },
	{ "it's\ta '\n", "it's a '", NULL, NULL },
	{ "don\xe2\x80\x99t don`t don\xc2\xb4t", "don't don't don't",
	    "0-5 6-11 12-17", "w_w_w" },
	{ "rock'n'roll", "rock'n'roll", NULL, NULL },
	{ "'quoted' it''s", "' quoted ' it ' ' s", NULL, "pwp_wppw" },
	{ "l'agent L\xe2\x80\x99"
	  "Agent qu'un dell'ordine",
	    "l ' agent l ' agent qu ' un dell ' ordine",
	    "0-1 1-2 2-7 8-9 9-10 10-15 16-18 18-19 19-21 22-26 26-27 27-33",
	    "wpw_WpW_wpw_wpw" },
	{ "puisqu'il xlorsqu'il quest'ora",
	    "puisqu ' il xlorsqu'il quest ' ora", NULL, "wpw_w_wpw" },
	{ "o'clock y'all 1'000 90's", "o'clock y'all 1'000 90 ' s", NULL,
	    NULL },
	{ "1.5 1,000.50 10:30pm 1.2.3 5. x.5",
	    "1.5 1,000.50 10:30pm 1.2.3 5 "
	    ". x . 5",
	    NULL, NULL },
	{ "1,2,,3", "1,2 , , 3", NULL, NULL },
	{ "e-mail a - b", "e - mail a - b", "0-1 1-2 2-6 7-8 9-10 11-12",
	    "wpw_w_p_w" },
	{ "non\xe2\x80\x91stop 1\xe2\x80\x93"
	  "2 a\xe2\x80\x94"
	  "b",
	    "non - stop 1 - 2 a \xe2\x80\x94 b", NULL, NULL },
	{ "order_id _x_ a__b", "order_id _ x _ a _ _ b", NULL, NULL },
	{ "24/7 and/or", "24 / 7 and / or", NULL, NULL },
	/* addresses */
	{ "a@b.co", "a@b.co", "0-6", "w" },
	{ "write Jo.Van-B+x@Mail-1.co.uk.", "write jo.van-b+x@mail-1.co.uk .",
	    "0-5 6-29 29-30", "w_Wp" },
	{ "x, y@z", "x , y@z", NULL, NULL },
	{ "x. y@z", "x . y@z", NULL, NULL },
	{ "!.y@z", "! . y@z", NULL, NULL },
	{ "@me a@ @", "@ me a @ @", NULL, NULL },
	{ "jo .b@x a.\xcc\x81"
	  "b@x",
	    "jo . b@x a .\xcc\x81 b@x", "0-2 3-4 4-7 8-9 9-11 11-14",
	    "w_pw_wpw" },
	/* folding */
	{ "STRASSE Stra\xc3\x9f"
	  "e \xe1\xba\x9e",
	    "strasse strasse ss", "0-7 8-14 15-16", "A_W_W" },
	{ "K\xc3\x9cNDIGEN k\xc3\xbcndigen", "k\xc3\xbcndigen k\xc3\xbcndigen",
	    "0-8 9-17", "A_w" },
	{ "Ku\xcc\x88ndigen U\xcc\x88"
	  "B",
	    "k\xc3\xbcndigen \xc3\xbc"
	    "b",
	    "0-9 10-13", "W_A" },
	{ "\xd0\x9f\xd0\xa0\xd0\x98\xd0\x92\xd0\x95\xd0\xa2",
	    "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "0-6", "A" },
	{ "\xef\xac\x81sh \xe2\x84\xa2 \xc2\xbd \xe2\x80\xa6",
	    "fish tm 1 / 2 . . .", "0-3 4-5 6-7 6-7 6-7 8-9 8-9 8-9",
	    "w_w_wpw_ppp" },
	{ "\xef\xbc\xa8\xef\xbd\x95\xef\xbc\x8d\xef\xbd\x8d", "hu - m", NULL,
	    NULL },
	{ "\xf0\x9d\x90\x87\xf0\x9d\x90\xae\xf0\x9d\x90\xa6", "hum", "0-3",
	    "W" },
	{ "a \xe2\x89\xa0 b=\xcc\xb8"
	  "c",
	    "a \xe2\x89\xa0 b \xe2\x89\xa0 c", "0-1 2-3 4-5 5-7 7-8",
	    "w_p_wpw" },
	{ "\xe2\x80\x9cquoted\xe2\x80\x9d \xc2\xabso\xc2\xbb",
	    "\" quoted \" \" so \"", NULL, NULL },
	/* letters of two bytes, one of them right before a mark that joins */
	{ "l\xc3\xbc'AGE \xc3\x84\xc3\x96\xc3\x9c stra\xc3\x9f"
	  "e \xc2\xbfqu\xc3\xa9?",
	    "l\xc3\xbc'age \xc3\xa4\xc3\xb6\xc3\xbc strasse "
	    "\xc2\xbf qu\xc3\xa9 ?",
	    "0-6 7-10 11-17 18-19 19-22 22-23", "w_A_w_pwp" },
	/* signs between those letters */
	{ "2\xc3\x97\xc3\x97 3\xc3\xb7", "2 \xc3\x97 \xc3\x97 3 \xc3\xb7",
	    "0-1 1-2 2-3 4-5 5-6", "wpp_wp" },
	/* what nobody sees */
	{ "hu\xe2\x80\x8bm\xc2\xad"
	  "an",
	    "human", "0-7", "w" },
	{ "\xef\xbb\xbfhi \xe2\x80\xaeyou\xe2\x80\xac!", "hi you !",
	    "1-3 5-9 9-10", "w_wp" },
	{ "hu\001m\033an", "human", "0-7", "w" },
	{ "it\xe2\x80\x99\xe2\x80\x8bs 1\xe2\x80\x8b.5", "it's 1.5", NULL,
	    NULL },
	/* marks */
	{ "cafe\xcc\x81\xcc\x81!", "caf\xc3\xa9\xcc\x81 !", "0-6 6-7", "wp" },
	{ "it'\xcc\x81s", "it '\xcc\x81 s", "0-2 2-4 4-5", "wpw" },
	{ " \xcc\x81x", "\xcc\x81x", "1-3", "_w" },
	{ "\xf0\x9f\x91\xa9 \xcc\x81x \xe2\x80\x8d \xcc\x81",
	    "\xf0\x9f\x91\xa9 \xcc\x81x \xcc\x81", "0-1 2-4 7-8", "e_w_w" },
	/* scripts without word spaces */
	{ "\xe9\x80\x80\xe8\xb4\xa7OK", "\xe9\x80\x80 \xe8\xb4\xa7 ok",
	    "0-1 1-2 2-4", "iiA" },
	{ "\xef\xbd\xb6\xef\xbe\x9e\xe3\x83\xbc", "\xe3\x82\xac \xe3\x83\xbc",
	    "0-2 2-3", "ii" },
	{ "\xe0\xb8\x99\xe0\xb8\xb5\xe0\xb9\x89\xe0\xb8\x84",
	    "\xe0\xb8\x99\xe0\xb8\xb5\xe0\xb9\x89 \xe0\xb8\x84", "0-3 3-4",
	    "ii" },
	{ "\xec\x83\x81\xeb\x8b\xb4\xec\x9b\x90 "
	  "\xe1\x84\x89\xe1\x85\xa1\xe1\x86\xbc",
	    "\xec\x83\x81\xeb\x8b\xb4\xec\x9b\x90 \xec\x83\x81", "0-3 4-7",
	    "w_w" },
	/* emoji */
	{ "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbdok", "\xf0\x9f\x91\x8d ok",
	    "0-2 2-4", "ew" },
	{ "\xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd\xe2\x80\x8d\xf0\x9f\x92\xbb"
	  "\xf0\x9f\x98\x80",
	    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb \xf0\x9f\x98\x80",
	    "0-4 4-5", "ee" },
	{ "\xe2\x9d\xa4\xef\xb8\x8f! \xe2\x9d\xa4",
	    "\xe2\x9d\xa4 ! \xe2\x9d\xa4", "0-2 2-3 4-5", "ep_e" },
	{ "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7"
	  "\xf0\x9f\x87\xab",
	    "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa \xf0\x9f\x87\xab\xf0\x9f\x87\xb7"
	    " \xf0\x9f\x87\xab",
	    "0-2 2-4 4-5", "eee" },
	{ "a1\xef\xb8\x8f\xe2\x83\xa3#\xe2\x83\xa3",
	    "a 1\xe2\x83\xa3 #\xe2\x83\xa3", "0-1 1-4 4-6", "wee" },
	{ "1\xe2\x83\xa3\xe2\x83\xa3", "1\xe2\x83\xa3\xe2\x83\xa3", "0-3",
	    "w" },
	{ "x\xf0\x9f\x8f\xbd", "x \xf0\x9f\x8f\xbd", "0-1 1-2", "we" },
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x87\xa9",
	    "\xf0\x9f\x91\xa9 \xf0\x9f\x87\xa9", "0-2 2-3", "ee" },
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8dx\xf0\x9f\x92\xbb",
	    "\xf0\x9f\x91\xa9 x \xf0\x9f\x92\xbb", "0-2 2-3 3-4", "ewe" },
	{ "\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
	    "\xf0\x9f\x98\x80 \xf0\x9f\x98\x80", "0-1 1-2", "ee" },
	{ "\xc2\xa9 2026", "\xc2\xa9 2026", NULL, "p_w" },
};

/* What holds for every text. */
static void
check_invariants(const struct text *t, const char *name)
{
	struct token last = { 0 };

	for (size_t i = 0; i < t->n_tokens; i++) {
		struct token k = t->tokens[i];

		if (k.n == 0 || k.at < last.at + last.n ||
		    k.at + k.n > t->folded.n || k.start >= k.end ||
		    k.start < last.start || k.end < last.end ||
		    k.end > t->n_codepoints) {
			failures++;
			printf("token %zu of %s is out of place\n", i, name);
		}
		if (k.hash != text_hash(text_token(t, &k))) {
			failures++;
			printf("token %zu of %s: hash\n", i, name);
		}
		last = k;
	}
	for (int i = 0; i < TEXT_PADDING; i++)
		if (t->folded.p[t->folded.n + (size_t)i]) {
			failures++;
			printf("padding of %s is not zero\n", name);
		}
}

static void
check_samples(struct text *t)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		const struct sample *s = &samples[i];

		text_read(t, str_of(s->text));
		compare("tokens", s->text, t, show_tokens, s->tokens);
		compare("spans", s->text, t, show_spans, s->spans);
		compare("kinds", s->text, t, show_kinds, s->kinds);
		check_invariants(t, s->text);
		if (t->n_codepoints != text_codepoints(str_of(s->text))) {
			failures++;
			printf("code points of \"%s\": %zu\n", s->text,
			    t->n_codepoints);
		}
	}
}

/* A text has the same tokens behind a longer word, wherever in the blocks of
 * plain.c that moves them. */
static void
check_places(struct text *t)
{
	struct text moved;

	text_init(&moved);
	moved.memory->kernel = t->memory->kernel;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		for (uint32_t by = 2; by < BLOCK + 2; by++) {
			char line[256];
			int n = snprintf(line, sizeof(line), "%0*u %s",
			    (int)by - 1, 1u, samples[i].text);

			text_read(t, str_of(samples[i].text));
			text_read(&moved, (struct str){ line, (size_t)n });
			check_invariants(&moved, line);
			if (moved.n_tokens != t->n_tokens + 1)
				differ("tokens", line, moved.folded, "others");
			for (size_t k = 0; k < t->n_tokens; k++) {
				struct token want = t->tokens[k];
				struct token got = moved.tokens[k + 1];

				if (got.at == want.at + by &&
				    got.start == want.start + by &&
				    got.end == want.end + by &&
				    got.hash == want.hash &&
				    got.class == want.class &&
				    got.upper == want.upper)
					continue;
				failures++;
				printf("token %zu of \"%s\"\n", k, line);
			}
		}
	text_free(&moved);
}

/* Any generator will do, if it is the same everywhere. */
static uint32_t
dice(uint32_t sides)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

static bool
same_tokens(const struct text *a, const struct text *b)
{
	if (a->n_tokens != b->n_tokens || !str_eq(a->folded, b->folded))
		return false;
	for (size_t i = 0; i < a->n_tokens; i++) {
		const struct token *k = &a->tokens[i], *l = &b->tokens[i];

		if (k->at != l->at || k->n != l->n || k->start != l->start ||
		    k->end != l->end || k->hash != l->hash ||
		    k->class != l->class || k->upper != l->upper ||
		    k->spaced != l->spaced)
			return false;
	}
	return true;
}

/*
 * The two ways through a text must meet: full-width letters go the slow one
 * and fold to ASCII, which goes the fast one, a code point for a code point.
 * Mixed they meet inside words.
 */
static void
check_two_ways(struct text *t)
{
	static const char often[] = "aAbstnLlu19 ''.,:_@-+ ";
	struct text wide, mixed;

	text_init(&wide);
	text_init(&mixed);
	for (int round = 0; round < 20000; round++) {
		char a[33], w[3 * 33], m[3 * 33];
		size_t n = dice(32), n_w = 0, n_m = 0;

		for (size_t i = 0; i < n; i++) {
			char full[4] = "\xe3\x80\x80"; /* a blank */

			a[i] = dice(4) ? often[dice(sizeof(often) - 1)]
				       : (char)(' ' + dice(95));
			if (a[i] != ' ') {
				full[0] = '\xef';
				full[1] = (char)(0xbc + (a[i] - 0x20 >= 0x40));
				full[2] = (char)(0x80 + (a[i] - 0x20) % 0x40);
			}
			memcpy(w + n_w, full, 3);
			n_w += 3;
			if (dice(2)) {
				m[n_m++] = a[i];
			} else {
				memcpy(m + n_m, full, 3);
				n_m += 3;
			}
		}
		text_read(t, (struct str){ a, n });
		text_read(&wide, (struct str){ w, n_w });
		text_read(&mixed, (struct str){ m, n_m });
		check_invariants(t, "an ASCII text");
		if (!same_tokens(t, &wide) || !same_tokens(t, &mixed)) {
			failures++;
			printf("two ways: \"%.*s\"\n", (int)n, a);
		}
	}
	text_free(&wide);
	text_free(&mixed);
}

/* However many bytes are told at once, a text has the same tokens. */
static void
check_kernels(struct text *t, struct str s)
{
	static struct text other;

	if (!other.memory)
		text_init(&other);
	t->memory->kernel = TEXT_CAREFUL;
	text_read(t, s);
	for (int k = 0; k <= (int)mark_fastest(); k++) {
		other.memory->kernel = (enum text_kernel)k;
		text_read(&other, s);
		if (same_tokens(t, &other))
			continue;
		failures++;
		printf("kernel %d: \"%.*s\"\n", k, STR_ARG(s));
	}
}

/* Characters that do something to their neighbours, in any order: mostly those
 * that may be told alone, or mostly others. */
static void
check_neighbours(struct text *t)
{
	static const char *const some[] = { "a", "B", "LN", "t", "1", "2", " ",
		"\n", "'", "`", ".", ",", "@", "_", "-", "=", "#", "qu",
		"\xc3\xa9", "\xc3\x89", "\xc3\x9f", "\xc3\x97", "\xc2\xbf",
		"\xc2\xb0",
		/* others */
		"\xcc\x81", "\xcc\xb8", "\xe2\x80\x8b", "\xe2\x80\x8d",
		"\xef\xb8\x8f", "\xe2\x83\xa3", "\xf0\x9f\x91\xa9",
		"\xf0\x9f\x92\xbb", "\xf0\x9f\x8f\xbd", "\xf0\x9f\x87\xa9",
		"\xe9\x80\x80", "\xef\xbd\xb6", "\xef\xbe\x9e", "\xe2\x80\xa6",
		"\xe2\x80\x99", "\xc2\xb4", "\xc2\xa8", "\xc2\xa0",
		"\xe1\x84\x89", "\xe1\x85\xa1", "\xe1\x86\xbc", "\xef\xb7\xba",
		"\xe3\x8c\x96", "\xcd\x85", "\x01" };
	enum { ALL = sizeof(some) / sizeof(*some), ALONE = 24 };

	for (int round = 0; round < 40000; round++) {
		char text[400];
		size_t n = 0, want = 0, pieces = dice(dice(4) ? 24 : 90);
		uint32_t of = dice(2) ? ALL : ALONE + dice(4);

		while (pieces--) {
			const char *piece = some[dice(of)];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
			want += text_codepoints(str_of(piece));
		}
		check_kernels(t, (struct str){ text, n });
		check_invariants(t, "neighbours");
		if (t->n_codepoints != want) {
			failures++;
			printf("neighbours: %zu code points, not %zu\n",
			    t->n_codepoints, want);
		}
	}
}

static void
fill(char *to, size_t size, const char *piece)
{
	size_t n = strlen(piece);

	for (size_t i = 0; i + n <= size; i += n)
		memcpy(to + i, piece, n);
}

/* A text may be all of what expands most, or of one endless run of marks;
 * it is cut between two characters. */
static void
check_extremes(struct text *t)
{
	static const char *const pieces[] = { "a", ".", " ", "a.", "\xc3\xa9",
		"\xef\xb7\xba" /* 18 characters */,
		"\xe3\x8c\x96" /* 6 ideograms */, "\xcc\x81",
		"\xcc\x81\xcc\xa3", "\xe2\x80\x8d", "\xf0\x9f\x91\xa9",
		"\xf0\x9f\x87\xa9", "a@", "a.b@", "-a", "\xe2\x83\xa3" };
	char *text = malloc(TEXT_CEILING + 16);

	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		size_t n = strlen(pieces[i]);

		for (size_t more = 0; more < 2; more++) {
			size_t size = TEXT_CEILING / n * n + more * n;

			fill(text, size, pieces[i]);
			text_read(t, (struct str){ text, size });
			check_invariants(t, pieces[i]);
			if (t->n_codepoints !=
			    TEXT_CEILING / n *
				text_codepoints(str_of(pieces[i]))) {
				failures++;
				printf("%s: %zu code points were read\n",
				    pieces[i], t->n_codepoints);
			}
		}
	}
	fill(text, TEXT_CEILING + 8, "\xe2\x82\xac");
	text_read(t, (struct str){ text, TEXT_CEILING + 8 });
	if (t->n_codepoints != TEXT_CEILING / 3) {
		failures++;
		printf("a text is cut inside a character\n");
	}
	free(text);
}

/* Models are trained on these: they must never change.  Computed with
 * arbitrary-precision integers in Python from the words of hash.h. */
static void
check_hashes(void)
{
	static const struct {
		const char *text;
		uint64_t hash;
	} known[] = {
		{ "", UINT64_C(0x0850f9794d5108b4) },
		{ "a", UINT64_C(0xe1c6a2d91a37cefe) },
		{ "human", UINT64_C(0x3a0eb0a477fb7e81) },
		{ "operator", UINT64_C(0x3695e2ef4c1736b0) },
		{ "k\xc3\xbcndigung", UINT64_C(0x94bfc95a6d23f612) },
		{ "internationalisation", UINT64_C(0xa3bec3c7a0505b6e) },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (text_hash(str_of(known[i].text)) != known[i].hash) {
			failures++;
			printf("hash of \"%s\"\n", known[i].text);
		}
	if (text_hash(STR("a")) == text_hash(STR("a\0"))) {
		failures++;
		printf("hash: a NUL at the end does not count\n");
	}
}

/* Every byte of ASCII behind and before words of every length, in every case.
 */
static void
check_bytes(struct text *t)
{
	static const char letters[] = "aBcDeFGhIJ0kLMn9zAZoPq5";

	for (unsigned c = 0; c < 0x80; c++)
		for (size_t n = 0; n < 80; n++) {
			char line[256];
			int length = snprintf(line, sizeof(line),
			    "%.*s%c%.*s%c\xc3\x84%c", (int)(n % 23),
			    letters + n % 7, c, (int)(n % 41 % 23), letters, c,
			    c);

			check_kernels(t, (struct str){ line, (size_t)length });
		}
}

static void
fold_lines(struct text *t)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&line, &room, stdin)) > 0) {
		n -= line[n - 1] == '\n';
		text_read(t, (struct str){ line, (size_t)n });
		printf("%.*s\n", STR_ARG(t->folded));
	}
	free(line);
}

/* Characters as people see them, each ended by "|", as in GraphemeBreakTest of
 * Unicode 14: every byte of them belongs to the one that holds it. */
static void
check_whole(void)
{
	static const char *const texts[] = { "a|b|c|", "e\u0301\u0302|x|",
		"\r\n|\n|", "\U0001F1F0\U0001F1EA|\U0001F1E9\U0001F1EA|a|",
		"\U0001F469\u200D\U0001F469\u200D\U0001F467|\U0001F467|",
		"\U0001F44D\U0001F3FD|\u2764\uFE0F|", "\u0915\u093F|\u0916|",
		"\u1100\u1161\u11A8|\u1100\u1161|", "\u05E9\u05C1|\u05D0|",
		"\u0E01\u0E33|\u0E02|", "\u65E5|\u672C|", "x\u0308\u200D|y|" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char text[64], want[64], got[64];
		size_t n = 0, from = 0;

		want[0] = 0;
		for (const char *p = texts[i]; *p; p++) {
			if (*p == '|')
				from = n;
			else
				text[n++] = *p;
			want[n] = (char)from;
		}
		want[n] = (char)n;
		for (size_t at = 0; at <= n; at++)
			got[at] = (char)text_whole((struct str){ text, n }, at);
		if (memcmp(got, want, n + 1) != 0) {
			failures++;
			printf("characters are parted in sample %zu\n", i);
		}
	}
}

int
main(int argc, char **argv)
{
	struct text t;

	text_init(&t);
	if (argc > 1 && strcmp(argv[1], "--fold") == 0) {
		fold_lines(&t);
	} else {
		for (int k = 0; k <= (int)mark_fastest(); k++) {
			t.memory->kernel = (enum text_kernel)k;
			check_samples(&t);
			check_places(&t);
			check_extremes(&t);
		}
		check_two_ways(&t);
		check_bytes(&t);
		check_neighbours(&t);
		check_hashes();
		check_whole();
	}
	text_free(&t);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
