# Pages of an API, and whether all of them are there.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load import

# page N CONVERSATION REST: a page of Sunshine of one message.
page() {
	printf '{"messages":[{"id":"m%s","conversationId":"%s","received":"2026-03-01T09:00:0%sZ","author":{"type":"user"},"content":{"type":"text","text":"hello"}}]%s}' \
		"$1" "$2" "$1" "$3"
}

@test "a page that says that more follows is named when the rest is missing" {
	local more rest

	# whatever says it, before or behind the records, however far
	rest=,\"users\":[$(seq -s , 60000)]
	for more in ',"meta":{"hasMore":true}' ',"has_more":true' \
		',"links":{"prev":null,"next":"https://x"}' \
		',"paging":{"next":{"after":"NDY"}}' ',"nextPageToken":"a\"b"' \
		',"link":{"rel":"next_page","href":"x"}' \
		"$rest"',"meta":{"hasMore":true}'; do
		page 1 c "$more" >one.json
		run -0 --separate-stderr hoff-import one.json
		[ "${#lines[@]}" -eq 1 ]
		[[ $stderr == *"one.json:1: '"*"' says that more follows"* ]]
		# one that is the last
		page 2 c '' >two.json
		run -0 --separate-stderr hoff-import two.json one.json
		[[ $stderr != *follows* ]]
	done
	echo '{"meta":{"hasMore":true},' >first.json
	page 1 c '' | tail -c +2 >>first.json
	run -0 --separate-stderr hoff-import first.json
	[[ $stderr == *"first.json:2: 'meta.hasMore' says"*'of 1 page, 1 says'* ]]
	# what says nothing, or says so of something else
	for more in ',"meta":{"hasMore":false}' ',"has_more":null' \
		',"links":{"next":""}' ',"paging":{"next":{}}' \
		',"paging":{"next":[ ]}' ',"next":"x"' ',"has_more":0' \
		',"users":[{"has_more":true}]' ',"a":{"meta":{"hasMore":true}}' \
		',"text":"has_more","next_page":null' \
		',"next_page":"https://x","end_of_stream":true'; do
		page 1 c "$more" >none.json
		run -0 --separate-stderr hoff-import none.json
		[[ $stderr != *follows* ]]
	done
}

@test "pages of several conversations each have a last one" {
	{
		page 1 a ',"meta":{"hasMore":true}'
		page 2 a ',"meta":{"hasMore":false}'
		page 3 b ''
	} >all.ndjson
	run -0 --separate-stderr hoff-import all.ndjson
	[[ $stderr != *follows* ]]
	{
		cat all.ndjson
		echo
		page 4 c ',"meta":{"hasMore":true}'
	} >lost.ndjson
	run -0 --separate-stderr hoff-import -j 3 lost.ndjson
	[[ $stderr == *'of 4 pages, 2 say so'* ]]
	# records that are pages themselves
	head -n 2 "$data/contact-lens-pages.in.ndjson" >both.ndjson
	run -0 --separate-stderr hoff-import both.ndjson
	[[ $stderr != *follows* ]]
	tail -n 1 both.ndjson >half.ndjson
	run -0 --separate-stderr hoff-import half.ndjson
	[[ $stderr == *"half.ndjson:1: 'NextToken' says"* ]]
}

@test "pages of a list, each of many conversations, have one last one" {
	local n

	for n in 1 2 3; do
		{
			page "$n" "a$n" ''
			page "$n" "b$n" ''
		} | jq -cs '{ messages: map(.messages[]), meta: { hasMore: ('"$n"' < 3) } }'
	done >list.ndjson
	run -0 --separate-stderr hoff-import list.ndjson
	[ "${#lines[@]}" -eq 6 ]
	[[ $stderr != *follows* ]]
	head -n 2 list.ndjson >cut.ndjson
	run -0 --separate-stderr hoff-import cut.ndjson
	[[ $stderr == *"cut.ndjson:1: 'meta.hasMore' says"*'of 2 pages, 2 say so'* ]]
}

@test "pages as many as conversations are of one each, each with a last one" {
	{
		page 1 a ',"meta":{"hasMore":true}'
		page 2 b ''
	} >two.ndjson
	run -0 --separate-stderr hoff-import two.ndjson
	[[ $stderr == *'of 2 pages, 1 says so'* ]]
	# and none at all, of which more follows
	echo '{"messages":[],"meta":{"hasMore":true}}' >empty.ndjson
	run --separate-stderr hoff-import --from sunshine empty.ndjson
	[[ $stderr == *'of 1 page, 1 says so'* ]]
}
