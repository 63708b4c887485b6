#ifndef PACKET_SKETCH_H
#define PACKET_SKETCH_H

#include "packet/packet.h"
#include "packet/promise.h"
#include "words/words.h"
#include "rules/rules.h"

struct target;
struct brief;
struct ask_terms;
struct gist_terms;
struct matter_terms;
struct gist_seeker;
struct gist;
struct deeds;

struct packet_plan {
	struct packet_opts o;
	const struct target *target; /* NULL: the native packet */
	uint64_t may;		/* what may be told at all: bits, see field.h */
	uint64_t fields;	/* and what the user wants told */
	const struct str *keys; /* of each field in the target; "" where
				   it is not renamed */
	size_t limit;		/* of the target; SIZE_MAX: none */
	size_t value;		/* of each field, in the same unit */
	const struct words *words;
	const struct words_messages *agents; /* what agents read is in this
						language; NULL: in the
						conversation's */
	struct rule_crisis crisis;
	uint64_t crisis_fields; /* all that is told then */
	const struct promise_terms *promises;
	const struct ask_terms *asks;
	const struct gist_terms *gist;
	const struct matter_terms *matters;
	const struct helplines *helplines; /* or NULL */
};

/* What hoff-score noted of a turn. */
enum mark {
	MARK_FALLBACK = 1, /* the bot did not understand */
	MARK_REPEAT = 2,   /* it said what it had said before */
	MARK_FRICTION = 4, /* these, or any other kind */
	MARK_ASKED = 8,	   /* the customer asked for a person, and for
			      little else */
	MARK_PERSON = 16,  /* the same, whatever else */
};

/* Whether anybody checked who the customer is. */
enum identity { IDENTITY_OPEN, IDENTITY_ASKED, IDENTITY_CHECKED };

/* A smaller risk is what a model cannot rule out of any turn. */
#define SKETCH_LEAST_RISK 0.3

/* A safety or compliance signal that is not smaller. */
struct sketch_risk {
	struct str kind; /* "safety.self_harm" */
	double value;
	struct str written; /* the value as it stands in the record */
};

/* The members of hoff.score.signals, or of a group of them, each once or more:
 * the last counts. */
struct signals {
	struct signal *all;
	size_t n;
};

struct signal {
	struct str name;
	uint32_t value;
	struct signals inner; /* of a group */
};

/* A signal that was heard where hoff-score has not judged. */
struct heard {
	struct str name; /* "safety.self_harm" */
	double value;
	size_t turn;
};

/* What the customer has told already: a slot, or an entity. */
struct slot {
	struct str name, value;
	size_t turn; /* NO_TURN: of the record as a whole */
};

/* An intent, at the turn it was surest in; `first` is the first that has it. */
struct known_intent {
	struct str name;
	size_t turn, first;
};

/* What the bot has pointed at. */
struct article {
	struct str id, title, url; /* "" where they are absent */
	size_t turn;
};

struct promise {
	struct str text; /* the sentence */
	size_t turn;
};

/*
 * One packet in the making: the record, what earlier filters said of it, and
 * how far the packet may look.  All of it lives in `scratch`.
 */
struct sketch {
	const struct packet_plan *plan;
	const struct conv *c;
	struct arena *scratch;
	uint32_t score, route, redact; /* annotations, or 0 */
	uint32_t reason, evidence;     /* the deciding one, an object, and what
					  it rests on; or 0 */
	struct signals signals;	       /* of hoff.score */
	struct packet_ear *ear;	       /* or NULL */
	struct heard *heard;	       /* by it, where that is a crisis */
	size_t n_heard;
	struct sketch_risk *risks; /* in the order of the record */
	size_t n_risks;
	bool needed;		   /* a person takes over */
	bool always;		   /* a packet is made all the same */
	bool is_crisis;		   /* the customer may be in danger: see
				      struct rule_crisis */
	bool in_danger;		   /* in a crisis, or by a thing (gas, fire), of
				      which every word is told */
	size_t turn;		   /* at this turn; nothing behind it is
				      looked at */
	size_t begin;		   /* the customer's first turn, or behind
				      the last one */
	size_t first, current;	   /* turns of the request; NO_TURN */
	bool says_nothing;	   /* what the first one has is no request */
	bool says_little;	   /* it has two words */
	enum matter matter;	   /* what it is about; N_MATTERS: not known */
	struct matter_set matters; /* all that were told */
	enum identity identity;	   /* what the log tells of a check */
	unsigned char *marks;	   /* enum mark, of each turn up to it */
	struct str *texts;	   /* of each turn up to it */
	struct gist *gists;	   /* of those: see sketch_gist() */
	const struct deeds *deeds; /* what they did in them */
	const struct keyed *keyed; /* digits that nobody is to read */

	uint64_t may;	 /* bits of the fields that may be told at all */
	uint64_t fields; /* and those that are */
	struct known_intent *intents; /* in the order they came up */
	size_t n_intents;
	struct slot *slots; /* each name once, where it was said last */
	size_t n_slots;
	struct article *articles;
	size_t n_articles;
	struct promise *promises;
	size_t n_promises;
	size_t *questions; /* turns that were not answered */
	size_t n_questions;
	struct str *moves; /* channels the customer came from */
	size_t n_moves;
	size_t answers, failed; /* of the bot */
	const char *mood;  /* "angry", "unhappy", "friendly" or "neutral" */
	const char *trend; /* "rising", "falling" or "steady"; NULL where
			      hoff-score said nothing */

	struct kb_hit *hits; /* of the knowledge base */
	size_t n_hits;

	const struct words_step *step; /* that a signal calls for, or NULL */
	bool is_duty;		       /* it is to be done, whatever was said */

	const struct words_messages *reader; /* the agent's language */
	const struct words_messages *spoken; /* the conversation's */
	const struct brief *brief;
	struct gist_seeker *gist;
	struct buf *work; /* what one function needs for a moment */
};

#define NO_TURN SIZE_MAX

/* Members of an annotation; "" and NAN where they are absent (or no double
 * holds the number). */
struct str sketch_text(const struct sketch *s, uint32_t at, const char *name);
double sketch_number(const struct sketch *s, uint32_t at, const char *name);

/* A member of an annotation when it is an array, or 0; and how many values
 * there are in it. */
uint32_t sketch_list(const struct sketch *s, uint32_t at, const char *name);
size_t sketch_count(const struct sketch *s, uint32_t at, const char *name);

/* A signal at the decision by its dotted name; NAN where it is not known. */
double sketch_signal(const struct sketch *s, struct str dotted);

/* The turn where the customer's danger was heard; where hoff-score told of it,
 * that of the decision. */
size_t sketch_danger_turn(const struct sketch *s);

/* Whether that rests on a signal. */
bool sketch_is_why(const struct sketch *s, struct str signal);

/* The highest of them, of equals the first; false when there is none. */
bool sketch_worst(const struct sketch *s, struct sketch_risk *worst);

/* Whether turn i is of that role, and no private note. */
static inline bool
sketch_is_said_by(const struct sketch *s, size_t i, enum role role)
{
	return s->c->turns[i].role == role && !s->c->turns[i].private;
}

/* What turn i comes to; its text is read when that is first asked. */
const struct gist *sketch_gist(const struct sketch *s, size_t i);

/* The turn whose intent counts: the last one up to the decision that has one;
 * NO_TURN. */
size_t sketch_intent(const struct sketch *s);

/* Whether the name of a channel may be told: where somebody may be in danger,
 * one word, which can be nothing that was said. */
bool sketch_tells_channel(const struct sketch *s, struct str channel);

/* The i-th skill the queue asks for; false when there is none. */
bool sketch_skill(const struct sketch *s, size_t i, struct str *skill);

/* customer.name of the record, or "". */
struct str sketch_name(const struct sketch *s);

/* The message_id that the log gives turn i, or "". */
struct str sketch_message_id(const struct sketch *s, size_t i);

/* The time of the decision, or the nearest earlier one the log has. */
int64_t sketch_time(const struct sketch *s, size_t turn);

/* A version 8 UUID, quoted, that the same conversation always gets. */
void sketch_put_uuid(const struct sketch *s, struct buf *out);

/* The value the user set (--set) for a member of the target, or "". */
struct str sketch_setting(const struct sketch *s, const char *name);

/* Whether hoff-redact has seen the record, and all of what it was to see. */
bool sketch_is_redacted(const struct sketch *s);

/* Find decision and request; false and *f when the record must not get out. */
bool sketch_begin(struct sketch *s, struct fault *f);

/* The same at a turn of the caller's, whatever was decided. */
void sketch_begin_at(struct sketch *s, size_t turn);

/* What is known of dangers: the signals of hoff-score, which are value `at` (or
 * 0), `heard`, `risks`, `is_crisis` and `in_danger`. */
void sketch_find_signals(struct sketch *s, uint32_t at);

/* Which turns ask for something: `first`, `current`, `says_nothing` and
 * `says_little` of what was read.  Where none does, the first words have to do.
 */
void sketch_find_request(struct sketch *s);

/* The words of a text, and not more than `most`: what is behind those is not
 * looked at. */
size_t sketch_count_words(struct str text, size_t most);

/* At most n code points, cut behind a word, or behind a character as people see
 * it where there is but one, with "..." (U+2026) where cut. */
struct str sketch_clip(const struct sketch *s, struct str text, size_t n);

/* What is known, promised, pointed at and open: for records that need it. */
void facts_find(struct sketch *s, struct promise_seeker *p);

/* Whether the agent sees that it is known, but not what it is: see
 * KEYED. */
bool slot_is_hidden(const struct slot *slot);

/* Its name as people write it: "order id". */
struct str slot_title(const struct sketch *s, const struct slot *slot);

/* A risk's kind in words, as they are spoken too; its last name, where we have
 * none. */
struct str facts_risk(struct str kind);

/* Whether turn i is an answer of the bot: a greeting is none. */
bool sketch_is_answer(const struct sketch *s, size_t i);

/* "3 answers of the bot, 2 not understood or repeated". */
struct str facts_tried(const struct sketch *s);

#endif
