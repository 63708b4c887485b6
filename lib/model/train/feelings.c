/* What people feel, what they call a bot, and what they ask a therapist. */

#include <string.h>

#include "model/train/examples.h"
#include "model/train/table.h"

#define BIT(name) HEAD_BIT(name)

/* An emotion of GoEmotions. */
static const struct emotion {
	const char *name;
	uint32_t yes, doubt;
} emotions[] = {
	{ "admiration", BIT(positive), 0 },
	{ "amusement", BIT(positive), 0 },
	{ "approval", BIT(positive), 0 },
	{ "caring", BIT(positive), BIT(anxiety) },
	{ "desire", 0, BIT(positive) },
	{ "excitement", BIT(positive), 0 },
	{ "gratitude", BIT(positive), BIT(closing) },
	{ "joy", BIT(positive), 0 },
	{ "love", BIT(positive), 0 },
	{ "optimism", BIT(positive), 0 },
	{ "pride", BIT(positive), 0 },
	{ "relief", BIT(positive), BIT(anxiety) },
	{ "anger", BIT(negative) | BIT(anger), 0 },
	{ "annoyance", BIT(negative) | BIT(anger), 0 },
	{ "disappointment", BIT(negative), BIT(anger) },
	{ "disapproval", BIT(negative), BIT(anger) },
	{ "disgust", BIT(negative), BIT(anger) },
	{ "embarrassment", BIT(negative), BIT(anxiety) },
	{ "fear", BIT(negative) | BIT(anxiety), 0 },
	{ "grief", BIT(negative), BIT(anxiety) | BIT(self_harm) },
	{ "nervousness", BIT(negative) | BIT(anxiety), 0 },
	{ "remorse", BIT(negative), BIT(anxiety) },
	{ "sadness", BIT(negative), BIT(anxiety) | BIT(self_harm) },
};

/* Comma-separated names hold this one. */
static bool
holds(struct str list, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i + n <= list.n; i++)
		if (memcmp(list.p + i, name, n) == 0 &&
		    (i == 0 || list.p[i - 1] == ',') &&
		    (i + n == list.n || list.p[i + n] == ','))
			return true;
	return false;
}

static void
feel(struct example *x, struct str labels)
{
	uint32_t yes = 0, doubt = 0;
	const uint32_t felt =
	    BIT(positive) | BIT(negative) | BIT(anger) | BIT(anxiety);

	for (size_t i = 0; i < sizeof(emotions) / sizeof(*emotions); i++)
		if (holds(labels, emotions[i].name)) {
			yes |= emotions[i].yes;
			doubt |= emotions[i].doubt;
		}
	for (size_t h = 0; h < N_HEADS; h++)
		if (felt >> h & 1)
			x->label[h] = yes >> h & 1     ? 1
				      : doubt >> h & 1 ? LABEL_UNKNOWN
						       : 0;
	/* forum talk of a kind that customers' heads must not take for theirs
	 */
	examples_silent(
	    x, CUSTOMER_HEADS & ~felt & ~doubt & ~BIT(abuse) & ~BIT(urgency));
}

static void
add_emotions(struct examples *e, const char *data, const char *name, bool dev)
{
	struct table t;
	size_t text, labels;

	table_read(&t, data, name, e->arena);
	text = table_column(&t, "text");
	labels = table_column(&t, "labels");
	for (size_t i = 0; i < t.n_rows; i++) {
		struct example *x = examples_add(
		    e, table_cell(&t, i, text), "en", false, "goemotions", dev);

		if (x)
			feel(x, table_cell(&t, i, labels));
	}
}

void
sources_emotions(struct examples *e, const char *data)
{
	add_emotions(e, data, "emotion/goemotions.dev.tsv", true);
	add_emotions(e, data, "emotion/goemotions.train.tsv.gz", false);
}

static void
add_abuse(struct examples *e, const char *data, const char *name, bool dev)
{
	struct table t;
	size_t text, abusive;

	table_read(&t, data, name, e->arena);
	text = table_column(&t, "user_turn");
	abusive = table_column(&t, "abusive");
	for (size_t i = 0; i < t.n_rows; i++) {
		struct example *x = examples_add(
		    e, table_cell(&t, i, text), "en", false, "convabuse", dev);

		if (!x)
			continue;
		x->times = ABUSE_TIMES;
		x->label[HEAD_abuse] =
		    str_eq(table_cell(&t, i, abusive), STR("1"));
		examples_silent(x, BIT(human_request) | BIT(fraud) |
				       BIT(legal) | BIT(payment) |
				       BIT(security) | BIT(privacy));
	}
}

void
sources_abuse(struct examples *e, const char *data)
{
	add_abuse(e, data, "abuse/convabuse.dev.tsv", true);
	add_abuse(e, data, "abuse/convabuse.train.tsv", false);
}

/* A chat turn is shorter than a letter: what stands at its beginning. */
static struct str
shorten(struct str s)
{
	enum { LONGEST = 300 };

	if (s.n <= LONGEST)
		return s;
	s.n = LONGEST;
	while (s.n && (s.p[s.n] & 0xc0) == 0x80)
		s.n--;
	return s;
}

/* Letters to therapists: of self-harm only where a list finds it. */
static void
counsel(struct example *x, struct str topic)
{
	if (str_eq(topic, STR("anxiety")))
		x->label[HEAD_anxiety] = 1;
	if (x->terms[HEAD_self_harm] >= 0.5F)
		x->label[HEAD_self_harm] = 1;
	examples_silent(x, BIT(fraud) | BIT(payment) | BIT(security) |
			       BIT(privacy) | BIT(complaint) | BIT(medical) |
			       BIT(hazard));
}

static void
add_counsel(struct examples *e, const char *data, const char *name, bool dev)
{
	struct table t;
	size_t columns[2], topic;

	table_read(&t, data, name, e->arena);
	columns[0] = table_column(&t, "title");
	columns[1] = table_column(&t, "text");
	topic = table_column(&t, "topic");
	for (size_t i = 0; i < t.n_rows; i++)
		for (size_t k = 0; k < 2; k++) {
			struct example *x = examples_add(e,
			    shorten(table_cell(&t, i, columns[k])), "en", false,
			    "counsel_chat", dev);

			if (x)
				counsel(x, table_cell(&t, i, topic));
		}
}

void
sources_counsel(struct examples *e, const char *data)
{
	add_counsel(e, data, "safety/counsel_chat.dev.tsv", true);
	add_counsel(e, data, "safety/counsel_chat.train.tsv", false);
}
