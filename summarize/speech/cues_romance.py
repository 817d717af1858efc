"""The words by which French, Spanish, Italian and Portuguese articles attribute and date; plain data.

What each table holds is said at the fields of `Cues`.
"""

from __future__ import annotations

__all__ = ["TABLES"]

TABLES: dict[str, dict[str, str]] = {
    "fr": {
        "says": """
            dit disait affirme affirmé affirmait déclare déclaré déclarait explique expliqué
            expliquait indique indiqué indiquait précise précisé précisait annonce annoncé ajoute
            ajouté souligne souligné estime estimé estimait assure assuré assurait confie confié
            rappelle rappelé répond répondu reconnaît reconnu confirme confirmé dénonce dénoncé
            regrette regretté avoue avoué prévient prévenu lance lancé martèle martelé rapporte
            commente commenté poursuit conclut conclu insiste insisté soutient soutenu justifie
            justifié tweeté plaide plaidé réagi réagit promis promet révèle révélé exclame résume
            résumé considère observe relève relevé détaille détaillé note témoigne évoque confiait
            lâche glisse tonne ironise indigne inquiète insurge réjouit exclamé indigné inquiété
            réjoui réjouie insurgé félicité disent affirment déclarent expliquent indiquent
            précisent annoncent soulignent estiment assurent rapportent racontent écrivent
            rappellent reconnaissent confirment dénoncent regrettent annoncée expliquée déclarée
            affirmée racontée confirmée indiquée précisée""",
        "adds": "ajoute ajouté poursuit poursuivi",
        "denies": "nie nié dément démenti rejette rejeté conteste contesté réfute réfuté",
        "thinks": """
            pense pensent croit croient espère espèrent juge jugé qualifie qualifié montre montrent
            révèle prévoit craint parle parlé demande demandé appelle appelé décrit écrit écrivait
            raconte raconté critique critiqué rapporté""",
        "saying": """
            affirmant déclarant précisant ajoutant expliquant estimant soulignant indiquant assurant""",
        "before": "selon, d après, aux yeux de, à en croire, de l avis de",
        "that": "que qu comment si",
        "between": """
            a ont avait avaient aussi également ensuite encore ainsi déjà notamment ne pas se s' s’
            y en t même toutefois par cependant s'est s'était n'a n'ont l'a l'ont est sont s n""",
        "adverbs": "ment",
        "passive": "est sont était étaient été sera",
        "finite": "est sont a ont était avait fait doit peut va vont sera serait aurait peuvent",
        "stops": """
            à au aux dans en sur lors pendant après avant que qui quand comme si pour par mais et ce
            cette dont où lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui
            auprès devant vers depuis avec interrogé interrogée cité citée""",
        "joins": "et ou",
        "relative": "qui lequel laquelle dont",
        "articles": """
            le la les l un une des du ce cette ces son sa ses leur leurs notre nos plusieurs deux
            trois""",
        "definite": "le la l les ce cette",
        "genitive": "du des de d",
        "prepositions": """
            à au aux dans en sur lors pendant après avant quand comme si pour par mais et depuis
            selon avec sans sous chez vers contre entre dès ainsi puis alors enfin hier""",
        "pronouns": "il=m elle=f ils=p elles=p on=n je=i nous=i j=i ce=n t-il=m t-elle=f",
        "his": "lui=m elle=f",
        "titles": """
            président ministre premier chancelier sénateur député maire directeur général colonel
            capitaine commandant professeur docteur dr pr porte-parole chef avocat juge procureur
            journaliste chercheur économiste analyste expert entraîneur joueur acteur chanteur
            écrivain auteur secrétaire commissaire préfet ambassadeur candidat patron fondateur pdg
            responsable spécialiste animateur chroniqueur réalisateur humoriste ancien ex-ministre
            ex-président vice-président roi prince pape élu élue dirigeant dirigeante présentatrice
            comédienne comédien artiste historien historienne médecin témoin victime chroniqueuse
            créateur""",
        "female": """
            mme madame mlle présidente ministre directrice députée sénatrice avocate chanteuse
            actrice chercheuse reine princesse ancienne animatrice maire""",
        "male": "m monsieur",
        "kinds": """
            président chef, ministre, maire élu, avocat conseil, entraîneur coach technicien, acteur
            comédien, chanteur artiste, écrivain auteur romancier, animateur présentateur""",
        "places": """
            nouvelle saint sainte grand grande union nations états unis université parti ministère
            conseil cour tribunal france paris europe""",
        "papers": """
            étude rapport sondage enquête document communiqué lettre statistiques chiffres données
            baromètre article""",
        "openers": """
            mais et donc puis alors ensuite cependant toutefois pourtant ainsi aussi enfin néanmoins
            or car""",
        "deictic": """
            il elle ils elles ce cela ça cette ces celui celle ceux son sa ses leur leurs lui on je
            nous c j y""",
        "asks": "qui que quoi quand où pourquoi comment combien quel quelle est-ce",
        "future": "sera seront aura auront devra devrait pourra va vont fera ira serait",
        "past": "a ont était étaient avait avaient été fut",
        "possible": "peut pourrait pourraient peut-être probablement sans-doute semble possible",
        "planned": "va vont sera seront prévoit prévu prévue prévus projette compte envisage doit",
        "alleged": """
            présumé présumée présumés accusé accusée soupçonné soupçonnée aurait auraient serait
            seraient""",
        "conditional": "si s'il",
        "opinion": """
            devrait faut meilleur pire pense croit estime espère malheureusement scandaleux
            inacceptable""",
        "month_before": "en depuis fin début mi d'ici jusqu'en de dès",
        "weekdays": "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "days": "aujourd'hui=0 aujourd’hui=0 hier=-1 demain=1 avant-hier=-2",
        "stances": "convaincu convaincue certain certaine persuadé persuadée sûr sûre",
        "subordinates": "lorsque lorsqu quand puisque",
        "sizes": "estime=à estiment=à chiffre=à évalue=à",
        "reader": "vous votre vos",
        "reflexive": "s se",
        "to": "à au aux auprès",
        "infinitive": "de d",
    },
    "es": {
        "says": """
            dijo dice dijeron dicen afirmó afirma afirmaron declaró declara aseguró asegura
            aseguraron explicó explica señaló señala señalaron indicó indica indicaron anunció
            anuncia añadió añade agregó agrega sostuvo sostiene manifestó manifiesta reconoció
            reconoce advirtió advierte destacó destaca subrayó subraya recordó recuerda respondió
            responde contestó comentó comenta insistió insiste expresó expresa confirmó confirma
            informó informa informaron relató relata denunció denuncia criticó critica admitió
            admite apuntó apunta precisó precisa concluyó concluye detalló prometió aclaró lamentó
            exigió pidió acusó explican explicaron aseguran afirman sostienen sostuvieron advierten
            advirtieron denuncian denunciaron anunciaron destacan destacaron reconocen reconocieron""",
        "adds": "añadió añade agregó agrega prosiguió continuó",
        "denies": "negó niega negaron desmintió desmiente rechazó rechaza",
        "thinks": """
            cree creen piensa considera consideran espera esperan estima estiman calificó califica
            teme prevé muestra revela llamó propuso opina escribió escribe contó cuenta""",
        "saying": "afirmando añadiendo asegurando diciendo señalando indicando explicando",
        "before": "según, de acuerdo con, a juicio de, en opinión de, en palabras de",
        "that": "que cómo si",
        "between": "ha han había habían también luego después ya no se además",
        "adverbs": "mente",
        "passive": "es son fue fueron sido era",
        "finite": """
            es son está están ha han fue fueron era tiene tenía puede debe va será sería hay""",
        "stops": """
            en a al durante tras antes después que quien cuando como si para por pero y este esta el
            lunes martes miércoles jueves viernes sábado domingo ayer hoy ante desde con sobre""",
        "joins": "y e o",
        "relative": "que quien quienes cual",
        "articles": """
            el la los las un una unos unas su sus este esta estos estas del al dos tres varios""",
        "definite": "el la los las este esta",
        "genitive": "del de",
        "prepositions": """
            en a al durante tras antes después cuando como si para por pero y desde según con sin
            sobre entre hasta ante así entonces además ayer hoy""",
        "pronouns": "él=m ella=f ellos=p ellas=p yo=i nosotros=i",
        "his": "él=m ella=f",
        "titles": """
            presidente ministro primer canciller senador diputado alcalde director general coronel
            capitán comandante profesor doctor dr portavoz jefe abogado juez fiscal periodista
            investigador economista analista experto entrenador jugador actor cantante escritor
            autor secretario comisario gobernador embajador candidato líder fundador expresidente
            exministro vicepresidente rey papa vocero consejero concejal""",
        "female": """
            sra doña presidenta ministra directora alcaldesa diputada senadora abogada jueza
            portavoza actriz escritora investigadora profesora doctora reina consejera
            vicepresidenta""",
        "male": "sr don",
        "kinds": """
            presidente mandatario líder jefe, presidenta mandataria, alcalde regidor, alcaldesa,
            ministro, ministra, entrenador técnico, futbolista jugador, abogado letrado""",
        "places": """
            nueva nuevo san santa unión naciones estados unidos universidad partido ministerio
            gobierno tribunal consejo real club los las el la""",
        "papers": """
            estudio informe encuesta documento comunicado carta datos cifras estadísticas sondeo
            texto""",
        "openers": """
            pero y además también luego entonces sin-embargo así aunque mientras después o ni
            finalmente""",
        "deictic": """
            él ella ellos ellas esto eso este esta estos estas ese esa su sus lo le les aquí allí
            ahí ello yo""",
        "asks": "quién qué cuándo dónde cómo cuánto cuál",
        "future": "será serán habrá hará podrá deberá va van tendrá",
        "past": "fue fueron era eran había habían ha han",
        "possible": "puede podría podrían pueden quizá quizás tal-vez probablemente posiblemente",
        "planned": "va van será serán prevé previsto prevista planea",
        "alleged": """
            presunto presunta presuntos presuntas supuesto supuesta supuestamente presuntamente
            acusado habría habrían""",
        "conditional": "si",
        "opinion": "debería deben mejor peor cree piensa ojalá lamentablemente inaceptable",
        "month_before": "en desde hasta de a finales principios mediados",
        "weekdays": "lunes martes miércoles jueves viernes sábado domingo",
        "days": "hoy=0 ayer=-1 mañana=1 anteayer=-2",
        "stances": "convencido convencida seguro segura",
        "subordinates": "aunque cuando porque mientras",
        "sizes": "cifra=en cifró=en calcula=en estimó=en",
        "reader": "usted ustedes",
        "to": "a al",
    },
    "it": {
        "says": """
            detto dice disse dicono affermato afferma affermò dichiarato dichiara dichiarò spiegato
            spiega spiegò aggiunto aggiunge aggiunse annunciato annuncia sottolineato sottolinea
            ricordato ricorda scritto scrive scrisse confermato conferma riferito riferisce
            raccontato racconta ribadito ribadisce commentato commenta assicurato assicura ammesso
            ammette avvertito avverte replicato replica risposto risponde sostenuto sostiene
            denunciato denuncia criticato precisato precisa concluso conclude osservato osserva
            evidenziato auspicato chiesto promesso spiegano scrivono affermano sostengono ricordano
            sottolineano aggiungono raccontano dichiarano confermano""",
        "adds": "aggiunto aggiunge aggiunse prosegue continua",
        "denies": "negato nega negò smentito smentisce respinto respinge",
        "thinks": """
            crede credono pensa pensano ritiene ritengono spera stima stimano definito definisce
            mostra rivela teme prevede parlato parla""",
        "saying": "affermando aggiungendo spiegando dicendo sottolineando dichiarando",
        "before": "secondo, a detta di, stando a, ad avviso di",
        "that": "che come se",
        "between": "ha hanno aveva avevano è poi anche inoltre già ancora non si infine",
        "adverbs": "mente",
        "passive": "è sono era erano stato stata viene vengono venne",
        "finite": "è sono ha hanno era aveva può deve sarà sarebbe viene va c'è",
        "stops": """
            in a al alla ai nel nella durante dopo prima che chi quando come se per ma e questo
            questa lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi con su davanti
            da""",
        "joins": "e o",
        "relative": "che quale cui",
        "articles": """
            il lo la i gli le l un uno una del della dei degli delle suo sua questo questa due tre""",
        "definite": "il lo la l gli i questo questa",
        "genitive": "del della dei delle degli di",
        "prepositions": """
            in a al alla nel nella durante dopo prima quando come se per ma e da dal con su tra fra
            secondo così poi inoltre infine ieri oggi""",
        "pronouns": "lui=m lei=f egli=m loro=p io=i noi=i",
        "his": "lui=m lei=f",
        "titles": """
            presidente ministro premier cancelliere senatore deputato sindaco direttore generale
            colonnello capitano comandante professore dottor dr portavoce capo avvocato giudice
            procuratore giornalista ricercatore economista analista esperto allenatore giocatore
            attore cantante scrittore autore segretario commissario ambasciatore candidato leader
            fondatore ex vicepresidente re papa assessore tecnico""",
        "female": """
            signora ministra sindaca direttrice senatrice deputata avvocata attrice scrittrice
            ricercatrice professoressa dottoressa regina assessora presidentessa""",
        "male": "signor",
        "kinds": """
            presidente capo leader, premier capo, sindaco cittadino, allenatore tecnico mister,
            ministro""",
        "places": """
            nuova nuovo san santa unione nazioni stati uniti università partito ministero governo
            tribunale consiglio""",
        "papers": """
            studio rapporto sondaggio documento comunicato lettera dati cifre statistiche indagine
            testo""",
        "openers": "ma e inoltre anche poi quindi tuttavia così però mentre dunque infine o né",
        "deictic": """
            lui lei loro egli questo questa questi queste ciò suo sua quello quella lo ne qui lì io""",
        "asks": "chi cosa quando dove perché come quanto quale",
        "future": "sarà saranno avrà farà potrà dovrà verrà",
        "past": "è era erano ha hanno aveva fu furono stato",
        "possible": "può potrebbe potrebbero forse probabilmente possono",
        "planned": "sarà saranno prevede previsto prevista intende verrà",
        "alleged": """
            presunto presunta presunti accusato accusata indagato avrebbe avrebbero sarebbe
            sarebbero""",
        "conditional": "qualora",
        "opinion": "dovrebbe bisogna migliore peggiore crede pensa purtroppo spera",
        "month_before": "in a da dal di fine inizio metà nel",
        "weekdays": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "days": "oggi=0 ieri=-1 domani=1",
        "stances": "convinto convinta certo certa",
        "to": "a al alla",
    },
    "pt": {
        "says": """
            disse diz disseram dizem afirmou afirma afirmaram declarou declara explicou explica
            garantiu garante anunciou anuncia acrescentou acrescenta destacou destaca ressaltou
            ressalta lembrou lembra escreveu escreve confirmou confirma informou informa informaram
            contou conta relatou relata comentou comenta criticou critica admitiu admite alertou
            alerta respondeu responde defendeu defende sublinhou sublinha referiu refere adiantou
            observou reconheceu concluiu salientou frisou avaliou prometeu pediu acusou revelou
            explicam explicaram garantem afirmam anunciaram destacam destacaram reconhecem alertam
            alertaram""",
        "adds": "acrescentou acrescenta completou prosseguiu continuou",
        "denies": "negou nega negaram desmentiu rejeitou rejeita",
        "thinks": """
            acredita acreditam pensa considera espera esperam estima estimam classificou mostra teme
            prevê chamou acha""",
        "saying": "afirmando acrescentando dizendo explicando garantindo",
        "before": "segundo, de acordo com, conforme, na opinião de, nas palavras de",
        "that": "que como se",
        "between": "tem têm tinha tinham também depois já ainda não se",
        "adverbs": "mente",
        "passive": "é são foi foram sido era",
        "finite": "é são está estão tem têm foi foram era tinha pode deve vai será seria há",
        "stops": """
            em no na nos nas a ao durante após antes depois que quem quando como se para por mas e
            este esta nesta neste ontem hoje segunda-feira terça-feira quarta-feira quinta-feira
            sexta-feira sábado domingo com sobre""",
        "joins": "e ou",
        "relative": "que quem qual",
        "articles": "o a os as um uma do da dos das seu sua este esta dois três vários",
        "definite": "o a os as este esta",
        "genitive": "do da dos das de",
        "prepositions": """
            em no na nos nas ao à durante após antes depois quando como se para por mas e desde
            segundo com sem sobre entre até assim então além ontem hoje""",
        "pronouns": "ele=m ela=f eles=p elas=p eu=i nós=i",
        "his": "ele=m ela=f dele=m dela=f",
        "titles": """
            presidente ministro primeiro-ministro chanceler senador deputado prefeito diretor
            general coronel capitão comandante professor doutor dr porta-voz chefe advogado juiz
            procurador jornalista pesquisador economista analista especialista treinador jogador
            ator cantor escritor autor secretário comissário governador embaixador candidato líder
            fundador ex-presidente vice-presidente rei papa vereador delegado""",
        "female": """
            sra dona presidenta ministra diretora prefeita deputada senadora advogada juíza atriz
            escritora pesquisadora professora doutora rainha secretária governadora""",
        "male": "sr",
        "kinds": """
            presidente mandatário líder chefe, prefeito, ministro, treinador técnico, jogador
            atacante""",
        "places": """
            nova novo são santa união nações estados unidos universidade partido ministério governo
            tribunal conselho""",
        "papers": """
            estudo relatório pesquisa documento comunicado nota carta dados números estatísticas
            texto levantamento""",
        "openers": """
            mas e além também depois então porém assim embora enquanto ou nem contudo finalmente""",
        "deictic": """
            ele ela eles elas isto isso este esta estes estas esse essa seu sua seus suas aqui ali
            eu""",
        "asks": "quem quando onde como quanto qual",
        "future": "será serão haverá fará poderá deverá vai vão terá",
        "past": "foi foram era eram tinha havia",
        "possible": "pode poderia poderiam podem talvez provavelmente possivelmente",
        "planned": "vai vão será serão prevê previsto prevista planeja pretende",
        "alleged": """
            suposto suposta supostamente acusado acusada suspeito suspeita teria teriam seria seriam""",
        "conditional": "caso",
        "opinion": "deveria devem melhor pior acredita acha infelizmente inaceitável",
        "month_before": "em desde até de final início meados",
        "weekdays": """
            segunda-feira/segunda terça-feira/terça quarta-feira/quarta quinta-feira/quinta
            sexta-feira/sexta sábado domingo""",
        "days": "hoje=0 ontem=-1 amanhã=1",
        "stances": "convencido convencida",
        "to": "a ao à",
    },
}
