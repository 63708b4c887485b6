#ifndef TAGGER_TRAIN_TRAINING_H
#define TAGGER_TRAIN_TRAINING_H

#include "base/arena.h"
#include "base/buf.h"
#include "tagger/model.h"

/* What the trainer reads: sentences whose words have tags. */
struct sentence {
	size_t first, n; /* its words in lessons.tags and lessons.places */
};

struct lessons {
	struct sentence *sentences;
	size_t n_sentences, sentences_room;

	/* for each word */
	uint8_t *tags;
	uint32_t *places; /* of its first row in `rows` */
	size_t n_words, tags_room, places_room;
	uint32_t *rows; /* and as many rows as end before the next word's */
	size_t n_rows, rows_room;

	/* to read a text with */
	const struct tagger *tagger;
	struct fillers *fillers; /* for what a text leaves out */
	bool made_up;		 /* all that is to be marked is */
	bool forgets;		 /* to be taught on words that no list has */
	uint64_t random;
	struct text text;
	struct tagging tagging;
	uint8_t *by_codepoint;
	size_t codepoints_room;
	struct token *kept;
	size_t kept_room;
};

void lessons_init(
    struct lessons *l, const struct tagger *t, struct fillers *fillers);
void lessons_free(struct lessons *l);

/* Which ways of writing a text are taught. */
enum {
	WRITE_AS_IS = 1,
	WRITE_SMALL = 2,    /* small letters, no punctuation */
	WRITE_CAPITALS = 4, /* all capitals */
};

/* A marked part of a text, in code points. */
struct mark {
	size_t start, end;
	enum tag tag; /* of its first word */
};

void lessons_add(struct lessons *l, struct str text, const struct mark *marks,
    size_t n, enum asked asked, unsigned writings);

/* One source of sentences: `dev` asks for the part that is not learned from.
 */
struct source {
	const char *name;
	void (*read)(
	    struct lessons *l, struct str file, bool dev, unsigned writings);
	const char *train, *dev; /* files under the data folder; the same one
				    where a dev part is carved out here */
};

extern const struct source sources[];

/* A tenth of a source that has no dev part of its own. */
bool is_carved(struct str text);

/* unmarked.c */
void read_blanked(
    struct lessons *l, struct str file, bool dev, unsigned writings);
void read_chats(
    struct lessons *l, struct str file, bool dev, unsigned writings);

struct fillers;

void templates_read(
    struct lessons *l, struct str templates, struct fillers *fillers);

/* words.tsv as the words of a model. */
uint32_t vocabulary_size(struct str words);
void vocabulary_put(
    struct str words, unsigned char (*slots)[WORD_BYTES], uint32_t n_slots);

/* A next line of *rest, without its end; false where there is none. */
bool next_line(struct str *rest, struct str *line);

/* The part of *rest up to `by`, which is taken with it. */
struct str next_field(struct str *rest, char by);

/* Learn, and put weights and steps into the model. */
void teach(const struct lessons *l, uint32_t n_rows, int8_t (*rows)[8],
    int16_t step[N_TAGS + 1][N_TAGS]);

/* Print how well a model tags lessons that were not learned from. */
void examine(const struct lessons *l, const struct tagger *t, const char *name);

#endif
