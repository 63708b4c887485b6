#include "pattern/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "pattern/lint.h"

enum {
	JIT_STACK_START = 32 * 1024,
	JIT_STACK_MOST = 512 * 1024,
	INTERPRETER_HEAP = 16 * 1024, /* KiB, where there is no JIT */
};

/* What matches is made when it is first asked for: to make machine code of all
 * patterns takes longer than the rest of a start, and few records need all. */
struct engine {
	atomic_int state;
	pcre2_code *code;
	bool compiled; /* to machine code */
};

enum { UNMADE, IN_HAND, MADE };

struct pattern {
	char *text;
	size_t n;		 /* bytes of it */
	uint8_t begins[256 / 8]; /* a bit for each first byte */
	uint32_t shortest;	 /* match */
	struct engine *engine;
};

struct pattern_memory {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL without JIT */
};

static pcre2_code *
compile(struct str text, uint32_t anchored, struct pattern_error *err)
{
	uint32_t options = PCRE2_NEVER_UTF | PCRE2_NEVER_UCP |
			   PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY |
			   PCRE2_NO_AUTO_CAPTURE;
	PCRE2_SIZE at = 0;
	int fault;
	pcre2_code *code = pcre2_compile(
	    (PCRE2_SPTR)text.p, text.n, options | anchored, &fault, &at, NULL);

	if (!code) {
		err->at = at;
		pcre2_get_error_message(
		    fault, (PCRE2_UCHAR *)err->detail, sizeof(err->detail));
	}
	return code;
}

/*
 * PCRE2 works the first bytes, and the fewest, out only for a pattern that may
 * match anywhere, so that form is compiled too and thrown away.  What it does
 * not know is left open: every byte may begin a match.
 */
static bool
learn_begins(struct pattern *p, struct str text, struct pattern_error *err)
{
	pcre2_code *anywhere = compile(text, 0, err);
	const uint8_t *map = NULL;
	uint32_t first = 0, type = 0;

	if (!anywhere)
		return false;
	pcre2_pattern_info(anywhere, PCRE2_INFO_MINLENGTH, &p->shortest);
	pcre2_pattern_info(anywhere, PCRE2_INFO_FIRSTBITMAP, &map);
	pcre2_pattern_info(anywhere, PCRE2_INFO_FIRSTCODETYPE, &type);
	pcre2_pattern_info(anywhere, PCRE2_INFO_FIRSTCODEUNIT, &first);
	if (type == 1) {
		/* The unit says nothing of case: both are let in. */
		p->begins[first / 8] |= (uint8_t)(1u << first % 8);
		if (is_alpha((char)first)) {
			first ^= 0x20;
			p->begins[first / 8] |= (uint8_t)(1u << first % 8);
		}
	} else if (map) {
		memcpy(p->begins, map, sizeof(p->begins));
	} else {
		memset(p->begins, 0xff, sizeof(p->begins));
	}
	pcre2_code_free(anywhere);
	return true;
}

struct pattern *
pattern_new(struct str text, struct pattern_error *err)
{
	struct pattern *p;

	*err = (struct pattern_error){ 0 };
	if (!lint_pattern(text, err))
		return NULL;
	p = calloc(1, sizeof(*p));
	if (!p)
		die_of_memory();
	if (!learn_begins(p, text, err)) {
		free(p);
		return NULL;
	}
	p->n = text.n;
	p->text = malloc(text.n + 1);
	p->engine = calloc(1, sizeof(*p->engine));
	if (!p->text || !p->engine)
		die_of_memory();
	memcpy(p->text, text.p, text.n);
	return p;
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_code_free(p->engine->code);
	free(p->engine);
	free(p->text);
	free(p);
}

/* Of threads that ask at once one makes it, and the others wait. */
static void
make_engine(const struct pattern *p)
{
	struct engine *e = p->engine;
	struct pattern_error err;
	int unmade = UNMADE;

	if (!atomic_compare_exchange_strong(&e->state, &unmade, IN_HAND)) {
		while (atomic_load_explicit(&e->state, memory_order_acquire) !=
		       MADE)
			sched_yield();
		return;
	}
	e->code = compile((struct str){ p->text, p->n }, PCRE2_ANCHORED, &err);
	if (!e->code)
		die_of_memory(); /* all else was found by learn_begins() */
	/* Without JIT (no executable memory) the interpreter gives the same
	 * answers. */
	e->compiled = pcre2_jit_compile(e->code, PCRE2_JIT_COMPLETE) == 0;
	atomic_store_explicit(&e->state, MADE, memory_order_release);
}

static inline const struct engine *
engine_of(const struct pattern *p)
{
	if (atomic_load_explicit(&p->engine->state, memory_order_acquire) !=
	    MADE)
		make_engine(p);
	return p->engine;
}

bool
pattern_begins(const struct pattern *p, unsigned char byte)
{
	return p->begins[byte / 8] >> byte % 8 & 1;
}

size_t
pattern_shortest(const struct pattern *p)
{
	return p->shortest;
}

struct pattern_memory *
pattern_memory_new(size_t steps)
{
	struct pattern_memory *m = calloc(1, sizeof(*m));
	uint32_t limit = steps < UINT32_MAX ? (uint32_t)steps : UINT32_MAX;

	if (!m)
		die_of_memory();
	m->data = pcre2_match_data_create(1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (!m->data || !m->context)
		die_of_memory();
	pcre2_set_match_limit(m->context, limit);
	pcre2_set_depth_limit(m->context, limit);
	pcre2_set_heap_limit(m->context, INTERPRETER_HEAP);
	m->stack =
	    pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, NULL);
	if (m->stack)
		pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return m;
}

void
pattern_memory_free(struct pattern_memory *m)
{
	if (!m)
		return;
	pcre2_jit_stack_free(m->stack);
	pcre2_match_context_free(m->context);
	pcre2_match_data_free(m->data);
	free(m);
}

enum pattern_answer
pattern_at(const struct pattern *p, struct pattern_memory *m,
    struct str subject, size_t at, size_t *end)
{
	const struct engine *e;
	int found;

	if (at >= subject.n)
		return PATTERN_NO;
	e = engine_of(p);
	/* The same, without what is asked of every caller. */
	found = (e->compiled ? pcre2_jit_match : pcre2_match)(e->code,
	    (PCRE2_SPTR)subject.p, subject.n, at, PCRE2_NOTEMPTY, m->data,
	    m->context);
	if (found == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO;
	if (found < 0)
		return PATTERN_FAILED;
	*end = pcre2_get_ovector_pointer(m->data)[1];
	return PATTERN_YES;
}

static char library[64];

/* Called once, by --version, before there are threads. */
const char *
pattern_library(void)
{
	char version[32] = "";
	uint32_t jit = 0;

	pcre2_config(PCRE2_CONFIG_JIT, &jit);
	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= (int)sizeof(version))
		pcre2_config(PCRE2_CONFIG_VERSION, version);
	version[strcspn(version, " ")] = '\0';
	snprintf(library, sizeof(library), "PCRE2 %s%s", version,
	    jit ? " (JIT)" : "");
	return library;
}
