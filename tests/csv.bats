load common

# Is what we read of FILE.csv what FILE.json says?
same() {
	python3 - "$2" <("$BUILD/unit/csv" "$1") <<-'END'
	import json, sys
	want, got = (json.load(open(f, encoding="utf-8", newline=""))
	             for f in sys.argv[1:])
	sys.exit(want != got and f"{got}, not {want}")
	END
}

@test "csv-spectrum: all 11 tables are read as they are meant" {
	[ -n "$SHARED" ] || skip "the public corpora are not here"
	local spectrum="$SHARED/corpora/csv-spectrum" file n=0

	for file in "$spectrum"/csvs/*.csv; do
		same "$file" "$spectrum/json/$(basename "$file" .csv).json" || {
			echo "in $file"
			return 1
		}
		n=$((n + 1))
	done
	[ "$n" -eq 11 ]
}
