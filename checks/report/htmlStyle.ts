import { Html } from "./htmlText";

/** How the page looks, in light and in dark. */
export const pageStyle = new Html(`
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --soft: #f6f8fa; --line: #57606a; --red: #cf222e; --redsoft: #ffebe9; --green: #1a7f37; --greensoft: #dafbe1; --yellow: #9a6700; --yellowsoft: #fff8c5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #161b22; --line: #8b949e; --red: #ff7b72; --redsoft: #3c1618; --green: #56d364; --greensoft: #12261e; --yellow: #e3b341; --yellowsoft: #2b2211; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 1rem; }
code { background: var(--soft); padding: .1em .3em; border-radius: 4px; overflow-wrap: anywhere; font-size: .9em; }
.verdict { border-left: 6px solid var(--green); background: var(--greensoft); padding: .6rem 1rem; }
.verdict.high { border-color: var(--red); background: var(--redsoft); }
.verdict.medium, .verdict.low { border-color: var(--yellow); background: var(--yellowsoft); }
li { margin: .25rem 0; }
summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
.picture { overflow-x: auto; }
.picture svg { max-width: 100%; height: auto; }
@media (max-width: 60rem) { .picture svg { max-width: none; } }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg .side-title { font-weight: 600; }
svg .kind { font-size: 11px; }
svg .name { font-family: ui-monospace, monospace; font-size: 12px; }
svg .state { font-size: 12px; font-weight: 600; }
svg rect { fill: var(--soft); stroke: var(--line); }
svg .changed rect { fill: var(--yellowsoft); stroke: var(--yellow); }
svg .gone rect { fill: var(--redsoft); stroke: var(--red); stroke-dasharray: 5 3; }
svg .new rect { fill: var(--greensoft); stroke: var(--green); }
svg .amiss rect { stroke: var(--red); stroke-width: 2.5; }
svg .amiss .state { fill: var(--red); }
svg .edge { fill: none; stroke: var(--line); }
svg .weak { stroke-dasharray: 4 4; }
`);
