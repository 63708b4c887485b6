# Tables: rows of CSV, as people and spreadsheets save them.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load import

setup_file() {
	convert csv csv-local excel-german own-columns wide wide-exchanges \
		wide-objects wide-names
}

@test "a workbook that goes by the name of a table is called one" {
	printf 'PK\003\004\024\000\006\000' >book.csv
	run -2 --separate-stderr hoff-import --from csv book.csv
	[ "$stderr" = 'hoff-import: book.csv: a workbook or an archive, whatever its name: unpack it, or save the sheet as CSV for hoff-import' ]
	# a pipe is looked into when it is read; its first bytes alone do not
	# hold up who has more
	run -2 --separate-stderr hoff-import --from csv - <book.csv
	[ "$stderr" = 'hoff-import: <stdin>: a workbook or an archive, whatever its name: unpack it, or save the sheet as CSV for hoff-import' ]
	printf 'who,msg\nuser,hi\n' >table
	run -2 --separate-stderr hoff-import --map role=who,text=msg table - <book.csv
	[ "${stderr_lines[-1]}" = 'hoff-import: <stdin>: a workbook or an archive, whatever its name: unpack it, or save the sheet as CSV for hoff-import' ]
	[[ $output == *'"text":"hi"'* ]]
}

@test "a column that --map names and the table has not is no empty column" {
	printf 'who,msg\nuser,hi\nuser,ho\n' >table
	run -2 --separate-stderr hoff-import --map role=who,text=Mesg table
	[ -z "$output" ]
	[ "$stderr" = "hoff-import: table: --map: no column 'Mesg' (did you mean 'msg'?); its columns are who, msg" ]
	# nor one of the files behind it
	run -3 --separate-stderr hoff-import --map role=who,text=msg table <(printf 'who,mesg\nuser,hi\n')
	[[ $stderr == *':2:1: bad-csv: the header lacks a column that --map names' ]]
	run -2 --separate-stderr hoff-import table
	[ "$stderr" = 'hoff-import: table: a table whose columns are not known: say which is what, as in --from csv --map role=sender,text=message; its columns are who, msg' ]
	# what has no header is what somebody said
	run -2 --separate-stderr hoff-import <(printf 'c-1;Anna;My card is gone\nc-1;Bot;Oh\n')
	[[ $stderr == *'; it has 3 columns, and perhaps no header' ]]
	# what is no known word of columns may be what somebody said
	local row told by
	while IFS='>' read -r row told; do
		for by in auto csv; do
			run -2 --separate-stderr hoff-import --from "$by" <(printf '%s\n' "$row" c,d,e)
			[ "${stderr##*; }" = "$told" ]
		done
	done <<-'END'
	Anna,Smith,my pin>it has 3 columns, and perhaps no header
	Anna,Mueller,HIV>it has 3 columns, and perhaps no header
	anna_smith,i_want_to_die>it has 2 columns, and perhaps no header
	call agent,message to>it has 2 columns, and perhaps no header
	Anna;Kunde;Passwort>it has 3 columns, among them Kunde
	messageText,Created_At,sender.name>its columns are messageText, Created_At, sender.name
	END
	run -2 --separate-stderr hoff-import --map text=name <(printf 'Jane,hello\n')
	[[ $stderr == *": --map: no column 'name'; it has 2 columns, and perhaps no header" ]]
	run -2 --separate-stderr hoff-import --from copilot-studio table
	[[ $stderr == *': a table, but the columns of copilot-studio are not in it; its columns are who, msg' ]]
	# of a file behind the first it costs the rows
	run -3 --separate-stderr hoff-import --from csv <(printf 'role,text\nuser,hi\n') table
	[[ $stderr == *'table:2:1: wrong-format: the columns lack what tells csv: conversation_id and role, or '* ]]
	run -3 --separate-stderr hoff-import --from dialogflow-cx <<<'{"queryResult": {}}'
	[[ $stderr == *'lacks what tells dialogflow-cx: conversation_name and response.queryResult, or conversation_name and turn_position, or '* ]]
	# this is what was meant
	hoff-import --map role=who,text=msg table 2>/dev/null |
		holds '.turns[0] == {role: "customer", text: "hi"}'
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
	hoff-import --encoding windows-1252 --time-zone Europe/Berlin --by-mapping \
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
	printf 'conversation_id,role,text\n1,bot,ok\n1,bot\n1,bot,"a"b"\n1,customer,"two\nlines",x\n2,bot,fine\n2,customer\rbot,shifted\n' >bad.csv
	run -3 --separate-stderr hoff-import bad.csv
	[[ $stderr == *'bad.csv:3:1: bad-csv: fewer fields'* ]]
	[[ $stderr == *'bad.csv:4:1: bad-csv: a stray quote'* ]]
	[[ $stderr == *'bad.csv:5:1: bad-csv: more fields'* ]]
	[[ $stderr == *'bad.csv:8:1: bad-csv: a carriage return within a row'* ]]
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
	run -0 --separate-stderr hoff-import --map role=a,text=b unknown.csv
	[[ $output == '{"conversation_id":"unknown","turns":[{"role":"customer","text":"2"}]'* ]]
}

@test "a quote that is never closed costs its own row and no other" {
	# what is inserted as the third row, of which only that one is lost, in
	# front of what; of a fourth column the lines that are rejected
	python3 - <<-'END'
	import subprocess

	head = "conversation_id,role,text"
	good = ["a,bot,fine", 'b,user,"two\nlines, ""quoted"""', 'c,user,"q, r"']
	lone = ['x,user,"oops', 'x,user, "oops', '"x,user,oops', 'x,"user,oops']

	def run(lines, end, *options):
	    with open("in.csv", "w", newline="") as f:
	        f.write(end.join(lines) + end)
	    ran = subprocess.run(["hoff-import", "--from", "csv", "--summary",
	        *options, "in.csv"], capture_output=True, text=True)
	    return ran.stdout, ran.stderr

	for end in "\n", "\r\n", "\r":
	    for quote in lone:
	        for behind in (good, good[1:], good[:1] * 20, []):
	            rows = [head, good[0], good[1], quote, *behind]
	            rows = [r.replace("\n", end) for r in rows]
	            told = (end, quote, behind, *run(rows, end))
	            n = len(behind) + 2
	            assert f" in={n + 1} out={n} rejected=1 " in told[4], told
	            assert "in.csv:5:1: bad-csv: a quote is never closed" in told[4], told
	            assert told[3].count('"role"') == n, told
	# also where the next one is further away than a row may be long
	rows = [head, lone[0]] + ["d,bot,fine"] * 100000
	out, why = run(rows, "\n", "--max-record", "64K")
	assert " in=100001 out=100000 rejected=1 " in why, why
	# what is no row is what somebody said, and no turn
	said = 'x,user,"a long story\n' + "that goes on, and on\nand, on, so\n" * 9
	out, why = run([head, good[0], said], "\n")
	assert " in=2 out=1 rejected=1 " in why, why
	out, why = run([head, good[0], said + "and on\n" * 99999 + '"'], "\n", "--max-record", "64K")
	assert "rejected=1 " in why and "in.csv:3:1: too-long: the row is longer " \
	    "than --max-record, and a quote in it is not closed by then" in why, why
	END
}

@test "tables as spreadsheets write them: semicolons, tabs, UTF-16, CR" {
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
	put("macintosh", rows.format(",").replace("two\r", "two").replace("\r\n", "\r"))
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
		small.gz big colon macintosh; do
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
	# lines of carriage returns are counted as well
	printf 'conversation_id,role,text\r1,bot\r1,bot,ok\r' >mac
	run -3 --separate-stderr hoff-import mac
	[[ $stderr == *'mac:2:1: bad-csv: fewer fields'* && $output == *'"text":"ok"'* ]]
	# blanks behind a delimiter are none of what stands in quotes, nor of words
	printf 'conversation_id, at, role, text, private, intent, confidence\n1, 12.03.2026 10:00, "bot", "a, b", ja, "x", 0.5\n' >blanks
	for by in --from=csv --by-mapping; do
		hoff-import "$by" --time-zone UTC blanks 2>/dev/null | jq -c .turns |
			diff - <(echo '[{"at":"2026-03-12T10:00:00Z","role":"bot","text":"a, b","intent":{"name":"x","confidence":0.5},"private":true}]')
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

@test "who speaks is told by the words of seven languages, large or small, else guessed and said" {
	# word, and the role it is
	cat >words <<-'EOF'
		User customer
		BOT bot
		Customer customer
		Chatbot bot
		Virtual-Assistant bot
		KUNDE customer
		Mitarbeiterin agent
		UTILISATEUR customer
		CONSEILLÈRE agent
		Usuário customer
		operador agent
		utente customer
		Klant customer
		medewerker agent
		IVR bot
		System system
		Acme_Bot bot
		SupportBot bot
		Acme Virtual Assistant bot
	EOF
	{
		echo conversation_id,role,text
		sed 's/ [a-z]*$/,hi/; s/^/c,/' words
	} >table.csv
	run -0 --separate-stderr hoff-import --from csv table.csv
	[ -z "$stderr" ]
	diff <(sed 's/.* //' words) <(jq -r '.turns[].role' <<<"$output")
	[ "$(jq -c .hoff.import.derived <<<"$output")" = '["a bot, by its name (see --role)"]' ]
	# Talbot is somebody; what --role says goes before a word, in any letters
	printf 'conversation_id,author,text\nc,Acme Bot,Welcome\nc,Talbot,hi\nc,Agent,yes\nc,Kim,a\n' >names
	run -0 --separate-stderr hoff-import --from csv --role AGENT=system --summary names
	[ "$(jq -r '.turns[].role' <<<"$output" | paste -sd' ')" = 'bot customer system agent' ]
	[[ ${stderr_lines[0]} == 'hoff-import: 2 turns have no role that is known: '*'--role NAME=bot' ]]
	[[ ${stderr_lines[1]} == *' turns_with_guessed_role=2'* ]]
	run -0 --separate-stderr hoff-import --from csv --role AGENT=system --role Jim=bot names
	[[ $stderr == *'hoff-import: --role Jim=bot: nobody is called so'* && $stderr != *AGENT=system* ]]
	[ "$(hoff-import --from csv --by-mapping --role AGENT=system names 2>/dev/null | jq .turns)" = "$(jq .turns <<<"$output")" ]
}

@test "a row may be a conversation, or a question and its answer" {
	imports wide wide wide-exchanges wide-objects wide-names
	# other words for both are named
	printf 'Sitzung;Frage;Antwort\ns-1;wo ist mein Paket;unterwegs\n' >faq.csv
	run -2 hoff-import faq.csv
	hoff-import --from wide --map \
		conversation_id=Sitzung,question=Frage,answer=Antwort faq.csv |
		holds '.conversation_id == "s-1" and (.turns | map(.role + " " + .text))
			== ["customer wo ist mein Paket", "bot unterwegs"]'
	# two names that are the same are one too many
	printf 'user_1,User 1,bot_1\na,b,c\n' >twins.csv
	run -3 hoff-import twins.csv
	[[ $output == *'two columns of the header'* ]]
}

@test "titles in front of a table are rejected, and its header is found" {
	local by name

	printf 'Chats;of;March\n\nby hand\nconversation_id;role;text\n1;bot;fine\n' >titled
	sed 's/conversation_id/ticket/; s/role/who/' titled >mapped
	tr '\n' '\r' <titled >mac
	for by in --from=auto --from=csv --by-mapping --keep-source; do
		for name in titled mac; do
			run -3 --separate-stderr hoff-import "$by" "$name"
			[[ $output == *'{"conversation_id":"1","turns":[{"role":"bot","text":"fine"}]'* ]]
			[[ $stderr == *"$name:1:1: bad-csv: the line stands in front of the header"*"$name:3:1: bad-csv: "* ]]
		done
	done
	run -3 --separate-stderr hoff-import --summary --map conversation_id=ticket,role=who mapped titled
	[[ $output == *'"text":"fine"'* && $stderr == *' in=6 out=1 rejected=5 '* ]]
	# what is no header behind so many lines is none
	{ seq 16; cat titled; } >far
	run -3 --separate-stderr hoff-import --from csv far
	[ -z "$output" ]
}

@test "times that are left out are said once, with the cure" {
	printf 'conversation_id,at,role,text\nc,03/04/2026 09:00,user,hi\nc,04/04/2026 09:00,user,ho\n' >either
	run -0 --separate-stderr hoff-import --from csv --summary either
	local order='times were left out: dates such as 03/04 may be day or month first, so say --date-order dmy or mdy'
	[ "${stderr_lines[0]}" = "hoff-import: 2 $order" ]
	[[ ${stderr_lines[1]} == *' times_dropped=2 '* ]]
	run -0 --separate-stderr hoff-import --from csv --date-order dmy either
	[ -z "$stderr" ]
	run -0 --separate-stderr hoff-import --from csv <(printf 'conversation_id,at,role,text\nc,soon,user,hi\n')
	[ "$stderr" = 'hoff-import: 1 time was left out: of no form that is known, or 0' ]
	# each cause has its count, and 0 is a time that was left out, unlike -1
	printf 'c,%s,user,hi\n' '99/99/2026 10:00' soon 0 -5 -1 n/a '' >>either
	for by in --from=csv --by-mapping; do
		run -0 --separate-stderr hoff-import "$by" either
		[[ $stderr == *"hoff-import: 2 $order"$'\n''hoff-import: 4 times were left out: of no form that is known, or 0' ]]
		holds '.hoff.import.dropped == {time: 6}' <<<"$output"
	done
}

@test "a local time that clocks skip or show twice is told as concluded" {
	local time by

	for time in 30.03.2026-02:30 29.03.2026-02:30 25.10.2026-02:30 '29.03.2026 02:30+01:00'; do
		printf 'conversation_id,at,role,text\n%s,%s,user,hi\n' "$time" "${time/-/ }"
	done | awk 'NR == 1 || !/^conv/' >clocks
	for by in --from=csv --by-mapping; do
		hoff-import "$by" --time-zone Europe/Berlin clocks 2>/dev/null |
			jq -c '[.turns[0].at[:16], .hoff.import.derived[]]' | diff - <(cat <<-'END'
			["2026-03-30T00:30"]
			["2026-03-29T01:30","times that clocks skip, by the offset until then"]
			["2026-10-25T00:30","times that clocks show twice, as the first of the two"]
			["2026-03-29T01:30"]
			END
			)
	done
}

@test "yes and no are told by the words of seven languages, and a doubtful note stays private" {
	# word, and what it makes of private, resolved, and how often it is dropped
	cat >words <<-'EOF'
		TRUE true true 0
		WAHR true true 0
		ja true true 0
		VRAI true true 0
		oui true true 0
		SÍ true true 0
		si true true 0
		Sim true true 0
		Sì true true 0
		VERO true true 0
		VERDADERO true true 0
		verdadeiro true true 0
		WAAR true true 0
		y true true 0
		1.0 true true 0
		FALSE false false 0
		Nein false false 0
		FALSCH false false 0
		non false false 0
		FAUX false false 0
		FALSO false false 0
		NÃO false false 0
		nee false false 0
		ONWAAR false false 0
		0 false false 0
		n/a null null 0
		NULL null null 0
		confidential true null 1
		x true null 1
	EOF
	{
		echo conversation_id,role,text,private,resolved
		awk '{ print $1 ",agent,note," $1 "," $1 }' words
	} >table.csv
	for by in --from=csv --by-mapping; do
		run -0 --separate-stderr hoff-import "$by" --summary table.csv
		jq -r '"\(.conversation_id) \(.turns[0].private) \(.outcome.resolved) " +
			"\(.hoff.import.dropped.private // 0)"' <<<"$output" | diff words -
		[[ $stderr == *'2 turns were kept private: what marks them is no yes or no that is known'$'\n'* ]]
		[[ $stderr == *'2 outcomes were left out: resolved is no yes or no that is known, or csat no number'$'\n'*' outcomes_dropped=2 '*' turns_kept_private=2'* ]]
	done
	# a satisfaction that is no number, as one that is
	printf 'conversation_id,role,text,csat\na,user,hi,4/5\nb,user,hi,n/a\nc,user,hi,"4,5"\n' >csat
	for by in --from=csv --by-mapping; do
		hoff-import "$by" csat 2>/dev/null | jq -c '[.outcome.csat, .hoff.import.dropped]' |
			diff - <(printf '%s\n' '[null,{"csat":1}]' '[null,{}]' '[4.5,{}]')
	done
}

@test "a column's name is one of ours in any case, and what is lacking is said" {
	local names

	for names in 'Conversation ID,AT,Role,Text,Private,x' \
		'conversationId,at,role,text,PRIVATE,x' \
		'CONVERSATION-ID,At,role,text,private,Text'; do
		printf '%s\n' "$names" 7,2026-02-01T10:00:00Z,agent,hi,yes,no \
			>table.csv
		run -0 --separate-stderr hoff-import table.csv
		[[ $stderr == 'hoff-import: read as csv: '* ]]
		[ "${#stderr_lines[@]}" -eq 1 ]
		hoff-import --by-mapping table.csv 2>/dev/null | diff - <(echo "$output")
		[[ $output == '{"conversation_id":"7","turns":[{"at":"2026-02-01T10:00:00Z","role":"agent","text":"hi","private":true}]'* ]]
	done
	# which of the two?
	printf '%s\n' 'conversationId,Conversation ID,role,text' 1,2,bot,hi >table.csv
	run -3 --separate-stderr hoff-import table.csv
	[[ $stderr == *'two columns of the header '* ]]

	printf '%s\n' 'ticket,time,role,text' 1,2026-02-01T10:00:00Z,bot,hi >table.csv
	run -0 --separate-stderr hoff-import table.csv
	[[ $stderr == *'table.csv: no column is conversation_id: all rows are one conversation, '*'table.csv: no column is at: no turn has a time, '* ]]
	run -0 --separate-stderr hoff-import --from csv \
		--map conversation_id=ticket,at=time table.csv
	[ -z "$stderr" ]
}

@test "a percentage is a confidence, a lost one is said, an event is ours in any case" {
	printf '%s\n' 'conversation_id;role;intent;confidence;event' \
		'1;customer;a;61 %;' '1;customer;a;6,5%;' '1;customer;a;61;' \
		'1;customer;a;101%;' '1;customer;a;n/a;' '1;;;;Handoff Requested' \
		'1;;;;AGENT-JOINED' '1;;;;closed' '1;;;;Ticket Closed' >table.csv
	run -0 --separate-stderr hoff-import table.csv
	[[ $stderr == *'hoff-import: 2 confidences were left out: '* ]]
	[ "$(jq -c '[.turns[].intent.confidence], [.events[].type]' <<<"$output")" = \
		'[0.61,0.065,null,null,null]
["handoff_requested","agent_joined","closed","Ticket Closed"]' ]
	hoff-import --by-mapping table.csv 2>/dev/null | diff - <(echo "$output")
}

@test "a row that only says how a conversation ended is no turn" {
	printf '%s\n' 'conversation_id,at,role,text,resolved,csat' \
		'1,2026-03-01T09:00:00Z,customer,hi,,' \
		'1,2026-03-01T09:05:00Z,,,yes,5' >table.csv
	run -0 --separate-stderr hoff-import table.csv
	[[ $output == '{"conversation_id":"1","outcome":{"resolved":true,"csat":5},"turns":[{"at":"2026-03-01T09:00:00Z","role":"customer","text":"hi"}],"hoff":'* ]]
	[[ $stderr != *' role '* ]]
	hoff-import --by-mapping table.csv 2>/dev/null | diff - <(echo "$output")
}

@test "--time-zone may be called --zone, as it was, and shells complete the one" {
	printf 'conversation_id,role,at,text\nc,user,2026-07-01 10:00,x\n' >log
	hoff-import --time-zone Europe/Berlin log 2>/dev/null >new
	grep -q '"at":"2026-07-01T08:00:00Z"' new
	hoff-import --zone Europe/Berlin log 2>/dev/null | cmp new -
	hoff-import --zone=Europe/Berlin log 2>/dev/null | cmp new -
	run -2 --separate-stderr hoff-import --zone Berlin log
	[[ $stderr == *'hoff-import: --time-zone: no time zone '* ]]
	run ! grep -q -- '--zone' <(hoff-import --emit=bash) <(hoff-import --help)
}
