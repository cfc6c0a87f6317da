"""The words of protected speech in German, by the lists that `guard_words` pairs."""

from typing import Final

NONE: Final = ("kein", "keine", "keinen", "ohne")

LISTS: Final[dict[str, str]] = {
    "act": """
        Streik*, *streik, *streiks, streiken, bestreik*, Ausstand, Protestaktion*, Kundgebung*, Petition*,
        Unterschriften*, solidarisch*, Solidarität*, zusammenhalten, zusammenstehen, Menschenkette, Aktive
        Mittagspause, organisieren wir, organisiert euch, wehren, wehrt euch, offener Brief, offenen Brief,
        gemeinsam wehren, Aktionstag der, steht zusammen, stehen zusammen, gemeinsam zur, gemeinsam zum, gemeinsam
        gegen, kandidier*, Kandidat*, Verhandlung*, Interessenvertretung, vertreten uns, vertritt uns, unsere
        Rechte, Protest*, kämpft, gekämpft, Forderung*, fordern, gefasst machen, einschüchtern, Sprecherrat,
        Vollversammlung, steht auf, nicht alles gefallen, mucken, laut werden, werden laut, Stimme erheben, auf die
        Straße, Mitglied werden, noch nicht Mitglied, noch kein Mitglied, werdet Mitglied, als Mitglied, geschlossen
        zur, geschlossen hinter, heute geschlossen, verhandeln für uns, verhandeln mit der, gut verhandelt, hart
        verhandelt, für unsere Rechte, kämpfen für, kämpfen weiter, kämpfen um, zusammen gegen, zusammen zur, alle
        zusammen, den Mund auf, Mund aufmachen, zusammen sind wir stärker, gemeinsam sind wir stärker""",
    "ours": """
        Kolleg*, Betrieb*, Werk, Werks*, Werkstor, Belegschaft*, Beschäftigte*, Schicht*, *schicht, Arbeitgeber*,
        Chef*, Geschäftsführung*, Geschäftsleitung, Werksleitung, Werkleitung, Standortleitung, Vorstand*,
        Vorgesetzte*, Management*, Personalabteilung, Bereichsleit*, Abteilung*, Abteilungsleit*, Schichtleit*,
        Teamleit*, Meister, Firma, Konzern*, Unternehmen, Arbeitsplatz*, Arbeitsplätze*, Azubi*, Leiharbeit*,
        Produktion*, bei uns, in der Arbeit, auf Arbeit, intern, liebe Geschäftsführung, liebe Firma, Leiharbeiter*,
        Werkshalle, Werkhalle, Fertigung, Personalchef*, Praktikant*, Kollege, wir hier, hier bei, in der Montage,
        vor der Zentrale, Baustelle, Haupttor, Abteilungsleiter*""",
    "wrong": """
        fälsch*, gefälscht*, *fälschung, *fälschen, manipulier*, vertusch*, verschweig*, verschwieg*, verheimlich*,
        unter den Teppich, Bestech*, bestochen, Schmiergeld*, Korrupt*, Betrug, betrüg*, betrogen, Schwarzgeld*,
        Schwarzarbeit*, schwarz bezahlt, Steuerhinterziehung, illegal*, rechtswidrig*, gesetzwidrig*, strafbar*,
        Straftat*, Verstoß, Verstöße*, verstößt, verstoßen, geschönt*, beschönigt*, frisiert*, Geldwäsche,
        Insiderhandel, Diskriminier*, diskriminiert, Belästig*, belästigt*, sexistisch*, rassistisch*, ausspioniert,
        bespitzel*, heimlich überwacht, kippen heimlich, heimlich entsorgt, illegal entsorgt, Scheinselbst*,
        Missstand, Missstände*, rückdatier*, nachträglich geändert, Protokolle geändert, Akten vernichtet,
        geschreddert, Falschangaben, falsche Angaben, falsche Messwerte, falsche Prüf*, falsche Zahlen, nie geprüft,
        Prüfprotokoll*, nicht wahrheitsgemäß, unterschlag*, veruntreu*, Scheinrechnung*, Kartell*, Preisabsprache*,
        Preisabsprachen, Abschalteinrichtung*, gefaked, faken, Fake-*, Etikettenschwindel, umdeklarier*,
        Umweltauflagen, ohne Genehmigung, Datenschutzverstoß*, Kundendaten verkauft, begrapscht*, übergriffig*,
        Übergriff*, erpress*, Steuern hinterzog*, Subventionsbetrug, gelogen, belogen, belügt, anlügen, falsch
        dokumentiert, falsch deklariert, Unterschriften gefälscht, löschen sollen, in den Fluss geleitet, in den
        Kanal gekippt, in den Fluss gekippt, gelöscht werden sollten, Akten gelöscht, Daten gelöscht, Mails
        gelöscht, Prüfzeugnis*, Zertifikat gefälscht, kassiert, hält die Hand auf, halten die Hand auf, Abgaswerte,
        stimmen nicht, erfunden, ausgedacht, nie gemessen, nicht gemessen, nie getestet, ungetestet, nie
        durchgeführt, nie gemacht, nie stattgefunden, nur abgehakt, abgehakt, umetikett*, umgelabelt, durchgefallen,
        trotzdem ausgeliefert, trotzdem verkauft, trotzdem verschickt, Rechnungen verschoben, doppelt abgerechnet,
        falsch abgerechnet, Luftbuchung*, Bilanz*, Schummel*, geschummelt, getrickst, gelöscht werden, Mails
        löschen, E-Mails löschen, E-Mails gelöscht, verschwinden lassen, beiseite geschafft, in die eigene Tasche,
        privat abgezweigt, abgezweigt, Umweltsünde*, Giftmüll, in den Bach, in den Gully, verbuddelt, vergraben,
        angefasst, anfassen, begrabscht, anzüglich*, abgehört, überwacht heimlich, Kamera in, Kameras in, Embargo
        umgangen, Exportkontrolle, Schwarzkasse*, Schwarze Kasse, Geschenke angenommen, Messdaten gefälscht,
        Messdaten manipuliert, Messdaten geändert, was mit den Messdaten,
        Messwerte schönen, Zahlen schönen, Werte schönen, schönrechnen, hinters Licht geführt,
        verschwinden lasse, verschwinden lassen soll, ohne jeden Test, Sanktionen umgangen, Sanktionen umgehen""",
    "orders": """
        angewiesen, Anweisung*, sollten wir, sollen wir, wir sollen, wir sollten, ich soll, ich sollte, soll ich,
        sollte ich, musste ich, mussten wir, wir mussten, ich musste, aufgefordert, verlangt, von oben, gezwungen,
        schaut weg, schauen weg, weggeschaut, alle wissen, jeder weiß, wissen es, weiß es, weiß Bescheid, wissen
        Bescheid, ich habe gesehen, habe gesehen, wir haben gesehen, kann beweisen, systematisch, seit Jahren,
        jahrelang, alle in der, alle im Werk, alle hier, jeder hier, nicht mit mir, mache ich nicht, mach ich nicht,
        unterschreibe ich nicht, unterschreibe das nicht, habe mich geweigert, habe ich gesichert, gesichert, habe
        ich kopiert, Kopien, Screenshot*, Beweis*, wusste von, wusste davon, wussten davon, wissen davon, weiß
        davon, stillgehalten, schweigen, schweigt, schweige, beim Kunden, weitergegeben, offen gesagt, unsere
        Quartals*, Einkaufsleiter, Buchhaltung, Vertriebsleiter, sollte jeder wissen, muss jeder wissen, müssen alle
        wissen, sollen alle wissen""",
    "tell": """
        gemeldet, melde ich, ich melde, melden wir, wir melden, werde ich melden, muss man melden, gehört gemeldet,
        angezeigt, Anzeige, zeige ich an, anzeigen, Strafanzeige*, Hinweis gegeben, Hinweise gegeben, anonym*,
        Beschwerde*, beschwert, beschwere*, ausgepackt, auspacken, packe aus, packen aus, zugespielt, weitergegeben,
        wende mich, gewandt, gewendet, ausgesagt, aussagen, Aussage gemacht, bezeug*, erzähle ich, erzählt habe,
        Beweise, Belege, Unterlagen, Fotos gemacht, eingeschaltet, informiert habe, habe ich informiert, haben wir
        informiert, habe informiert, an die Öffentlichkeit, öffentlich machen, gehe ich zur, gehe ich zum, gehe
        jetzt zur, geht zur, gehen zur, gehen wir zur, gehen wir zum, Meldung gemacht, Meldung erstattet, Hinweis
        an, vor Gericht, Interview gegeben, Interview gebe, rede ich mit, reden wir mit, spreche mit, gesprochen,
        meldet euch bei, Brief an, Mail an, nach Feierabend getroffen, mit einer Reporterin, mit einem Reporter, mit
        einer Journalistin, mit einem Journalisten, sage ich aus, sage aus, aussage, an die Ombuds*, gesichert,
        Akte, Belege der, der Redaktion geschickt, der BaFin geschrieben, BaFin geschrieben, Aufsicht geschrieben,
        Behörde geschrieben, Staatsanwaltschaft geschrieben""",
    "authority": """
        Aufsicht, *aufsicht, Aufsichtsbehörde*, Behörde, *behörde, *behörden, Berufsgenossenschaft*, BG, BaFin,
        Kartellamt, Umweltamt, *aufsichtsamt, Gesundheitsamt, Datenschutzbeauftragt*, Staatsanwalt*, Kripo,
        Kriminalpolizei, LKA, Ombuds*, Meldestelle*, Hinweisportal, Compliance*, Zollamt, der Zoll, dem Zoll, zum
        Zoll, Hauptzollamt, Presse, Journalist*, Reporter*, Redaktion*, Zeitung, Zeitungen, Lokalzeitung, Medien,
        Anwalt, Anwältin, Revision, Vertrauensanwalt, Ordnungsamt, Bauaufsicht, Arbeitsschutzbehörde, Umweltbehörde,
        Landesamt, Bundesamt, Hinweisgeberstelle, Fernsehen, Fernsehteam, Rundfunk, Untersuchungsausschuss,
        Vertrauensperson, beim Zoll, Bürgermeister*, Meldestelle, Betriebsprüf*, Steuerfahndung, der BaFin, an die
        BaFin""",
    "examiners": """
        Polizei, Prüfer*, Gutachter*, Kontrolleur*, Wirtschaftsprüf*,
        TÜV, Zertifizierer*, Auditor*, Sachverständige*""",
    "pay": """
        Lohn, Löhne*, Stundenlohn*, Lohnabrechnung*, Lohnfortzahlung, Gehalt, Gehälter*, Gehaltsabrechnung*,
        Bezahlung, Vergütung, Entgelt*, *zuschlag, *zuschläge, *zulage, *zulagen, Urlaubsgeld, Weihnachtsgeld,
        Prämie*, Überstunde*, Mehrarbeit, Minusstunden, Mindestlohn*, Arbeitszeit*, Arbeitszeiten, Stundenkonto,
        Zeitkonto, Ruhezeit*, Pausen*, Dienstplan*, Schichtplan*, Urlaubssperre*, Urlaubstage, Wochenendarbeit,
        Sonntagsarbeit, Samstagsarbeit, Rufbereitschaft*, Befristung*, befristet*, Zeitvertrag, Leiharbeit*,
        Probezeit, Arbeitsvertrag*, Kündigung, gekündigt, Entlassung*, Abfindung*, Kurzarbeit*, brutto, netto,
        Personaldecke, Personalschlüssel, Krankenstand, Krankmeldung, krankgeschrieben, Azubigehalt,
        Ausbildungsvergütung, Umkleidezeit*, verdiene, verdienen wir, wir verdienen, was wir verdienen, verdient man
        hier, verdienst du, verdienen weniger, unser Geld, die Stunde, pro Stunde, Euro die Stunde, Euro im Monat,
        Urlaub abgelehnt, Urlaubsantrag, Urlaub ist, Urlaub wird, Urlaub wurde, Überzeit, Schichtzulage,
        Erschwernis*, Hitzearbeit, Freizeitausgleich, freie Tage, freier Tag, Elternzeit, Teilzeit*, Festanstellung,
        Entfristung, Einstiegsgehalt, Mittagspause*, Spesen, Fahrtkosten, einspringen, einspringt, am Wochenende
        arbeiten, Wochenende arbeiten, am Samstag arbeiten, am Sonntag arbeiten, Pausen, keine Pause, Pause gemacht,
        Pause machen, bezahlt werden, wird bezahlt, werden bezahlt, bekomme bezahlt, Stunden bezahlt, und bekomme,
        Boni, Bonus für, Bonuszahlung*, in Vollzeit, Vollzeit im,
        mein Vertrag, meinen Vertrag, unsere Verträge""",
    "grievance": """
        zu wenig, zu niedrig, zu gering, unfair*, ungerecht*, reicht nicht, reicht hinten, reicht kaum, reicht das
        Geld, reicht vorne, unbezahlt*, nicht bezahlt, nicht ausgezahlt, nicht ausbezahlt, nicht vergütet, nicht
        gezahlt, nie bezahlt, kein Geld, keinen Cent, keinen Euro, keine Zuschläge, keine Zulage, für lau, umsonst,
        Frechheit, unverschämt*, Unverschämtheit, eine Sauerei, ausbeut*, ausgebeutet*, satt, Schnauze voll, Nase
        voll, reicht's, reichts, reicht es, mir reicht, uns reicht, genug ist genug, kaputt*, Burnout, ausgebrannt,
        am Limit, am Ende, überlast*, unzumutbar*, schon wieder, wieder mal, mal wieder, immer noch, seit Monaten,
        seit Jahren, seit Wochen, Skandal, skandalös, unter aller, gestrichen, streichen, gekürzt, kürzen,
        verweiger*, gezwungen, zwingen, zwingt, Druck, Witz, lächerlich*, traurig, beschämend*, schämen, verdienen
        mehr, verdienen wir mehr, verdiene weniger, verdient weniger, weniger als, verspätet, zu spät, wartet noch,
        warten noch, warten wir, warten auf, fehlt, fehlen, falsch berechnet, falsch abgerechnet, nicht mehr
        tragbar, Zumutung, unmenschlich*, verarscht*, verarsche, verschlechter*, abgezogen, einbehalten,
        vorenthalt*, nicht eingehalten, ignoriert, kein Ausgleich, ohne Ausgleich, ohne Pause*, keine Pause*, nicht
        genug, verboten, gesetzlich*, kann nicht leben, nicht leben, nicht die Miete, Inflation, Miete, niemand,
        keiner, wütend, sauer, enttäusch*, Angst, bekommt ihr, kriegt ihr, verdient ihr, habt ihr auch, geht es
        euch, mies*, schlecht*, erbärmlich*, Trinkgeld, einfach so, von heute auf morgen, kurzfristig*, nie, davon
        leben, leben soll, kann man nicht, nicht zum Leben, Vollzeit, Zweitjob, zweiter Job, Nebenjob, Flaschen
        sammeln, weniger, kriegen nichts, bekommen nichts, nichts davon, leer aus, Chefetage, Millionen, Dividende,
        Rekordgewinn, warten seit, versprochen, Versprechen, wo bleibt, wann kommt, gestritten, Ärger, nicht fair,
        nur noch, jede Woche, jeden Tag, ständig, dauernd, dauerhaft, erwartet, selbstverständlich, Dank null, null
        Dank, krank, verfallen, verfällt, gekappt, nachzahl*, drei Monate, zwei Monate, abgeschafft, abgelehnt,
        still und leise, weggefallen, wegfallen, entfällt, entfallen, kann es doch nicht sein, kann doch nicht sein,
        darf doch nicht, darf nicht sein, geht gar nicht, nicht normal, nicht in Ordnung, unter aller Kanone,
        angeblich, kam heute, kam gestern, erst heute, erst gestern, am Vorabend, Hälfte, doppelt so viel, warum
        bekommen, warum kriegen, wie sollen, halbiert, eingefroren, ausgefallen, hinhalten, hingehalten, vertröstet,
        Vertröst*, Almosen, Taschengeld, Hohn, ein Schlag ins Gesicht, keine Überraschung, geht so nicht, so nicht,
        so geht man, nicht wert, wertlos, aufgebraucht, zum Monatsende, ist angeblich freiwillig, wie soll ich, wie
        sollen wir, soll man davon, heißt es freiwillig, abgesagt, und bekomme, bekomme nur, bekommen nur, kriege
        nur, kriegen nur, pro Kopf, streicht, gegen uns, jedes Mal, ich habe genug, genug davon, reicht langsam,
        nicht leisten, leisten, danke für nichts, Knochenjob, weiß nicht mehr,
        gibt es keine""",
    "shift": """
        Schicht, Schichten, *schicht, *schichten, Doppelschicht*, Wechselschicht, Wochenende, Arbeit, arbeiten,
        Arbeitsplatz, Job, Personal, Leute, Team, Kolleg*, Belegschaft, Stunden am Tag, Stunden pro Woche, Tage am
        Stück, Tage durch, Arbeitstage, Bereitschaft, Stelle, Stellen, Abteilung, Arbeitgeber, Chef*, Firma, Laden,
        Vorgesetzte*, Band, wir machen, Arbeit von, Krank gemeldet, krankgemeldet, Meister, Schichtleiter*,
        Praktikant*, Azubi*, Linie, zu zweit, zu dritt, zu viert, die Firma, unsere Firma""",
    "exhausted": """
        Schnauze voll, Nase voll, ausgebrannt, Burnout, am Limit, unzumutbar*, ausbeut*, ausgebeutet*, zu wenig
        Leute, zu wenig Personal, Leute fehlen, fehlen Leute, fehlt Personal, fehlen überall, nicht mehr tragbar,
        unmenschlich*, nicht auszuhalten, nicht mehr aus, machen uns kaputt, macht uns kaputt, macht mich krank,
        macht uns krank, macht krank, schikan*, drangsal*, anschrei*, schreit uns, schreit mich, angeschrien,
        brüllt, droht uns, droht mir, droht mit, gedroht, drohen uns, drohen mit, bedroht uns, einschüchter*,
        eingeschüchtert, unter Druck gesetzt, setzt uns unter Druck, setzen uns unter Druck, demütig*, gedemütigt,
        wie Dreck, wie Maschinen, wie Sklaven, wie Vieh, wie Nummern, respektlos*, ohne Respekt, kein Respekt, keine
        Wertschätzung, null Wertschätzung, abgemahnt, Abmahnung*, rausgeworfen, rausgeekelt, gefeuert, fristlos,
        ungerecht*, unfair*, Frechheit, Zumutung, verheiz*, Tage durch, ohne freien Tag, kein freies Wochenende,
        keinen Tag frei, zu zweit statt, zu dritt statt, alleine für, allein für, lassen uns allein, im Stich,
        ständig krank, alle krank, einer nach dem anderen kündigt, kündigen reihenweise, laufen weg, burnout,
        Personalschlüssel, im Akkord, Akkord, hetzen, gehetzt, falle um, kann nicht mehr, können nicht mehr, halten
        das nicht, schaffe das nicht, schaffen das nicht, kaum noch zu schaffen, nicht zu schaffen, nicht mehr zu
        schaffen, sehe meine Kinder, seit Wochen ohne, keiner da, nur zu zweit, nur zu dritt, ganz allein,
        nachbesetzt, nicht ersetzt, nicht besetzt, unbesetzt, Überwachung, auf Toilette, aufs Klo, Klo, Minuten
        Pause, Knochenjob, rücken kaputt, macht mich kaputt, bin kaputt, völlig kaputt, total kaputt, kaputt
        gemacht, gehen kaputt, gehe kaputt, vor Erschöpfung, werden überwacht, überwachen uns, überwacht uns,
        überwacht mich, wir zu zweit, vor Müdigkeit, völlig fertig, fix und fertig, sehe meine Kinder nicht, meine
        Kinder kaum, Gespräch beim Chef, geht man hier mit, so gehen die mit, geht hier so mit, so geht man, mit
        Leuten um, mit uns um, keiner einspringt, der einspringt, Kündigung angedroht, angedroht, zählen jetzt,
        zählt jetzt, getaktet, Takt erhöht, Taktzeit*, Zielvorgabe*, Krankenrückkehr*, Rückkehrgespräch*, billige
        Arbeitskräfte, billige Kräfte, ausgenutzt, nutzen uns aus, nutzt uns aus, missbraucht, gegen uns, hasst,
        nach Strich und Faden, bossing, schmeißen hin, hinschmeißen, innerlich gekündigt, wegrennen, angebrüllt,
        rumgebrüllt, rumschreien, Choleriker*, cholerisch*, keine Leute da, wieder keine Leute, Menschen krank,
        krank gemacht, kaputt gespart, kaputtgespart, totgespart, kenne meine Familie, nur noch Arbeit, nur noch
        arbeiten, durchschlafen, bin überlastet, sind überlastet, völlig überlastet, total überlastet, Tage am
        Stück, Wochen am Stück, Schichten am Stück, ohne Pause durch, 50 Stunden die Woche, 60 Stunden die Woche,
        Abteilung ist nur noch, Arbeit ist doppelt so viel, die Arbeit von drei, die Arbeit von zwei, die Arbeit von
        vier, die Arbeit von fünf, die Arbeit von Fachkräften,
        zu wenige Leute, alle sind krank, sind alle krank""",
    "danger": """
        Maschine*, Stapler*, Gabelstapler*, Gerüst*, Leiter, Leitern, Kabel*, Leitung, Leitungen, Gas, Gasgeruch,
        Dämpfe*, Lösemittel*, Lösungsmittel*, Chemikalien*, Säure*, Asbest*, Schimmel*, Feinstaub, Staub, Lärm,
        Hitze, Unfall*, Unfälle*, Arbeitsunfall*, Beinaheunfall*, Verletzte*, verletzt, Gefahr*, gefährlich*,
        lebensgefährlich*, Risiko, riskieren, Brandgefahr, Brandlast, Explosionsgefahr, Rauch, Brand, Brände*,
        Feuer, Explosion*, brennt, gebrannt, Sicherheit, Arbeitsschutz*, Wartung*, Regal*, Kran, Kräne*, Ventil*,
        Rohr*, Druckbehälter*, Kessel, Decke, Lüftung*, Absaugung*, Elektrik, Treppe*, Tor, Ofen, Hebebühne*,
        Aufzug*, Schleuse*, Säge*, Stanze*, Roboter*, Förderband, Förderbänder*, Schweiß*, Laser*, Strahlung,
        Hochspannung, Stolperfalle*, rutschig*, Glätte, Scherben, Brandmelder*, Alarm, Evakuierung*, Fluchtplan*,
        Übung, Akkulager, Stromschlag*, Stromschläge*, Palette*, Hebezeug*, Quetsch*, eingeklemmt, Trinkwasser,
        Gänge, Seil, Kette, Dreck, Tor fällt, Brennbares, Batterien lagern, Akkus lagern""",
    "ignored": """
        seit Wochen, seit Monaten, seit Jahren, wochenlang*, monatelang*, jahrelang*, niemand kümmert, keiner
        kümmert, kümmert sich niemand, kümmert sich keiner, kümmert niemanden, kümmert keinen, juckt keinen,
        juckt niemanden, interessiert niemanden, interessiert keinen, interessiert hier, interessiert die,
        interessiert sie, niemand tut, keiner tut, tut keiner, tut niemand, tut sich nichts, tun nichts, niemand
        macht, keiner macht, macht keiner, niemand reagiert, keiner reagiert, niemand hört, keiner hört, hört
        keiner, hört niemand, niemand unternimmt, keiner unternimmt, unternimmt nichts, unternimmt niemand,
        passiert ist nichts, nichts unternommen, nichts getan, geschieht nichts, ignoriert, ignorieren,
        ignoriert wird, abgewimmelt, abgewiegelt, wird nicht repariert, nicht repariert, nie repariert, nicht
        gewartet, nie gewartet, nicht geprüft, nie geprüft, nicht behoben, schaut weg, schauen weg, sehen weg,
        weggeschaut, weggesehen, wussten, wusste davon, gewusst, fahrlässig*, verantwortungslos*,
        unverantwortlich*, verharmlos*, schon wieder ein Unfall, schon der zweite, schon der dritte, dritte
        Unfall, zweite Unfall, wann passiert, wann tut, wann wird endlich, aus Kostengründen, kaputtgespart,
        Sparkurs, trotzdem weiter, sollen trotzdem, müssen trotzdem, trotzdem arbeiten, einfach weiter,
        weitermachen, weigere, weigern, ohne Schutz*, ohne Maske*, ohne Handschuh*, ohne Einweisung, ohne
        Unterweisung, ohne Schulung, keine Schulung, keine Unterweisung, keine Einweisung, krank davon,
        Hautausschlag, Atemwege, zugehört, hört uns, nicht gehört, hören wollte, hören wollten, hat es gewusst,
        haben es gewusst, Risiko in Kauf, nimmt in Kauf, nehmen in Kauf, Melde das, ich habe es gemeldet, habe
        ich gemeldet, habe es gemeldet, haben es gemeldet, haben wir gemeldet, beschwer*, Beschwerde*, um ein
        Haar, reines Glück, abgewunken, winkt ab, es passiert nichts, trotzdem passiert nichts, seitdem passiert
        nichts, zwingen uns, zwingt uns, ist denen egal, ist allen egal, ist ihnen egal, überfällig*, seit einem
        Jahr, seit einem halben Jahr, ohne Prüf*, ohne TÜV, ohne Wartung, ohne Genehmigung, ohne Freigabe, ohne
        Trinkwasser, kein Trinkwasser, ohne Wasser, weiß Bescheid, wissen Bescheid, weiß das, wissen es, wissen
        das, wussten es, repariert wird, gemacht wird nichts, getan wird nichts, einfach weiterarbeiten,
        weiterarbeiten, sollen weiter, viel zu dicht, viel zu eng, viel zu hoch, viel zu alt, zu viel gelagert,
        falsch gelagert, fast unter, liebe Geschäftsführung, liebe Firma, liebe Leitung, haben wir gesagt, habe
        ich gesagt, zum wiederholten, in einem Monat, wir sollen weiter, wir sollen einfach, wir sollen
        trotzdem, sollen wir weiter, sollen wir trotzdem, sollen wir einfach, seit zwei Jahren, seit drei
        Jahren, seit zwei Monaten, seit drei Monaten, seit drei Wochen, seit zwei Wochen, seit Januar, seit
        Februar, seit März, seit April, seit Mai, seit Juni, seit Juli, seit August, seit September, seit
        Oktober, seit November, seit Dezember, seit letztem, seit dem Frühjahr, seit dem Sommer, repariert wird
        nichts, hätte man verhindern, hätte nicht passieren, hätten es wissen, guckt zu, gucken zu, schaut zu,
        schauen zu, ohne Schein, alle wussten, wussten alle, jeder wusste, wusste jeder, Masken gibt, zum
        vierten Mal, zum dritten Mal, zum fünften Mal, das vierte Mal, das dritte Mal, wieder und wieder, an
        jeder Schulung, der dritte dieses, das dritte dieses, die dritte dieses, im Akkord, nicht
        hält, hält nicht, ging es fast, bremst nicht, kleingeschrieben, kein Wunder, Frage der Zeit, an der
        Wartung gespart, an Wartung gespart, bei der Wartung gespart, an der Sicherheit, seit Tagen, war
        absehbar, war nur eine Frage der Zeit, muss erst jemand, musste so kommen, musste ja so kommen, musste
        ja passieren, musste ja mal passieren, haben wir doch gesagt, habe ich immer gesagt, haben wir immer
        gesagt, immer wieder gesagt, dreimal gesagt, zigmal gesagt, hundertmal gesagt, mehrfach gesagt, mehrmals
        gesagt, x-mal gesagt, schon oft gesagt, wollte keiner hören, wollte niemand hören, hat niemanden
        interessiert, hat keinen interessiert, hat uns keiner geglaubt, bis es knallt, bis es kracht, bis was
        passiert, bis etwas passiert, unsere Warnungen, immer gewarnt, davor gewarnt, lange gewarnt, oft
        gewarnt, mehrfach gewarnt,
        keiner sagt was, niemand sagt was, nie eine Übung, nie geübt,
        mir wurde schlecht, wurde mir schlecht, mir ist schlecht, hängen offen, offen von der Decke""",
    "protection": """
        Notausgang*, Notausgänge*, Fluchtweg*, Fluchttür*, Rettungsweg*, Feuerlöscher*, Löschanlage*, Löscher,
        Sprinkler*, Brandschutz*, Brandmelde*, Brandschutztür*, Brandschutztor*, Rauchmelder*, Schutzausrüstung*,
        Schutzkleidung*, Schutzbrille*, Schutzhandschuh*, Schutzvorrichtung*, Schutzgitter*, Schutzhaube*,
        Schutzeinrichtung*, Sicherheitsschuhe*, Atemschutz*, Atemmaske*, Gehörschutz*, Lichtschranke*, Lichtvorhang,
        Not-Aus*, Notaus*, Notschalter, Geländer*, Absturzsicherung*, Erste-Hilfe*, Verbandskasten*, Verbandkasten*,
        Ersthelfer*, Augendusche*, Notdusche*, PSA, Gaswarn*, Gasmelder*, Sicherheitsschalter*,
        Sicherheitsabschaltung*, Schutzzaun, Fluchtweg, Rettungswege, Arbeitshandschuh*, Arbeitsschuh*, Gasalarm,
        Gehörschutz, Staubmaske*, Brandschutztüren, Brandabschnitt*, Prüfplakette*, Auffanggurt*, Fangnetz,
        Schutzbleche, Schutzfolie, Notruf*, Fluchtplan*, Sicherheitsunterweisung*, Schutzmasken*, Schutzblech*,
        Geländer*, Absturzsicherung*, Auffanggurt*""",
    "lacking": """
        blockiert*, zugestellt*, versperrt*, verstellt*, zugeparkt*, abgeschlossen*, verschlossen*, verriegelt*,
        defekt*, kaputt*, überbrückt*, überbrücken, umgangen, abgebaut*, abmontiert*, ausgebaut*, abgeschaltet*,
        ausgeschaltet*, deaktiviert*, abgeklemmt*, fehlt, fehlen, fehlende*, leer, leere, abgelaufen*, gibt es
        nicht, gibt es keine*, gibts keine*, gibt's keine*, gibt es hier, nicht da, nicht geprüft, nie geprüft,
        ungeprüft, nicht gewartet, nicht funktion*, funktioniert nicht, funktionieren nicht, geht nicht, gehen
        nicht, löst nicht aus, klemmt, verrostet*, locker, wackelt, gerissen, mangelhaft*, Mangel*, Mängel*,
        gespart, zu wenig, veraltet*, selbst kaufen, selber kaufen, selbst bezahlen, selber bezahlen, verweigert,
        lebensgefährlich*, skandal*, Frechheit, seit Wochen, seit Monaten, seit Jahren, Attrappe*, aus dem Jahr,
        durchgerostet, vollgestellt*, steht Ware, stehen Paletten, Paletten davor, Gerümpel, nur Deko, stumm, aus
        Kostengründen, gestrichen, nie ersetzt, nicht ersetzt, nicht nachgefüllt, geflickt, Klebeband, seit Tagen,
        ignoriert, interessiert, ist allen egal, niemand kümmert, keiner kümmert, längst gemeldet, habe ich
        gemeldet, haben wir gemeldet, wird gespart, nicht öffnen, lässt sich nicht, geht nicht auf, von innen nicht,
        selber mitbringen, selbst mitbringen, selbst besorgen, selbst mit, selbst stellen, nie angeschlossen, nicht
        angeschlossen, angekettet, Vorhängeschloss, seit einem Jahr, abgehängt, überfällig*, nicht vorhanden, nicht
        ausgetauscht, seit März, seit Januar, seit Mai, seit Sommer, aufgebraucht, nur auf dem Papier, verstaubt,
        nicht zugänglich, unbrauchbar*, Verkleidung, im Weg, erst nächste*, erst nächsten*, erst nächstes, angeblich
        erst, steht offen, stehen offen, verkeilt, offen gehalten, weiß niemand, weiß keiner, kein Neuer, voller
        Kartons, voller Müll, zugemüllt,
        ging nicht an, ging nicht los, ging beim Brand nicht, sprang nicht an, löste nicht aus, hat nicht ausgelöst,
        ohne Funktion, tut nicht,
        nicht mal, nicht einmal, hatten nie, haben nie""",
    "power": """
        Chef, Chefin, Chefs, Chefetage, Boss, Bosse, Vorgesetzte*, Schichtleit*, Teamleit*, Abteilungsleit*,
        Gruppenleit*, Bereichsleit*, Projektleit*, Produktionsleit*, Werksleit*, Werkleit*, Standortleit*,
        Filialleit*, Betriebsleit*, Personalleit*, Personalabteilung*, Personalchef*, Geschäftsführ*,
        Geschäftsleit*, die Leitung, der Leitung, Vorstand*, Meister, Vorarbeiter*, Arbeitgeber*, Management*,
        Führungskr*, die da oben, denen da oben, die oben, von oben, mein Betrieb, unser Betrieb, unserem Betrieb,
        meine Firma, meiner Firma, unsere Firma, unserer Firma, die Firma""",
    "sharp": """
        gestrichen, streicht, streichen, gekürzt, kürzt, verweiger*, ablehnt, lehnt ab, Beschwerde*, beschwer*,
        ignoriert*, abgewimmelt, verbietet, gedroht, angedroht, gelogen, lügt, lügen, Lüge*, belogen, betrogen,
        strafversetzt, degradiert, gekündigt, rausgeworfen, rausgeschmissen, gefeuert, abgemahnt, schreit, brüllt,
        beleidig*, demütig*, schikan*, mobb*, unfair*, ungerecht*, Frechheit, unverschämt*, Zumutung, unzumutbar*,
        Willkür, willkürlich, ausbeut*, ausgenutzt, guckt zu, schaut zu, schauen zu, gucken zu, sieht zu, sehen zu,
        schaut weg, schauen weg, guckt weg, sieht weg, stellt sich taub, interessiert das nicht, interessiert es
        nicht, interessiert nicht, interessiert sich nicht, interessiert einen, scheißegal, scheiß egal, kümmert
        sich nicht, kümmert das nicht, kümmert es nicht, will nichts hören, wollen nichts hören, will davon nichts,
        will nichts davon, nichts wissen, tut nichts, tun nichts, spart an, sparen an, gespart, vertusch*,
        verschweig*, verheimlich*, einschüchter*, überwacht uns, kontrolliert uns, misstraut*, respektlos*,
        sexistisch*, rassistisch*, unfähig*, inkompetent*, verantwortungslos*, unverantwortlich*, krank gemacht,
        macht krank, gemeldet habe, habe es gemeldet, es gemeldet, habe gemeldet, nicht zugestimmt, mauert, mauern,
        blockt, hinhalt*, hält uns hin, vertröstet, verarscht, verarschen, nicht gefallen, wehren, wehrt, wurde ich
        versetzt, einfach versetzt, hat abgelehnt, Druck gemacht, macht Druck, machen Druck, unter Druck, warum
        macht, warum tut, warum hat, warum haben, tobt, nichts getan, nichts tun, beweisen, Beweis*, zwingt uns,
        zwingen uns, doppelt gestellt""",
    "raises": """
        Unfall meldet, Unfälle meldet, Mangel meldet, Mängel meldet, etwas meldet, meldet wird, sich beschwert, gewarnt
        hat, gewarnt haben, gewarnt hatte*, warnt, warnte, warnten, anspricht, angesprochen hat, hinweist, hingewiesen
        hat, Missstände anspricht, Beinaheunfall meldet, kritisiert, Kritik äußert, Fragen stellt, Nein sagt, melden
        wollte, gemeldet hat, gemeldet haben, nachfragt, Bedenken, widerspricht""",
    "punished": """
        versetzt, strafversetzt, abgemahnt, Abmahnung*, gekündigt, Kündigung*, rausgeworfen, gefeuert, degradiert,
        bestraft, schikaniert, fliegt, fliegt raus, kaltgestellt, freigestellt, Nachteile, nicht verlängert, gemobbt,
        zum Chef zitiert, Personalgespräch*, eingeschüchtert, mundtot, verwarnt, Verwarnung*""",
}
