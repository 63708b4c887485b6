#include "json/json.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "json/scan.h"

enum {
	START = 256,	  /* values */
	KEEP = 16 * 1024, /* values that stay allocated: 256 KiB */
};

/*
 * The walk over one text.  It is inlined whole, once for each kernel, so that
 * it lives in registers: its address is never given to a real function.
 *
 * There is no stack.  While a container is open, its `next` names the
 * container around it and its `end` keeps that one's items.
 *
 * Most texts are a container and nothing but space behind it.  Their last
 * bracket is a fence: no number, word or space goes on over it, so that only
 * strings and closing brackets ask whether the text is over.  Any other text is
 * for the careful kernel, which asks at every byte.
 */
struct walk {
	enum kernel kernel; /* a constant after inlining */
	struct json *json;
	struct fault *fault;
	const unsigned char *text;
	size_t at;		 /* the byte in hand */
	size_t end;		 /* of the text */
	size_t fence;		 /* behind that bracket; careful: the end */
	struct json_value *v;	 /* the next to be written */
	struct json_value *room; /* behind the last that can be */
	struct look look;	 /* the last, less what is behind `at` */
	uint32_t n;		 /* values written */
	uint32_t depth;		 /* containers that are open */
	size_t open;		 /* the innermost, from 1; 0: none */
	uint32_t items;		 /* of it, << 8, over its closing bracket */
};

_Static_assert(JSON_VALUES < 1 << 24, "the items of a container, in 24 bits");

enum step
json_fault(struct fault *f, enum reason reason, size_t at, const char *detail)
{
	*f = (struct fault){ .reason = reason, .at = at, .detail = detail };
	return REFUSED;
}

enum step
json_refuse(
    const struct json *j, struct fault *f, size_t at, const char *detail)
{
	if (at >= j->text.n)
		return json_fault(
		    f, BAD_JSON, j->text.n, "the text ends too early");
	return json_fault(f, BAD_JSON, at, detail);
}

static ALWAYS_INLINE enum step
refuse_as(const struct walk *w, enum reason reason, const char *detail)
{
	return json_fault(w->fault, reason, w->at, detail);
}

static ALWAYS_INLINE enum step
refuse(const struct walk *w, const char *detail)
{
	return json_refuse(w->json, w->fault, w->at, detail);
}

/* False: there may be no more, JSON_VALUES is the limit. */
static __attribute__((noinline, cold)) bool
resize(struct json *j, uint32_t room)
{
	struct json_value *values;

	if (room > JSON_VALUES)
		return false;
	values = realloc(j->values, room * sizeof(*values));
	if (!values)
		die_of_memory();
	j->values = values;
	j->room = room;
	return true;
}

static ALWAYS_INLINE unsigned char
peek(const struct walk *w)
{
	if (w->kernel == KERNEL_CAREFUL)
		return byte_at(w->json, w->at);
	return w->text[w->at];
}

static ALWAYS_INLINE bool
is_space(unsigned char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Behind the space that begins there. */
static __attribute__((noinline)) size_t
skip(const struct json *j, size_t at)
{
	while (is_space(byte_at(j, at)))
		at++;
	return at;
}

/* The next byte that is no space.  Few records hold any. */
static ALWAYS_INLINE unsigned char
next(struct walk *w)
{
	unsigned char c = peek(w);

	if (c > ' ')
		return c;
	w->at = skip(w->json, w->at);
	return peek(w);
}

static ALWAYS_INLINE bool
next_is(struct walk *w, unsigned char c)
{
	return peek(w) == c || next(w) == c;
}

/* Twice the room.  False: there are too many values. */
static ALWAYS_INLINE bool
grow(struct walk *w)
{
	struct json *j = w->json;

	if (!resize(j, j->room * 2)) {
		refuse_as(w, TOO_MANY, "more values than can be indexed");
		return false;
	}
	w->v = j->values + w->n;
	w->room = j->values + j->room;
	return true;
}

/* One more value, which begins here; NULL when there are too many. */
static ALWAYS_INLINE struct json_value *
add(struct walk *w)
{
	if (w->v == w->room && !grow(w))
		return NULL;
	w->n++;
	w->v->start = (uint32_t)w->at;
	return w->v++;
}

/* Set everything but `start`; the value ends before the byte in hand.  Member
 * by member: as one struct it would be read back, and put together in a
 * register of 16 bytes first. */
static ALWAYS_INLINE void
finish(struct walk *w, struct json_value *v, enum json_kind kind)
{
	v->end = (uint32_t)w->at;
	v->next = w->n;
	v->kind = kind;
	v->escaped = false;
	v->n = 0;
}

/* The first byte of a look that is odd; there is one. */
static ALWAYS_INLINE size_t
lowest(const struct look *k)
{
	return k->begin + (size_t)__builtin_ctzll(k->odd);
}

static ALWAYS_INLINE void
drop(struct look *k)
{
	k->odd &= k->odd - 1;
}

static ALWAYS_INLINE struct string_end
string_end(const struct walk *w)
{
#ifdef __SSE2__
	if (w->kernel == KERNEL_WIDE)
		return string_end_wide(w->json, w->at, w->fault);
	if (w->kernel == KERNEL_SSE2)
		return string_end_sse2(w->json, w->at, w->fault);
#endif
	return string_end_portable(w->json, w->at, w->fault);
}

/*
 * Where the next odd byte is behind the quote in hand; the end of the text or
 * more when there is none.
 *
 * The odd bytes of a block are taken one after the other: where a string ends
 * is known without waiting for where the walk is.
 */
static ALWAYS_INLINE size_t
behind_quote(struct walk *w)
{
	struct look *k = &w->look;

	/* What is lowest is this quote, unless the block is over, or odd space
	 * or a string with other odd bytes came between. */
	if (!k->odd || lowest(k) != w->at)
		*k = (struct look){ w->at,
			odd_bytes(w->kernel, w->text + w->at) };
	drop(k);
	while (!k->odd) {
		k->begin += BLOCK;
		if (k->begin >= w->end)
			return k->begin;
		k->odd = odd_bytes(w->kernel, w->text + k->begin);
	}
	return lowest(k);
}

static ALWAYS_INLINE enum step
string(struct walk *w, struct json_value *v)
{
	struct string_end end;

	w->at = behind_quote(w);
	if (w->at < w->end && w->text[w->at] == '"') {
		w->at++;
		drop(&w->look);
		finish(w, v, JSON_STRING);
		return DONE;
	}
	end = string_end(w);
	if (!end.at)
		return REFUSED;
	w->at = end.at;
	finish(w, v, JSON_STRING);
	v->escaped = end.escaped;
	return DONE;
}

/* At least one digit is wanted; step behind all of them. */
static ALWAYS_INLINE enum step
digits(struct walk *w)
{
	if (!is_digit(peek(w)))
		return refuse(w, "a digit is missing in a number");
	do
		w->at++;
	while (is_digit(peek(w)));
	return MORE;
}

static ALWAYS_INLINE enum step
number(struct walk *w, struct json_value *v)
{
	size_t begin = w->at;

	if (peek(w) == '-')
		w->at++;
	if (peek(w) == '0')
		w->at++;
	else if (digits(w) == REFUSED)
		return REFUSED;
	if (w->at - begin > JSON_EXACT)
		w->json->long_integers = true;
	if (peek(w) == '.') {
		w->at++;
		if (digits(w) == REFUSED)
			return REFUSED;
	}
	if ((peek(w) | 0x20) == 'e') {
		w->at++;
		if (peek(w) == '+' || peek(w) == '-')
			w->at++;
		if (digits(w) == REFUSED)
			return REFUSED;
	}
	finish(w, v, JSON_NUMBER);
	return DONE;
}

static ALWAYS_INLINE enum step
word(struct walk *w, struct json_value *v, enum json_kind kind,
    const char *spelling)
{
	for (const char *s = spelling; *s; s++, w->at++)
		if (peek(w) != (unsigned char)*s)
			return refuse(w, "not a JSON value");
	finish(w, v, kind);
	return DONE;
}

/* The innermost container ends with the bracket in hand. */
static ALWAYS_INLINE void
leave(struct walk *w)
{
	struct json_value *v = &w->json->values[w->open - 1];
	uint32_t outer = v->end;

	w->at++;
	w->open = v->next;
	v->end = (uint32_t)w->at;
	v->next = w->n;
	v->n = w->items >> 8 & ((1 << 28) - 1);
	w->items = outer;
	w->depth--;
}

static ALWAYS_INLINE enum step
enter(struct walk *w, struct json_value *v, enum json_kind kind,
    unsigned char closing)
{
	if (w->depth == JSON_DEPTH)
		return refuse_as(w, TOO_DEEP, "nested too deep");
	w->at++;
	v->end = w->items;
	v->next = (uint32_t)w->open;
	v->kind = kind;
	v->escaped = false;
	v->n = 0;
	w->open = w->n;
	w->items = closing;
	w->depth++;
	return next_is(w, closing) ? DONE : MORE;
}

/* A value is due.  DONE: it is complete, or a container without items was
 * entered.  MORE: one with an item. */
static ALWAYS_INLINE enum step
value(struct walk *w)
{
	unsigned char c = next_is(w, '"') ? '"' : peek(w);
	struct json_value *v = add(w);

	if (!v)
		return REFUSED;
	if (c == '"')
		return string(w, v);
	if (c == '{')
		return enter(w, v, JSON_OBJECT, '}');
	if (c == '[')
		return enter(w, v, JSON_ARRAY, ']');
	if (is_digit(c) || c == '-')
		return number(w, v);
	if (c == 't')
		return word(w, v, JSON_TRUE, "true");
	if (c == 'f')
		return word(w, v, JSON_FALSE, "false");
	if (c == 'n')
		return word(w, v, JSON_NULL, "null");
	return refuse(w, "a value is missing");
}

static ALWAYS_INLINE enum step
key(struct walk *w)
{
	struct json_value *v;

	if (!next_is(w, '"'))
		return refuse(w, "a key is missing");
	v = add(w);
	if (!v || string(w, v) == REFUSED)
		return REFUSED;
	if (!next_is(w, ':'))
		return refuse(w, "no colon behind a key");
	w->at++;
	return MORE;
}

/* Another item is due in the innermost container. */
static ALWAYS_INLINE enum step
item(struct walk *w)
{
	w->items += 1 << 8;
	if ((unsigned char)w->items == '}' && key(w) == REFUSED)
		return REFUSED;
	return value(w);
}

/* No container is open any more, or the fence is behind us. */
static ALWAYS_INLINE enum step
finale(struct walk *w)
{
	size_t end = skip(w->json, w->at);

	if (w->open || end < w->json->text.n)
		return json_refuse(w->json, w->fault, end,
		    end && w->json->text.p[end - 1] == '\r'
			? "something behind the value and a carriage return, "
			  "which ends no line: see tr '\\r' '\\n'"
			: "something behind the value");
	return DONE;
}

/* An item is complete.  MORE: another is due.  DONE: the root is complete. */
static ALWAYS_INLINE enum step
behind(struct walk *w)
{
	if (w->kernel == KERNEL_CAREFUL && !w->open)
		return finale(w);
	do {
		if (next_is(w, ',')) {
			w->at++;
			return MORE;
		}
		if (peek(w) != (unsigned char)w->items)
			return refuse(w, "no comma or closing bracket");
		leave(w);
	} while (w->open && w->at != w->fence);
	return finale(w);
}

static ALWAYS_INLINE bool
walk(enum kernel kernel, struct json *j, size_t fence, struct fault *f)
{
	struct walk w = {
		.kernel = kernel,
		.json = j,
		.fault = f,
		.text = (const unsigned char *)j->text.p,
		.end = j->text.n,
		.fence = fence,
		.v = j->values,
		.room = j->values + j->room,
	};
	enum step step = value(&w);

	for (;;) {
		if (step == DONE)
			step = behind(&w);
		if (step != MORE)
			break;
		step = item(&w);
	}
	if (step == DONE)
		j->n_values = w.n;
	return step == DONE;
}

void
json_init(struct json *j)
{
	*j = (struct json){ 0 };
	resize(j, START);
}

void
json_free(struct json *j)
{
	free(j->values);
	*j = (struct json){ 0 };
}

/* False when the text is refused unseen. */
static bool
prepare(struct json *j, struct str text, struct fault *f)
{
	j->text = text;
	j->n_values = 0;
	j->long_integers = false;
	if (text.n >= UINT32_MAX) {
		json_fault(f, TOO_LONG, 0, "4 GiB or more");
		return false;
	}
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0) {
		json_fault(f, BAD_JSON, 0, "a byte order mark");
		return false;
	}

	/* After a giant: give back what this text cannot need. */
	if (j->room > KEEP && text.n < KEEP)
		resize(j, KEEP);
	return true;
}

/* Behind the last bracket of a text that is a container; 0: there is none. */
static size_t
find_fence(const struct json *j)
{
	size_t n = j->text.n;
	unsigned char first = byte_at(j, skip(j, 0)), last;

	while (n && is_space((unsigned char)j->text.p[n - 1]))
		n--;
	if (first != '{' && first != '[')
		return 0;
	last = byte_at(j, n - 1);
	return last == '}' || last == ']' ? n : 0;
}

#ifdef __SSE2__
static __attribute__((noinline)) WIDE bool
walk_wide(struct json *j, size_t fence, struct fault *f)
{
	return walk(KERNEL_WIDE, j, fence, f);
}
#endif

bool
json_index_by(enum kernel k, struct json *j, struct str text, struct fault *f)
{
	size_t fence;

	if (!prepare(j, text, f))
		return false;
	fence = find_fence(j);
	if (k == KERNEL_CAREFUL || !fence)
		return walk(KERNEL_CAREFUL, j, text.n, f);
#ifdef __SSE2__
	if (k == KERNEL_WIDE)
		return walk_wide(j, fence, f);
	if (k == KERNEL_SSE2)
		return walk(KERNEL_SSE2, j, fence, f);
#endif
	return walk(KERNEL_PORTABLE, j, fence, f);
}

enum kernel
kernel_fastest(void)
{
#ifdef __SSE2__
	return wide_runs() ? KERNEL_WIDE : KERNEL_SSE2;
#else
	return KERNEL_PORTABLE;
#endif
}

bool
json_index(struct json *j, struct str text, struct fault *f)
{
	return json_index_by(kernel_fastest(), j, text, f);
}

const char *
json_kernel(void)
{
	static const char *const names[N_KERNELS] = {
		[KERNEL_PORTABLE] = "portable",
		[KERNEL_SSE2] = "sse2",
		[KERNEL_WIDE] = "avx2",
	};

	return names[kernel_fastest()];
}
