"""Words of incidents in general, German and English: what a crisis is told by before anybody has decided.

Written by hand, for no crisis in particular; folded as a word view is (`ue` for an umlaut). Where one ends in `*` a
word goes on. Of each kind there are words that hardly mean anything else, and words that many harmless posts hold too.
"""

from typing import Final

STRONG: Final = {
    "fire": """
feuer brand braende brannte brennt* brennen* flamme* *flammen rauchwolke* rauchsaeule* rauchschwaden qualm* verqualm*
verraucht* loesch* geloescht* brandgeruch verrauch* verkohlt* ausgebrannt* abgebrannt* lichterloh rauchmelder* feuerball
grossbrand schwelbrand glutnest* rauchvergiftung* russ verrusst* blaze* burnt burned ablaze flames inferno smoke*
smould* engulfed scorched charred soot fire fires sprinkler*
""",
    "blast": """
explo* detonation* detoniert* verpuff* druckwelle* knall* stichflamme* geplatzt* geborsten* blast* detonat* shockwave
shrapnel rupture* burst
""",
    "rescue": """
feuerwehr* loeschzug* loeschzuege* rettungswagen rettungsdienst* rettungskraefte* rettungshubschrauber notarzt*
notaerzt* sanitaeter* krankenwagen blaulicht* martinshorn* einsatzkraefte* grosseinsatz* thw bergungs* spuerhund*
hoehenretter* taucher firefighter* paramedic* ambulance* rescuers responders medics firetruck* hazmat coastguard
stretcher* triage
""",
    "alarm": """
evaku* geraeumt* raeumung* sammelplatz* sammelpunkt* sirene* alarm* grossalarm* feueralarm probealarm notausgang*
fluchtweg* katastrophenalarm warn-app katwarn evacuat* evac siren* muster assembly alarms klaxon* lockdown tannoy
""",
    "people": """
verletzt* schwerverletzt* leichtverletzt* verletzung* tote toter todesopfer vermisst* verschuettet* bewusstlos*
eingeklemmt* geborgen* reanim* krankenhaus* klinikum atemnot verbrannt* veraetzt* injur* casualt* fatalit* unconscious
trapped wounded hospitali* missing resuscitat* bleeding buried collapsed
""",
    "wreck": """
einsturz* eingestuerzt* stuerzte* stuerzt* abgestuerzt* umgestuerzt* umgekippt* kippte* gekippt* gekracht* kracht*
zusammengebrochen* zusammengestuerzt* truemmer* wrack* havarie* havariert* gekentert* kentert* gesunken* sinkt leckt*
schlagseite gerammt* rammte* kollision* kollidiert* entgleist* unfall* unglueck* ungluecks* eingedrueckt* eingekracht*
nachgegeben* abgerissen* gerissen* durchgebrochen* collaps* toppl* wreck* rubble debris crash* rammed collision*
collided capsiz* sinking sank sunk aground derail* accident* caved crushed smashed snapped buckled mangled accidents
adrift
""",
    "leak": """
gas gasleck* gasgeruch* gaswolke* giftgas giftig* giftwolke* chemi* saeure* ammoniak* chlor* aetzend* austritt*
ausgetreten* ausgelaufen* auslaufen* entwichen* entweich* leck leckage* leckt undicht* stechend* gestank kontamin*
verseucht* atemschutz* gasmaske* schutzanzu* schutzanzug* messtrupp* strahlung* oelfilm oelteppich spill* leak leaks
leaked leaking leakage toxic poison* fumes ammonia chlorine chemical* acid contaminat* respirator* breathable noxious
vapour* vapor* plume stench
""",
    "cyber": """
hacker* gehackt* hackerangriff* cyberangriff* cyberattack* ransomware* erpress* loesegeld* verschluesselt* trojaner*
schadsoftware* phishing datenleck* datenpanne* datenabfluss* kompromittiert* lahmgelegt* totalausfall* systemausfall*
serverausfall* stromausfall* blackout* bitcoin darknet hacked hack hackers malware ransom extortion encrypted phish*
breach* breached compromised exfiltrat* outage* botnet stolen passwoerter geklaut* abgegriffen*
""",
    "food": """
rueckruf* zurueckgerufen* listerien salmonellen keime kolibakterien glassplitter metallsplitter plastikteile*
fremdkoerper* verunreinig* verdorben* schimmel* erbrochen* lebensmittelvergiftung* vergift* allergen* recall recalled
recalling listeria salmonella contaminated splinters shards mould mouldy mold moldy vomit* poisoning undeclared e-coli
""",
    "violence": """
schuesse schuss schiesserei amok* bewaffnet* messerangriff* geisel* bombe* bombendrohung* sprengsatz* entschaerf*
shots shooter gunshot* shooting gunman hostage* bomb bombs stabbing stabbed armed
""",
    "cordon": """
abgesperrt* absperr* abgeriegelt* sperrzone* grossaufgebot polizeiaufgebot vollsperrung* gesperrt* notabschaltung*
produktionsstopp* stillstand notstrom* krisenstab* cordon* sealed shutdown roped emergency evacuees quarantin*
""",
}
WEAK: Final = {
    "rush": """
polizei polizist* hubschrauber kontrolliert* draussen rennen rannte* schreien
schreie hilfe  einsatz gefahr* gefaehrlich* ernst notfall* katastrophe* chaos gestoppt* stoppt ausgefallen*
faellt defekt* kaputt* zerstoert* beschaedigt* schaden schaeden police helicopter* danger* screaming outside
running disaster* chaos broken damaged destroyed halted stopped urgent incident* crisis
""",
    "state": """
dicht fenster tueren heimgeschickt* nachhause schicht wasser dampf geruch riecht stinkt dunkel strom server systeme
bildschirm* offline login passwort daten kunden kundendaten dach wand tank tanks rohr* leitung* ventil* kran kraene
schiff* container halle gebaeude windows doors home smell* smells water steam dark power servers systems screen* login
password* data customers roof wall pipe* pipeline* valve* crane* ship vessel building* plant
""",
}
_FEELINGS: Final = """
angst angry angstlich aengstlich froh gluecklich hasse hate happy heartbroken lieb liebe love nervoes sad sauer scared
schock schockiert shocked stolz proud terrified traurig trauer unfassbar upset verzweifelt wuetend wut worried besorgt
entsetzt entsetzlich furchtbar schrecklich schlimm horrible terrible awful genervt muede tired annoyed
"""
FEELINGS: Final = frozenset(_FEELINGS.split())
"""Words of feeling: never learned, whatever they stand beside. Nobody's mood tells of a crisis."""
