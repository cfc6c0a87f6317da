"""The words of protected speech in English, by the lists that `guard_words` pairs."""

from typing import Final

NONE: Final = ("no", "no working", "without", "lack of")

LISTS: Final[dict[str, str]] = {
    "act": """
        strike, strikes, walk out, rally, protest, petition, solidarity, union, stand together, band together,
        organize, organise, organizing, organising, open letter, sit-in, boycott, picket, collectively, stand up
        for, fight for, organised, organized, are striking, is striking, workers striking, stick together, stand
        united, let's organi*, have each other's backs, talk to each other, talking to each other, handing out, hand
        out, all walk, together we, stronger together, we are stronger, stand by each other, joined forces, demands,
        fired for, will not be silenced, not be intimidated, mobilis*, mobiliz*, dues, signatures, vote yes, voted
        yes, elected as, negotiating with, negotiated for, vote no, we demand""",
    "ours": """
        coworker*, co-worker*, colleague*, workmate*, staff, crew, workers, worker, employee*, employer*, boss,
        bosses, manager*, management, supervisor*, foreman, executives, company, plant, factory, warehouse, shift,
        shifts, at work, my work, our work, workplace, shop floor, department, site lead*, team lead*, on the line,
        at our, in our, apprentice*, temps, my line, our site, at the gate, headquarters, head office, trainee*,
        interns, higher-ups, upstairs, owners, the owner, HR""",
    "wrong": """
        falsif*, forge, forged, forging, faked, faking, fake reports, fake data, fake test*, doctored, backdat*,
        shredded, shredding, cover up, cover-up, cover ups, covering up, covered up, covers up, hush*, swept under,
        sweep under, bribe*, bribing, kickback*, corrupt, corruption, fraud*, embezzl*, money laundering, insider
        trading, unlawful*, against the law, broke the law, breaking the law, dumping waste, dump waste, dumped
        waste, dumping chemicals, dumping solvent*, dumps, violat*, harass*, groped, discriminat*, racist, sexist,
        cooked the books, cooking the books, misreport*, misconduct, wrongdoing, wrong-doing, malpractice, lied to,
        lying to, lie to, sign off on, signed off, spying on, off the books, tax evasion, tampered, tampering,
        rigged, rigging, hid the, hiding the, hide the, conceal*, lied, lies about, altered, altering, deleted
        emails, delete emails, deleted the, delete the, destroy, bogus, sham, phantom, ghost employees, price
        fixing, price-fixing, cartel, overbill*, overcharg*, double billing, double-billed, falsified, unreported,
        undeclared, without a permit, without permits, toxic waste, cheat, cheating, cheated, defeat device*, sold
        customer data, misled, misleading, mislead, scam*, launder*, crime*, criminal*, abuse*, assault*,
        inappropriate*, unethical*, immoral, pocketing, skimming, emission numbers, emission data, emissions data,
        destroyed records, destroyed evidence, destroyed documents, dumped into, dumping into, dump into, poured
        down, pour down, poured into, sign off parts, never measured, ever measured, never tested, untested, never
        happened, never done, never took place, made up numbers, made-up numbers, invented numbers, relabel*,
        re-label*, failed the test, failed tests, failed inspection, shipped anyway, ship anyway, sold anyway,
        moving invoices, move invoices, fake invoices, phony, double bill, cash payments, slush, off-book, wiped,
        wiping, shred, touching people, touches, creepy, inappropriate, lewd, comments about my body, slurs, sludge,
        sewage, pollut*, hidden camera*, spied, spies on, wiretap*, personal data, customer data, export control*,
        bribery, cronyism, nepotism, self-dealing, conflict of interest, cheated customers, lied about, numbers are
        wrong, numbers are made up, numbers don't add up, don't add up, measurements are, data was changed, changed
        the data, change the data, changed the numbers, change the numbers, massaged, fudged, fudge, fudging,
        whitewash*, greenwash*, waste in, drain, not testing, same test sheet, skip the test, skip tests, skipping
        tests, skipped tests, skipping the test, skipped the test""",
    "orders": """
        told us to, told me to, asked us to, asked me to, ordered us, ordered me, instructed, made us, made me,
        wants us to, wants me to, want us to, want me to, expects us, expect us to, pressured, pressure to, forced
        to, forced me, forced us, everybody knows, everyone knows, they know, they knew, knows about it, know about
        it, looks away, look away, looked away, i saw, i have seen, i've seen, we saw, i witnessed, witnessed, i can
        prove, proof, i kept, kept copies, copies of, for years, i refused, refused to, won't sign, from the top,
        systematic*, cannot stay silent, can't stay silent, stay quiet, keep quiet, stay silent, keep silent, i said
        no, we said no, not with me, saved the emails, saved copies, screenshots, customers, clients, before the
        audit, before the inspection, before the investigators, before the auditors, accounting, purchasing, in
        sales, quarter, out of the project, off the project, someone in, people here, we ship, we sell, we bill, we
        report, we were told to, i was told to, were told to use, was told to use""",
    "tell": """
        i reported, we reported, have reported, has reported, had reported, reported it, reported this, reported
        them, reported that, reported my, reported our, reported to, report this, report it, report them, reporting
        this, reporting it, reporting my, filed, filing, complaint*, complained, tipped, tip off, tip-off, tipping,
        told the, tell the, telling the, called the, calling the, wrote to, went to the, going to the, gone to the,
        go to the, go public, going public, went public, spoke to, spoken to, speak to, talked to, talking to,
        contacted, contacting, testif*, leaked to, evidence, documents, sent the, sent them, gave the, anonymous*,
        came forward, come forward, statement to, disclosed to, blew, turned over, handed over, handed in, handing,
        submitted, lodged, raised a, raised it with, interview with, gave an interview, emailed, meeting with, met
        with, meeting a, met a, hearing, under oath, subpoena*, dm me, contact me, went to, meeting the, told a,
        told an, talked to a, spoke to a, spoke with, speaking with, talking with, i told, we told, wrote a letter,
        sent a, report about, anonymous report, drop the complaint, folder, proof, letter from""",
    "authority": """
        regulator*, authority, authorities, inspector*, inspectorate, HSE, SEC, FDA, EPA, FTC, ombuds*, journalist*,
        reporter*, press, newspaper*, the media, prosecutor*, labor department, department of labor, attorney,
        lawyer, compliance, hotline, ethics line, whistle line, watchdog, agency, tax office, fraud office, data
        protection, auditor*, audit, inspection, inspections, commission, ministry, council inspector, environmental
        agency, environment agency, ethics committee, investigative, news desk, newsroom tip, tv crew, court, judge,
        parliament, senator, congress, ombudsman, trading standards, environmental office, environmental health,
        state office, county, government, feds, the board of health, reporter""",
    "examiners": """
        auditors, investigators, inspectors, auditor, inspector, police""",
    "pay": """
        wage, wages, salary, salaries, paycheck*, payslip*, payroll, bonus, bonuses, overtime, sick pay, sick leave,
        sick days, holiday pay, night shift premium, premium pay, breaks, lunch break*, rota, roster, zero hours,
        zero-hour*, temp contract*, layoffs, laid off, redundan*, severance, pension, pensions, staffing, headcount,
        pto, time off, annual leave, parental leave, hours a week, hours a day, hour shifts, weekend work, on call,
        our pay, my pay, the pay, their pay, pay stub*, get paid, gets paid, got paid, getting paid, been paid, be
        paid, being paid, are paid, is paid, was paid, were paid, paid us, pay us, pays us, paying us, paid me, pay
        me, paid for, pays, not paid, our benefits, employee benefits, what we earn, we earn, i earn, earn, earning,
        earnings, hourly, extra money, hourly rate, day rate, night work, weekends off, days off, day off, sick
        note, called in sick, calling in sick, maternity leave, vacation request*, holiday request*, part time, full
        time, permanent contract*, zero hour*, mileage, twelves, night rate, differential, base pay, starting pay,
        quota*, dollars an hour, euros an hour, pounds an hour, more an hour, less an hour, an hour more, an hour
        less, an hour than, bucks an hour, pounds per hour, dollars per hour""",
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
        short again, cent, shrugs, guess who""",
    "shift": """
        shift, shifts, double shift*, work, working, workload, job, staff, people, team, crew, colleague*,
        coworker*, co-worker*, weekend*, days in a row, days straight, nights in a row, hours straight, boss,
        employer, management, company, supervisor*, manager*, on the line, six twelves, my line, our line, agency,
        intern, interns, trainee*""",
    "exhausted": """
        burned out, burnt out, burning out, exhaust*, overload*, impossible targets, impossible quota*, quotas, too
        few, not enough staff, not enough people, no staff, nobody to cover, no one to cover, no cover, inhuman*,
        like machines, like robots, like slaves, like dirt, like garbage, like numbers, no respect, disrespect*,
        bully, bullies, bullied, bullying, shouts at, shouted at, shouting at, intimidat*, humiliat*, micromanag*,
        fired for, sacked for, fired because, sacked because, fired after, written up for, disciplined for,
        punished, punish*, exploit*, fed up, breaking point, at breaking, can't go on, can't take it, days straight,
        days in a row, nights in a row, hours straight, without a day off, no day off, without a break, unbearable,
        dread, treat us, treats us, treated us, treat people, treats people, treated like, unsustainable,
        unmanageable, doing the work of, doing the job of, work of three, work of two, work of four, alone on, on my
        own for, on our own for, by myself for, alone for, alone with, one person for, two people for, skeleton
        crew, nobody left, everyone is quitting, everybody quits, quitting one, people keep quitting, keep quitting,
        turnover, never replaced, not replaced, bathroom break*, toilet break*, pee, tracked, surveil*, watched
        every, barely see, no life, no weekend, no weekends, sixty hours, 60 hours, 70 hours, 80 hours, 12 hour,
        12-hour, twelve hour, fourteen hour, 14 hour, 16 hour, sixteen hour, back is broken, my back, worn out, worn
        down, dead on my feet, run ragged, stretched thin, stretched too thin, not sustainable, can't keep up,
        cannot keep up, can't do this, screams at, screaming at, screamed at, yells at, yelling at, yelled at,
        threatens us, threatened us, threatened me, threatens me, threatening us, threatening me, threaten to fire,
        threatened to fire, barely see my, never see my, monitors us, monitoring us, monitors our, tracks us, tracks
        our, tracking our, from exhaustion, my body, body hurts, everything hurts, feet hurt, hates it when, hate it
        when, hates when, proper break, new targets, new quota, half the people, half the staff, half the team, with
        half, cheap labor, cheap labour, free labor, free labour, taken advantage, taking advantage, takes
        advantage, disposable, replaceable, expendable, throw us, threw us, doing three, doing two, three jobs, two
        jobs, no one left, stopwatch, camera on us, gaslight*, belittl*, favourit*, favorit*, scapegoat*, walked all
        over, quit because, quitting because, resign because, gave notice because, minutes to eat, eat lunch, no
        lunch, no water, without water, heat exhaustion, heatstroke, like animals, cattle, doesn't care about us,
        don't care about us, don't care about people, doesn't care about people, care more about, came in sick, come
        in with fever, come in sick, coming in sick, nobody asked us, no one asked us, half the crew, third of the
        staff, with a day's notice, 12 hours a day, 13 hours a day, 14 hours a day, 15 hours a day, 16 hours a day,
        60 hours a week, 70 hours a week, 80 hours a week, seven days a week, months of crunch, guess who, who works
        weekends, half a year, not one extra, get eight""",
    "danger": """
        machine*, equipment, forklift*, scaffold*, ladder*, wiring, wires, cable*, gas, gas smell, fumes, solvent*,
        chemical*, acid, asbestos, mold, mould, dust, noise, heat, accident*, injur*, hurt, danger*, hazard*, risk*,
        smoke, fire, fires, explosion*, battery, batteries, safety, maintenance, crane*, valve*, pipe*, pressure,
        boiler, roof, ceiling, ventilation, leak*, spill*, floor, oil, brakes, unsafe, electrical, stairs, press,
        guards, oven*, lift, elevator*, conveyor*, robot*, saw, laser*, welding, high voltage, radiation, trip
        hazard*, slippery, evacuation, alarm, alarms, live wire*, sparks, sparking, barrel*, drums, tank, tanks,
        electric shock*, shocks, lungs, extraction, corridor, aisle*, pallet*, racking, racks, shelf, shelves,
        hoist, hooks, chains, forks, saws, press guards, evacuation drills""",
    "ignored": """
        for weeks, for months, for years, for days, nobody cares, no one cares, nobody does, no one does, nobody
        did, no one did, nobody fix*, no one fix*, nobody listens, no one listens, nobody listened, no one listened,
        nobody is doing, no one is doing, nothing happens, nothing is done, nothing gets done, nothing was done,
        nothing has been done, nothing done, nothing changes, nothing changed, still not fixed, still isn't fixed,
        never fixed, not fixed, won't fix, never repaired, not repaired, never inspected, not inspected, never
        serviced, never tested, never checked, ignored, ignore, ignores, ignoring, brushed off, shrugged, look* the
        other way, looked away, knew about, they knew, management knew, knew for, negligen*, reckless,
        irresponsible, careless, too expensive, cost cutting, save money, saving money, saved money, penny pinching,
        keep working, kept working, told us to keep, told to keep, forces us, refuse to work, refuse*, without
        training, no training, untrained, without mask*, no mask*, without gloves, no gloves, without ppe, no ppe,
        without protect*, rash, sick from, third time, second time this, third accident, second accident, another
        accident, how many more, i complained, we complained, complained about, raised it, raised this, flagged,
        flagging, keeps failing, keep failing, wouldn't listen, would not listen, didn't listen, won't listen,
        refused to listen, laughed, laughs, told me to shut up, no answer, no response, deaf ears, luckily nobody,
        almost lost, nearly lost, nearly hit, almost hit, almost crushed, nearly crushed, nearly killed, almost
        killed, before someone, before somebody, told management, told my boss, told the boss, written three, emails
        about, tickets about, kept telling, keep telling, keep asking, keep saying, i said, saw this coming, saw it
        coming, seen it coming, seen this coming, no surprise, not surprised, nobody surprised, preventable,
        avoidable, blame, just deal with it, deal with it, make us work, made us work, makes us work, make us go
        back, made us go back, made us stay, make people work, nobody has fixed, no one has fixed, nobody has done,
        no one has done, nobody has looked, nobody has come, forced to work, forced to use, forced to keep, told the
        manager, ticket open, tickets open, since spring, since summer, since january, since february, since march,
        since april, since may, since june, since july, since august, since september, since october, since
        november, since december, since last, overdue, out of inspection, no inspection, without inspection, bad
        luck, pretend*, defect list, always full, i wrote, we wrote, after every, burns every, has been dead, has
        been broken, been broken, been leaking, keeps leaking, keep leaking, keeps sparking, always leaking, too
        hot, only on paper, nobody trained, nobody knew where, nobody told us, too sensitive, i told, have told, had
        told, on purpose, deliberately, removed the, took off the, taken off, taped over, that's dangerous, this is
        dangerous, so dangerous, really dangerous, worried about our safety, not safe, isn't safe, don't feel safe,
        feel unsafe, do not feel safe, one this year, this year already, in may in june, third one, fourth one,
        fourth time, fifth time, begged, everyone knew, everybody knew, we all knew, all knew, raised the, i raised,
        we raised, doesn't want to hear, looks on, look on, watch on, said it would, where we said, we said it,
        without water, exactly what we, exactly where, nobody believed, no one believed, just be careful, be more
        careful, answer is, no wonder""",
    "protection": """
        emergency exit*, fire exit*, fire door*, escape route*, fire extinguisher*, extinguisher*, sprinkler*, smoke
        detector*, smoke alarm*, fire alarm*, gas detector*, ppe, protective gear, protective equipment, safety
        gear, safety equipment, safety goggles, goggles, safety glasses, safety boots, hard hat*, helmets, gloves,
        respirator*, masks, ear protection, earplugs, light curtain*, safety guard*, guard rail*, guardrail*,
        machine guard*, emergency stop*, e-stop*, kill switch*, interlock*, harness*, first aid*, eyewash, eye wash,
        defibrillator*, safety switch*, lockout*, handrail*, safety rail*, gas alarm*, the guards, guard off, safety
        guard, fire escape, fire hose*, hydrant, exit door*, emergency door*, emergency light*, safety sensor*,
        safety door*, face shield*, ear defenders, steel toe*, alarm sensor*, dust mask*, safety mat, safety net*,
        fall protection""",
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
        propped open, full of boxes, full of junk, full of trash, next quarter""",
    "power": """
        boss, bosses, supervisor*, manager*, management, foreman, team lead*, shift lead*, line lead*, site lead*,
        plant manager*, employer, employers, HR, human resources, executives, the execs, higher ups, higher-ups,
        upper management, leadership team, my company, our company, this company, the company, the suits, head
        office, corporate, the owner, the owners, the board""",
    "sharp": """
        denied, denies, refuse*, refusing, complain*, grievance*, ignore, ignored, ignores, ignoring, lied, lies,
        lying, liar*, threat, threaten*, retaliat*, fired, sacked, punish*, demoted, transferred me, written up,
        wrote me up, writes us up, yell*, shouts, shouted, humiliat*, bully*, bullies, harass*, unfair*, unjust,
        disgrace*, exploit*, abuse*, doesn't care, don't care, does not care, do not care, didn't care, couldn't
        care, looks away, looked away, looks the other way, looked the other way, turned a blind, broken promise*,
        disrespect*, sexist, racist, incompetent, reckless, irresponsible, negligen*, greed*, cheap out, cheaped
        out, too cheap, saves money, save money, saving money, skimp*, hush*, quiet about, hiding, hid, won't
        listen, doesn't listen, never listen*, refuses, won't fix, won't pay, won't hire, never pays, expects us,
        expect us, expects me, forces, orders us, wants us to, hate us, hates us, against us, versus us, toxic,
        micromanag*, clueless about safety, know about it, knew about it, blames, blamed, blaming, scapegoat*, cut
        our, cut my, cuts our, cutting our, pressures us, pressured us, pressuring, management knew, boss knew,
        company knew, they knew, knew for months, knew for years, knew all along, covered up, covers up, covering
        up, hide it, promised us, promised me, broke their promise""",
    "superior": """
        my boss, our boss, my supervisor*, our supervisor*, my manager*, our manager*, my employer, our employer, my
        foreman, our foreman, HR, ten managers, more managers, my team lead, our team lead, my shift lead, our shift
        lead""",
    "not": """
        never, won't, doesn't, didn't, refuses, shrugs, shrugged, laughed, laughs, furious, angry, afraid, scared,
        threat*, zero technicians, says no, said no, does not, did not, refused, prove, proof, cannot even""",
}
