#ifndef FRICTION_FRICTION_H
#define FRICTION_FRICTION_H

#include "base/buf.h"
#include "conv/conv.h"
#include "score/score.h"

/*
 * The friction map of a log: which utterances of the bot, and which intents of
 * the customer, stand right before trouble, how often, and how much more often
 * than any other.
 *
 * An utterance is a template: its words, with numbers, addresses and names in
 * it folded, so that "Your balance is 40 euro" is one with "... 73 euro".  Of
 * more than FRICTION_ITEMS templates and intents a sample is kept, those with
 * the smallest hashes, so that memory is bounded and any split of a log among
 * threads gives the same map; what is kept is counted exactly.
 */
enum { FRICTION_ITEMS = 1 << 15 };

struct friction;

/* One thread's fold; `texts`: keep a text of each utterance, too. */
struct friction *friction_new(const struct score_plan *plan, bool texts);
void friction_free(struct friction *f);

/* What it judges by, for who asks what failed. */
struct score *friction_score(struct friction *f);

void friction_add(struct friction *f, const struct conv *c);
void friction_merge(struct friction *into, struct friction *from);

/* The map; the tables have the ten worst of each trouble, in so many columns
 * (0: as many as it takes), JSON and CSV all, which may be long: `spill` takes
 * what is in `out` from time to time, and empties it. */
void friction_table(
    struct friction *f, bool colour, size_t width, struct buf *out);
void friction_markdown(struct friction *f, struct buf *out);
void friction_json(struct friction *f, struct buf *out,
    void (*spill)(void *arg, struct buf *out), void *arg);
void friction_csv(struct friction *f, struct buf *out,
    void (*spill)(void *arg, struct buf *out), void *arg);

#define FRICTION_MANUAL \
	"--friction prints, instead of the records, what stands right before " \
	"trouble in the whole log: utterances of the bot and intents of the " \
	"customer. Utterances that differ only in numbers, addresses or " \
	"names (capitals inside a sentence, but not in German) are one; it " \
	"is " \
	"named by a conversation and a turn where it stands, the first by " \
	"name, and its text is printed with --evidence-text only; so is an " \
	"intent of more than four words, or with an address or a long " \
	"number, which may be what was said. Of more than 32768 utterances " \
	"and intents a sample of so many is kept, each counted from the " \
	"first on. Trouble is " \
	"a fallback, after the utterance and the customer's turn; a loop, " \
	"repeat or slot asked again, which is the utterance itself; an " \
	"escalation; and an exit: an abandoned event or outcome.resolved " \
	"false without escalation or agent, after the last utterance. seen " \
	"counts the conversations it is in, count those with the trouble " \
	"right behind it; lift is that share over the share of all " \
	"conversations with the trouble, with Wilson's interval at 95 % of " \
	"the first. The order is by count less what lift 1 would give.\n\n"

#endif
