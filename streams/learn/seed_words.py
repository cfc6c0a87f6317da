"""Words of incidents in general, German and English: what a crisis is told by before anybody has decided.

Written by hand, for no crisis in particular; folded as a word view is (`ue` for an umlaut). Where one ends in `*` a
word goes on. There are sorts of incidents, what happens around any of them, and words that many harmless posts hold,
too.
"""

from typing import Final

TOPICS: Final = {
    "fire": """
*flammen abgebrannt* ablaze angebrannt* asche* aschefetzen ash ashes ausgebrannt* billow* blaze* braende brand
brandgeruch brannte brennen* brennt* burned burnt charred combust* dachstuhl embers engulfed extinguish* feuer
feuerball feuerloesch* fire fires flames flamme* funken* geloescht* glimm* glimmt* glutnest* grossbrand hitze* hose
hoses hosing hydrant* inferno kindl* kokel* lichterloh loder* loesch* overheat* qualm* rauchentwicklung* rauchfahne*
rauchgas* rauchmelder* rauchsaeule* rauchschwaden raucht* rauchvergiftung* rauchwolke* roasting russ schlaeuche*
schlauch* schmor* schwelbrand scorched smoke* smould* soaked soot sparks sprinkler* sprinkleranlage* verkohlt*
verqualm* verrauch* verraucht* verrusst*
""",
    "blast": """
blast* burst detonat* detonation* detoniert* druckwelle* explo* geborsten* geplatzt* knall* rupture* shockwave
shrapnel stichflamme* verpuff*
""",
    "wreck": """
abgerissen* abgesackt* abgestuerzt* absenk* accident* accidents adrift aground aufgerissen* ausleger* beam beams bent
bilge* boom bordwand* buckled capsiz* caved ceiling collaps* collided collision* cracked cracks crash* crushed debris
decke* derail* diver divers durchgebogen* durchgebrochen* dust eingedrueckt* eingekracht* eingestuerzt* einsturz*
entgleist* flipped frachter* freighter gekentert* gekippt* geknickt* gekracht* gerammt* gerissen* geruest* gesunken*
girder* havarie* havariert* heruntergekommen* hull jackknif* kai kentert* kippte* kollidiert* kollision* krach*
kracht* leck* leckt* listing mangled nachgegeben* oelsperre* overboard overturned pier pumpen* pumps quay querliegt
rammed rammte* rubble rumpf* runtergekommen* sackt* sagging sank scaffold* schlagseite schlepper* schutt* sinking
sinkt smashed snapped stahltraeger* statiker* staub staubwolke* stuerzt* stuerzte* sunk taucher* toppl* toppling torn
traeger* truemmer* tug tugs umgekippt* umgestuerzt* unfall* unglueck* ungluecks* verbogen* wrack* wreck* zerborsten*
zusammengebrochen* zusammengestuerzt*
""",
    "leak": """
acid aetzend* ammonia ammoniak* atemschutz* ausgelaufen* ausgetreten* auslaufen* austritt* beissend* biting breathable
chemi* chemical* chlor* chlorine cloud contaminat* dampft* dampfwolke* decontaminat* dekontamin* dioxin entweich*
entwichen* feinstaub fumes gas gasgeruch* gasleck* gasmaske* gaswolke* gefahrgut* gefahrstoff* gestank gestank*
giftgas giftig* giftwolke* hazmat irritant* kaeltemittel* kaeltetank* kontamin* kratzt* kuehltank* leak leakage leaked
leaking leaks leck leckage* leckt messtrupp* messtrupps messung* noxious oelfilm oelteppich plume plume* poison* reek*
refrigerant* reizhusten* respirator* saeure* schutzanzu* schutzanzuege* schutzanzug* solvent* spill* stechend* stench
stinks stinkt* strahlung* suits toxic traenen undicht* vapor* vapour* vented venting verseucht* watering wolke*
""",
    "cyber": """
abgeflossen* abgegriffen* bitcoin blackout* botnet breach* breached compromised credential* cyberangriff* cyberattack*
dark-web darknet darkweb datenabfluss* datenleck* datenpanne* datensaetze datensatz* dump dumped encrypted encryption
erpress* exfiltrat* extortion forensic* forensik* gehackt* geklaut* gestohlen* hack hacked hacker* hackerangriff*
hackers hotline kompromittiert* kontodaten* kundendaten* kundenliste* lahmgelegt* leaked lieferscheine* loesegeld*
loesegeldforderung* login malware netzwerk* offline outage* passwoerter password passwords phish* phishing phones
ransom ransomware* resetting schadsoftware* serverausfall* serverraum* servers stecker stolen stromausfall*
systemausfall* telefone totalausfall* trojaner* unplug* verschluesselt* zugangsdaten* zurueckgesetzt*
""",
    "food": """
allergen* bacteria* bakterien* batch batches charge chargen* contaminated durchfall* e-coli erbrechen* erbrochen*
erreger* fever fieber fremdkoerper* gesundheitsamt* glassplitter haltbarkeit* inspector* inspectors* keime
kolibakterien lab labor* lebensmittelvergiftung* listeria listerien magenkraempfe* metallsplitter mindesthaltbarkeit*
mold moldy mould mouldy nausea palette* pallet* pathogen* plastikteile* poisoning probe proben* recall recalled
recalling regal regale retailers rueckruf* salmonella salmonellen samples scherben* schimmel* shards shelves splinter*
splinters splitter* undeclared verbraucherwarnung* verdorben* vergift* vernicht* verunreinig* veterinaeramt* vomit*
vomiting warnung* withdraw withdrawn zurueckgerufen*
""",
    "violence": """
amok* armed bewaffnet* bomb bombe* bombendrohung* bombs entschaerf* geisel* gunman gunshot* hostage* messerangriff*
schiesserei schuesse schuss shooter shooting shots sprengsatz* stabbed stabbing
""",
}
AROUND: Final = {
    "rescue": """
airlifted ambulance* ambulances bergung* bergungs* blaulicht* brigade coastguard coastguards dispatcher* drehleiter*
drk einsatzkraefte* einsatzleit* engines ersthelfer* feuerwehr* firefighter* firetruck* first-aid gefahrgutzug*
grosseinsatz* hazmat hoehenretter* hundestaffel* johanniter krankenwagen ladder leiterwagen lifeboat* loeschzuege*
loeschzug* malteser martinshorn* medics notaerzt* notarzt* notfallseelsorg* paramedic* rescue rescued rescuers
rescuing responder responders rettungs* rettungsdienst* rettungshubschrauber rettungskraefte* rettungswagen
sanitaeter* seelsorg* spuerhund* stretcher* suchhund* taucher thw triage werkfeuerwehr* werkschutz
""",
    "alarm": """
alarm alarm* alarmiert* alarms all-clear anweisung* assembled assembly drill durchsage* entwarnung* evac evacuat*
evaku* evakuierung* feueralarm fluchtweg* geraeumt* grossalarm* headcount heult* katastrophenalarm katwarn klaxon*
lockdown muster notausgang* pfeifen probealarm raeumung* rausgeschickt* sammelplatz* sammelpunkt* sammelstelle* siren*
sirene* sirens tannoy warn-app
""",
    "people": """
abtransport* atemnot beatmet* bewusstlos* bleeding bruised buried burns casualt* collapsed concussed coughing
eingeklemmt* fatalit* fracture* gasping geborgen* gequetscht* hospitali* hurt husten* hustet* injur* intensivstation*
klinikum knochenbr* krankenhaeus* krankenhaus* leichtverletzt* missing opfer platzwunde* reanim* resuscitat*
sanitaets* schwerverletzt* survivor* todesopfer tote toter trapped unconscious veraetzt* verbrannt* verletzt*
verletzung* vermisst* verschuettet* victim* wounded
""",
    "cordon": """
abgeriegelt* abgesperrt* abriegel* absperr* barricade* barrier* bauzaun* blocked blockiert* closed-off cordon*
diversion emergency evacuee evacuees flatterband* gesperrt* gesperrte* grossaufgebot krisenstab* notabschaltung*
notstrom* polizeiaufgebot produktionsstopp* quarantin* rettungsgasse* roadblock roped sealed sealed-off shutdown
sperrung* sperrzone* stillstand strasse* umleitung* vollsperrung*
""",
}
WEAK: Final = {
    "rush": """
ausgefallen* beschaedigt* broken chaos crisis damaged danger* defekt* destroyed disaster* draussen einsatz ernst
faellt gefaehrlich* gefahr* gestoppt* halted helicopter* hilfe hubschrauber incident* kaputt* katastrophe*
kontrolliert* notfall* outside police polizei polizist* rannte* rennen running schaden schaeden schreie schreien
screaming stopped stoppt urgent zerstoert*
""",
    "state": """
bildschirm* building* container crane* customers dach dampf dark data daten dicht doors dunkel fenster gebaeude geruch
halle heimgeschickt* home kraene kran kunden kundendaten leitung* login nachhause offline password* passwort pipe*
pipeline* plant power riecht rohr* roof schicht schiff* screen* server servers ship smell* smells steam stinkt strom
systeme systems tank tanks tueren valve* ventil* vessel wall wand wasser water windows
""",
}
_FEELINGS: Final = """
angst angry angstlich aengstlich froh gluecklich hasse hate happy heartbroken lieb liebe love nervoes sad sauer scared
schock schockiert shocked stolz proud terrified traurig trauer unfassbar upset verzweifelt wuetend wut worried besorgt
entsetzt entsetzlich furchtbar schrecklich schlimm horrible terrible awful genervt muede tired annoyed
"""
FEELINGS: Final = frozenset(_FEELINGS.split())
"""Words of feeling: never learned, whatever they stand beside. Nobody's mood tells of a crisis."""
