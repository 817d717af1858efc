"""The words by which English and German articles attribute and date; plain data.

What each table holds is said at the fields of `Cues`.
"""

from __future__ import annotations

__all__ = ["TABLES"]

TABLES: dict[str, dict[str, str]] = {
    "en": {
        "says": """
            said says say announced announces argued argues asserted asserts claimed contended
            contends declared declares explained explains insisted insists replied responded tweeted
            warned warns testified alleged alleges acknowledged acknowledges admitted admits
            conceded concedes confirmed confirms quipped remarked lamented recalled boasted vowed
            vows pledged pledges promised predicted predicts accused urged urges complained joked
            cautioned cautions retorted stressed emphasized emphasised disclosed speculated
            reiterated mused commented countered counters opined shouted whispered argue insist
            conclude warn quoth chimed interjected exclaimed recounts recounted blamed hailed
            slammed blasted condemned criticized criticised denounced praised dismissed""",
        "tells": """
            told tells accused accuses urged urges blamed hailed slammed blasted condemned
            criticized criticised denounced praised dismissed reject rejects rejected dispute
            disputes disputed deny denies denied""",
        "adds": "added adds continued",
        "denies": "denied denies rejected rejects disputed disputes deny reject dispute",
        "thinks": """
            believes believe believed thinks think thought feels feel felt hopes hope hoped expects
            expect expected suggests suggested suggest shows showed show finds found find reports
            reported report reveals revealed indicates indicated indicate estimates estimated
            estimate concluded concludes noted notes note asks asked wondered agreed agrees agree
            learned heard reads described describes calls called call maintained maintains maintain
            states stated warn fears feared fear doubts doubted worry worries worried claims claim
            demanded demands proposed proposes recommended recommends advised advises decided ruled
            rules allege acknowledge observes observed forecast forecasts guessed reckons reckon
            reckoned said knew understands understood considers considered wants wanted plans
            pointed cited cites explain predict questioned labeled labelled dubbed likened mentioned
            discovered determined confirm announce spoke read says echoed suspects suspected contend
            assert arrived discloses published tweets refused declined threatened threatens offered
            supports endorsed opposes opposed wrote writes""",
        "saying": """
            saying adding noting arguing claiming warning insisting explaining stating telling
            suggesting calling acknowledging announcing declaring writing tweeting citing accusing
            emphasizing stressing vowing promising asserting predicting urging""",
        "before": """
            according to, in the words of, in the view of, in the opinion of, as reported by,
            citing, attributed to, told by""",
        "wie": "as",
        "that": "that how whether why if",
        "between": """
            has have had will would did does do can could also then later previously earlier
            repeatedly already recently reportedly often never always not still even once now just
            ever further since initially eventually subsequently immediately publicly privately both
            all himself herself themselves itself been""",
        "adverbs": "ly",
        "infinitive": "to n't not let having",
        "passive": "is are was were be been being am isn't wasn't aren't weren't isn’t wasn’t",
        "finite": """
            has have had does did do can could may might must should shall gets got goes came went
            made took gave became remains remained won lost led runs ran says left held began""",
        "stops": """
            in on at during after before when as to by who that which while about last this next
            because if since until where whose into over under amid around near and but or although
            though via through yesterday today earlier later monday tuesday wednesday thursday
            friday saturday sunday early late who's""",
        "joins": "and & or",
        "relative": "who which whom that",
        "articles": """
            the a an this that these those his her their its our my your one some several many most
            two three four five six other another no every each few""",
        "definite": "the this that",
        "prepositions": """
            in on at by for from with after before during of to as about into over under amid around
            near since until through via despite besides unlike like beyond within without against
            between among across along inside outside upon following including except when while
            because if although though whereas where once unless so but and or yet nor then
            meanwhile however moreover additionally also instead later earlier still even perhaps
            there today yesterday tomorrow thus therefore indeed what why how whether""",
        "pronouns": "he=m she=f it=n they=p i=i we=i you=i",
        "his": "him=m his=m himself=m her=f hers=f herself=f",
        "titles": """
            president vice prime minister premier chancellor secretary senator sen congressman rep
            representative gov governor mayor councilman councilor councillor councilmember alderman
            mp mep ambassador envoy diplomat lawmaker leader chief chair chairperson director
            executive officer ceo cfo coo cto founder co-founder owner manager head deputy assistant
            associate general gen colonel col major maj captain capt lieutenant lt sergeant sgt
            corporal commander commander-in-chief admiral adm marshal superintendent inspector
            detective constable commissioner sheriff trooper judge justice attorney lawyer counsel
            prosecutor solicitor barrister professor prof dr doctor surgeon physician nurse
            scientist researcher historian economist analyst strategist pollster consultant adviser
            advisor aide spokesperson spokeswoman candidate nominee rival host anchor correspondent
            reporter journalist columnist editor author writer novelist poet artist actor singer
            musician filmmaker producer coach striker goalkeeper midfielder defender quarterback
            pastor reverend rev bishop archbishop cardinal pope rabbi imam sheikh lord baron prince
            duke count speaker majority minority whip treasurer comptroller controller trustee
            principal dean provost rector engineer architect farmer fisherman activist organizer
            organiser campaigner resident neighbour neighbor witness victim survivor supporter voter
            volunteer student teacher parent former ex-president ex-minister then outgoing incoming
            acting interim veteran longtime senior junior republican democrat democratic libertarian
            conservative labour liberal presidential vice-presidential mogul billionaire businessman
            contributor expert fellow agent firefighter paramedic coroner secretary-general
            undersecretary vice-president foreign interior defence defense finance financial
            operating national security press state chiefs sir king emperor sultan emir ayatollah
            wing player star official spokesman chairman co-host editor-in-chief member cllr
            councilors councillors msp pc""",
        "female": """
            mrs ms miss madam councilwoman congresswoman chairwoman spokeswoman businesswoman
            policewoman queen princess duchess actress lady dame sister mother wife daughter widow
            woman girl baroness girlfriend aunt grandmother""",
        "male": """
            mr mister councilman congressman chairman spokesman businessman policeman king prince
            duke sir father husband son brother man boy fisherman lord baron boyfriend uncle
            grandfather""",
        "title_endings": "woman",
        "kinds": """
            general gen commander commander-in-chief colonel col major maj admiral adm lieutenant lt
            marshal sergeant sgt captain capt officer, senator sen congressman congresswoman rep
            representative lawmaker legislator mp deputy politician republican democrat, president
            leader, premier minister prime chancellor leader, governor gov, mayor, councilwoman
            councilman councilor councillor councilmember alderman, ceo executive boss chief
            chairman chairwoman founder co-founder director manager, chair chairperson chairman
            chairwoman, candidate nominee rival, secretary, treasurer, spokesman spokeswoman
            spokesperson, superintendent inspector sergeant detective constable officer sheriff
            commissioner, lawyer attorney counsel prosecutor solicitor barrister, judge justice,
            doctor dr physician surgeon professor prof scientist researcher academic, analyst
            economist expert strategist, coach manager trainer, player striker goalkeeper midfielder
            defender quarterback captain, actor actress singer musician artist star, author writer
            novelist poet columnist, pastor reverend rev bishop archbishop priest cardinal, host
            anchor, farmer, fisherman, engineer, teacher, student, billionaire businessman mogul""",
        "places": """
            new north south east west northern southern eastern western united white house news
            times post journal university college city county street avenue road party committee
            council court department ministry agency bureau office police army navy force forces
            union association alliance company corporation corp inc ltd llc group bank center centre
            institute school hospital church board commission congress senate parliament assembly
            republic kingdom states state island islands river lake mountain park square airport
            station act bill tower league club cup olympics games festival award awards prize war
            day week month show network channel television radio press magazine daily herald tribune
            gazette guardian observer conference summit convention foundation fund society museum
            library theatre theater hall bridge hong los san las saint st fort santa el supreme
            federal national international american british russian chinese""",
        "papers": """
            study report poll survey document memo letter data figures statistics census paper
            filing documents records research analysis review audit lawsuit complaint indictment
            article book transcript email emails polls studies reports surveys forecast statement ad
            website law constitution ruling report's affidavit draft release bulletin index numbers""",
        "openers": """
            however but and so yet still meanwhile also then instead moreover therefore thus
            furthermore nevertheless nonetheless besides otherwise consequently hence similarly
            likewise additionally finally afterwards later or nor too indeed plus rather accordingly""",
        "deictic": """
            he she it they him her his its their them this these those such that here both neither
            former latter one another others i we you my our your""",
        "asks": """
            who what when where why how which is are was were do does did can could will would""",
        "future": "will shall won't won’t would should could may might can must to",
        "past": """
            was were had did said told came went took made got gave became began held left lost won
            led found died killed saw met ran fell rose grew sent set put cut hit shot""",
        "possible": """
            may might could possibly perhaps potentially likely unlikely probably maybe seemingly
            apparently appears suggests""",
        "planned": """
            will shall won't won’t plans hopes aims intends pledged vowed promised promises
            forthcoming upcoming expected_to scheduled_for scheduled_to due_to due_on set_to set_for
            going_to planned_for planning_to""",
        "alleged": """
            alleged allegedly allegation allegations accused reportedly purportedly suspected
            purported rumoured rumored unconfirmed""",
        "claims": "claimed claims claim claiming alleged alleges allege accused accuses accusing",
        "imperative": """
            read click sign subscribe see watch follow share listen join please let don't visit
            download contact send enter register buy call begin remember note check try use find get
            make take see""",
        "conditional": "if unless provided",
        "opinion": """
            should must ought believe believes believed think thinks feel feels hopefully
            unfortunately sadly wonderful terrible awful shameful disgraceful outrageous ridiculous
            unacceptable unfair""",
        "month_before": """
            in since by until from of during last this next early late mid through before after
            between and spring summer autumn fall winter on""",
        "weekdays": """
            monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri
            saturday/sat sunday/sun""",
        "days": "today=0 yesterday=-1 tomorrow=1 tonight=0",
        "split": "went=on goes=on",
        "sizes": """
            put=at puts=at estimated=at/ estimates=at/ estimate=at/ counted=at/ counts=/ reported=/
            reports=/ arrived=at forecast=/ predicted=/""",
        "stances": """
            certain convinced sure confident adamant clear hopeful optimistic aware afraid concerned
            worried skeptical sceptical doubtful""",
        "subordinates": """
            although though because since after before until unless whereas if when while""",
        "reader": "you your yours yourself",
        "conjunctions": "but",
        "quoted": "quoted",
        "day_words": """
            morning afternoon evening night that to in at on by for from with after before during of
            as and but when while who  which where if because the a an he she it they his her their
            its said told announced approved voted ruled signed released published  issued reported
            filed according amid over about against near following""",
        "adverb_like": "family ally assembly elderly reply supply bully monopoly anomaly butterfly",
        "bare": "claim report estimate state call note doubt fear hope find show forecast demand",
        "plurals": "people police men women children many most some few others critics",
    },
    "de": {
        "says": """
            sagte sagt sagten sagen erklärte erklärt erklärten betonte betont betonten berichtete
            berichtet berichteten meinte meint meinten schrieb schreibt schrieben warnte warnt
            warnten behauptete behauptet behaupten bestätigte bestätigt bestätigten ergänzte ergänzt
            erläuterte erläutert kommentierte kommentiert kritisierte kritisiert kritisierten
            forderte fordert forderten fordern mahnte mahnt versicherte versichert versicherten
            versprach verspricht antwortete antwortet entgegnete entgegnet erwiderte erwidert
            äußerte äußerten argumentierte argumentiert befürchtete befürchtet beklagte beklagt
            verkündete verkündet verlautete mitteilte mitteilten mitgeteilt gesagt angekündigt
            ankündigte bekanntgab bekräftigte begründete beteuerte prognostizierte resümierte
            konstatierte unterstrich urteilte verlangte verlangt verlangen meldete meldet meldeten
            spekulierte spekuliert erzählte erzählt erzählten gestand räumte rief vermutete vermutet
            vermuten twitterte warb appellierte signalisierte zitierte lobte schilderte beschuldigte
            verurteilte würdigte angab hinzufügte bekundete bekundet""",
        "adds": "ergänzte ergänzt",
        "denies": """
            bestritt bestreitet bestritten dementierte dementiert leugnete leugnet widersprach
            widerspricht""",
        "thinks": """
            glaubt glaubte glauben denkt dachte hofft hoffte hoffen erwartet erwartete erwarten
            schätzt schätzte schätzen rechnet nannte nennt nennen bezeichnete bezeichnet sprach
            spricht sprachen beschrieb beschreibt zeigt zeigte ergab ergibt heißt hieß steht weiß
            riet rät fürchtet plant ruft hält fragte fragt geschrieben erfuhr charakterisierte
            kündigt""",
        "split": """
            teilte=mit teilten=mit teilt=mit gab=an/bekannt/zu gaben=an/bekannt/zu
            gibt=an/bekannt/zu geben=an/bekannt kündigte=an kündigten=an kündigt=an kündigen=an
            räumte=ein räumt=ein räumten=ein gestand=ein wies=zurück/hin weist=zurück/hin
            wiesen=zurück/hin warf=vor wirft=vor warfen=vor werfen=vor fügte=hinzu fügt=hinzu
            fügten=hinzu stellte=fest/klar stellt=fest/klar stellten=fest/klar legte=dar fuhr=fort
            rief=auf führte=aus lehnte=ab lehnt=ab lehnten=ab sagte=zu/voraus schlug=vor schlägt=vor
            schlugen=vor hob=hervor geht=aus gehen=aus ging=aus gingen=aus nahm=an nehmen=an
            spricht=aus sprach=aus""",
        "before": """
            nach angaben, laut angaben, nach den angaben, nach eigenen angaben, nach aussage, nach
            aussagen, nach ansicht, nach auffassung, nach meinung, nach einschätzung, nach
            informationen, nach worten, nach den worten, nach berichten, nach erkenntnissen, nach
            einem bericht, nach darstellung, nach schätzungen, laut, gemäß, so, unter berufung auf,
            aus sicht""",
        "after": "zufolge",
        "apart": "so",
        "wie": "wie",
        "that": "dass daß ob wie wonach",
        "between": """
            hat haben hatte hatten habe auch dann später zuvor zunächst zudem außerdem weiter nun
            jetzt bereits schon noch erneut aber jedoch hingegen dagegen allerdings ferner gestern
            heute daraufhin daher deshalb dazu sich nicht ist""",
        "infinitive": "zu",
        "passive": "wird werden wurde wurden worden",
        "finite": """
            ist sind war waren hat haben hatte hatten habe sei seien wäre wären werde würde würden
            kann können könnte könnten muss müssen müsse soll sollen solle sollte will wollen wolle
            wollte darf dürfen dürfe gibt gab kommt kam geht ging steht stand liegt lag lässt lassen
            ließ ließe sah tun tut macht machte bleiben bleibt""",
        "stops": """
            am im in an auf bei vor während als wenn weil dass daß die das den dem um zu gegenüber
            gestern heute morgen montag dienstag mittwoch donnerstag freitag samstag sonntag und
            aber zum zur nach nachdem bevor über mit auch dazu weiter es sie er seit gegen zwar nun
            jetzt schon bereits nicht sich noch dann daraufhin bislang einen eine ein einem einer
            jedoch hingegen dagegen erneut zuvor zunächst unterdessen""",
        "joins": "und sowie",
        "relative": "der die das welcher welche dessen deren",
        "articles": """
            der die das den dem des ein eine einen einem einer eines dieser diese dieses jener sein
            seine ihr ihre unser mehrere einige viele zwei drei vier beide keine kein""",
        "definite": "der die das dieser diese",
        "genitive": "des der",
        "prepositions": """
            in im an am auf aus bei beim durch für gegen mit nach ohne seit über um unter von vom
            vor während wegen zu zum zur zwischen trotz laut gemäß dazu darauf daraufhin dabei damit
            danach so wie als wenn weil obwohl und aber oder doch denn auch dann deshalb jedoch
            allerdings außerdem zudem ferner gestern heute morgen nun jetzt inzwischen unterdessen
            bereits schon gegenüber darin ähnlich wörtlich hierzu anschließend""",
        "pronouns": "er=m sie=f es=n ich=i wir=i man=n du=i ihr=i",
        "his": """
            ihm=m ihn=m sein=m seine=m seiner=m seinem=m seinen=m ihre=f ihrer=f ihrem=f ihren=f
            ihr=f""",
        "titles": """
            präsident vizepräsident minister ministerpräsident kanzler bundeskanzler senator
            abgeordneter abgeordnete bürgermeister oberbürgermeister landrat sprecher chef
            vorsitzender vorsitzende vorsitzenden general oberst kommandant direktor leiter
            professor prof dr doktor experte analyst anwalt richter staatsanwalt trainer spieler
            kapitän botschafter sekretär staatssekretär generalsekretär kommissar premier
            premierminister gouverneur könig papst bischof kardinal autor journalist reporter
            regisseur schauspieler sänger forscher wissenschaftler physiker historiker ökonom
            kandidat politiker parteichef inhaber gründer unternehmer intendant us-präsident
            ex-präsident ehemaliger ehemalige früherer frühere amtierender""",
        "female": """
            frau präsidentin ministerin kanzlerin bundeskanzlerin senatorin bürgermeisterin
            landrätin sprecherin chefin direktorin leiterin professorin expertin analystin anwältin
            richterin trainerin botschafterin sekretärin königin autorin journalistin regisseurin
            schauspielerin sängerin forscherin wissenschaftlerin kandidatin politikerin
            vorstandschefin""",
        "male": "herr könig",
        "title_endings": """
            chef chefin minister ministerin präsident präsidentin sprecher sprecherin sekretär
            sekretärin leiter leiterin meister meisterin rat rätin vorsitzender vorsitzende direktor
            direktorin kommissar kommissarin anwalt anwältin führer führerin politiker politikerin
            beauftragter beauftragte kanzler kanzlerin experte expertin forscher forscherin trainer
            trainerin richter richterin abgeordneter abgeordnete""",
        "kinds": """
            präsident staatschef, ministerpräsident regierungschef premier, kanzler regierungschef
            bundeskanzler, kanzlerin bundeskanzlerin regierungschefin, bürgermeister
            oberbürgermeister stadtchef, bürgermeisterin oberbürgermeisterin, general kommandant
            oberst, chef vorstandschef geschäftsführer, chefin vorstandschefin geschäftsführerin,
            trainer coach, sprecher, sprecherin, anwalt verteidiger, forscher wissenschaftler
            professor, forscherin wissenschaftlerin professorin, minister ressortchef""",
        "places": """
            vereinte vereinten vereinigte vereinigten neue nord süd ost west deutsche deutschen
            deutscher deutsches europäische europäischen europäischer union kommission rat bund
            stadt kreis universität partei agentur bank amt rote roten rotes internationale
            internationalen new bad sankt weiße weißen haus gmbh ag demokratische demokratischen
            nationale nationalen republik""",
        "papers": """
            studie bericht umfrage erhebung statistik gutachten dokument brief vermerk untersuchung
            untersuchungen papier schreiben berichten angaben statistiken zahlen daten umfragen
            studien entwurf gesetz urteil polizeibericht medienberichten medienbericht
            pressemitteilung zeitungsbericht mitteilung""",
        "openers": """
            aber doch jedoch und auch dann so deshalb daher allerdings außerdem zudem dennoch
            trotzdem dagegen hingegen inzwischen unterdessen demnach ferner zugleich gleichzeitig
            dazu danach dabei damit davon darauf daraufhin dadurch darüber später somit denn oder
            selbst viele manche jeder jede jedes allein fast rund etwa nur insgesamt wegen dank
            statt sogar besonders gerade erst zwar indem soweit sofern damals kaum bislang bisher""",
        "deictic": """
            er sie es ihm ihn ihr ihre ihrer seine sein seiner dies diese dieser dieses dort hier
            das beide solche man ich wir jene deren dessen letztere""",
        "asks": "wer was wann wo warum wieso wie welche welcher ist sind kann wird hat",
        "future": "wird werden soll sollen will wollen könnte dürfte werde würde muss",
        "past": """
            war waren hatte hatten wurde wurden kam gab ging fand starb sagte teilte hat haben""",
        "possible": """
            kann könnte könnten können möglicherweise vielleicht vermutlich wahrscheinlich wohl
            dürfte dürften eventuell womöglich""",
        "planned": """
            soll sollen plant planen will wollen vorgesehen geplant geplante beabsichtigt kündigte""",
        "alleged": """
            angeblich mutmaßlich mutmaßliche mutmaßlichen vorwurf vorwürfe verdächtigt beschuldigt""",
        "claims": "behauptet behauptete behaupten wirft warf warfen werfen beschuldigte",
        "imperative": "lesen abonnieren klicken folgen melden sehen hören teilen",
        "conditional": "wenn falls sofern sollte",
        "opinion": """
            sollte sollten muss müssen beste besser schlecht glaubt glaube meint hoffentlich leider
            hofft wünscht falsch unverantwortlich""",
        "subjunctive": """
            sei seien habe könne müsse dürfe solle wolle werde gebe komme gehe stehe bleibe lasse
            finde bestehe handele handle wisse brauche liege mache nehme sehe halte führe bringe
            erhalte gelte""",
        "month_before": """
            im seit bis ab anfang ende mitte vom des letzten vergangenen und von jahr jahre jahres
            in herbst frühjahr frühling sommer winter am""",
        "weekdays": """
            montag/montagabend/montagmorgen dienstag/dienstagabend/dienstagmorgen
            mittwoch/mittwochabend/mittwochmorgen donnerstag/donnerstagabend/donnerstagmorgen
            freitag/freitagabend/freitagmorgen samstag/sonnabend/samstagabend sonntag/sonntagabend""",
        "days": "heute=0 gestern=-1 vorgestern=-2",
        "sizes": """
            beziffert=auf bezifferte=auf beziffern=auf veranschlagt=auf schätzt=auf schätzte=auf
            schätzten=auf""",
        "stances": "überzeugt sicher zuversichtlich",
        "subordinates": "obwohl weil nachdem bevor während als wenn falls da seit",
        "oblique": """
            dem einem den einen des eines ihm ihn ihnen diesem diesen seinem seinen ihrem ihren
            meinem meinen""",
        "impersonal": "heißt hieß",
        "noun_joins": "der des von vom für aus zu zum zur und",
        "reader": "sie_können ihre_daten",
        "conjunctions": "aber sondern",
        "quoted": "zitiert",
        "auxiliary": "hat haben habe hatte hatten",
        "things": """
            kosten schaden schäden zahl zahlen verlust verluste umsatz summe preis höhe ausgaben""",
    },
}
