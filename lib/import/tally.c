/* What came out of a log: for the summary, and for who does not look there. */

#include "import/import.h"

#include "base/die.h"
#include "conv/conv.h"
#include "import/pages.h"

void
import_tally_add(struct import_tally *all, const struct import_tally *t)
{
	all->conversations += t->conversations;
	all->turns += t->turns;
	all->with_time += t->with_time;
	all->with_intent += t->with_intent;
	all->with_confidence += t->with_confidence;
	all->duplicates += t->duplicates;
	all->dropped += t->dropped;
	all->guessed += t->guessed;
	all->silent += t->silent;
	all->roles_met |= t->roles_met;
	all->lost_times += t->lost_times;
	all->either_order += t->either_order;
	all->lost_marks += t->lost_marks;
	all->lost_outcomes += t->lost_outcomes;
	all->lost_texts += t->lost_texts;
	all->lost_confidences += t->lost_confidences;
	for (size_t i = 0; i < t->n_unknown; i++) {
		size_t n = 0;

		while (n < all->n_unknown &&
		       !str_eq(all->unknown[n], t->unknown[i]))
			n++;
		if (n == all->n_unknown && n < MOST_UNKNOWN)
			all->unknown[all->n_unknown++] = t->unknown[i];
	}
	all->annotated += t->annotated;
	all->apart += t->apart;
	pages_add(&all->pages, &t->pages);
}

/* Where there are such, records are none. */
void
import_tally_pages(struct import_tally *all, const struct stream_pages *around)
{
	if (around->n)
		all->pages = (struct import_pages){ around->n,
			around->n_going_on, around->file, around->number,
			str_of(around->member) };
}

static void
tell_times(uint64_t unknown, uint64_t either)
{
	if (either)
		warning("%llu time%s left out: dates such as 03/04 may be day "
			"or month first, so say --date-order dmy or mdy",
		    (unsigned long long)either,
		    either == 1 ? " was" : "s were");
	if (unknown)
		warning("%llu time%s left out: of no form that is known, or 0",
		    (unsigned long long)unknown,
		    unknown == 1 ? " was" : "s were");
}

static void
tell_words(const struct import_tally *all)
{
	if (all->lost_confidences)
		warning(
		    "%llu confidence%s left out: no number from 0 to 1, nor "
		    "a percentage",
		    (unsigned long long)all->lost_confidences,
		    all->lost_confidences == 1 ? " was" : "s were");
	if (all->lost_marks)
		warning("%llu turn%s kept private: what marks %s is no yes or "
			"no that is known",
		    (unsigned long long)all->lost_marks,
		    all->lost_marks == 1 ? " was" : "s were",
		    all->lost_marks == 1 ? "it" : "them");
	if (all->lost_outcomes)
		warning("%llu outcome%s left out: resolved is no yes or no "
			"that is known, or csat no number",
		    (unsigned long long)all->lost_outcomes,
		    all->lost_outcomes == 1 ? " was" : "s were");
}

static void
tell_roles(const struct import_tally *all, const char *const *roles)
{
	for (size_t i = 0; roles && roles[i] && i < MOST_ROLES; i++)
		if (!(all->roles_met >> i & 1))
			warning("--role %s: nobody is called so", roles[i]);
}

void
import_tally_tell(const struct import_tally *all, const struct import_preset *p,
    const char *const *roles)
{
	if (all->turns && !import_is_canonical(p))
		tell_roles(all, roles);
	if (all->guessed)
		warning("%llu turn%s no role that is known: who speaks first "
			"was taken for the customer, all others for agents; "
			"say who is who, as by --role NAME=bot",
		    (unsigned long long)all->guessed,
		    all->guessed == 1 ? " has" : "s have");
	tell_times(all->lost_times - all->either_order, all->either_order);
	tell_words(all);
	if (all->lost_texts)
		warning("%llu text%s left out: an object or an array is no "
			"text",
		    (unsigned long long)all->lost_texts,
		    all->lost_texts == 1 ? " was" : "s were");
	for (size_t i = 0; i < all->n_unknown; i++) {
		struct str name = all->unknown[i],
			   near = conv_meant_member(conv_members, name);

		warning("the mapping makes a member '%.*s', which is none of a "
			"record's: it is kept, and not read%s%.*s",
		    STR_ARG(name), near.n ? "; the nearest is " : "",
		    STR_ARG(near));
	}
	pages_tell(&all->pages, all->conversations);
	if (all->silent && !all->conversations && !all->dropped)
		warning("no conversation came of %llu record%s: see --describe "
			"%.*s for what is read",
		    (unsigned long long)all->silent,
		    all->silent == 1 ? "" : "s", STR_ARG(import_name(p)));
	if (all->dropped)
		warning("%llu conversation%s left out, as --describe %.*s says "
			"of \"drop\"",
		    (unsigned long long)all->dropped,
		    all->dropped == 1 ? " was" : "s were",
		    STR_ARG(import_name(p)));
	if (all->apart)
		warning("%llu conversation%s cut off from %s beginning: events "
			"stand further apart than --window, or the log is not "
			"sorted",
		    (unsigned long long)all->apart,
		    all->apart == 1 ? " is" : "s are",
		    all->apart == 1 ? "its" : "their");
}

void
import_tally_count(const struct import_tally *all, struct worker *w)
{
	const struct {
		const char *name;
		uint64_t n;
	} counts[] = {
		{ "annotated", all->annotated },
		{ "confidences_dropped", all->lost_confidences },
		{ "conversations", all->conversations },
		{ "conversations_cut_off", all->apart },
		{ "conversations_dropped", all->dropped },
		{ "duplicates", all->duplicates },
		{ "outcomes_dropped", all->lost_outcomes },
		{ "records_without_conversation", all->silent },
		{ "texts_dropped", all->lost_texts },
		{ "times_dropped", all->lost_times },
		{ "turns", all->turns },
		{ "turns_kept_private", all->lost_marks },
		{ "turns_with_guessed_role", all->guessed },
		{ "turns_with_time", all->with_time },
		{ "turns_with_intent", all->with_intent },
		{ "turns_with_confidence", all->with_confidence },
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		if (counts[i].n)
			stream_count(w, str_of(counts[i].name), counts[i].n);
}
