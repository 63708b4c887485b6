/* The pattern room: what it refuses, where it matches, how it gives up. */

#include <pthread.h>
#include <stdio.h>

#include "pattern/pattern.h"

static int failures;

static void
check(bool good, const char *what, const char *of)
{
	if (!good) {
		failures++;
		printf("%s: %s\n", of, what);
	}
}

static const char *const refused[] = {
	"",
	"a*",
	"a+",
	"a{2,}",
	"a{2, }",
	"a{ 3 , }",
	"(?:a|b)*c",
	"[a]+",
	"[]]+",
	"[^]]*",
	"a{1,4}{2,}",
	"a++",
	"(a)\\1",
	"(?<n>a)\\k<n>",
	"(?R)",
	"(?1)",
	"(?&n)",
	"(?P>n)",
	"(?(?=a)b)",
	"(?#note)",
	"(*ACCEPT)",
	"(?C1)",
	"(?x)a",
	"\\Qa+\\E",
	"\\x{61}",
	"\\p{L}",
	"\\X",
	"\\R",
	"\\K",
	"\\C",
	"\\g{1}",
	"a{1,2000}",
	"a{99999999999999999999}",
	"[a",
	"(a",
	"a)",
	"a\\",
	"[[:alpha:]]",
};

static const char *const taken[] = {
	"a",
	"a?",
	"a??",
	"a?+",
	"a{3}",
	"a{1,4}",
	"a{1,4}?",
	"a{1,4}+",
	"[*+{2,}]",
	"[]*+]",
	"\\*\\+",
	"a{",
	"(?:a|b){1,9}",
	"(?i)a",
	"(?i:a)b",
	"(?<=a)b",
	"(?<!a)b",
	"(?=a)a",
	"(?!a)b",
	"(?>a{1,3})b",
	"\\x40",
	"\\d{1,3}",
	"[\\x80-\\xff]",
};

struct match {
	const char *pattern, *text;
	size_t at;
	enum pattern_answer answer;
	size_t end;
};

static const struct match matches[] = {
	{ "b{1,3}", "abbbb", 1, PATTERN_YES, 4 },
	{ "b{1,3}", "abbbb", 0, PATTERN_NO, 0 }, /* never searches */
	{ "(?<!a)b", "ab", 1, PATTERN_NO, 0 },	 /* sees what is before */
	{ "(?<=a)b", "ab", 1, PATTERN_YES, 2 },
	{ "b(?=c)", "bc", 0, PATTERN_YES, 1 },
	{ "b?", "a", 0, PATTERN_NO, 0 },	 /* never empty */
	{ "b", "b", 1, PATTERN_NO, 0 },		 /* behind the end */
	{ "b$", "b\n", 0, PATTERN_NO, 0 },	 /* $ is the very end */
	{ "\\d", "\xd9\xa1", 0, PATTERN_NO, 0 }, /* ASCII only */
	{ "[\\x80-\\xff]{2}", "\xd9\xa1", 0, PATTERN_YES, 2 },
};

static void
check_match(const struct match *m, struct pattern_memory *memory)
{
	struct pattern_error err;
	struct pattern *p = pattern_new(str_of(m->pattern), &err);
	size_t end = 0;

	check(p != NULL, "is not compiled", m->pattern);
	if (!p)
		return;
	check(
	    pattern_at(p, memory, str_of(m->text), m->at, &end) == m->answer &&
		end == m->end,
	    "matches otherwise", m->pattern);
	pattern_free(p);
}

/* Nested quantifiers that backtrack: bounded, and still too much work. */
static void
check_steps(void)
{
	static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b";
	struct pattern_error err;
	struct pattern *p = pattern_new(STR("(?:a{1,20}){1,20}b"), &err);
	struct pattern_memory *few = pattern_memory_new(1000);
	size_t end;

	check(pattern_at(p, few, str_of(text), 0, &end) == PATTERN_FAILED,
	    "does not run out of steps", "(?:a{1,20}){1,20}b");
	pattern_memory_free(few);
	pattern_free(p);
}

static void
check_begins(const char *pattern, const char *yes, const char *no)
{
	struct pattern_error err;
	struct pattern *p = pattern_new(str_of(pattern), &err);

	for (const char *c = yes; *c; c++)
		check(pattern_begins(p, (unsigned char)*c), "may not begin so",
		    pattern);
	for (const char *c = no; *c; c++)
		check(!pattern_begins(p, (unsigned char)*c), "may begin so",
		    pattern);
	pattern_free(p);
}

enum { THREADS = 8, ROUNDS = 200 };

/* One of those that ask a new pattern at once, when all are there. */
struct asker {
	pthread_t thread;
	pthread_barrier_t *all;
	struct pattern *const *patterns; /* ROUNDS */
	size_t answers;			 /* right ones */
};

static void *
ask(void *arg)
{
	struct asker *a = arg;
	struct pattern_memory *memory = pattern_memory_new(100000);

	for (size_t i = 0; i < ROUNDS; i++) {
		size_t end = 0;

		pthread_barrier_wait(a->all);
		a->answers +=
		    pattern_at(a->patterns[i], memory, STR("call 030-12 345"),
			5, &end) == PATTERN_YES &&
		    end == 15;
	}
	pattern_memory_free(memory);
	return NULL;
}

static void
check_threads(void)
{
	struct pattern *patterns[ROUNDS];
	struct asker askers[THREADS];
	struct pattern_error err;
	pthread_barrier_t all;

	for (size_t i = 0; i < ROUNDS; i++)
		patterns[i] = pattern_new(
		    STR("\\d{1,4}(?:[- ]?\\d{1,4}){1,5}(?!\\d)"), &err);
	pthread_barrier_init(&all, NULL, THREADS);
	for (size_t i = 0; i < THREADS; i++) {
		askers[i] = (struct asker){ .all = &all, .patterns = patterns };
		pthread_create(&askers[i].thread, NULL, ask, &askers[i]);
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(askers[i].thread, NULL);
		check(askers[i].answers == ROUNDS, "answers a thread otherwise",
		    "a new pattern");
	}
	pthread_barrier_destroy(&all);
	for (size_t i = 0; i < ROUNDS; i++)
		pattern_free(patterns[i]);
}

int
main(void)
{
	struct pattern_memory *memory = pattern_memory_new(100000);
	struct pattern_error err;

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct pattern *p = pattern_new(str_of(refused[i]), &err);

		check(!p, "is not refused", refused[i]);
		check(err.detail[0] != '\0', "is refused without a word",
		    refused[i]);
		pattern_free(p);
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
		struct pattern *p = pattern_new(str_of(taken[i]), &err);

		check(p != NULL, err.detail, taken[i]);
		pattern_free(p);
	}
	for (size_t i = 0; i < sizeof(matches) / sizeof(*matches); i++)
		check_match(&matches[i], memory);
	check_steps();
	check_threads();
	check_begins("[ab]c", "ab", "c");
	check_begins("(?i)www", "wW", "x");
	check_begins("www", "w", "x");
	check_begins("(?<=x)a?b", "ab", "");
	pattern_memory_free(memory);
	return failures != 0;
}
