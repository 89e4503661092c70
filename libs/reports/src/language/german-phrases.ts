import type { Phrase } from './phrases';

export const GERMAN_PHRASES: Readonly<Record<Phrase, string>> = {
  'Executive summary': 'Zusammenfassung',
  'Decisions and conflicts': 'Entscheidungen und Konflikte',
  Recommendations: 'Empfehlungen',
  'Use cases and model choice': 'Anwendungsfälle und Modellwahl',
  'Sizing and infrastructure': 'Dimensionierung und Infrastruktur',
  Cost: 'Kosten',
  Compliance: 'Compliance',
  Carbon: 'CO₂-Bilanz',
  MLOps: 'MLOps',
  Scenarios: 'Szenarien',
  'Evidence and market data': 'Belege und Marktdaten',
  'Open questions': 'Offene Fragen',
  Assumptions: 'Annahmen',
  'Not evaluated': 'Nicht bewertet',
  'Missing agents': 'Fehlende Agenten',
  'About this report': 'Über diesen Bericht',
  'Run timeline': 'Zeitverlauf der Analyse',
  Provenance: 'Herkunft der Zahlen',

  'Decisions and recommendations': 'Entscheidungen und Empfehlungen',
  'Operation and scenarios': 'Betrieb und Szenarien',
  'Scenarios and carbon': 'Szenarien und CO₂-Bilanz',
  'What this report rests on': 'Worauf dieser Bericht beruht',
  'Summary and decisions': 'Zusammenfassung und Entscheidungen',
  'Limits: compliance, cost and carbon': 'Grenzen: Compliance, Kosten und CO₂-Bilanz',
  'Evidence and basis': 'Belege und Grundlagen',
  'Models and infrastructure': 'Modelle und Infrastruktur',
  'Cost and carbon': 'Kosten und CO₂-Bilanz',
  'Compliance and scenarios': 'Compliance und Szenarien',
  'Executive report': 'Bericht für die Geschäftsleitung',
  'Technical report': 'Technischer Bericht',
  'Full report': 'Vollständiger Bericht',
  'Summary for the CTO': 'Kurzbericht für die Technikleitung (CTO)',
  'Summary for the CFO': 'Kurzbericht für die Finanzleitung (CFO)',
  'Summary for the CISO': 'Kurzbericht für die Informationssicherheit (CISO)',
  'Summary for engineering': 'Kurzbericht für die Entwicklung',
  'Summary for operations': 'Kurzbericht für den Betrieb',
  'For the board: what was decided, what it costs, what may go wrong.':
    'Für die Geschäftsleitung: was entschieden ist, was es kostet, was schiefgehen kann.',
  'For those who build and run it: models, sizing, operation, and what each choice rests on.':
    'Für alle, die es bauen und betreiben: Modelle, Dimensionierung, Betrieb, und worauf jede Wahl beruht.',
  'Everything that the analysis found.': 'Alles, was die Analyse ergeben hat.',
  'Strategy: what to build on, what it costs and what it obliges to.':
    'Strategie: worauf zu bauen ist, was es kostet und wozu es verpflichtet.',
  'Money: what it costs, what moves that, and what to save first.':
    'Geld: was es kostet, was die Kosten bewegt, und was zuerst einzusparen ist.',
  'Obligations: which apply, what is missing, what to do about it.':
    'Pflichten: welche gelten, was fehlt, was zu tun ist.',
  'What to build: models, sizes, pipeline, and the evidence for each.':
    'Was zu bauen ist: Modelle, Größen, Pipeline, und die Belege dafür.',
  'What to run: capacity, failures, scaling, energy.':
    'Was zu betreiben ist: Kapazität, Ausfälle, Skalierung, Energie.',

  Decisions: 'Entscheidungen',
  Choice: 'Frage',
  Decision: 'Entscheidung',
  Contested: 'Umstritten',
  contested: 'umstritten',
  Why: 'Warum',
  yes: 'ja',
  no: 'nein',
  'Conflict board': 'Umstrittene Entscheidungen',
  Votes: 'Stimmen',
  Steps: 'Schritte',
  'Needs first': 'Voraussetzungen',
  Effort: 'Aufwand',
  Risks: 'Risiken',
  Risk: 'Risiko',
  Severity: 'Schweregrad',
  What: 'Was',
  Answer: 'Antwort',
  Priority: 'Dringlichkeit',
  Question: 'Frage',
  'Why it matters': 'Warum es zählt',
  Field: 'Feld',
  Needed: 'Nötig',
  Useful: 'Nützlich',
  Refines: 'Verfeinert',
  'Answers that were assumed': 'Angenommene Antworten',
  Assumed: 'Angenommen',
  Value: 'Wert',
  'Replaced by answering': 'Ersetzt durch die Antwort auf',
  'What the formulas take as given': 'Was die Formeln voraussetzen',
  'Taken as given': 'Vorausgesetzt',
  'On what ground': 'Aus welchem Grund',
  Subject: 'Thema',
  'Why not': 'Warum nicht',
  Agent: 'Agent',
  Reason: 'Grund',
  'Agents of this run': 'Agenten dieses Laufs',
  CTO: 'CTO',
  'Cloud engineer': 'Cloud-Technik',
  Research: 'Recherche',
  Infrastructure: 'Infrastruktur',
  'AI consultant': 'KI-Beratung',
  'Web research': 'Web-Recherche',
  Simulation: 'Simulation',
  Chatbot: 'Chatbot',
  Report: 'Bericht',

  'This result is partial. Missing: {0}. “Missing agents” gives the reasons.':
    'Dieses Ergebnis ist unvollständig. Es fehlen: {0}. Die Gründe stehen unter „Fehlende Agenten“.',
  'Month by month, by load and with what moves it: section “Cost”.':
    'Monat für Monat, nach Last und mit dem, was sie bewegt: Abschnitt „Kosten“.',
  'No agent put a choice to the vote.': 'Kein Agent hat eine Frage zur Abstimmung gestellt.',
  'No choice was contested: the agents that voted agree.':
    'Keine Entscheidung war umstritten: Die Agenten, die abgestimmt haben, sind sich einig.',
  'No agent recommends a change.': 'Kein Agent empfiehlt eine Änderung.',
  'No answer is missing that would change the result.':
    'Es fehlt keine Antwort, die das Ergebnis ändern würde.',
  'No answer had to be assumed: every one that was needed was given.':
    'Keine Antwort musste angenommen werden: Jede benötigte wurde gegeben.',
  'The agents of this run report nothing that they left out.':
    'Die Agenten dieses Laufs melden nichts, was sie ausgelassen haben.',
  'None: every agent of this run gave its result.':
    'Keine: Jeder Agent dieses Laufs hat ein Ergebnis geliefert.',
  'No result of the {0} agent is in this run; see “Missing agents”.':
    'In diesem Lauf fehlt das Ergebnis des Agenten {0}; siehe „Fehlende Agenten“.',
  'No agent reported on this in this run; “Not evaluated” lists what was left out and why.':
    'Kein Agent hat in diesem Lauf darüber berichtet; „Nicht bewertet“ nennt, was ausgelassen wurde und warum.',
  'Worded by {0} ({1}); figures and findings are computed.':
    'Formuliert von {0} ({1}); Zahlen und Befunde sind berechnet.',
  'The analysis took {0}; its agents worked for {1} in all, at the same time. Speed-up over one agent after another: {2}.':
    'Die Analyse dauerte {0}; ihre Agenten arbeiteten zusammen {1}, und zwar gleichzeitig. Beschleunigung gegenüber einem nach dem anderen: {2}.',
  'Taken over from an earlier run, and not in these times: {0}.':
    'Aus einem früheren Lauf übernommen und nicht in diesen Zeiten enthalten: {0}.',
  'Up to this report the workers used {0} of processor time for it, about {1} and {2}; language models used {3}. Databases, API, memory and network are not in these.':
    'Bis zu diesem Bericht haben die Worker {0} Rechenzeit dafür verbraucht, etwa {1} und {2}; Sprachmodelle {3}. Datenbanken, API, Speicher und Netz sind darin nicht enthalten.',
  'No summary of the CTO agent is in this run.': 'In diesem Lauf fehlt die Zusammenfassung des CTO-Agenten.',

  'Every number is in the appendix with its formula, inputs, sources, their dates and confidence. Assumptions and missing agents have sections of their own.':
    'Jede Zahl steht im Anhang mit Formel, Eingangswerten, Quellen, deren Datum und Verlässlichkeit. Annahmen und fehlende Agenten haben eigene Abschnitte.',
  'This is a selection for its reader. The appendix lists the figures that are shown, each with its formula, its inputs and the sources of all that it was computed from; the steps in between are in the full report: {0}.':
    'Dies ist eine Auswahl für ihre Leserschaft. Der Anhang führt die gezeigten Zahlen auf, jede mit Formel, Eingangswerten und den Quellen, auf denen sie beruht; die Rechenschritte dazwischen stehen im vollständigen Bericht: {0}.',
  'Shown here: {0} of {1} rows; the full report has all.':
    'Gezeigt sind {0} von {1} Zeilen; alle stehen im vollständigen Bericht.',
  'More on this in the full report: findings {0}, tables and charts {1}.':
    'Mehr dazu im vollständigen Bericht: Befunde {0}, Tabellen und Diagramme {1}.',
  'More on this in the full report: findings {0}.': 'Mehr dazu im vollständigen Bericht: Befunde {0}.',
  'More on this in the full report: tables and charts {0}.':
    'Mehr dazu im vollständigen Bericht: Tabellen und Diagramme {0}.',
  'Days of work · for {0} · recommended by {1}': 'Tage Arbeit · für {0} · empfohlen von {1}',
  'Weeks of work · for {0} · recommended by {1}': 'Wochen Arbeit · für {0} · empfohlen von {1}',
  'Months of work · for {0} · recommended by {1}': 'Monate Arbeit · für {0} · empfohlen von {1}',
  'Days of work · recommended by {0}': 'Tage Arbeit · empfohlen von {0}',
  'Weeks of work · recommended by {0}': 'Wochen Arbeit · empfohlen von {0}',
  'Months of work · recommended by {0}': 'Monate Arbeit · empfohlen von {0}',
  'nobody counted it': 'niemand hat sie gezählt',
  'nobody counted the tokens': 'niemand hat die Token gezählt',
  'nobody measured it': 'niemand hat sie gemessen',
  'nobody stated in which country the workers stand':
    'niemand hat angegeben, in welchem Land die Worker stehen',
  'no energy of a token of these models is sourced':
    'für die Energie je Token dieser Modelle gibt es keine Quelle',
  'no agent’s time was measured in this run': 'in diesem Lauf wurde die Zeit keines Agenten gemessen',
  'no reason was given': 'ohne Angabe eines Grundes',
  'It gave no result, and no reason was recorded.':
    'Er hat kein Ergebnis geliefert, und kein Grund wurde festgehalten.',
  'Median of the forecast': 'Median der Prognose',
  Passed: 'Erfüllt',
  Partial: 'Teilweise',
  Claimed: 'Behauptet',
  Failed: 'Nicht erfüllt',
  'No answer': 'Ohne Antwort',
  'Tokens a day up to': 'Token am Tag, bis zu',
  'By API': 'Per API',
  Rented: 'Gemietet',
  Bought: 'Gekauft',
  Cheapest: 'Am günstigsten',
  'A month': 'Im Monat',
  Time: 'Zeit',
  'First token, p95': 'Erstes Token, p95',
  'Whole answer, p95': 'Ganze Antwort, p95',
  'First token, p50': 'Erstes Token, p50',
  'First token, p99': 'Erstes Token, p99',
  'Whole answer, p50': 'Ganze Antwort, p50',
  'Whole answer, p99': 'Ganze Antwort, p99',
  'First token': 'Erstes Token',
  'Whole answer': 'Ganze Antwort',
  'Further recommendations': 'Weitere Empfehlungen',
  'Questions, most urgent first': 'Fragen, die dringendste zuerst',
  'What was left out, and why': 'Was ausgelassen wurde und warum',
  'Agents without a result': 'Agenten ohne Ergebnis',
  Rank: 'Rang',
  Recommendation: 'Empfehlung',
  critical: 'kritisch',
  high: 'hoch',
  medium: 'mittel',
  low: 'niedrig',
  info: 'Hinweis',
  'No source is older than facts of its kind should be.':
    'Keine Quelle ist älter, als Angaben ihrer Art sein sollten.',
  'Stale sources': 'Veraltete Quellen',
  'Sources of every number count here, also of offers that were compared and not chosen. The web research dates only the facts behind the plan.':
    'Hier zählen die Quellen aller Zahlen, auch die von Angeboten, die verglichen und nicht gewählt wurden. Die Webrecherche prüft nur das Alter der Angaben, auf denen der Plan beruht.',
  Source: 'Quelle',
  'As of': 'Stand',
  'To be looked up again after days': 'Nachzuschlagen nach Tagen',
  'Used for': 'Verwendet für',
  'What this report itself used': 'Was dieser Bericht selbst verbraucht hat',
  Used: 'Verbrauch',
  Amount: 'Menge',
  'Tokens of language models': 'Token der Sprachmodelle',
  'Cost of language models': 'Kosten der Sprachmodelle',
  'Processor time of the workers for this run': 'Rechenzeit der Worker für diesen Lauf',
  'Energy of the workers’ processors': 'Energie der Prozessoren der Worker',
  'Emissions of the workers’ processors': 'Emissionen der Prozessoren der Worker',
  'Energy of the language models that were asked': 'Energie der befragten Sprachmodelle',

  'Cost over 36 months': 'Kosten über 36 Monate',
  Month: 'Monat',
  'Break-even: cost by load': 'Break-even: Kosten nach Last',
  'Options by cost and time': 'Optionen nach Kosten und Zeit',
  '{0}: options by cost and time': '{0}: Optionen nach Kosten und Zeit',
  '{0}: latency by scenario: {1}': '{0}: Latenz nach Szenario: {1}',
  'Latency by scenario: {0}': 'Latenz nach Szenario: {0}',
  'Emissions by region': 'Emissionen nach Region',
  '{0}: emissions by region': '{0}: Emissionen nach Region',
  Emissions: 'Emissionen',
  'Compliance coverage by framework': 'Abdeckung der Compliance nach Regelwerk',
  Requirements: 'Anforderungen',
  'The time within which half of the requests are answered (p50), all but one in twenty (p95) and all but one in a hundred (p99), in each simulated scenario.':
    'Die Zeit, in der die Hälfte der Anfragen beantwortet ist (p50), alle bis auf eine von zwanzig (p95) und alle bis auf eine von hundert (p99), in jedem simulierten Szenario.',
  'What the same work emits by the place in which it runs, for the hardware that each offers.':
    'Was dieselbe Arbeit je nach Ort ausstößt, mit der Hardware, die es dort gibt.',
  'The applicable requirements of each framework by how they stand. Only what is evidenced has passed; a claim has no dated record, and no answer is not a pass. Frameworks without an applicable requirement are left out.':
    'Die geltenden Anforderungen jedes Regelwerks nach ihrem Stand. Bestanden ist nur, was belegt ist; eine Behauptung hat keinen datierten Nachweis, und keine Antwort ist kein Bestehen. Regelwerke ohne geltende Anforderung fehlen.',
  'The cost of a month by way at the loads at which a further replica is needed. Hardware costs the same up to the load at which it is drawn; the price of an API is that of this load. Loads are set side by side, not to scale.':
    'Die Kosten eines Monats nach Betriebsart bei den Lasten, ab denen ein weiteres Replikat nötig ist. Hardware kostet bis zu der Last, bei der sie eingezeichnet ist, dasselbe; der Preis einer API gilt für diese Last. Die Lasten stehen nebeneinander, nicht maßstäblich.',
  'The line is the cost of each month at the median of the forecast. In eight paths of ten the cost lies in the band: one in ten stays below it, one in ten goes above.':
    'Die Linie zeigt die Kosten jedes Monats beim Median der Prognose. In acht von zehn Verläufen liegen die Kosten im Band: Einer von zehn bleibt darunter, einer liegt darüber.',
  'Each point is a way to run it that no other beats in cost, time, emissions and risk at once; further left is cheaper, further down is faster. Time is that of a long request while every place is taken, or of one pass; the simulation tells the times of requests as they come, which are shorter.':
    'Jeder Punkt ist ein Weg, den kein anderer in Kosten, Zeit, Emissionen und Risiko zugleich übertrifft; weiter links ist günstiger, weiter unten schneller. Die Zeit ist die einer langen Anfrage, während alle Plätze belegt sind, oder die eines Durchlaufs; die Zeiten der Anfragen, wie sie kommen, sind kürzer und stehen in der Simulation.',
  'No chart of the options by cost and time: fewer than two ways to rent hardware were compared.':
    'Kein Diagramm der Optionen nach Kosten und Zeit: Es wurden weniger als zwei Wege verglichen, Hardware zu mieten.',
  'No chart of the cost over 36 months: no forecast by month is in this run.':
    'Kein Diagramm der Kosten über 36 Monate: In diesem Lauf ist keine Prognose nach Monaten.',
  'No break-even curve: no workload has prices of two ways at three loads or more.':
    'Keine Break-even-Kurve: Keine Anwendung hat Preise zweier Wege bei drei oder mehr Lasten.',
  'No chart of the compliance coverage: no requirement of a framework was counted.':
    'Kein Diagramm der Abdeckung der Compliance: Es wurde keine Anforderung eines Regelwerks gezählt.',
  'No chart of the emissions by region: the run has no emissions of a place.':
    'Kein Diagramm der Emissionen nach Region: Der Lauf hat keine Emissionen eines Ortes.',
  'No chart of the latency by scenario: no fleet was simulated.':
    'Kein Diagramm der Latenz nach Szenario: Es wurde keine Flotte simuliert.',
};
