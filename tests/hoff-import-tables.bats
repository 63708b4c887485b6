# Tables: rows of CSV, as people and spreadsheets save them.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load import

setup_file() {
	convert csv csv-local excel-german own-columns
}

@test "a workbook that goes by the name of a table is called one" {
	printf 'PK\003\004\024\000\006\000' >book.csv
	run -2 --separate-stderr hoff-import --from csv book.csv
	[ "$stderr" = 'hoff-import: this is a workbook or an archive, whatever its name: save the sheet as CSV, or unpack it' ]
}

@test "a column that --map names and the table has not is no empty column" {
	printf 'who,msg\nuser,hi\n' >table
	run -3 --separate-stderr hoff-import --map role=who,text=mesg table
	[ -z "$output" ]
	[[ $stderr == *'table:2:1: bad-csv: the header lacks a column that --map names' ]]
	hoff-import --map role=who,text=msg table 2>/dev/null |
		holds '.turns == [{role: "customer", text: "hi"}]'
}

@test "nobody guesses which of two columns of one name is meant" {
	printf 'role,text,text\nuser,hi,ho\n' >twins
	run -3 --separate-stderr hoff-import twins
	[ -z "$output" ]
	[[ $stderr == *'twins:2:1: bad-csv: two columns of the header have the name of one that is read' ]]
	# as --map gives it, too; what is not read may be there as often as it likes
	printf 'role,Comment,Comment,,\nuser,hi,ho,,\n' >comments
	run -3 --separate-stderr hoff-import --map text=Comment comments
	[[ $stderr == *'comments:2:1: bad-csv: two columns'* ]]
	printf 'role,text,Comment,Comment,,\nuser,hi,a,b,,\n' >comments
	hoff-import comments 2>/dev/null | holds '.turns[0].text == "hi"'
	for by in --from=csv --by-mapping; do
		hoff-import "$by" comments 2>/dev/null | cmp - <(hoff-import comments 2>/dev/null)
	done
}

@test "a table as German Excel saves it: its bytes, and dates as numbers" {
	imports csv excel-german
	# who does not say so is told, by line
	run -3 --separate-stderr hoff-import "$data/excel-german.in.csv"
	[[ $stderr == *'german.in.csv:2:1: bad-utf8: the row is not UTF-8: save the table so, or say --encoding windows-1252'* ]]
	# it is the clock of the zone, by both engines
	hoff-import --encoding windows-1252 --zone Europe/Berlin --by-mapping \
		"$data/excel-german.in.csv" 2>/dev/null | jq -r '.turns[0].at' |
		diff - <(printf '%s\n' 2023-11-20T11:00:00Z 2020-02-29T09:10:00Z)
}

@test "a table of turns: quotes, newlines in fields, a confidence over 1" {
	imports csv csv
}

@test "a table of another country: its dates, its hours, its decimal sign" {
	imports csv csv-local
	# what may be the third of January or the first of March is neither
	run -0 --separate-stderr hoff-import "$data/csv-local.in.csv"
	[[ $output == *'{"role":"bot","text":"yo"}'* ]]
	[[ $output == *'see --date-order'* ]]
}

@test "--map and --role say what the columns and roles of a table are" {
	says own-columns
}

@test "rows that are not CSV, or not of their header, are named by line" {
	printf 'conversation_id,role,text\n1,bot,ok\n1,bot\n1,bot,"a"b"\n1,customer,"two\nlines",x\n2,bot,fine\n' >bad.csv
	run -3 --separate-stderr hoff-import bad.csv
	[[ $stderr == *'bad.csv:3:1: bad-csv: fewer fields'* ]]
	[[ $stderr == *'bad.csv:4:1: bad-csv: a stray quote'* ]]
	[[ $stderr == *'bad.csv:5:1: bad-csv: more fields'* ]]
	[ "$(jq -r '.turns[].text' <<<"$output" | paste -sd,)" = ok,fine ]
	# the first row of a file may be the bad one
	printf 'conversation_id,role,text\n1,bot\n1,bot,fine\n' >first.csv
	run -3 --separate-stderr hoff-import first.csv
	[[ $output == *'"text":"fine"'* ]]
	# a row of nothing is no turn of anybody
	printf 'conversation_id,role,text\n1,bot,fine\n,,\n' >empty.csv
	run -3 --separate-stderr hoff-import empty.csv
	[[ $stderr == *'empty.csv:3:1: bad-csv: all fields of the row are empty'* ]]
	[ "${#lines[@]}" -eq 1 ]
	# nobody guesses at another encoding
	printf 'conversation_id,role,text\n1,bot,caf\xe9\n1,bot,caf\xc3\xa9\n' >latin.csv
	run -3 --separate-stderr hoff-import latin.csv
	[[ $stderr == *'latin.csv:2:1: bad-utf8: the row is not UTF-8'* ]]
	[[ $output == *'"turns":[{"role":"bot","text":"café"}]'* ]]
	# each file has its own header, and a mark in front does no harm
	printf '\xef\xbb\xbftext,conversation_id,role\r\nhi,3,bot\r\n' >more.csv
	run -3 --separate-stderr hoff-import more.csv bad.csv
	[[ $output == *'"conversation_id":"3","turns":[{"role":"bot","text":"hi"}]'* ]]
	printf 'a,b\n1,2\n' >unknown.csv
	run -2 --separate-stderr hoff-import unknown.csv
	[[ $stderr == *'--map'* ]]
	run -3 --separate-stderr hoff-import --from csv unknown.csv
	[[ $stderr == *'unknown.csv:2:1: wrong-format: the columns lack'*'--map'* ]]
	run -0 --separate-stderr hoff-import --map role=a,text=b unknown.csv
	[[ $output == '{"conversation_id":"unknown","turns":[{"role":"customer","text":"2"}]'* ]]
}

@test "tables as spreadsheets write them: semicolons, tabs, UTF-16" {
	local log

	python3 - <<-'PYTHON'
	rows = ('conversation_id{0} role{0}text\r\n1{0}customer{0}"a{0} ""b"""\r\n'
	        '1{0}bot{0}"two\r\nlines, Grüße 😀"\r\n')
	def put(name, text, code="utf-8", mark=b""):
	    open(name, "wb").write(mark + text.encode(code))
	for name, c in (("comma", ","), ("semi", ";"), ("tab", "\t"), ("bar", "|")):
	    put(name, rows.format(c))
	    put(name + "-told", "sep=" + c + "\r\n" + rows.format(c),
	        mark=b"\xef\xbb\xbf")
	put("small", rows.format("\t"), "utf-16-le", b"\xff\xfe")
	put("big", rows.format(";"), "utf-16-be", b"\xfe\xff")
	put("colon", rows.format(":"))
	put("broken", rows.format(";"), "utf-16-le", b"\xff\xfe")
	with open("broken", "ab") as f: # half a pair, and a last half of a unit
	    f.write("2;bot;".encode("utf-16-le") + b"\0\xd8x\0\r\0\n\0")
	    f.write("3;bot;ok\r\n".encode("utf-16-le") + b"4")
	PYTHON
	gzip -k small
	for log in comma{,-told} semi{,-told} tab{,-told} bar{,-told} small \
		small.gz big colon; do
		case $log in
		colon) hoff-import --from csv --delimiter : colon >out ;;
		*) hoff-import "$log" >out 2>why ;;
		esac
		jq -r '.turns[].text' out | tr -d '\r' | tr ',;|:\t\n' '______' >texts
		[ "$(<texts)" = 'a_ "b"_two_lines_ Grüße 😀_' ] || {
			echo "$log: $(<out)"
			return 1
		}
	done
	run -3 --separate-stderr hoff-import broken
	[[ $stderr == *'broken:5:1: bad-utf8: '*'broken:7:1: bad-utf8: '* ]]
	[ "$(jq -r '.conversation_id' <<<"$output" | paste -sd,)" = 1,3 ]
	# without its mark it is nothing but bytes
	tail -c +3 small >unmarked
	run -2 --separate-stderr hoff-import unmarked
	[[ $stderr == 'hoff-import: this is UTF-16 without the mark that tells it: '*'UTF-16LE '* ]]
	tail -c +3 big >unmarked
	run -2 --separate-stderr hoff-import unmarked
	[[ $stderr == *'UTF-16BE '* ]]
	run -2 --separate-stderr hoff-import --delimiter ab comma
	[[ $stderr == *"--delimiter: 'ab' is not one character, nor 'tab'" ]]
}
