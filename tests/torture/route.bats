# hoff-route against queueing theory, at length: make torture.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load ../common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# agrees MODEL...: in twenty replications of 10000 contacts
agrees() {
	local model

	for model; do
		echo "$model"
		python3 "$root/tests/route_models.py" "$model"
	done
}

@test "losses are those of Erlang B, of few places, and of an N of two skills" {
	agrees erlang-b few-places n-model
}

@test "waits are those of Erlang C, apart and pooled" {
	agrees erlang-c erlang-c-log pooled
}

@test "who gives up is as many as Erlang A says, overloaded too" {
	agrees erlang-a erlang-a-overloaded
}

@test "one agent's waits are those of Pollaczek and Khinchine, whatever the law" {
	agrees constant uniform lognormal
}

@test "classes wait as Cobham says" {
	agrees priority priority-log
}

@test "a hundred agents, and others who are 95 % busy, are as the formulas say" {
	agrees hundred hundred-lost hundred-a busy priority-close
}

@test "a hundred agents who are 95 % busy keep callers as long as Erlang C says" {
	python3 "$root/tests/route_models.py" hundred-asa 40 20000 5
}

@test "chats that slow each other down are a chain of birth and death" {
	agrees slots
}

@test "a thousand worlds come out as in a second, simpler simulation" {
	python3 "$root/tests/route_reference.py" 100 1100
}

@test "a thousand reports are what their records add up to" {
	python3 "$root/tests/route_report.py" 1000 2000
}
