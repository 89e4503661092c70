/** The style sheet of the HTML report: one file, system fonts, light and dark, screen and paper. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --wash: #f6f7f5; --ink: #16202a; --soft: #55616d; --line: #dfe3e0; --strong: #c3cac6;
  --accent: #0b5a5e; --critical: #a8201a; --high: #b4530a; --medium: #7a6200; --low: #2f6690; --info: #5f6b76;
  --warn-wash: #fdf4e7; --crit-wash: #fcefed; --info-wash: #eef4f4;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, Georgia, serif;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Inter, Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14191d; --wash: #1b2227; --ink: #e4e8ea; --soft: #9aa7b0; --line: #2b343a; --strong: #3d4850;
    --accent: #6cc5c1; --critical: #ff8a80; --high: #f5a55b; --medium: #dcc25a; --low: #83b9e0; --info: #a3afb8;
    --warn-wash: #2b2418; --crit-wash: #2e1d1c; --info-wash: #18262a;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 var(--sans); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: 0.5rem 1rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
p { margin: 0 0 1rem; max-width: 72ch; overflow-wrap: anywhere; }
ul, ol { margin: 0 0 1rem; padding-left: 1.35rem; }
li { margin: 0.2rem 0; max-width: 72ch; }
code { font: 0.86em/1.5 var(--mono); overflow-wrap: anywhere; }
dl, dd { margin: 0; }

.cover, .body, footer { max-width: 1180px; margin: 0 auto; padding: 0 2rem; }
.cover { padding-top: 2.25rem; padding-bottom: 2.5rem; }
.brand { display: flex; gap: 0.75rem; align-items: baseline; font-size: 0.82rem; color: var(--soft);
  padding-bottom: 0.9rem; border-bottom: 1px solid var(--line); margin-bottom: 1.9rem; max-width: none; }
.brand b { color: var(--accent); letter-spacing: 0.02em; font-size: 0.95rem; }
h1 { font: 600 2.5rem/1.15 var(--serif); letter-spacing: -0.01em; overflow-wrap: anywhere; }
.subtitle { color: var(--soft); margin: 0.45rem 0 0; font-size: 1.02rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 2.2rem; margin: 1.3rem 0 1.7rem; font-size: 0.88rem; }
.facts div { display: flex; gap: 0.5rem; align-items: baseline; }
.facts dt { color: var(--soft); }
.state { font-weight: 600; }
.state::before { content: ""; display: inline-block; width: 0.55em; height: 0.55em; border-radius: 50%;
  margin-right: 0.45em; background: #2f855a; }
.state.partial::before { background: var(--high); }
.partial:not(.state) { background: var(--warn-wash); border-left: 3px solid var(--high); padding: 0.9rem 1.2rem; margin: 0 0 1.6rem; font-size: 0.95rem; }
.partial p { margin-bottom: 0.35rem; }
.partial ul { margin: 0; }
.verdict { font: 400 1.42rem/1.5 var(--serif); max-width: 62ch; margin: 0 0 1.9rem; }
.verdict.long { font-size: 1.14rem; line-height: 1.6; max-width: 76ch; }
.key { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1px; background: var(--line);
  border: 1px solid var(--line); margin-bottom: 2rem; }
.key.n1 { grid-template-columns: 1fr; } .key.n2 { grid-template-columns: 1fr 1fr; } .key.n4 { grid-template-columns: repeat(4, minmax(0, 1fr)); }
.key.n5 { grid-template-columns: repeat(5, minmax(0, 1fr)); }
.key div { background: var(--paper); padding: 0.9rem 1.1rem 1rem; display: flex; flex-direction: column; justify-content: space-between; gap: 0.45rem; }
.key dt { color: var(--soft); font-size: 0.82rem; line-height: 1.4; overflow-wrap: anywhere; }
.key dd { font: 600 1.22rem/1.3 var(--sans); font-variant-numeric: tabular-nums; }
.key .f { color: inherit; border: 0; }
.first h2 { font: 600 1.05rem/1.3 var(--sans); margin-bottom: 0.6rem; }
.first ol { list-style: none; padding: 0; margin: 0; border-top: 1px solid var(--line); }
.first li { display: flex; gap: 0.9rem; align-items: baseline; padding: 0.55rem 0; margin: 0; border-bottom: 1px solid var(--line); max-width: none; }
.first .badge { flex: 0 0 5.2rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 2rem 3rem; align-items: start; }
.decided { border-top: 1px solid var(--line); }
.decided div { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 1rem; padding: 0.55rem 0; border-bottom: 1px solid var(--line); }
.decided dt { color: var(--soft); font-size: 0.92rem; overflow-wrap: anywhere; }
.decided dd { font-weight: 600; overflow-wrap: anywhere; }
.contested { font-weight: 400; font-size: 0.82rem; color: var(--high); white-space: nowrap; }
.more, .rest { font-size: 0.85rem; white-space: nowrap; }
.rest { margin: 0.6rem 0 0; }

.body { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); gap: 3.2rem; padding-top: 1.6rem; }
nav { font-size: 0.86rem; }
nav ol { position: sticky; top: 1.5rem; list-style: none; margin: 0; padding: 0; max-height: calc(100vh - 3rem); overflow: auto; }
nav li { margin: 0; }
nav a { display: block; padding: 0.24rem 0; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
section { margin-bottom: 3.4rem; }
.first { margin-bottom: 0; }
h2 { font: 600 1.62rem/1.25 var(--serif); margin-bottom: 1.1rem; }
h3 { font: 600 1.08rem/1.35 var(--sans); margin: 2.1rem 0 0.7rem; }
h2 + h3 { margin-top: 0; }
h4 { font: 600 1rem/1.4 var(--sans); }

.f { color: inherit; text-decoration: none; border-bottom: 1px solid var(--strong); font-variant-numeric: tabular-nums; }
.f span { white-space: nowrap; }
.f i { font-style: normal; }
.f:hover { color: var(--accent); border-color: var(--accent); }
.f span::after { font-size: 0.62em; vertical-align: super; line-height: 0; color: var(--soft); margin-left: 0.12em; font-weight: 400; }
.f.m span::after { content: "m"; } .f.s span::after { content: "s"; } .f.c span::after { content: "c"; } .f.a span::after { content: "a"; color: var(--high); }
.f.a { border-bottom-style: dashed; border-color: var(--high); }
.f.u { color: var(--soft); font-style: italic; border-bottom-style: dotted; }
.missing { color: var(--critical); font-weight: 600; }

.callout { border-left: 3px solid var(--accent); background: var(--info-wash); padding: 0.8rem 1.1rem; }
.callout.warning { border-color: var(--high); background: var(--warn-wash); }
.callout.critical { border-color: var(--critical); background: var(--crit-wash); }

.card { border-top: 1px solid var(--line); padding: 1rem 0 0.35rem; }
.card > h3, .card > h4 { display: flex; font: 600 1rem/1.4 var(--sans); margin-top: 0; gap: 0.7rem; align-items: baseline; margin-bottom: 0.35rem; }
.card .title { flex: 1; overflow-wrap: anywhere; }
.tag { color: var(--soft); font-weight: 500; font-size: 0.88rem; min-width: 1.4rem; font-variant-numeric: tabular-nums; }
.card p { margin-bottom: 0.65rem; }
.card dl { display: grid; grid-template-columns: 8.2rem minmax(0, 1fr); gap: 0.3rem 1rem; font-size: 0.92rem; margin: 0 0 0.8rem; }
.card dt { color: var(--soft); }
.card dd { max-width: 66ch; overflow-wrap: anywhere; }
.card dd ul { margin: 0; padding-left: 1.1rem; }
.badge { font: 600 0.76rem/1.6 var(--sans); color: var(--info); white-space: nowrap; }
.badge::before { content: ""; display: inline-block; width: 0.6em; height: 0.6em; border-radius: 50%; background: currentColor; margin-right: 0.45em; }
.badge.critical { color: var(--critical); } .badge.high { color: var(--high); } .badge.medium { color: var(--medium); } .badge.low { color: var(--low); }
.badge.info::before { background: none; border: 1px solid currentColor; }

.table { overflow-x: auto; margin: 1.2rem 0 1.6rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.45; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.9rem 0.45rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 1px solid var(--strong); color: var(--soft); font-weight: 600; font-size: 0.82rem; vertical-align: bottom; }
tbody th { font-weight: 500; }
td { min-width: 4.5rem; overflow-wrap: break-word; }
td:first-child { min-width: 8.5rem; }
td .f:not(.u) i { white-space: nowrap; }
.num .f i, .key .f i { display: block; font-size: 0.86em; font-weight: 400; color: var(--soft); }
.num { text-align: right; font-variant-numeric: tabular-nums; padding-left: 0.9rem; }
.num .u { display: inline-block; min-width: 7rem; max-width: 15rem; }
.none { color: var(--soft); }
.bar { width: 55%; }
.bar svg { display: block; width: 100%; height: 0.75rem; margin-top: 0.3rem; background: var(--wash); }
.bar rect { fill: var(--accent); }

.legend { color: var(--soft); font-size: 0.92rem; }
details { border-top: 1px solid var(--line); margin: 0; }
details + :not(details) { margin-top: 1.2rem; }
summary { cursor: pointer; padding: 0.6rem 0; font-weight: 600; }
summary span { color: var(--soft); font-weight: 400; font-size: 0.85rem; margin-left: 0.4rem; }
.e { border-top: 1px solid var(--line); padding: 0.5rem 0.6rem 0.6rem; font-size: 0.86rem; overflow-wrap: anywhere; }
.e b { font-weight: 500; } .e b + span { font-weight: 600; margin-left: 0.5rem; font-variant-numeric: tabular-nums; }
.e span::after { font-weight: 400; font-size: 0.85em; color: var(--soft); margin-left: 0.5rem; }
.e .m::after { content: "measured"; } .e .s::after { content: "sourced"; } .e .c::after { content: "computed"; }
.e .a::after { content: "assumed"; color: var(--high); }
.e .u { font-style: italic; color: var(--soft); }
.e p { margin: 0.15rem 0 0; font-size: 0.93em; color: var(--soft); line-height: 1.5; max-width: none; }
details h3 { font-weight: 400; font-size: 0.9rem; margin: 1.1rem 0 0.4rem; padding-left: 0.6rem; border-left: 2px solid var(--accent); }
#appendix-sources ol { font-size: 0.86rem; } #appendix-sources li { max-width: none; overflow-wrap: anywhere; }
:target { background: var(--info-wash); box-shadow: -3px 0 0 var(--accent); }
section:target { background: none; box-shadow: none; }
footer { color: var(--soft); font-size: 0.8rem; padding-top: 1.2rem; padding-bottom: 2.5rem; }

h5 { font: 600 1rem/1.4 var(--sans); margin: 0; } .card > h5 { display: flex; gap: 0.7rem; align-items: baseline; margin-bottom: 0.35rem; }
h4.minor { margin: 1.6rem 0 0.6rem; font-size: 1rem; color: var(--soft); }
.chart { margin: 1.4rem 0 1.8rem; } .chart svg { display: block; width: 100%; max-width: 860px; height: auto; }
.chart figcaption { font-size: 0.9rem; color: var(--soft); max-width: 72ch; margin-bottom: 0.5rem; } .chart figcaption b { color: var(--ink); display: block; font-size: 1rem; }
.on-dark { display: none; }
@media screen and (prefers-color-scheme: dark) { .on-light { display: none; } .on-dark { display: block; } }

@media screen and (max-width: 900px) {
  .cover, .body, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  .body { display: block; padding-top: 1.5rem; }
  nav { margin-bottom: 2rem; } nav ol { position: static; columns: 2; max-height: none; }
  h1 { font-size: 1.9rem; } .verdict { font-size: 1.2rem; }
  .key[class] { grid-template-columns: 1fr 1fr; } .key div:last-child:nth-child(odd) { grid-column: 1 / -1; }
  .card dl { grid-template-columns: 1fr; gap: 0.1rem; } .card dd { margin-bottom: 0.5rem; }
}
@page {
  size: A4; margin: 17mm 16mm 18mm;
  @bottom-left { content: "Infra Mind"; font: 8pt sans-serif; color: #55616d; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #55616d; }
}
@media print {
  body { font-size: 10pt; line-height: 1.45; }
  .cover, .body, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .cover { padding-top: 0; break-after: page; }
  .body { display: block; padding-top: 0; }
  nav, .more, .rest, .skip { display: none; }
  .columns { grid-template-columns: 1fr 1fr; gap: 1.2rem 1.6rem; }
  .first li, .decided div { padding: 0.35rem 0; font-size: 9.5pt; }
  .first .badge { flex-basis: 4.4rem; } .decided dt { font-size: 9pt; }
  .key, .bar svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h1 { font-size: 24pt; } h2 { font-size: 15pt; } .verdict { font-size: 13pt; } .verdict.long { font-size: 11pt; }
  h2, h3, h4, h5, caption, thead { break-after: avoid; }
  .chart details { display: none; }
  .chart, .card > h3, .card > h4, .card > h5, .e, tr, .key div { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  table, .card dl { font-size: 8.5pt; }
  /* Paper cannot be opened: what is folded on the screen is printed. */
  details::details-content { content-visibility: visible; display: block; }
  summary { list-style: none; break-after: avoid; }
  .appendix details::details-content { columns: 2; column-gap: 8mm; }
  .e { padding: 0.25rem 0; font-size: 7pt; line-height: 1.35; }
  .e p { line-height: 1.35; }
  #appendix-sources ol { font-size: 7pt; columns: 2; column-gap: 8mm; }
  section { margin-bottom: 1.4rem; }
  .appendix h2 { font-size: 12pt; margin-bottom: 0.5rem; } .appendix summary { font-size: 8.5pt; padding: 0.3rem 0; }
  details h3 { font-size: 7pt; margin: 0.4rem 0 0.1rem; padding-left: 0.4rem; break-after: avoid; }
  .appendix table, .appendix td code { font-size: 7pt; } .appendix td { padding: 0.15rem 0.6rem 0.15rem 0; }
  /* Each figure names its answers: on paper that says what they are used for. */
  #appendix-answers th:nth-child(3), #appendix-answers td:nth-child(3) { display: none; }
  a { color: inherit; }
  p { orphans: 3; widows: 3; }
}
`;
