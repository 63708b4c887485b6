#include "stream/around.h"

#include <stdio.h>
#include <string.h>

#include "stream/frame_kinds.h"

void
around_begin(struct around *a)
{
	*a = (struct around){ 0 };
}

void
around_resume(struct around *a)
{
	a->depth = 1;
	a->value = a->opening = false;
}

bool
around_goes_on(const struct around *a)
{
	return a->goes_on && !a->ends;
}

/* Asked by its name, and by name and value. */
static void
ask(struct around *a, const struct stream_framing *how, struct str value)
{
	char path[STREAM_MEMBER];
	struct str names[2] = { { a->names[0], a->n_names[0] },
		{ a->names[1], a->n_names[1] } };
	size_t n[2];

	a->value = false;
	if (!how->page || a->depth < 1 || a->depth > 2)
		return;
	n[0] =
	    (size_t)(a->depth == 1 ? snprintf(path, sizeof(path), "%.*s",
					 STR_ARG(names[0]))
				   : snprintf(path, sizeof(path), "%.*s.%.*s",
					 STR_ARG(names[0]), STR_ARG(names[1])));
	n[1] = n[0] + (size_t)snprintf(path + n[0], sizeof(path) - n[0],
			  "=%.*s", STR_ARG(value));
	for (int i = 0; i < (value.n ? 2 : 1); i++) {
		enum stream_page says = how->page((struct str){ path, n[i] });

		a->ends |= says == PAGE_ENDS;
		if (says != PAGE_GOES_ON || a->goes_on)
			continue;
		a->goes_on = true;
		memcpy(a->member, path, n[0]);
		a->member[n[0]] = 0;
	}
}

static void
end_string(struct around *a, const struct stream_framing *how)
{
	size_t n = a->n_string < AROUND_NAME ? a->n_string : 0;
	bool is_value = a->value;

	a->in_string = false;
	if (is_value && a->n_string)
		ask(a, how, (struct str){ a->string, n });
	a->value = false;
	if (is_value || a->depth < 1 || a->depth > 2)
		return;
	memcpy(a->names[a->depth - 1], a->string, n);
	a->n_names[a->depth - 1] = n;
}

static void
step_string(struct around *a, const struct stream_framing *how, char c)
{
	if (a->escaped)
		a->escaped = false;
	else if (c == '\\')
		a->escaped = true;
	else if (c == '"')
		end_string(a, how);
	if (a->in_string && a->n_string < AROUND_NAME)
		a->string[a->n_string++] = c;
}

/* Behind a bracket: whether anything is in it. */
static void
step_opening(struct around *a, const struct stream_framing *how, char c)
{
	a->opening = false;
	if (c == ']' || c == '}')
		return;
	a->depth--;
	ask(a, how, STR(""));
	a->depth++;
}

static void
step_plain(struct around *a, const struct stream_framing *how, char c)
{
	if (frame_is_space(c))
		return;
	if (a->opening)
		step_opening(a, how, c);
	if (c == '"') {
		a->in_string = true;
		a->n_string = 0;
	} else if (c == '{' || c == '[') {
		a->opening = a->value;
		a->value = false;
		a->depth++;
	} else if (c == '}' || c == ']') {
		a->depth -= a->depth > 0;
		a->value = false;
	} else if (c == ':') {
		a->value = true;
	} else if (c == ',') {
		a->value = false;
	} else if (a->value) {
		if (c == 'n' || c == 'f' || c == '0')
			a->value = false;
		else
			ask(a, how, STR(""));
	}
}

void
around_read(
    struct around *a, const struct stream_framing *how, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a->in_string)
			step_string(a, how, p[i]);
		else
			step_plain(a, how, p[i]);
}
