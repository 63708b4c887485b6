#ifndef IMPORT_PRESET_H
#define IMPORT_PRESET_H

#include "import/import.h"
#include "json/json.h"

/*
 * What a mapping file says of itself in lines that begin with "#:".  Private
 * to the room.
 *
 *	#: version N	counted up whenever what comes out changes
 *	#: grouped	the conversations stand in several records
 *	#: rows		records are rows of CSV, too
 *	#: folded	what recognises those are their columns' names in small
 *			letters, all else parted by _ ("User 1" as user_1)
 *	#: inside NAME	a document's member whose array holds the records
 *	#: order NAME	a turn's member, a number: how those of one time stand
 *	#: has PATH...	what recognises a record; several lines are several
 *			ways
 *	#: also PATH...	a record may be this, too, which alone tells nothing
 *	#: example JSON	a record
 */
enum {
	MOST_WAYS = 16,
	MOST_INSIDE = 4,
	PRESET_LINES = 16 /* among which a log begins */
};

struct rows;
struct split;

struct import_preset {
	struct str name, title, text;
	unsigned version;
	bool grouped, rows, folded, entries, canonical, own;
	struct str ways[MOST_WAYS], also;
	size_t n_ways;
	struct str inside[MOST_INSIDE];
	struct str order, example;
	struct stream_framing framing;
	bool (*native)(const struct json *j, struct split *s, struct arena *a,
	    struct str fallback, struct buf *out);
	void (*native_row)(struct rows *r, struct split *s, struct str fallback,
	    struct buf *out);
};

/* All presets, the most particular first. */
const struct import_preset *preset_all(size_t *n);

/* By name, NULL when there is none; the nearest in *nearest. */
const struct import_preset *preset_find(struct str name, struct str *nearest);

/* A user's own mapping; dies, naming the file, when its comments are wrong. */
const struct import_preset *preset_own(
    struct str text, const char *file, struct arena *run);

/*
 * Whose log begins so, and why, in words.  `whole`: nothing follows; of a
 * table `delimiter` stands between fields, or 0: as it seems.  NULL
 * without *more: it is a table whose columns say nothing.  NULL with *more:
 * more bytes are needed.  Bytes of lines that are none of the log's, in front
 * of what tells, in *in_front.
 *
 * `given`, unless NULL, is what it is said to be: that is believed as long as
 * nothing tells another.
 */
const struct import_preset *preset_recognise(struct str begin, bool whole,
    char delimiter, const struct import_preset *given, struct buf *why,
    bool *more, size_t *in_front);

/* Whether what is met in a log of the preset is a record of it. */
bool preset_holds(const struct import_preset *p, const struct json *j);

/* Whether a record tells the preset; `way` says by which members. */
bool preset_matches(
    const struct import_preset *p, const struct json *j, struct str *way);

/* Whose record it is, or NULL. */
const struct import_preset *preset_of(
    const struct json *j, bool row, struct str *way);

/* Without a time in front of an object of JSON, which logs have that were
 * exported from CloudWatch to S3. */
struct str preset_unstamped(struct str line);

/* The header of a table that begins so. */
struct str preset_header_line(struct str begin);

/* Whether a log of it that begins so is a table. */
bool preset_reads_rows(const struct import_preset *p, struct str begin);

/* The native paths. */
bool native_rasa(const struct json *j, struct split *s, struct arena *a,
    struct str fallback, struct buf *out);
bool native_openai(const struct json *j, struct split *s, struct arena *a,
    struct str fallback, struct buf *out);
void native_csv(
    struct rows *r, struct split *s, struct str fallback, struct buf *out);

/* WhatsApp: a line that begins a message; the date's order, told by a log's
 * beginning, or NULL; and a message as what a mapping would give. */
bool whatsapp_begins(void *ignored, struct str line);
const char *whatsapp_order(struct str begin);
bool whatsapp_entry(
    struct str entry, const char *order, struct buf *out, struct fault *f);

#endif
