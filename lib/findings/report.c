#include "findings/room.h"

#include "base/ascii.h"
#include "json/json.h"

static const char *const level_names[] = { "note", "warning", "error" };

static const char *
level_of(const struct findings *c, const struct finding *f)
{
	return level_names[c->codes[f->code].level];
}

static void
put_text(const struct findings *c, struct buf *out)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct finding *f = &c->all[i];

		buf_printf(out, "%s:%zu:%zu: %s: %s: %.*s\n", c->files[f->file],
		    f->place.line, f->place.column, level_of(c, f),
		    c->codes[f->code].name, STR_ARG(f->text));
	}
}

static void
put_member(struct buf *out, const char *name, struct str s)
{
	buf_printf(out, ",\"%s\":", name);
	json_put_string(out, s);
}

static void
put_json(const struct findings *c, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < c->n; i++) {
		const struct finding *f = &c->all[i];

		buf_cstr(out, i ? ",\n{\"file\":" : "\n{\"file\":");
		json_put_string(out, str_of(c->files[f->file]));
		buf_printf(out, ",\"line\":%zu,\"column\":%zu", f->place.line,
		    f->place.column);
		put_member(out, "level", str_of(level_of(c, f)));
		put_member(out, "code", str_of(c->codes[f->code].name));
		put_member(out, "text", f->text);
		buf_char(out, '}');
	}
	buf_cstr(out, c->n ? "\n]\n" : "]\n");
}

/* Every code with what it means, whether it was found or not: who reads the
 * file may list them. */
static void
put_driver(const struct findings *c, struct buf *out)
{
	buf_printf(out,
	    "{\"name\":\"%s\",\"version\":\"" VERSION "\",\"rules\":[",
	    c->tool);
	for (size_t i = 0; i < c->n_codes; i++) {
		buf_cstr(out, i ? ",\n{\"id\":" : "\n{\"id\":");
		json_put_string(out, str_of(c->codes[i].name));
		buf_cstr(out, ",\"shortDescription\":{\"text\":");
		json_put_string(out, str_of(c->codes[i].help));
		buf_printf(out,
		    "},\"defaultConfiguration\":{\"level\":\"%s\"}}",
		    level_names[c->codes[i].level]);
	}
	buf_cstr(out, "]}");
}

/* A path as a URI reference: what is not allowed there is escaped. */
static void
put_uri(struct buf *out, const char *file)
{
	static const char plain[] = "-._~/";

	buf_cstr(out, strchr(file, ':') && file[0] != '/' ? "\"./" : "\"");
	for (; *file; file++) {
		if (is_alnum(*file) || strchr(plain, *file))
			buf_char(out, *file);
		else
			buf_printf(out, "%%%02X", (unsigned char)*file);
	}
	buf_char(out, '"');
}

static void
put_sarif(const struct findings *c, struct buf *out)
{
	buf_cstr(out,
	    "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
	    "\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":"
	    "\"unicodeCodePoints\",\"tool\":{\"driver\":");
	put_driver(c, out);
	buf_cstr(out, "},\"results\":[");
	for (size_t i = 0; i < c->n; i++) {
		const struct finding *f = &c->all[i];

		buf_cstr(out, i ? ",\n{\"ruleId\":" : "\n{\"ruleId\":");
		json_put_string(out, str_of(c->codes[f->code].name));
		buf_printf(out, ",\"ruleIndex\":%zu,\"level\":\"%s\"", f->code,
		    level_of(c, f));
		buf_cstr(out, ",\"message\":{\"text\":");
		json_put_string(out, f->text);
		buf_cstr(out, "},\"locations\":[{\"physicalLocation\":"
			      "{\"artifactLocation\":{\"uri\":");
		put_uri(out, c->files[f->file]);
		buf_printf(out,
		    "},\"region\":{\"startLine\":%zu,\"startColumn\":%zu}}}]}",
		    f->place.line, f->place.column);
	}
	buf_cstr(out, "]}]}\n");
}

int
findings_report(const struct findings *f, const struct stream_opts *o,
    bool json, const char *sarif)
{
	struct buf b = { 0 };
	int status;

	if (sarif) {
		put_sarif(f, &b);
		stream_publish(sarif, buf_view(&b));
		buf_clear(&b);
	}
	if (json)
		put_json(f, &b);
	else
		put_text(f, &b);
	status = stream_report(o, buf_view(&b), f->failed);
	buf_free(&b);
	return status;
}
