"""Phrases that make a post protected speech alone, German and English."""

from typing import Final

GERMAN: Final = """
    Betriebsrat*, Betriebsrät*, Personalrat, Personalräte*, Gewerkschaft*, gewerkschaftlich*, IG Metall, IGM, IG
    BCE, verdi, ver.di, *tarifvertrag, Flächentarif*, Haustarif*, Vertrauensleute, Vertrauensfrau, Vertrauenskörper,
    Mitbestimmung*, Betriebsversammlung*, Wirtschaftsausschuss, Betriebsvereinbarung*, Schwerbehindertenvertretung,
    JAV, Jugendvertretung, Jugend- und Auszubildendenvertretung, Sozialplan*, Arbeitskampf*, Streikposten,
    Streikaufruf, Streikkasse, wir streiken, streiken wir, in den Streik, im Streik, zum Streik,
    Arbeitsniederlegung, legen die Arbeit nieder, Arbeit niedergelegt, Urabstimmung, Hinweisgeber*, Whistleblow*,
    Hinweisgeberschutz*, HinSchG, Hungerlohn, Hungerlöhne*, Dumpinglohn*, Lohndumping, Dumpinglöhne*, unterbezahl*,
    mies bezahl*, schlecht bezahl*, mehr Lohn, mehr Gehalt, gleicher Lohn, gleiche Arbeit, gleiches Geld, Lohnlücke,
    unbezahlte Überstunden, unbezahlte Mehrarbeit, unbezahlten Überstunden, Nullrunde*, unterbesetz*,
    Unterbesetzung, Personalmangel, Personalnot, Personalabbau, Stellenabbau, Arbeitsbedingungen,
    Arbeitsverdichtung, Sicherheitsmängel*, Sicherheitsmangel*, Gefährdungsanzeige*, Überlastungsanzeige*,
    Arbeitsinspektorat, Gewerbeaufsicht*, Arbeitsgericht*, Kündigungsschutz*, Mobbing, gemobbt, mobbt, wir fordern,
    fordern wir, Beschäftigten fordern, Belegschaft fordert, Kollegen fordern, Kolleginnen fordern, wir als
    Belegschaft, wir als Team fordern, lassen uns das nicht gefallen, lassen wir uns nicht gefallen, lassen uns
    nicht einschüchtern, lassen uns das nicht länger bieten, haben wir immer gewarnt, haben gewarnt, hatten gewarnt,
    haben davor gewarnt, habe davor gewarnt, haben lange gewarnt, habe gewarnt, hatten wir gewarnt, haben wir
    gewarnt, hatte gewarnt, Warnungen ignoriert, alle Warnungen, jede Warnung, mehrfach gemeldet, oft gemeldet,
    längst gemeldet, immer wieder gemeldet, mehrmals gemeldet, x-mal gemeldet, tausendmal gemeldet, dreimal
    gemeldet, zweimal gemeldet, viermal gemeldet, Meldung ignoriert, Meldungen ignoriert, hätte verhindert werden,
    muss erst was passieren, muss erst etwas passieren, bis jemand stirbt, bis einer stirbt, bis jemand verletzt,
    muss erst einer, am Brandschutz gespart, an der Sicherheit gespart, Sicherheit gespart, auf Kosten der
    Sicherheit, auf unsere Kosten, auf unserem Rücken, auf dem Rücken der, lohnt sich nicht mehr hier zu arbeiten,
    offener Brief an die Geschäft*, Betriebsgruppe, Streikrecht, Aussperrung*, Vertrauensleuteversammlung, Lohnraub,
    Lohnverzicht, Lohnkürzung*, Gehaltskürzung*, Entgeltgruppe*, Eingruppierung*, Überstundenzuschläge, Urlaubsgeld
    gestrichen, Weihnachtsgeld gestrichen, Massenentlassung*, Leiharbeiter werden, Werkverträge, Hinweis an die
    Aufsicht, Sicherheitsbeauftragt*, Arbeitsschutzausschuss, Beinaheunfall, Beinahe-Unfall, Verbesserungsvorschlag
    Sicherheit, Tarifvertr*, Tariflohn*, Tariflöhne*, Tarifverhandlung*, Tarifrunde*, Tarifkonflikt*, Tarifabschlu*,
    Tarifabschlüsse*, Tarifbindung*, Tarifflucht*, Tarifkommission*, Tariferhöhung*, Tarifstreit*, Tarifpartei*,
    Tarifforderung*, tariflich*, Betrug am Kunden, Betrug an, gegen meinen Arbeitgeber, gegen meinen Chef, gegen
    unseren Chef, gegen die eigene Firma, gegen die Geschäftsführung, gegen die Werksleitung, gegen die Leitung,
    Zweiklassen*, Klassenkampf, Aufstocker*, Werkvertragler*, Leiharbeiter bekommen, Leiharbeiter verdienen,
    Flugblatt*, Flugblätter*, Trillerpfeif*, Kundgebung*, Verhandlungsrunde*, Dienst nach Vorschrift, Arbeit nieder,
    Arbeit niederlegen, auf die Straße gehen, dann eben auf die Straße, Betriebsgericht, Arbeitnehmervertret*,
    Personalvertretung, Mitarbeitervertret*, Belegschaftsvertret*, Aufsichtsratswahl, stärker als jeder Chef, lassen
    uns nicht spalten, lassen uns nicht den Mund, mundtot, nicht zum Schweigen, wie oft haben wir gesagt, wie oft
    habe ich gesagt, wird böse enden, nimmt kein gutes Ende, geht nicht mehr lange gut, nur auf dem Papier,
    Lippenbekenntnis*, auf dem Papier sicher, keine Ausreden mehr, Wallraff, Skandalfirma, Vetternwirtschaft,
    Zeugenaussage*, Kronzeug*, Schweigegeld, Aufhebungsvertrag*, Stundenklau, Arbeitszeitbetrug, Lohnbetrug,
    Sozialversicherungsbetrug, nie ausgezahlt, auf mein Geld, auf unser Geld, auf das Geld vom, auf die Toilette
    gehen, aufs Klo, Toilettenpause*, Toilettengang*, Kinderarbeit, Sklaventreiber*, Sklavenarbeit, Knochenarbeit,
    Warnstreik*, Generalstreik*, keine Gehaltserhöhung, keine Lohnerhöhung, ohne Lohnerhöhung, ohne Gehaltserhöhung,
    Lohnerhöhung gefordert, gegen die Schließung, gegen die Entlassung*, gegen den Abbau, gegen die Kürzung*, gegen
    die Pläne, gemeinsamen Brief, gemeinsamer Brief, gemeinsame Erklärung, Brief an die Geschäftsführung, Brief an
    die Werksleitung, Brief an den Vorstand, Schichtmodell*, noch die Hälfte, nur noch halb so viele, doppelt so
    viel Arbeit, die doppelte Arbeit, doppelte Arbeit, doppelt so viel zu tun, falsch gelagert, ohne Schein, ohne
    Staplerschein, ohne Führerschein, Protokoll zu ändern, Protokoll ändern, Protokolle ändern, Zahlen zu ändern,
    Werte zu ändern, Werte ändern, Unterlagen ändern, Hand ab, Finger ab, Finger verloren, Finger weniger, Hand
    verloren, Arm verloren, beinahe tot, fast tot, hätte tot sein können, Arbeitsunfälle, schalte einen Anwalt,
    Anwalt eingeschaltet, Klage gegen, klage gegen, verklage*, verklagt*, Ausbeuter*, Ausbeutung, Abmahnung,
    Zeitarbeit*, Leihkräfte, Leiharbeiter*, Leiharbeiterin*, unterirdisch bezahlt, Urlaub gestrichen, Urlaub
    abgelehnt, Urlaub verweigert, Urlaub verboten, frei gestrichen, Lackdämpfe*, atmen hier, atmen wir, atmen das,
    Gehalt, Gehälter*, Gehaltsabrechnung*, Gehaltszettel*, Gehaltsgefüge, Gehaltsband, Lohn, Löhne*,
    Lohnabrechnung*, Lohnzettel*, Lohnrunde*, Stundenlohn*, Bruttolohn*, Nettolohn*, Mindestlohn*, Arbeitslohn,
    Nachtzuschl*, Schichtzulage*, Schichtzuschl*, Sonntagszuschl*, Feiertagszuschl*, Wochenendzuschl*, Erschwernis*,
    Gefahrenzulage*, Leiharbeit*, Doppelschicht*, Ruhezeit*, Arbeitszeitgesetz*, durcharbeiten, Pausenzeit*,
    Zwangsurlaub, Urlaubssperre, überarbeitet, Arbeitszeiterfassung, Dauerbefrist*, Kettenbefrist*, Kettenvertrag*,
    Kettenverträge*, Arbeitnehmerrecht*, Arbeitsrecht*, Arbeitsvertrag ändern, Schmiergeld*, Bestechung*, bestochen,
    Korruption, korrupt*, Schwarzgeld*, Schwarzarbeit*, Steuerhinterziehung*, Geldwäsche*, Unterschlagung*,
    veruntreut*, Bilanzfälschung*, Bilanzen schön*, Bilanz schön*, Bilanz frisiert, vertuscht*, vertuschen,
    Vertuschung*, verheimlicht*, verschleiert*, gefälscht*, fälschen, Fälschung*, gefälschte*, Urkundenfälschung,
    manipulierte*, illegal*, rechtswidrig*, gesetzeswidrig*, Gesetzesverstoß*, Gesetzesverstöße*, Gesetzesbruch,
    Missstand, Missstände*, Machtmissbrauch, sexuelle Belästigung, sexuell belästigt, belästigt, Belästigung*,
    Diskriminierung*, diskriminiert, falsche Prüf*, falschen Prüf*, falsche Angaben, falsche Zahlen, falschen
    Zahlen, die Presse informiert, Behörde informiert, Behörden eingeschaltet, zeige sie an, zeige ihn an, zeige die
    Firma an, zeige meine, habe gefilmt, habe ich gefilmt, Aussage bei der Polizei, Aussage bei der Staats*, wer
    hier etwas sagt, wer hier was sagt, wer den Mund aufmacht, Arbeitsschutz*, Arbeitssicherheit*, Unfallverhütung*,
    Gefährdungsbeurteil*, Gefährdungslage, Sicherheitslücke im Werk, Sicherheitsrisiko*, Sicherheitsverst*,
    Sicherheitsvorschrift*, Sicherheitsregel*, Brandlast*, Hauptsache Stückzahl*, Hauptsache die Zahlen, Stückzahl
    vor, stell dich nicht so an, stellt euch nicht so an, fast schief, beinahe schief, abgeklebt*, dass das nicht
    hält, nicht mehr sicher, nicht sicher hier, wann der Erste, wann der erste, wann die Erste, geben erst Ruhe,
    geben keine Ruhe, lassen nicht locker, für alle Beschäftigten, Tarif für alle, kein Wunder dass es, Wunder dass
    es brennt, Schämt euch, ohne Ausgleich, Kurzarbeit, Boni für, auf den Kopf fallen, Prüfbericht gefälscht, Akten
    weg,
    unser BR, unseren BR, unserem BR, BR-Wahl*, BR-Sitzung*, BR-Vorsitz*, BR-Mitglied*, rückdatiert*, Meldestelle,
    auf Mängel hinweist, auf Mängel hingewiesen, Mängel anspricht, Mängel angesprochen, dieselbe Arbeit, selbe
    Arbeit, kein Urlaub bis, keinen Urlaub bis, verdienen die Hälfte, verdient die Hälfte,
    weniger als mein Kollege, weniger als meine Kolleg*, weniger als meine männlichen, auf mich
    gefallen, Grenzwerte nicht eingehalten,
    keinen Cent extra, keinen Cent mehr Lohn, die Stunden zählt,
    dem Zoll gesteckt, der Presse gesteckt, für den Erhalt vom Werk, für den Erhalt unser*, für den Erhalt der
    Arbeitsplätze"""

ENGLISH: Final = """
    whistleblow*, blow the whistle, blew the whistle, blowing the whistle, unioni*, union rep*, union busting, union
    drive, union vote, union card*, union meeting*, union member*, union organi*, form a union, forming a union,
    join a union, join the union, joined the union, our union, the union, labor union*, labour union*, trade union*,
    works council*, shop steward*, collective bargaining, collective agreement*, collective action, picket line*,
    picketing, walkout*, staff walk out, on strike, strike vote, strike ballot, strike fund, strike action, going on
    strike, went on strike, we strike, we are striking, work to rule, walking off the job, walk off the job,
    industrial action, NLRB, labor board, labour board, employment tribunal*, underpaid, wage theft, unpaid
    overtime, unpaid hours, living wage, pay gap, equal pay, pay rise*, pay raise*, wage increase*, fair pay, fair
    wage*, poverty wage*, starvation wage*, pay transparency, salary transparency, better pay, higher wage*, low
    pay, pay cut*, pay freeze*, understaffed, understaffing, short staffed, short-staffing, overworked, working
    conditions, work conditions, staff shortage*, sweatshop*, staffing levels, burned out at work, mandatory
    overtime, forced overtime, compulsory overtime, overtime ban, we demand, workers demand, staff demand, employees
    demand, we the workers, we workers, us workers, fellow workers, worker solidarity, speak up together, open
    letter to management, safety violation*, safety complaint*, unsafe work*, unsafe condition*, unsafe equipment,
    OSHA, health and safety executive, safety rep*, safety concerns, safety issue*, safety hazard*, hazard report*,
    near miss report*, we warned, i warned, warned them, warned management, been warning, ignored our warnings,
    ignored warnings, ignored the warnings, ignored every warning, ignored all warnings, waiting for someone to,
    until someone gets hurt, until somebody gets hurt, until someone dies, until somebody dies, someone is going to
    get hurt, someone will get hurt, somebody will get hurt, somebody is going to get hurt, someone gets killed,
    accident waiting to happen, disaster waiting to happen, could have been prevented, corners were cut, cutting
    corners, cut corners, profits before, profit before, profits over, profit over, hostile work*, toxic workplace,
    toxic work*, constructive dismissal, wrongful termination, retaliat*, pay stagnation, wage freeze, pay us,
    underpay*, overwork*, sick-out, sickout, slowdown strike, scab, scabs, lockout by, labor rights, labour rights,
    workers rights, worker rights, worker s rights, workers' rights, employee rights, right to organize, tell your
    coworkers, staff are leaving, mass layoffs, safety report*, safety audit*, safety rules, safety first they, near
    miss, safety committee, stop work authority, lives at risk, lives in danger, put us at risk, putting us at risk,
    puts us at risk, risking our lives, risk our lives, they were warned, warned the company, warned the boss,
    warned the management, warned our, warned my, warned plant, against my employer, against my own employer,
    against my company, against my boss, against our employer, sue my, suing my, class action, leaflet*, flyers at
    the gate, silenced, non-disparagement, hush money, speak up, speaking up, spoke up, spoken up, speaking out,
    speak out, spoke out, retaliation, agency workers, temps get, same work, equal work, same job for, for the same
    job, minimum wage, gig workers, second-class, staff representative*, worker representative*, employee
    representative*, workers' council, workers council, staff council, negotiating committee, bargaining,
    negotiations with management, walk out together, we all walk, downed tools, down tools, wildcat, general strike,
    sit down strike, work stoppage, collective voice, our demands, our rights, my rights, your rights, know your
    rights, workers know, legally entitled, labor law*, labour law*, employment law*, on paper only, only on paper,
    slows production, wrote emails about, fell on deaf, how often did we, no accident, was no accident, wasn't an
    accident, stop pretending, defect list, bean counters, cost-cutting, risk assessment, toolbox talk, osha
    recordable, stop the line, customers should know, customers deserve to know, public deserves to know, testify*,
    deposition, affidavit, paper trail, red flags, turned a blind eye, turn a blind eye, turning a blind eye, turns
    a blind eye, blind eye, kickback, slush fund, pay-off, payoff, payoffs, hours stolen, stolen hours, shaved
    hours, shave our hours, shaving hours, off the clock, pee in, union, unions, staff association*, employee
    association*, start organizing, start organising, started organizing, lowballed, lowballing, low-balled, without
    a raise, no raise, no raises, without a pay, no sick pay, no holiday pay, no overtime pay, day's notice, days
    notice, hour's notice, hours notice, short notice again, changed my shift*, changed our shift*, changing my
    shift*, changing our shift*, shift changed again, shifts changed, what do you guys earn, what do you earn, what
    are you paid, what do you all earn, how much do you earn, how much are you paid, how much do they pay, what do
    they pay you, fingertip*, lost a finger, lost his finger, lost her finger, lost a hand, lost an arm, crushed
    hand, crushed finger*, not safe to work, isn't safe to work, unsafe to work, doesn't want to hear, don't want to
    hear, didn't want to hear, does not want to hear, hide the defects, hide defects, hiding defects, wedged open,
    on orders from, orders from above, hours a day to, day off in, against the closure, against closing, against the
    layoffs, layoffs, laid off, work-life, overwork, doctor's note, wage, wages, salary, salaries, paycheck*, pay
    check*, payslip*, pay slip*, pay stub*, payroll, unpaid, hourly pay, night premium*, shift premium*, overtime
    pay, night differential, between shifts, double shift*, triple shift*, back to back shifts, back-to-back shifts,
    overworking, work weekends, works weekends, working weekends, another weekend, single day off, day off this,
    temp agency, temp worker*, temporary worker*, zero hours, zero-hour*, exploited, exploitation, exploiting, sick
    colleague, sick coworker*, job of my, work of two, workload*, non-compete, noncompete, at-will, legally
    required, required by law, is the law, the law says, break the law, breaks the law, breaking the law, broke the
    law, bribe*, bribing, bribery, kickback*, fraud*, corrupt, corruption, embezzl*, money laundering, illegal*,
    unlawful*, falsif*, forgery, faked, faking, fake certificate*, fake report*, fake test*, rigged, rigging,
    covered up, covering up, cover up, coverup, cover-up, misconduct, wrongdoing, malpractice, tax evasion, insider
    trading, harassment, harassed, harassing, discriminat*, ombuds*, call the police, called the police on, police
    on my, good journalist, good lawyer, employment lawyer, labor lawyer, labour lawyer, what my company does, what
    our company does, never seen that report, sign reports, sign things, nobody trained, no one trained, nobody
    trained us, never trained, not trained, untrained, without training, safety culture, safety rule, safety
    standard*, safety second, safety last, workplace safety, worker safety, emergency shower*, eyewash*, don't sign,
    do not sign, sign the new contract, new contract until, stronger together, we won our, vote together, talk about
    it together, talked about it together, divide us, silence us, ignore us, replace us, brakes fail, no brakes,
    wrote to the board, wrote to management, letter to the board, letter to management, i raised it, raised it with,
    divided we,
    backdat*, points out defects, pointed out defects, raises concerns, raise concerns, raised concerns, no holidays
    until, no vacation until, no time off until, earn half, earns half, compliance hotline, ethics hotline,
    less than my colleague*, less than my male, split us, fell on me, made me sick, without a guard,
    not a cent extra, not a penny extra,
    labour inspect*, labor inspect*, factory inspect*, workplace inspect*, the inspectorate, safety inspector*,
    we're striking, we're not striking, are striking, striking for, striking over, striking against, striking because"""
