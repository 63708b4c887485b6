# hoff-kpi: the report as a page.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

@test "the same report is a page for a meeting" {
	hoff-kpi --by channel --html page.html "$story" >table
	diff "$data/story.txt" table
	sed '/^<style>$/,/^<\/style>$/d' page.html >got
	if [ -n "${UPDATE-}" ]; then cp got "$data/story.html"; fi
	diff -u "$data/story.html" got
}

@test "the page can be read by all, fetches nothing and runs nothing" {
	hoff-kpi --by channel --html page.html "$story" >table
	python3 "$root/tests/kpi_page.py" page.html
	sed 's|</main>|<img src="http://x.example/">&|' page.html >bad.html
	run -1 python3 "$root/tests/kpi_page.py" bad.html
	sed 's|</main>|<b onclick="x()">x</b>&|' page.html >bad.html
	run -1 python3 "$root/tests/kpi_page.py" bad.html
}

@test "hostile names stay text in a page" {
	hoff-kpi --by channel,customer.name --html page.html "$hostile" >table
	python3 "$root/tests/kpi_page.py" page.html
	grep -qF '&#60;script&#62;alert(1)&#60;/script&#62;' page.html
	run ! grep -qiE '<script|<img|CANARY' page.html
}

@test "what options ask for is drawn, and each drawing says what it shows" {
	local i

	{
		labelled en 80 20 30 170
		labelled de 60 40 30 70
	} | sed 's/"decision":"escalate"/&,"readiness":0.8/
		s/"decision":"contain"/&,"readiness":0.3/' >log
	head -n 250 log | hoff-kpi --fair-by language --partial >before.kpi
	hoff-kpi --fair-by language --sweep --baseline before.kpi \
		--html page.html log >table
	python3 "$root/tests/kpi_page.py" page.html
	for i in journey dropoff sweep roc reliability forest0; do
		grep -q "<title id=\"$i\">[^<]" page.html
	done
	grep -q 'class="heat"' page.html
}
