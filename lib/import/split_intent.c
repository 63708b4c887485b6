/* What the bot understood of a turn, and how sure it was. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/piece.h"
#include "import/word.h"

bool
split_number(struct str number, double *x)
{
	char text[64], *end, *comma;

	number = str_trimmed(number);
	if (number.n == 0 || number.n >= sizeof(text))
		return false;
	memcpy(text, number.p, number.n);
	text[number.n] = '\0';
	/* where the semicolon separates, it is the decimal sign */
	if ((comma = strchr(text, ',')) && !strchr(text, '.'))
		*comma = '.';
	if (strspn(text, "0123456789.+-eE") != number.n)
		return false;
	*x = strtod(text, &end);
	return *end == '\0' && isfinite(*x);
}

bool
split_confidence_text(struct split *s, struct str text, double *x)
{
	double one = 1;

	if (word_is_nothing(text))
		return false;
	text = str_trimmed(text);
	if (text.p[text.n - 1] == '%') {
		text.n--;
		one = 100;
	}
	if (split_number(text, x) && *x >= 0 && *x <= one) {
		*x /= one;
		return true;
	}
	split_lose(s, LOST_CONFIDENCE);
	return false;
}

bool
split_confidence(struct split *s, const struct json *j, uint32_t at, double *x)
{
	if (!at || json_kind_of(j, at) == JSON_NULL)
		return false;
	if (json_kind_of(j, at) == JSON_STRING)
		return split_confidence_text(
		    s, json_string(j, at, &s->scratch), x);
	if (json_kind_of(j, at) == JSON_NUMBER) {
		*x = json_number(j, at);
		if (*x >= 0 && *x <= 1)
			return true;
	}
	split_lose(s, LOST_CONFIDENCE);
	return false;
}

static bool
put_confidence(struct split *s, uint32_t at)
{
	double x;

	if (!split_confidence(s, &s->json, at, &x))
		return false;
	if (json_kind_of(&s->json, at) == JSON_NUMBER)
		buf_str(&s->body, json_raw(&s->json, at));
	else
		json_put_number(&s->body, x);
	return true;
}

static bool put_intent(struct split *s, uint32_t at, uint8_t *flags);

static bool
put_alternatives(struct split *s, uint32_t at)
{
	size_t start = s->body.n, before;
	bool any = false;
	uint8_t flags;

	if (json_kind_of(&s->json, at) != JSON_ARRAY)
		return put_clean(&s->json, at, &s->body);
	buf_char(&s->body, '[');
	for (uint32_t i = json_first(&s->json, at); i;
	     i = json_after(&s->json, at, i)) {
		before = s->body.n;
		if (any)
			buf_char(&s->body, ',');
		if (put_intent(s, i, &flags))
			any = true;
		else
			s->body.n = before;
	}
	buf_char(&s->body, ']');
	if (!any)
		s->body.n = start;
	return any;
}

/* A member of an intent; *flags tells what the turn has by it. */
static bool
put_of_intent(struct split *s, uint32_t key, uint8_t *flags)
{
	if (json_is(&s->json, key, STR("alternatives")))
		return put_alternatives(s, key + 1);
	if (!json_is(&s->json, key, STR("confidence")))
		return put_clean(&s->json, key + 1, &s->body);
	if (!put_confidence(s, key + 1))
		return false;
	*flags |= HAS_CONFIDENCE;
	return true;
}

/* As put_clean(), but that confidences are such. */
static bool
put_intent(struct split *s, uint32_t at, uint8_t *flags)
{
	size_t start = s->body.n, before;
	uint32_t name;
	bool any = false;

	*flags = 0;
	if (json_kind_of(&s->json, at) != JSON_OBJECT)
		return put_clean(&s->json, at, &s->body);
	name = json_get(&s->json, at, STR("name"));
	if (name && json_kind_of(&s->json, name) == JSON_STRING)
		*flags |= HAS_INTENT;
	buf_char(&s->body, '{');
	for (uint32_t i = json_first(&s->json, at); i;
	     i = json_after(&s->json, at, i)) {
		before = s->body.n;
		if (any)
			buf_char(&s->body, ',');
		buf_str(&s->body, json_raw(&s->json, i));
		buf_char(&s->body, ':');
		if (put_of_intent(s, i, flags))
			any = true;
		else
			s->body.n = before;
	}
	buf_char(&s->body, '}');
	if (!any)
		s->body.n = start;
	return any;
}

/* Confidences are mended on the way. */
static void
hold_to_record(struct split *s, uint32_t at)
{
	static const struct str confidence = { "confidence", 10 };
	enum json_kind kind = json_kind_of(&s->json, at);

	split_hold(s, s->of_turn, STR("intent"), kind);
	if (!s->misfit && kind == JSON_OBJECT)
		s->misfit =
		    conv_misfit(&s->json, at, s->of_intent, &confidence, 1);
}

uint8_t
split_intent(struct split *s, uint32_t at)
{
	size_t before = s->body.n;
	uint8_t flags;

	if (!at)
		return 0;
	json_member(&s->body, "intent");
	if (json_kind_of(&s->json, at) == JSON_STRING) {
		buf_cstr(&s->body, "{\"name\":");
		buf_str(&s->body, json_raw(&s->json, at));
		buf_char(&s->body, '}');
		return HAS_INTENT;
	}
	hold_to_record(s, at);
	if (!put_intent(s, at, &flags))
		s->body.n = before;
	return flags;
}
