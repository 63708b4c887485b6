/* Texts that are written with an annotation, or with other values. */
#include "check.h"
#include "indexed.h"

static void
check_splice(void)
{
	static const struct {
		const char *text, *want; /* {"x":1} as hoff.score */
	} cases[] = {
		{ "{}", "{\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{ }\r", "{\"hoff\":{\"score\":{\"x\":1}} }\r" },
		{ "{\"a\":[ ] }",
		    "{\"a\":[ ],\"hoff\":{\"score\":{\"x\":1}} }" },
		{ "{\"score\":5}",
		    "{\"score\":5,\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"hoff\":{}}", "{\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"hoff\":{ },\"a\":1}",
		    "{\"hoff\":{\"score\":{\"x\":1} },\"a\":1}" },
		{ "{\"hoff\":{\"kpi\":0 },\"a\":1}",
		    "{\"hoff\":{\"kpi\":0,\"score\":{\"x\":1} },\"a\":1}" },
		{ "{\"hoff\":{\"score\": 9 ,\"kpi\":0}}",
		    "{\"hoff\":{\"score\": {\"x\":1} ,\"kpi\":0}}" },
		{ "{\"hoff\":{\"score\":8},\"hoff\":{\"score\":7,\"score\":6}}",
		    "{\"hoff\":{\"score\":8},"
		    "\"hoff\":{\"score\":7,\"score\":{\"x\":1}}}" },
		{ "{\"ho\\u0066f\":{\"s\\u0063ore\":[]}}",
		    "{\"ho\\u0066f\":{\"s\\u0063ore\":{\"x\":1}}}" },
		{ "{\"hoff\": null ,\"a\":1}",
		    "{\"hoff\": {\"score\":{\"x\":1}} ,\"a\":1}" },
		{ "{\"hoff\":{\"kpi\":1},\"hoff\":null}",
		    "{\"hoff\":{\"kpi\":1},\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"hoff\":{\"score\":null}}",
		    "{\"hoff\":{\"score\":{\"x\":1}}}" },
		{ "{\"n\":[9007199254740993,1.0,1E400,-0,\"\\ud800\\/\"]}",
		    "{\"n\":[9007199254740993,1.0,1E400,-0,\"\\ud800\\/\"],"
		    "\"hoff\":{\"score\":{\"x\":1}}}" },
	};
	struct buf out = { 0 };
	struct fault f;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (int again = 0; again < 2; again++) {
			const char *text =
			    again ? cases[i].want : cases[i].text;
			const struct json *j = indexed(str_of(text));

			buf_clear(&out);
			CHECK(json_splice(
			    j, STR("score"), STR("{\"x\":1}"), &out, &f));
			if (!str_eq(buf_view(&out), str_of(cases[i].want))) {
				failures++;
				printf("spliced: %.*s\n", STR_ARG(out));
			}
		}

	buf_clear(&out);
	CHECK(!json_splice(
	    indexed(STR("{\"hoff\":true}")), STR("score"), STR("1"), &out, &f));
	CHECK(f.reason == BAD_TYPE && f.at == 8 && out.n == 0);
	buf_free(&out);
}

struct edit {
	uint32_t value;
	struct str written;
};

static uint32_t
edited_value(const void *of, size_t i)
{
	return ((const struct edit *)of)[i].value;
}

static void
put_edit(void *of, size_t i, struct buf *out)
{
	buf_str(out, ((const struct edit *)of)[i].written);
}

static void
put_zero(void *of, struct buf *out)
{
	(void)of;
	buf_char(out, '0');
}

/* Edits before the member that is written, beside it and behind it. */
static void
check_edits(void)
{
	const struct json *j =
	    indexed(STR("{\"k\":1,\"hoff\":{\"a\":\"b\",\"score\":[2,3],"
			"\"c\":[4]},\"z\":\"\"}"));
	uint32_t hoff = json_get(j, 0, STR("hoff"));
	const struct edit edits[] = {
		{ 1, STR("\"key\"") },
		{ 2, STR("\"one\"") },
		{ json_get(j, hoff, STR("a")), STR("\"\\n\"") },
		{ json_get(j, hoff, STR("c")) + 1, STR("44") },
		{ json_get(j, 0, STR("z")), STR("\"zz\"") },
	};
	struct json_edits all = { 5, edited_value, put_edit, (void *)edits };
	const struct json_note zero = { put_zero, NULL };
	struct buf out = { 0 };
	struct fault f;

	CHECK(json_splice_edited(j, all, STR("score"), zero, &out, &f));
	CHECK(str_eq(buf_view(&out),
	    STR("{\"key\":\"one\",\"hoff\":{\"a\":\"\\n\",\"score\":0,"
		"\"c\":[44]},\"z\":\"zz\"}")));
	buf_clear(&out);
	CHECK(json_splice_edited(j, all, STR("other"), zero, &out, &f));
	CHECK(str_eq(buf_view(&out),
	    STR("{\"key\":\"one\",\"hoff\":{\"a\":\"\\n\",\"score\":[2,3],"
		"\"c\":[44],\"other\":0},\"z\":\"zz\"}")));
	buf_free(&out);
}

/* Its index is what its text would have. */
static bool
is_indexed(const struct json_copy *c)
{
	const struct json *j = indexed(buf_view(&c->text));

	return j->n_values == c->json.n_values &&
	       memcmp(j->values, c->json.values,
		   j->n_values * sizeof(*j->values)) == 0;
}

/* Edits that are longer and shorter, first and last, deep and not. */
static void
check_copy(void)
{
	const struct json *j = indexed(
	    STR("[0, {\"k\" : [\"\\u0061\",[\"b\" ],{}], \"l\":\"cc\" } ,1]"));
	const struct edit edits[] = {
		{ 5, STR("\"\"") },
		{ 7, STR("\"long\"") },
		{ 10, STR("\"\"") },
	};
	struct json_copy c = { .text = { 0 } };

	json_copy_edited(&c, j, 2,
	    (struct json_edits){ 3, edited_value, put_edit, (void *)edits });
	CHECK(str_eq(buf_view(&c.text),
	    STR("{\"k\" : [\"\",[\"long\" ],{}], \"l\":\"\" }")));
	CHECK(is_indexed(&c));
	j = indexed(STR("[0, {\"k\" : [\"\\u0061\",[]], \"l\":[[]]} ,1]"));
	json_copy_edited(&c, j, 2, (struct json_edits){ 0 });
	CHECK(str_eq(
	    buf_view(&c.text), STR("{\"k\" : [\"\\u0061\",[]], \"l\":[[]]}")));
	CHECK(is_indexed(&c));
	json_copy_free(&c);
}

int
main(void)
{
	check_splice();
	check_edits();
	check_copy();
	return checked();
}
