/* The model room: what a text's features are, what a file must be, and that a
 * score is the same whoever read what before. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/die.h"
#include "model/corpus.h"
#include "model/features.h"
#include "model/format.h"
#include "model/reader.h"

static int failures;

static void
check(bool fine, const char *what)
{
	if (fine)
		return;
	failures++;
	printf("%s\n", what);
}

static const struct model_shape signals_shape = {
	.run_buckets = 1 << 10,
	.word_buckets = 1 << 10,
	.order = 2,
	.low = 3,
	.high = 5,
};

/* Counted by hand. */
static const struct {
	struct model_shape shape;
	const char *text;
	size_t features, words;
} counts[] = {
	/* ^ab abc bc$ ^abc abc$ ^abc$, and the word */
	{ { 64, 64, 2, 0, 3, 5, false }, "abc", 7, 1 },
	/* the same word in capitals, and full stops that are nothing */
	{ { 64, 64, 2, 0, 3, 5, false }, "ABC...", 7, 1 },
	/* two words of ^a$, their pair */
	{ { 64, 64, 2, 0, 3, 5, false }, "a a", 5, 2 },
	/* a number is a word without runs, whatever its digits */
	{ { 64, 64, 2, 0, 3, 5, false }, "12:30 7", 3, 2 },
	/* ! and ? are words; ^!$ is a run */
	{ { 64, 64, 1, 0, 3, 5, false }, "a!?", 6, 3 },
	/* three words, two pairs, one triple, one pair with a skip; no runs,
	   for ^7$ is a number */
	{ { 64, 64, 3, 4, 3, 5, false }, "7 7 7", 3 + 2 + 1 + 1, 3 },
	/* characters, not bytes: ^, u umlaut, $ */
	{ { 64, 64, 1, 0, 3, 5, false }, "\303\274", 2, 1 },
	/* a stem: "walk" of "walking"; 9 characters with the edges, 7 runs of
	   three */
	{ { 64, 64, 1, 0, 3, 3, true }, "walking", 9, 1 },
};

static void
count_row(void *n, uint32_t row)
{
	(void)row;
	++*(size_t *)n;
}

static size_t
count_features(const struct model_shape *s, const struct text *x, size_t *words)
{
	uint32_t rows[FEATURES_WORD];
	struct words seen;
	struct word w;
	size_t n = 0;

	*words = 0;
	features_start(&seen);
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (!features_token(x, &x->tokens[i], &w))
			continue;
		++*words;
		n += features_word(s, &w, rows);
		features_next(&seen, w.hash);
		features_pairs(s, &seen, count_row, &n);
		features_go_on(&seen);
	}
	return n;
}

static void
check_counts(struct text *x)
{
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		size_t words, n;

		text_read(x, str_of(counts[i].text));
		n = count_features(&counts[i].shape, x, &words);
		if (n == counts[i].features && words == counts[i].words)
			continue;
		failures++;
		printf("\"%s\": %zu features of %zu words, not %zu of %zu\n",
		    counts[i].text, n, words, counts[i].features,
		    counts[i].words);
	}
}

/* A stem joins what endings part. */
static void
check_stems(struct text *x)
{
	struct model_shape s = { 1 << 16, 1 << 16, 1, 0, 3, 3, true };
	const char *const forms[] = { "walking", "walked", "walks" };
	uint32_t rows[FEATURES_WORD], first = 0;
	struct word w;

	for (size_t i = 0; i < 3; i++) {
		text_read(x, str_of(forms[i]));
		features_token(x, &x->tokens[0], &w);
		features_word(&s, &w, rows);
		if (i == 0)
			first = rows[1];
		check(rows[1] == first, forms[i]);
		check(rows[0] != rows[1], "a stem is not its word");
	}
}

static const struct {
	const char *text;
	uint8_t labels[2]; /* of heat, of rain */
} lessons[] = {
	{ "it is hot today", { 1, 0 } },
	{ "so hot and dry", { 1, 0 } },
	{ "the sun burns hot", { 1, 0 } },
	{ "hot hot hot", { 1, 0 } },
	{ "rain all day", { 0, 1 } },
	{ "it rains again", { 0, 1 } },
	{ "heavy rain and wind", { 0, 1 } },
	{ "rainy and cold", { 0, 1 } },
	{ "a quiet evening", { 0, 0 } },
	{ "what time is it", { 0, 0 } },
	{ "the train is late", { 0, 0 } },
	{ "bread and butter", { 0, 0 } },
};

enum { LESSONS = sizeof(lessons) / sizeof(*lessons) };

/* A model of two heads, and the bytes of its file. */
static void
learn(struct text *x, struct arena *run, struct model *m,
    struct model_head heads[2], struct buf *file)
{
	uint32_t texts[LESSONS];
	uint8_t labels[LESSONS];
	double scores[2], small;
	struct corpus c;
	struct fitted f;
	struct model_reader *r;

	corpus_init(&c, &signals_shape, 0.6);
	for (uint32_t i = 0; i < LESSONS; i++) {
		text_read(x, str_of(lessons[i].text));
		texts[i] = (uint32_t)corpus_add(&c, x);
	}
	corpus_weigh(&c, LESSONS);
	fitted_init(&f, &c, 2);
	for (size_t h = 0; h < 2; h++) {
		for (size_t i = 0; i < LESSONS; i++)
			labels[i] = lessons[i].labels[h];
		corpus_fit_head(&c, texts, labels, LESSONS, 10, 1, &f, h);
		heads[h] =
		    (struct model_head){ .name = h ? STR("rain") : STR("heat"),
			    .slope = 1 };
	}
	*m = (struct model){ .kind = MODEL_SIGNALS,
		.name = STR("weather"),
		.version = STR("7"),
		.attribution = STR("own\n"),
		.card = STR("# weather\n"),
		.parameters = { 1.5, -2 } };
	corpus_quantise(&c, &f, m, heads, run);
	r = model_reader_new(m);
	for (uint32_t i = 0; i < LESSONS; i++) {
		const double *got;

		text_read(x, str_of(lessons[i].text));
		got = model_scores(r, x);
		corpus_scores(&c, &f, i, scores);
		for (size_t h = 0; h < 2; h++) {
			small = fabs(got[h] - scores[h]);
			check(small < 0.05, "small integers are off");
			check((got[h] > 0) == lessons[i].labels[h],
			    "a lesson was not learnt");
		}
	}
	model_reader_free(r);
	model_write(m, file);
	fitted_free(&f);
	corpus_free(&c);
}

static const char *const others[] = { "HOT", "rains", "", "...", "12", "hott",
	"r\303\244in \xe9\x9b\xa8 \xf0\x9f\x8c\xa7",
	("donaudampfschifffahrtselektrizit\303\244tenhauptbetriebswerk"
	 "bauunterbeamtengesellschaft"),
	NULL };

static bool
is_same(const double *a, const double *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* Two readers, one of which has read so much that all it knew is gone. */
static void
check_memory(const struct model *m, struct text *x)
{
	struct model_reader *fresh = model_reader_new(m),
			    *old = model_reader_new(m);
	char word[16];

	for (int i = 0; i < 40000; i++) {
		snprintf(word, sizeof(word), "w%dx", i * 7919);
		text_read(x, str_of(word));
		model_scores(old, x);
	}
	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; others[i]; i++) {
			double a[2];

			text_read(x, str_of(others[i]));
			memcpy(a, model_scores(fresh, x), sizeof(a));
			check(is_same(a, model_scores(old, x), 2),
			    "a score hangs on what was read before");
		}
	model_reader_free(fresh);
	model_reader_free(old);
}

/* Words of one place push each other out, also in the middle of a text; where
 * pairs say nothing, the order of words does not either. */
static void
check_crowd(struct text *x, struct arena *run)
{
	struct model m = *model_builtin(run);
	struct model_reader *r;
	char words[3][16], text[64];
	double a[64];

	for (int n = 0, i = 0; n < 3; i++) {
		snprintf(words[n], sizeof(words[n]), "w%dx", i);
		n += n == 0 || reader_place(text_hash(str_of(words[n]))) ==
				   reader_place(text_hash(str_of(words[0])));
	}
	m.shape.order = 1;
	r = model_reader_new(&m);
	for (int i = 0; i < 6; i++) {
		snprintf(text, sizeof(text), "%s %s %s", words[i % 3],
		    words[(i + 1) % 3], words[(i + 2) % 3]);
		text_read(x, str_of(text));
		if (i == 0)
			memcpy(a, model_scores(r, x), m.n_heads * sizeof(*a));
		check(is_same(a, model_scores(r, x), m.n_heads),
		    "a score hangs on the order of words");
	}
	model_reader_free(r);
}

/* Of a long text: sums of many words and pairs, in the built-in model. */
static void
check_plain(struct text *x, struct arena *run)
{
	const struct model *m = model_builtin(run);
	struct model_reader *wide = model_reader_new(m),
			    *plain = model_reader_new(m);
	struct buf b = { 0 };
	double a[64];

	reader_plain(plain);
	for (size_t i = 0; i < LESSONS * 3; i++) {
		buf_cstr(&b, lessons[i % LESSONS].text);
		buf_cstr(&b, " i want my money back you thieves ");
		text_read(x, buf_view(&b));
		memcpy(a, model_scores(wide, x), m->n_heads * sizeof(*a));
		check(is_same(a, model_scores(plain, x), m->n_heads),
		    "a score hangs on the processor");
	}
	buf_free(&b);
	model_reader_free(wide);
	model_reader_free(plain);
}

static void
check_file(const struct model *m, struct str bytes, struct text *x)
{
	struct arena run;
	const struct model *back;
	struct model_reader *a, *b;

	arena_init(&run, 1 << 24);
	back = model_read(bytes, "f", &run);
	check(str_eq(back->name, m->name) && str_eq(back->card, m->card) &&
		  str_eq(back->version, m->version) &&
		  str_eq(back->attribution, m->attribution),
	    "the texts of a file");
	check(back->parameters[0] == 1.5 && back->parameters[1] == -2,
	    "the parameters of a file");
	check(model_find(back, STR("rain")) == 1 &&
		  model_find(back, STR("snow")) == 2,
	    "the heads of a file");
	a = model_reader_new(m);
	b = model_reader_new(back);
	for (size_t i = 0; i < LESSONS; i++) {
		text_read(x, str_of(lessons[i].text));
		check(is_same(model_scores(a, x), model_scores(b, x), 2),
		    "a score hangs on the file");
	}
	model_reader_free(a);
	model_reader_free(b);
	arena_free(&run);
}

/* What a child says that reads this. */
static void
refuse(struct str bytes, struct buf *b)
{
	int pipes[2], status = 0;
	ssize_t n;
	pid_t child;

	if (pipe(pipes) != 0 || (child = fork()) < 0)
		abort();
	if (child == 0) {
		struct arena run;

		dup2(pipes[1], STDERR_FILENO);
		arena_init(&run, 1 << 24);
		model_read(bytes, "f", &run);
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
expect(struct str bytes, const char *message)
{
	struct buf b = { 0 };

	refuse(bytes, &b);
	if (!str_eq(buf_view(&b), str_of(message))) {
		failures++;
		printf(
		    "\"%.*s\", not \"%s\"\n", STR_ARG(buf_view(&b)), message);
	}
	buf_free(&b);
}

/* A flipped bit anywhere, and an end too early. */
static void
check_refusals(struct str bytes)
{
	static const char damaged[] = "toy: f: the model is damaged: its bytes "
				      "are not those that were written\n",
			  truncated[] = "toy: f: the model is truncated, or "
					"has something behind it\n",
			  foreign[] = "toy: f: not a model of hoff\n";
	char *p = malloc(bytes.n);
	const size_t places[] = { 9, 41, 57, 200, 300, bytes.n - 1 };

	if (!p)
		die_of_memory();
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		memcpy(p, bytes.p, bytes.n);
		p[places[i]] ^= 4;
		expect((struct str){ p, bytes.n }, damaged);
	}
	expect((struct str){ bytes.p, bytes.n - 1 }, truncated);
	expect((struct str){ bytes.p, 100 }, truncated);
	expect((struct str){ bytes.p, 7 }, foreign);
	expect(STR("text,intent\nhello,greet\n"), foreign);
	free(p);
}

static double
probability(const struct model *m, struct model_reader *r, struct text *x,
    const char *head, const char *text)
{
	size_t h = model_find(m, str_of(head));

	text_read(x, str_of(text));
	return model_probability(&m->heads[h], model_scores(r, x)[h]);
}

/* The built-in model knows its trade; none of these is a phrase of a list. */
static void
check_builtin(struct text *x)
{
	struct arena run;
	const struct model *m;
	struct model_reader *r;

	arena_init(&run, 1 << 24);
	m = model_builtin(&run);
	r = model_reader_new(m);
	check(probability(m, r, x, "human_request",
		  "pls have sme1 fone me back asap") > 0.5,
	    "a misspelt request");
	check(probability(m, r, x, "fraud",
		  "there is a withdrawal on my account i never made") > 0.5,
	    "a withdrawal that was not made");
	check(probability(
		  m, r, x, "positive", "this is lovely, you made my day") > 0.5,
	    "a happy customer");
	check(probability(m, r, x, "human_request",
		  "a large latte with oat milk") < MODEL_TRACE,
	    "an order is no request");
	check(probability(m, r, x, "self_harm", "what time do you open") <
		  MODEL_TRACE,
	    "opening hours are no danger");
	model_reader_free(r);
	arena_free(&run);
}

int
main(void)
{
	struct text x;
	struct arena run;
	struct model m;
	struct model_head heads[2];
	struct buf file = { 0 }, again = { 0 };

	program = "toy";
	arena_init(&run, 1 << 24);
	text_init(&x);
	check_counts(&x);
	check_stems(&x);
	learn(&x, &run, &m, heads, &file);
	check_memory(&m, &x);
	check_crowd(&x, &run);
	check_plain(&x, &run);
	check_file(&m, buf_view(&file), &x);
	check_refusals(buf_view(&file));
	learn(&x, &run, &m, heads, &again);
	check(str_eq(buf_view(&file), buf_view(&again)),
	    "the same lessons, another file");
	check_builtin(&x);
	text_free(&x);
	buf_free(&file);
	buf_free(&again);
	arena_free(&run);
	return failures != 0;
}
