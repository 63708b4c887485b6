# hoff-redact: streets, houses, towns and postcodes, and addresses of money.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load redact

@test "streets go in seven languages, and counted things stay" {
	said '12 Acacia Avenue, Leeds' 'Hauptstr. 7, 80331 München' '5 rue de la Paix à Lille' \
		'Calle Serrano 41, Madrid' 'Rua Augusta, 210' 'Dorpsstraat 8a, 1234 AB Delft' 'Via Roma 3, 20121 Milano' \
		'3 days on the road' 'we took 2 ways' >out
	diff - out <<-'EOF'
		<ADDRESS_1>, <PLACE_1>
		<ADDRESS_2>, <POSTCODE_1> <PLACE_2>
		<ADDRESS_3> à <PLACE_3>
		<ADDRESS_4>, <PLACE_4>
		<ADDRESS_5>
		<ADDRESS_6>, <POSTCODE_2> <PLACE_5>
		<ADDRESS_7>, <POSTCODE_3> <PLACE_6>
		3 days on the road
		we took 2 ways
	EOF
}

@test "an address that is told in parts, as in India, is one, and what stands behind a street goes with it" {
	said 'to Flat No 402, B Wing, Sai Krupa Apartments, Sector 17, Vashi, Navi Mumbai 400703' \
		'#45, 2nd cross, 5th main, Bangalore 560038' 'A-12, Sector 62, Noida 201301' 'D.No. 4-56, Temple Street' \
		'12/4 MG Road, opp. City Mall, Indore - 452001' 'H.No 8-2-293/82, Road No. 36' 'house 12, road 5, Dhaka' \
		'plot 23, near Shiv Mandir, Phase 2' 'मकान नंबर 45, गली नंबर 3' \
		'8 rue des lilas, 69500 Bron' '12 Wattle Street, Ultimo NSW 2007' '1200 W Peachtree St NW #804' \
		'BP 40217, 31003 Toulouse' 'apartado de correos 215' 'boîte postale 12' 'my bp 120, 80 today' \
		'at 8 rue des lilas 75011' '12 Main Street 12345 people came' \
		'room 12 near the lift' 'sector 7 of the disk, near the end' 'block 5 users near me' 'phase 2, block the rollout' \
		'in Mumbai 400000 people' 'code 452001' >out
	diff - out <<-'EOF'
		to <ADDRESS_1>, <PLACE_1>, <PLACE_2> <POSTCODE_1>
		<ADDRESS_2>, <PLACE_3> <POSTCODE_2>
		<ADDRESS_3>, <PLACE_4> <POSTCODE_3>
		<ADDRESS_4>
		<ADDRESS_5>, <PLACE_5> - <POSTCODE_4>
		<ADDRESS_6>
		<ADDRESS_7>, <PLACE_6>
		<ADDRESS_8>
		<ADDRESS_9>
		<ADDRESS_10>, <POSTCODE_5> <PLACE_7>
		<ADDRESS_11>, <PLACE_8> <POSTCODE_6>
		<ADDRESS_12>
		<ADDRESS_13>, <POSTCODE_7> <PLACE_9>
		<ADDRESS_14>
		<ADDRESS_15>
		my bp 120, 80 today
		at <ADDRESS_10> <POSTCODE_8>
		<ADDRESS_16> 12345 people came
		room 12 near the lift
		sector 7 of the disk, near the end
		block 5 users near me
		phase 2, block the rollout
		in <PLACE_10> 400000 people
		code <OTP_1>
	EOF
}

@test "an address is found by what stands before it, and by how streets are written" {
	said 'my address is 61 willow creek close' 'Lieferadresse: Birkenkamp 13, 13479 Leipzig' \
		'meine Adresse ist Friedrich-Ebert-Straße 83 in Potsdam' 'vivo en C/ Alcalá nº107, Bilbao' \
		'39 rue du 8 mai 1945, 78000 Toulouse' 'jag bor på Drottninggatan 78 B, 503 49 Göteborg' \
		'i live at forty two maple street' 'it is a one way street' 'via email within 24-48 hours' \
		'it takes place on 2 june' 'my address is wrong since 3 weeks' >out
	diff - out <<-'EOF'
		my address is <ADDRESS_1>
		Lieferadresse: <ADDRESS_2>, <POSTCODE_1> <PLACE_1>
		meine Adresse ist <ADDRESS_3> in <PLACE_2>
		vivo en <ADDRESS_4>, <PLACE_3>
		<ADDRESS_5>, <POSTCODE_2> <PLACE_4>
		jag bor på <ADDRESS_6>, <POSTCODE_3> <PLACE_5>
		i live at <ADDRESS_7>
		it is a one way street
		via email within 24-48 hours
		it takes place on 2 june
		my address is wrong since 3 weeks
	EOF
}

@test "an address that is told or asked for is read to its end, over messages too" {
	said 'bot: What is your address?' '27 w 9th st #2c' 'boise 83702' 'bot: House number and street?' \
		'qtr no 8 type 2 railway colony' 'bot: Seu endereço?' 'travessa do monte 6 3 esq' '1200-095 lisboa' \
		'my address is House 12-C, Street 9' 'mijn adres is Achterom 21' 'mi dirección: Av. Colón 801 piso 3 depto B' \
		'bot: Where should we send it?' 'i told you 4 times already' 'bot: Where should we send it?' \
		'same as on order 5521' 'deliver to gate 7, loading bay 3' 'bot: What is the delivery address?' \
		'ok nice' 'my address was wrong 2 times' >out
	diff - out <<-'EOF'
		What is your address?
		<ADDRESS_1>
		<PLACE_1> <POSTCODE_1>
		House number and street?
		<ADDRESS_2>
		Seu endereço?
		<ADDRESS_3>
		<POSTCODE_2> <PLACE_2>
		my address is <ADDRESS_4>
		mijn adres is <ADDRESS_5>
		mi dirección: <ADDRESS_6>
		Where should we send it?
		i told you 4 times already
		Where should we send it?
		same as on order 5521
		deliver to gate 7, loading bay 3
		What is the delivery address?
		ok nice
		my address was wrong 2 times
	EOF
}

@test "an address that is a name alone is found where it was told or asked for" {
	said 'bot: What is your address?' 'Stryd y Bont, Llangefni, past the chapel' 'bot: ¿Su dirección?' \
		'Camino del Molino, Granada' 'bot: Votre adresse ?' 'impasse du Puits, Dole' 'bot: Uw adres?' \
		'Onder de Wieken, Zwolle' 'bot: Wo wohnen Sie?' 'Unterm Kirchberg, Kempten' \
		'we live at Gwel yr Afon just outside town' 'i have shifted to Sardar Patel Marg' \
		'my house is in Vinoba Marg near the bank' 'my new address is ram vihar colony' \
		'bot: What is your address?' 'Yes, Thank You' 'bot: What is your address?' 'The street address is wrong' \
		'Paket ging an Zum Alten Kelterhaus 9 statt Zum Neuen Hof 9' 'wir treffen uns Am Montag 14 Uhr' \
		'I live in the United States' 'i want to stay at the Shadyside Inn' 'i live in Peru, not Chile' >out
	diff - out <<-'EOF'
		What is your address?
		<ADDRESS_1>, <PLACE_1>, past the chapel
		¿Su dirección?
		<ADDRESS_2>, <PLACE_2>
		Votre adresse ?
		<ADDRESS_3>, <PLACE_3>
		Uw adres?
		<ADDRESS_4>, <PLACE_4>
		Wo wohnen Sie?
		<ADDRESS_5>, <PLACE_5>
		we live at <ADDRESS_6> just outside town
		i have shifted to <ADDRESS_7>
		my house is in <ADDRESS_8> near the bank
		my new address is <ADDRESS_9>
		What is your address?
		Yes, Thank You
		What is your address?
		The street address is wrong
		Paket ging an <ADDRESS_10> statt <ADDRESS_11>
		wir treffen uns Am Montag 14 Uhr
		I live in the United States
		i want to stay at the Shadyside Inn
		i live in <PLACE_6>, not Chile
	EOF
}

@test "a number and a road or a quarter behind a comma are an address, told of or not" {
	said "It's 7/31, Tagore Nagar, Patna" 'its 45, Lotus Colony, near City Temple, Pune - 411016' \
		'left with Mr. Rao at number 14 Ashoka Enclave' 'C-9/12 Hauz Vihar, Sector 4' 'sent to 210, Lake Salai' \
		'its 61, tagore nagar, surat 395003' 'its #18, Residency Road, Bengaluru' 'now 5, Lotus colony, Surat' \
		'surat 395003' 'san diego 92101' 'Las Vegas 50000 people' '12 nagar buses were late' \
		'room 12, Colony closed' 'i waited 45, the main road was shut' >out
	diff - out <<-'EOF'
		It's <ADDRESS_1>, <PLACE_1>
		its <ADDRESS_2>, <PLACE_2> - <POSTCODE_1>
		left with Mr. <NAME_1> at number <ADDRESS_3>
		<ADDRESS_4>
		sent to <ADDRESS_5>
		its <ADDRESS_6>, <PLACE_3> <POSTCODE_2>
		its <ADDRESS_7>, <PLACE_4>
		now <ADDRESS_8>, <PLACE_3>
		<PLACE_3> <POSTCODE_2>
		<PLACE_5> <POSTCODE_3>
		<PLACE_6> 50000 people
		12 nagar buses were late
		room 12, Colony closed
		i waited 45, the main road was shut
	EOF
}

@test "floors, doors, roads with numbers and houses with names are of an address" {
	said 'piazza Dante 9, 3° piano' 'av. Goiás 412 bloco c por favor' 'Ronda del Puente 7, pral. 2a, 28001 Madrid' \
		'paseo del Mar 31, esc. 2, 4ºD' 'la nueva es travesía del Pozo 8' 'gran via 19 2B' \
		'billed at 310 county road 8 now' 'it is The Old Creamery, 6 Church Walk' 'to c/o Pemberton, 14 Mill Brae' \
		'610 Lotus Tower, Link Road' 'drive 5 miles' >out
	diff - out <<-'EOF'
		<ADDRESS_1>
		<ADDRESS_2> por favor
		<ADDRESS_3>, <POSTCODE_1> <PLACE_1>
		<ADDRESS_4>
		la nueva es <ADDRESS_5>
		<ADDRESS_6>
		billed at <ADDRESS_7> now
		it is <ADDRESS_8>
		to <ADDRESS_9>
		<ADDRESS_10>
		drive 5 miles
	EOF
}

@test "another number in the street is found, and the street of who lives there" {
	said 'delivered to 9 Elm Road but im at 33' 'Le colis est au 23 rue Voltaire et je suis au 37' \
		'op nr 18 bezorgd maar ik zit op Molenwal 43' 'we live on Tinkers Lane, number 6' \
		'your store on Oxford Street is shut' 'im at 12% battery' 'estoy en el paso 4' 'sent to number 2 in the queue' \
		'9 Elm Road, at 4 pm' "I'm at Baker Street station" >out
	diff - out <<-'EOF'
		delivered to <ADDRESS_1> but im at <ADDRESS_2>
		Le colis est au <ADDRESS_3> et je suis au <ADDRESS_4>
		op nr 18 bezorgd maar ik zit op <ADDRESS_5>
		we live on <ADDRESS_6>
		your store on Oxford Street is shut
		im at 12% battery
		estoy en el paso 4
		sent to number 2 in the queue
		<ADDRESS_1>, at 4 pm
		I'm at Baker Street station
	EOF
}

@test "an address without a street's word is found where it is asked for, told, or beside a town" {
	said 'bot: What is your address?' '11 Woodpeckers, Bracknell' 'bot: What is your address?' \
		'same as before, since 3 weeks' 'bot: Your postcode and house number?' 'gu14 7sr, 52' \
		'bot: ¿Y el código postal?' '46710' 'hi, im at 14 Larkspur, Didsbury' 'its flat 3 hazelmere, top bell' \
		'flat 3 tyre cover' 'deliver to 6 Ffordd Las, Rhyl LL18 2DY' 'im at level 60, platform 9 and table 4' \
		'we moved to 2 Unlimited plans in may' 'at 3316 Wisteria, Kokomo, IN 46902' \
		"j'habite 12 bis Victor Hugo, Roanne" 'livraison au 2e essai' 'résidence les Mimosas, bât B, apt 12' \
		'Mayor 14, 2o B' 'geöffnet Do 9 bis 17 Uhr' 'wir wohnen in der Kerkstraat' 'kerkstraat12 aub' \
		'14 larkspur didsbury m20 6xx' 'room 12, 2 Kroketten, 1 Cola' 'carrera 7 # 45-99 apto 302' \
		'Rose Cottage, Blewbury, OX11 9QD' 'ive moved from 3 Stonecrop to 81 Nightingales' \
		'pick me up at 31 Foxglove' 'moved from 2 Unlimited to 3 Premium' 'at 9 Monday, at 8 GMT' \
		'rue? 12 bis Victor Hugo' 'Garibaldi, 9 - 10121 Torino' 'apto 302 bloco B, Condomínio Jatobá' >out
	diff - out <<-'EOF'
		What is your address?
		<ADDRESS_1>, <PLACE_1>
		What is your address?
		same as before, since 3 weeks
		Your postcode and house number?
		<POSTCODE_1>, <ADDRESS_2>
		¿Y el código postal?
		<POSTCODE_2>
		hi, im at <ADDRESS_3>, <PLACE_2>
		its <ADDRESS_4>, top bell
		flat 3 tyre cover
		deliver to <ADDRESS_5>, <PLACE_3> <POSTCODE_3>
		im at level 60, platform 9 and table 4
		we moved to 2 Unlimited plans in may
		at <ADDRESS_6>, <PLACE_4> <POSTCODE_4>
		j'habite <ADDRESS_7>, <PLACE_5>
		livraison au 2e essai
		<ADDRESS_8>
		<ADDRESS_9>
		geöffnet Do 9 bis 17 Uhr
		wir wohnen in der <ADDRESS_10>
		<ADDRESS_11> aub
		<ADDRESS_12> <POSTCODE_5>
		room 12, 2 Kroketten, 1 Cola
		<ADDRESS_13>
		<ADDRESS_14>, <PLACE_6>, <POSTCODE_6>
		ive moved from <ADDRESS_15> to <ADDRESS_16>
		pick me up at <ADDRESS_17>
		moved from 2 Unlimited to 3 Premium
		at 9 Monday, at 8 GMT
		rue? <ADDRESS_7>
		<ADDRESS_18> - <POSTCODE_7> <PLACE_7>
		<ADDRESS_19>
	EOF
}

@test "a postcode goes in small letters, behind a town or a word of places, and measures stay" {
	said 'do you cover bs3 4qq?' 'my m1 8gb and q3 4th' 'ich bin in 70565' 'in 10000 steps' \
		'account ending in 29309' 'lieferung nach 8005 zürich' 'in 2012 london' 'CH-8005 Zürich' \
		'Portland OR 97214' '1012 VC 12' '4450-208 matosinhos' 'je suis dans le 59140' >out
	diff - out <<-'EOF'
		do you cover <POSTCODE_1>?
		my m1 8gb and q3 4th
		ich bin in <POSTCODE_2>
		in 10000 steps
		account ending in 29309
		lieferung nach <POSTCODE_3> <PLACE_1>
		in 2012 <PLACE_2>
		CH-<POSTCODE_3> <PLACE_1>
		<PLACE_3> <POSTCODE_4>
		<POSTCODE_5> <ADDRESS_1>
		<POSTCODE_6> <PLACE_4>
		je suis dans le <POSTCODE_7>
	EOF
}

# alone TEXT...: each a conversation of its own, redacted; \\n is a new line.
alone() {
	local text
	for text; do
		said "$(printf '%b' "$text")" | tr '\n' '|'
		echo
	done
}

@test "a form that was pasted is read line by line, and a sentence behind a colon is none" {
	alone 'Name: Ina Hoff\nStraße: Unter den Eichen 5\nOrt: Lans' 'House number: 12\nStreet: Larkhill\nTown: Quxville' \
		'Straat + nr: Beukenlaan 18-2\nPostcode: 5616VC' 'Address line 1: Apt 5, Tall Trees' 'Dirección: camino de la fuente s/n' \
		'Address: please change it' 'Street: still not fixed' 'City: which one do you mean?' 'Ort: egal' 'via: WhatsApp' >out
	diff - out <<-'EOF'
		Name: <NAME_1>|Straße: <ADDRESS_1>|Ort: <PLACE_1>|
		House number: <ADDRESS_1>: <ADDRESS_2>|Town: <PLACE_1>|
		Straat + nr: <ADDRESS_1>|Postcode: <POSTCODE_1>|
		Address line 1: <ADDRESS_1>|
		Dirección: <ADDRESS_1>|
		Address: please change it|
		Street: still not fixed|
		City: which one do you mean?|
		Ort: egal|
		via: WhatsApp|
	EOF
}

@test "a street goes with a number in words, with a kilometre or none, and where its word is short" {
	alone 'è viale trieste trentadue interno cinque' 'rua das flores vinte e dois' 'carretera de burgos kilometro once' \
		'abito in contrada San Marco snc, Ostuni' 'C.so Vittorio Emanuele 112 - 10121 Torino' '8 pl. de la Mairie' \
		'Rua do Almada, 214 - 3º Esq.' 'via mail due volte' 'place pour deux' 'pl. send 3' 'Tour route km 40' >out
	diff - out <<-'EOF'
		è <ADDRESS_1>|
		<ADDRESS_1>|
		<ADDRESS_1>|
		abito in <ADDRESS_1>, <PLACE_1>|
		<ADDRESS_1> - <POSTCODE_1> <PLACE_1>|
		<ADDRESS_1>|
		<ADDRESS_1>.|
		via mail due volte|
		place pour deux|
		pl. send 3|
		Tour route km 40|
	EOF
}

@test "a house with a name goes in small letters, and so does a street behind an article, not a noun with a number" {
	alone 'she lives at rose cottage, church lane' 'bitte an An der Bleiche 30, danke' 'at the house, down the lane' \
		'Stoerung Im Netz 5 seit gestern' 'Problem Im Shop 3' >out
	diff - out <<-'EOF'
		she lives at <ADDRESS_1>|
		bitte an <ADDRESS_1>, danke|
		at the house, down the lane|
		Stoerung Im Netz 5 seit gestern|
		Problem Im Shop 3|
	EOF
}

@test "a state goes with its town, and towns of several words with their postcode" {
	alone 'Portland OR 97214' 'Austin TX 78701 please' '38250 Lans en Vercors' "59650 Villeneuve d'Ascq" '4050-032 Porto' \
		'order OR 97214' '12345 Artikel im Lager' 'order 4478-221 Samsung' >out
	diff - out <<-'EOF'
		<PLACE_1> <POSTCODE_1>|
		<PLACE_1> <POSTCODE_1> please|
		<POSTCODE_1> <PLACE_1>|
		<POSTCODE_1> <PLACE_1>|
		<POSTCODE_1> <PLACE_1>|
		order OR 97214|
		12345 Artikel im Lager|
		order 4478-221 Samsung|
	EOF
}

@test "an estate goes with its plot in small letters, a number behind its sign, and a line that is a street" {
	alone 'cours Gambetta n° 5' 'rua do Sol n.º 4, r/c' 'a urbanización el pinar parcela 12, boadilla' 'frazione Collina 12' \
		'Am alten Bahnhof 7' 'Im Shop 3' 'Am letzten Montag 7' 'barrio sin luz casa 3' 'parcela 7 de la solicitud' >out
	diff - out <<-'EOF'
		<ADDRESS_1>|
		<ADDRESS_1>|
		a <ADDRESS_1>, <PLACE_1>|
		<ADDRESS_1>|
		<ADDRESS_1>|
		Im Shop 3|
		Am letzten Montag 7|
		barrio sin luz casa 3|
		parcela 7 de la solicitud|
	EOF
}

@test "plots, routes and letters before a house are of an address, and so is what is told of an addr" {
	alone 'D-12 Gulmohar Park' 'my new addr 9 fern way truro' 'RR 2 Box 31' 'barrio San José, manzana 4, lote 9' \
		'quadra 3 lotada' 'lote 4 del producto caducado' 'addr: unknown' >out
	diff - out <<-'EOF'
		<ADDRESS_1>|
		my new addr <ADDRESS_1> <PLACE_1>|
		<ADDRESS_1>|
		<ADDRESS_1>|
		quadra 3 lotada|
		lote 4 del producto caducado|
		addr: unknown|
	EOF
}

@test "a sentence behind a street is none, and the street before it goes" {
	alone 'at 755 East Capitol Avenue. It has 3 bed rooms' 'the 24 Union Plaza. There is 1 room' 'av. Foch 3' \
		'place St. Jean 4' >out
	diff - out <<-'EOF'
		at <ADDRESS_1>. It has 3 bed rooms|
		the <ADDRESS_1>. There is 1 room|
		<ADDRESS_1>|
		<ADDRESS_1>|
	EOF
}

@test "what India pays to is an account, and what is like it stays" {
	said 'to ravi.k@okaxis or 9876543210@ybl' 'UPI:RAVI.K@OKAXIS, a2@upi?' 'ravi@paytm.com' \
		'meet@noon, us @paytm' 'x1@icici_team' >out
	diff - out <<-'EOF'
		to <ACCOUNT_1> or <ACCOUNT_2>
		UPI:<ACCOUNT_1>, <ACCOUNT_3>?
		<EMAIL_1>
		meet@noon, us <USERNAME_1>
		x1@icici_team
	EOF
}
