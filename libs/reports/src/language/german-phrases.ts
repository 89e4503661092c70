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
  Severity: 'Gewicht',
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
};
