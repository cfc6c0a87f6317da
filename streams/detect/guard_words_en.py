"""The words of protected speech in English, by the lists that `guard_words` pairs."""

from typing import Final

NONE: Final = ("no", "no working", "without", "lack of")

LISTS: Final[dict[str, str]] = {
    "act": """
        strike, strikes, walk out, rally, protest, petition, solidarity, union, stand together, band together, open
        letter, sit-in, boycott, picket, collectively, stand up for, fight for, organised, organized, are striking,
        is striking, workers striking, stick together, stand united, let's organi*, have each other's backs, hand
        out, all walk, together we, stronger together, we are stronger, stand by each other, joined forces, fired
        for, will not be silenced, not be intimidated, mobilis*, mobiliz*, dues, signatures, vote yes, voted yes,
        elected as, negotiating with, negotiated for, vote no, we demand, organizing workers, about organizing,
        about organising, organize our, organise our, should organize, should organise, talk to each other, talking
        to each other, hates when""",
    "ours": """
        coworker*, co-worker*, colleague*, workmate*, staff, crew, workers, worker, employee*, employer*, boss,
        bosses, manager*, management, supervisor*, foreman, executives, company, plant, factory, warehouse, shift,
        shifts, at work, my work, our work, workplace, shop floor, department, site lead*, team lead*, on the line,
        at our, in our, apprentice*, temps, my line, our site, at the gate, headquarters, head office, trainee*,
        interns, higher-ups, upstairs, owners, the owner, HR""",
    "wrong": """
        falsif*, forge, forged, forging, faked, faking, fake reports, fake data, fake test*, doctored, backdat*,
        shredded, shredding, cover up, cover-up, cover ups, covering up, covered up, covers up, swept under, sweep
        under, bribe*, bribing, kickback*, corrupt, corruption, fraud*, embezzl*, money laundering, insider trading,
        unlawful*, against the law, broke the law, breaking the law, dumping waste, dump waste, dumped waste,
        dumping chemicals, dumping solvent*, violat*, harass*, groped, discriminat*, racist, sexist, cooked the
        books, cooking the books, misreport*, misconduct, wrongdoing, wrong-doing, malpractice, lied to, lying to,
        lie to, spying on, off the books, tax evasion, tampered, tampering, rigged, rigging, hid the, hiding the,
        hide the, conceal*, lied, lies about, altered, altering, deleted emails, delete emails, deleted the, delete
        the, destroy, bogus, sham, phantom, ghost employees, price fixing, price-fixing, cartel, overbill*, double
        billing, double-billed, falsified, unreported, undeclared, without a permit, without permits, toxic waste,
        cheat, cheating, cheated, defeat device*, sold customer data, misled, misleading, mislead, scam*, launder*,
        criminal*, abuse*, assault*, inappropriate*, unethical*, immoral, pocketing, skimming, emission numbers,
        emission data, emissions data, destroyed records, destroyed evidence, destroyed documents, dumped into,
        dumping into, dump into, poured down, pour down, poured into, sign off parts, never measured, ever measured,
        never tested, untested, never happened, never done, never took place, made up numbers, made-up numbers,
        invented numbers, relabel*, re-label*, failed the test, failed tests, failed inspection, shipped anyway,
        ship anyway, sold anyway, moving invoices, move invoices, fake invoices, phony, double bill, cash payments,
        slush, off-book, wiped, wiping, shred, touching people, creepy, inappropriate, lewd, slurs, sludge, sewage,
        hidden camera*, spied, spies on, wiretap*, personal data, customer data, export control*, bribery, cronyism,
        nepotism, self-dealing, conflict of interest, cheated customers, lied about, numbers are wrong, numbers are
        made up, numbers don't add up, don't add up, measurements are, data was changed, changed the data, change
        the data, changed the numbers, change the numbers, massaged, fudged, fudge, fudging, whitewash*, greenwash*,
        not testing, same test sheet, skip the test, skip tests, skipping tests, skipped tests, skipping the test,
        skipped the test, sign off without, signed off without, sign off things, comments about my body,
        into the river, into the creek, into the sewer, into the groundwater, readings look better, numbers look
        better, results look better, look better than,
        without any test, without a single test, sanctioned countries, evade sanctions""",
    "orders": """
        told us to, told me to, asked us to, asked me to, ordered us, ordered me, instructed, made us, made me,
        wants us to, wants me to, want us to, want me to, expects us, expect us to, pressured, pressure to, forced
        to, forced me, forced us, everybody knows, everyone knows, they know, they knew, knows about it, know about
        it, looks away, look away, looked away, i saw, i have seen, i've seen, we saw, i witnessed, witnessed, i can
        prove, proof, i kept, kept copies, copies of, for years, i refused, refused to, won't sign, from the top,
        systematic*, cannot stay silent, can't stay silent, stay quiet, keep quiet, stay silent, keep silent, i said
        no, we said no, not with me, saved the emails, saved copies, screenshots, customers, before the audit,
        before the inspection, before the investigators, before the auditors, accounting, purchasing, in sales, out
        of the project, off the project, people here, we bill, we report, we were told to, i was told to, were told
        to use, was told to use""",
    "tell": """
        i reported, we reported, have reported, has reported, had reported, reported it, reported this, reported
        them, reported that, reported my, reported our, reported to, report this, report it, report them, reporting
        this, reporting it, reporting my, complaint*, complained, tipped, tip off, tip-off, tipping, told the, tell
        the, telling the, wrote to, went to the, going to the, gone to the, go to the, go public, going public, went
        public, spoke to, spoken to, speak to, talked to, talking to, contacted, contacting, testif*, leaked to,
        evidence, anonymous*, came forward, come forward, statement to, disclosed to, blew, turned over, handed in,
        lodged, raised a, raised it with, interview with, gave an interview, hearing, under oath, subpoena*, dm me,
        contact me, went to, talked to a, spoke to a, spoke with, speaking with, talking with, i told, we told,
        wrote a letter, report about, anonymous report, drop the complaint, proof, letter from, filed a complaint,
        filed complaints, filed a report, filed an anonymous, file a complaint, wrote to the, sent the proof, sent
        the evidence, sent my evidence, handed the evidence, folder full""",
    "authority": """
        regulator*, authority, authorities, inspector*, inspectorate, HSE, SEC, FDA, EPA, FTC, ombuds*, journalist*,
        reporter*, press, newspaper*, the media, prosecutor*, labor department, department of labor, attorney,
        lawyer, compliance, hotline, ethics line, whistle line, watchdog, tax office, fraud office, data protection,
        auditor*, ministry, council inspector, environmental agency, environment agency, ethics committee,
        investigative, news desk, newsroom tip, tv crew, ombudsman, trading standards, environmental office,
        environmental health, state office, feds, the board of health, reporter""",
    "examiners": """
        auditors, investigators, inspectors, auditor, inspector, police""",
    "pay": """
        wage, wages, salary, salaries, paycheck*, payslip*, payroll, bonuses, overtime, sick pay, sick leave, sick
        days, holiday pay, night shift premium, premium pay, breaks, lunch break*, rota, roster, zero hours,
        zero-hour*, temp contract*, layoffs, laid off, redundan*, severance, pension, pensions, staffing, headcount,
        pto, time off, annual leave, parental leave, hours a week, hours a day, hour shifts, weekend work, on call,
        our pay, my pay, the pay, their pay, pay stub*, get paid, gets paid, got paid, getting paid, been paid, be
        paid, being paid, were paid, paid us, pay us, pays us, paying us, paid me, pay me, not paid, our benefits,
        employee benefits, what we earn, we earn, i earn, earning, earnings, hourly, extra money, hourly rate, day
        rate, night work, weekends off, days off, day off, sick note, called in sick, calling in sick, maternity
        leave, vacation request*, holiday request*, part time, full time, permanent contract*, zero hour*, mileage,
        night rate, differential, base pay, starting pay, quota*, dollars an hour, euros an hour, pounds an hour,
        more an hour, less an hour, an hour more, an hour less, an hour than, bucks an hour, pounds per hour,
        dollars per hour, our bonus, my bonus, no bonus, christmas bonus, they earn, women earn, men earn, you earn,
        guys earn,
        my contract, our contracts""",
    "grievance": """
        too low, too little, unjust, not enough, isn't enough, not paid, never paid, unpaid, haven't been paid,
        hasn't been paid, didn't pay, didn't get paid, don't pay, doesn't pay, won't pay, refuse*, refusing, short*,
        late again, still waiting, waiting for, insult*, joke, disgrace*, exploit*, rip off, ripped off, fed up,
        sick of, tired of, had enough, enough is enough, burnout, burned out, burnt out, exhaust*, cut our, cutting
        our, cut my, cut the, cancelled, canceled, slashed, denied, denies, deny, frozen, forced, forcing, forces,
        mandatory, again, for months, for years, for weeks, can't live, barely cover*, can't afford, afford, rent,
        inflation, deserve*, less than, more than me, no raise, stolen, stealing, steal, withheld, docked, missing,
        wrong, broken, ridiculous, shameful, ashamed, outrage*, angry, furious, terrible, awful, miserable, lousy,
        crap, crappy, worse, worst, never, nobody, no one, no breaks, without a break, no break, without breaks,
        skip*, last minute, no notice, without notice, pathetic, peanuts, pittance, what do you make, what do you
        get, how much do you, do you all make, living on, live on, to live on, survive on, make ends meet, second
        job, two jobs, food bank, still no, no bonus, no overtime, not a cent, nothing for us, nothing for the,
        record profit*, dividend*, shareholders, promised, where is, where's our, where is our, expected to, expect
        us, every week, every day, every weekend, constantly, always, disappear*, vanish*, clawed, clawback, capped,
        gone, less, earn less, cheaper, bills, fair, not fair, isn't fair, two months, three months, third month,
        lower than, more than us, compare*, share your, tell each other, talk about our, zero, half of, half what,
        half as much, not normal, not okay, not ok, not right, isn't right, isn't normal, voluntary, until you say
        no, how is it legal, how is that legal, is this legal, is it legal, is that even legal, abolished, scrapped,
        took away, taken away, gutted, rejected, turned down, hate, do the maths, do the math, dollars more, euros
        more, money than, than me, than us, than the men, than men, than others, pizza party, thank you card, not
        worth, worthless, barely, hardly, unreal, wtf, appalling, disgusting, unacceptable, inhumane, criminal,
        shocking, nonsense, bullshit, bs, screwed, cheated, robbed, lost hours, guilt, guilted, punished, penalised,
        penalized, chase, chasing, owed, owe me, owe us, owes me, owes us, up one percent, salary up one, wages up
        one, quietly removed, quietly dropped, pizza instead, refused us, refused my, lowball*, what do you guys,
        without a raise, goes up, went up, come in sick, with fever, coming in sick, three times this week, day's
        notice, changed again, keeps changing, keep changing, scraps, crumbs, skipped, cut by, cut in half, halved,
        short again, cent, shrugs, guess who,
        only got, nobody says thanks, no one says thanks""",
    "shift": """
        shift, shifts, double shift*, work, working, workload, job, staff, people, team, crew, colleague*,
        coworker*, co-worker*, weekend*, days in a row, days straight, nights in a row, hours straight, boss,
        employer, management, company, supervisor*, manager*, on the line, six twelves, my line, our line, agency,
        intern, interns, trainee*""",
    "exhausted": """
        burned out, burnt out, burning out, overload*, impossible targets, impossible quota*, quotas, too few, not
        enough staff, not enough people, no staff, nobody to cover, no one to cover, inhuman*, like machines, like
        robots, like slaves, like dirt, like garbage, like numbers, no respect, disrespect*, bully, bullies,
        bullied, bullying, shouts at, shouted at, shouting at, intimidat*, humiliat*, micromanag*, fired for, sacked
        for, fired because, sacked because, fired after, written up for, disciplined for, punished, punish*,
        exploit*, fed up, breaking point, at breaking, can't go on, can't take it, days straight, days in a row,
        nights in a row, hours straight, without a day off, no day off, without a break, unbearable, dread, treat
        us, treats us, treated us, treat people, treats people, treated like, unsustainable, unmanageable, doing the
        work of, doing the job of, work of three, work of two, work of four, alone on, on my own for, on our own
        for, one person for, two people for, skeleton crew, nobody left, everyone is quitting, everybody quits,
        quitting one, people keep quitting, keep quitting, bathroom break*, toilet break*, pee, watched every,
        barely see, no life, no weekend, no weekends, back is broken, dead on my feet, stretched thin, stretched too
        thin, not sustainable, can't keep up, cannot keep up, can't do this, screams at, screaming at, screamed at,
        yells at, yelling at, yelled at, threatens us, threatened us, threatened me, threatens me, threatening us,
        threatening me, threaten to fire, threatened to fire, barely see my, never see my, monitors us, monitoring
        us, tracks us, tracking our, from exhaustion, my body, body hurts, everything hurts, feet hurt, hates it
        when, hate it when, hates when, proper break, new targets, new quota, half the people, half the staff, cheap
        labor, cheap labour, free labor, free labour, taken advantage, taking advantage, takes advantage,
        disposable, replaceable, expendable, throw us, threw us, doing three, doing two, three jobs, two jobs, no
        one left, gaslight*, belittl*, favourit*, favorit*, scapegoat*, walked all over, quit because, quitting
        because, resign because, gave notice because, minutes to eat, eat lunch, no lunch, no water, without water,
        heat exhaustion, heatstroke, like animals, cattle, doesn't care about us, don't care about us, don't care
        about people, doesn't care about people, care more about, came in sick, come in with fever, come in sick,
        coming in sick, nobody asked us, no one asked us, half the crew, third of the staff, with a day's notice, 12
        hours a day, 13 hours a day, 14 hours a day, 15 hours a day, 16 hours a day, 60 hours a week, 70 hours a
        week, 80 hours a week, seven days a week, months of crunch, exhausted again, so exhausted, weekend in a row,
        weekends in a row, 12 hour shift*, 12-hour shift*, twelve hour shift*, 14 hour shift*, 16 hour shift*, ten
        hours on the, 12 hours on the, never replaced anyone, nobody was replaced,
        too few people, too few of us, everyone is sick, everybody is sick, all sick,
        see my kids all week""",
    "danger": """
        machine*, forklift*, scaffold*, ladder*, wiring, wires, cable*, gas, gas smell, fumes, solvent*, chemical*,
        acid, asbestos, mold, mould, dust, noise, heat, accident*, injur*, hurt, danger*, hazard*, risk*, smoke,
        fire, fires, explosion*, safety, maintenance, crane*, valve*, pipe*, boiler, ceiling, ventilation, leak*,
        spill*, floor, brakes, unsafe, electrical, stairs, guards, oven*, elevator*, conveyor*, robot*, saw, laser*,
        welding, high voltage, radiation, trip hazard*, slippery, alarm, alarms, live wire*, sparks, sparking,
        barrel*, electric shock*, shocks, lungs, extraction, corridor, aisle*, pallet*, racking, racks, shelf,
        shelves, hoist, hooks, chains, forks, saws, press guards, evacuation drills""",
    "ignored": """
        for weeks, for months, for years, nobody cares, no one cares, nobody does, no one does, nobody fix*, no
        one fix*, nobody listens, no one listens, nobody listened, no one listened, nobody is doing, no one is
        doing, nothing happens, nothing is done, nothing gets done, nothing was done, nothing has been done,
        nothing done, nothing changes, nothing changed, still not fixed, still isn't fixed, never fixed, not
        fixed, won't fix, never repaired, not repaired, never inspected, not inspected, never serviced, never
        tested, never checked, ignored, ignore, ignores, ignoring, brushed off, shrugged, look* the other way,
        looked away, knew about, they knew, management knew, negligen*, reckless, irresponsible, careless, cost
        cutting, penny pinching, keep working, kept working, told us to keep, told to keep, forces us, refuse to
        work, without training, no training, untrained, without mask*, no mask*, without gloves, no gloves,
        without ppe, no ppe, without protect*, rash, sick from, third time, second time this, third accident,
        second accident, another accident, how many more, i complained, we complained, complained about, raised
        it, raised this, flagged, flagging, keeps failing, keep failing, wouldn't listen, would not listen,
        didn't listen, won't listen, refused to listen, laughed, told me to shut up, deaf ears, luckily nobody,
        almost lost, nearly lost, nearly hit, almost hit, almost crushed, nearly crushed, nearly killed, almost
        killed, before someone, before somebody, told management, told my boss, told the boss, written three,
        emails about, tickets about, kept telling, keep telling, keep asking, keep saying, saw this coming, saw
        it coming, seen it coming, seen this coming, nobody surprised, preventable, avoidable, just deal with
        it, deal with it, make us work, made us work, makes us work, make us go back, made us go back, made us
        stay, make people work, nobody has fixed, no one has fixed, nobody has done, no one has done, nobody has
        looked, nobody has come, forced to work, forced to use, forced to keep, told the manager, ticket open,
        tickets open, since spring, since summer, since january, since february, since march, since april, since
        may, since june, since july, since august, since september, since october, since november, since
        december, since last, overdue, out of inspection, no inspection, without inspection, defect list, always
        full, i wrote, we wrote, after every, burns every, has been dead, has been broken, been broken, been
        leaking, keeps leaking, keep leaking, keeps sparking, always leaking, too hot, only on paper, nobody
        trained, nobody knew where, nobody told us, too sensitive, i told, have told, had told, on purpose,
        deliberately, removed the, took off the, taken off, taped over, worried about our safety, don't feel
        safe, feel unsafe, do not feel safe, this year already, in may in june, third one, fourth one, fourth
        time, fifth time, begged, everyone knew, everybody knew, we all knew, all knew, raised the, i raised, we
        raised, doesn't want to hear, looks on, look on, watch on, said it would, where we said, we said it,
        without water, exactly what we, nobody believed, no one believed, just be careful, be more careful,
        refused to work, blame us, blame the, save money on, saving money on, saves money on, saved money on,
        stop pretending, nobody answered, no one answered, nobody replied, no one replied, never answered, never
        replied, we said so, how many times, was bound to happen, bound to happen, only a matter of time, a
        matter of time before, we said it would, said this would, said it would happen, told you so, we told
        you, we told them, i told them, told them so, told them many, have told them, had told them, waiting to
        happen,
        says a word, said a word,
        hanging from the ceiling, nearly fell, almost fell,
        was foreseeable, were foreseeable""",
    "protection": """
        emergency exit*, fire exit*, fire door*, escape route*, fire extinguisher*, extinguisher*, sprinkler*, smoke
        detector*, smoke alarm*, fire alarm*, gas detector*, ppe, protective gear, protective equipment, safety
        gear, safety equipment, safety goggles, safety glasses, safety boots, hard hat*, respirator*, ear
        protection, earplugs, light curtain*, safety guard*, guard rail*, guardrail*, machine guard*, emergency
        stop*, e-stop*, kill switch*, interlock*, first aid*, eyewash, eye wash, defibrillator*, safety switch*,
        lockout*, handrail*, safety rail*, gas alarm*, the guards, guard off, safety guard, fire escape, fire hose*,
        hydrant, exit door*, emergency door*, emergency light*, safety sensor*, safety door*, face shield*, ear
        defenders, steel toe*, alarm sensor*, dust mask*, safety mat, safety net*, safety goggles*, work gloves,
        protective gloves, safety harness*,
        railing*, fall protection, fall arrest""",
    "lacking": """
        blocked, blocking, block*, locked, chained, bolted, padlocked, obstructed, broken, defective, faulty,
        bypass*, disabled, removed, turned off, switched off, taped, overridden, override, missing, empty, expired,
        not working, doesn't work, does not work, don't work, didn't work, never work*, fails, failed, failing,
        stuck, rusted, rusty, loose, worn out, torn, cracked, out of date, outdated, not enough, too few, buy our
        own, buy my own, pay for our own, refuse*, for weeks, for months, for years, unchecked, never checked, never
        inspected, not inspected, never tested, complained, lack*, shortage, ran out, run out, share one, jammed,
        behind pallets, pallets, boxes in front, piled, stacked, blanked, painted over, for show, unplugged, muted,
        silenced, dangling, propped, wedged, for days, ignored, shared, sharing, hand-me-down, held together, duct
        tape, zip tie*, held by, reported twice, reported it, i reported, reported this, nobody cares, no one cares,
        nobody fixes, no one fixes, since last, never connected, not connected, wasn't connected, weren't connected,
        slowing us, slows us, too sensitive, won't open, doesn't open, didn't open, wouldn't open, does not open,
        pay for my, bring our own, brought our own, buy them, buy your own, on paper, overdue, decorative, useless,
        off because, taken off, seized, behind a, unusable, dusty, buried, not been checked, not been tested, not
        been serviced, not been inspected, older than, old as, nobody takes, no one takes, wide open, held open,
        propped open, full of boxes, full of junk, full of trash, next quarter,
        did not work, did not go off, didn't go off, never went off, out of order,
        not even, didn't even have, don't even have, did not even have, never had""",
    "power": """
        boss, bosses, supervisor*, manager*, management, foreman, team lead*, shift lead*, line lead*, site lead*,
        plant manager*, employer, employers, HR, human resources, executives, the execs, higher ups, higher-ups,
        upper management, leadership team, my company, our company, this company, the company, the suits, head
        office, corporate, the owner, the owners, the board""",
    "sharp": """
        denied, denies, refuse*, refusing, complain*, grievance*, ignore, ignored, ignores, ignoring, lied, lying,
        liar*, retaliat*, fired, sacked, punish*, demoted, transferred me, written up, wrote me up, writes us up,
        yell*, shouts, shouted, humiliat*, bully*, bullies, harass*, unfair*, unjust, disgrace*, exploit*, abuse*,
        doesn't care, don't care, does not care, do not care, didn't care, couldn't care, looks away, looked away,
        looks the other way, looked the other way, turned a blind, broken promise*, disrespect*, sexist, racist,
        incompetent, reckless, irresponsible, negligen*, greed*, cheap out, cheaped out, too cheap, skimp*, won't
        listen, doesn't listen, never listen*, refuses, won't fix, won't pay, won't hire, never pays, expects us,
        expect us, expects me, forces, orders us, wants us to, hate us, hates us, against us, versus us, toxic,
        micromanag*, clueless about safety, know about it, knew about it, blames, blamed, blaming, scapegoat*, cut
        our, cut my, cuts our, cutting our, pressures us, pressured us, pressuring, management knew, boss knew,
        company knew, they knew, knew for months, knew for years, knew all along, covered up, covers up, covering
        up, promised us, promised me, broke their promise, laughed, laughs, shrugs, shrugged, prove, proof,
        threatens us, threatened us, threatens me, threatened me, threatening us, threatening me, hates it when,
        hates when""",
    "raises": """
        report an accident, report accidents, report a hazard, report hazards, report a defect, report defects, report
        it, report anything, reported an accident, reported a hazard, reported it, reports an accident, reports a
        hazard, reporting an accident, reporting hazards, who warned, warned of, warned about, warning about, raise a
        concern, raises a concern, raised a concern, complain, complained, complains, speak out, criticise*,
        criticize*, ask questions, asks questions, asked questions, point out, points out, pointed out, flagged the,
        say no, said no, object to, objected to""",
    "punished": """
        you get moved, get moved, gets moved, got moved, was moved off, were moved off, transferred, reassigned, written
        warning*, final warning*, disciplined, disciplinary, fired, sacked, let go, punished, demoted, sidelined,
        suspended, written up, in trouble, not renewed, bullied, blacklisted, frozen out, passed over""",
}
