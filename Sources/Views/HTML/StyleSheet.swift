extension HTMLPage {
  /// How the page looks: light and dark, wide and narrow, on a screen and on paper.
  ///
  /// The colours differ in lightness as well as in hue, and neighbours in the blend in hatching
  /// too, so that colour-blind readers and grey printers can tell them apart.
  var styleSheet: StaticString {
    """
    :root {
      color-scheme: light dark;
      --paper: #fbfaf7; --card: #fff; --text: #1d1c22; --soft: #5b5967; --line: #d9d6cf;
      --skin: #dcd9ea; --skin-edge: #8f88b3; --lid: #c3bddb;
      --ink-0: 0 98 163; --ink-1: 213 94 0; --ink-2: 0 140 105; --ink-3: 184 77 141;
      --ink-4: 176 124 0; --ink-5: 92 60 160; --ink-6: 60 150 205; --ink-7: 120 40 40;
      --ink-others: 110 120 90; --ink-bare: 128 126 138; --ink-rival: 120 40 40;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #16151b; --card: #1f1e26; --text: #eceaf2; --soft: #aeaabb; --line: #3b3946;
        --skin: #35314a; --skin-edge: #857ab5; --lid: #4b4569;
        --ink-0: 92 180 240; --ink-1: 242 140 72; --ink-2: 50 195 155; --ink-3: 230 150 200;
        --ink-4: 228 178 40; --ink-5: 178 152 235; --ink-6: 150 215 250; --ink-7: 225 130 125;
        --ink-others: 165 175 140; --ink-bare: 140 138 150; --ink-rival: 225 130 125;
      }
    }
    .ink-0 { --c: var(--ink-0) } .ink-1 { --c: var(--ink-1); --h: url(#hatch-1) }
    .ink-2 { --c: var(--ink-2); --h: url(#hatch-2) } .ink-3 { --c: var(--ink-3) }
    .ink-4 { --c: var(--ink-4); --h: url(#hatch-1) }
    .ink-5 { --c: var(--ink-5); --h: url(#hatch-2) } .ink-6 { --c: var(--ink-6) }
    .ink-7 { --c: var(--ink-7); --h: url(#hatch-1) }
    .ink-others { --c: var(--ink-others); --h: url(#hatch-2) } .ink-bare { --c: var(--ink-bare) }
    .ink-rival { --c: var(--ink-rival) }
    * { box-sizing: border-box }
    body {
      margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 50rem; background: var(--paper);
      color: var(--text); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere;
    }
    h1, h2, h3 { line-height: 1.2; font-weight: 650 }
    h1 { font-size: clamp(1.7rem, 6vw, 2.5rem); margin: 0; text-align: center }
    h2 { font-size: 1.35rem; margin: 3rem 0 .25rem }
    h3 { font-size: .8rem; margin: 0 0 .5rem; color: var(--soft); font-weight: 500 }
    p { margin: .5rem 0 }
    .above, .facts { text-align: center; color: var(--soft); margin: .25rem 0; font-size: .9rem }
    .lead { text-align: center; font-size: 1.1rem; max-width: 38rem; margin: 1rem auto; \
    text-wrap: balance }
    .about { color: var(--soft); margin: 0 0 1rem; max-width: 42rem }
    code { font: .88em ui-monospace, monospace }
    a { color: inherit }
    .skip { position: absolute; left: -99rem; background: var(--card); padding: .5rem 1rem }
    .skip:focus { left: 1rem; top: 1rem }
    :focus-visible { outline: 3px solid rgb(var(--ink-0)); outline-offset: 2px }

    .creature { margin: 1.75rem auto 0; width: fit-content; max-width: 100%; text-align: center }
    .eyes {
      list-style: none; margin: 0; padding: 2.2rem 2.6rem 3.4rem; display: flex; flex-wrap: wrap;
      justify-content: center; align-items: flex-end; gap: .5rem 1.1rem; max-width: 40rem;
      background: var(--skin); border: 3px solid var(--skin-edge);
      border-radius: 46% 54% 22% 26% / 58% 50% 16% 18%;
    }
    .eye { display: flex; flex-direction: column; align-items: center; line-height: 1.2 }
    .eye svg { display: block; width: 3.2rem; overflow: visible }
    .eye.large svg { width: 7rem } .eye.middling svg { width: 5.2rem } \
    .eye.small svg { width: 4rem }
    .eye .name { font-size: .85rem; margin-top: .3rem; max-width: 9rem }
    .eye .weight { font-size: .8rem; color: var(--text); opacity: .8; white-space: nowrap }
    .eye.large .name { font-weight: 650; font-size: 1rem }
    .white { fill: #fff } .iris { fill: rgb(var(--c)) } .pupil { fill: #14131a }
    .glint { fill: #fff } .lid { fill: var(--lid); stroke: var(--skin-edge); stroke-width: 4 }
    .rim { fill: none; stroke: var(--skin-edge); stroke-width: 4 }
    .lash { fill: none; stroke: rgb(var(--c)); stroke-width: 6; stroke-linecap: round }
    .mouth { display: block; width: 4rem; margin: -3rem auto 0; position: relative; height: 1.4rem }
    .mouth path { fill: none; stroke: var(--skin-edge); stroke-width: 4; stroke-linecap: round }
    .arms {
      display: flex; justify-content: center; padding: 0 22%; position: relative;
      margin-top: calc(1.6rem - 4px);
    }
    .arms svg { width: 20%; height: 3rem; overflow: visible }
    .arms svg:nth-child(even) { transform: scaleX(-1); height: 2.4rem }
    .arms path { fill: var(--skin); stroke: var(--skin-edge); stroke-width: 2 }
    .arms path, .plot path { vector-effect: non-scaling-stroke }
    figcaption { color: var(--soft); font-size: .9rem; margin-top: .5rem }

    .scroll { overflow-x: auto }
    .plot {
      display: grid; grid-template: 1.4rem 13rem 1.5rem / 3.2rem 1fr; padding-right: .4rem;
    }
    .plot svg { grid-area: 2 / 2; width: 100%; height: 100%; background: var(--card) }
    .marks, .turns { position: relative; font-size: .8rem; color: var(--soft) }
    .marks { grid-area: 1 / 2 } .turns { grid-area: 3 / 2; margin-top: .2rem }
    .marks span, .turns span { position: absolute; transform: translateX(-50%) }
    .marks span { font-weight: 700; color: var(--text) }
    .upright {
      grid-area: 2 / 1; display: flex; flex-direction: column; text-align: right;
      padding-right: .5rem; font-size: .8rem; color: var(--soft); white-space: nowrap;
    }
    .upright span { flex: 1; display: flex; align-items: center; justify-content: flex-end }
    .upright.ends { justify-content: space-between }
    .upright.ends span { flex: none; line-height: 1 }
    .area { fill: rgb(var(--c)); stroke: var(--card); stroke-width: 1.5 }
    .hatch { fill: var(--h, none) }
    .hatching { stroke: var(--card); stroke-width: 4; opacity: .3; fill: none }
    .boundary { stroke: var(--text); stroke-width: 1; opacity: .25 }
    .boundary.marked { opacity: .9; stroke-dasharray: 5 4; stroke-width: 1.5 }
    .cell { fill: rgb(var(--ink-0)) } .bar { fill: rgb(var(--ink-5)) }
    .bar.nobody { fill: rgb(var(--ink-1)) }
    .mean { fill: none; stroke: var(--text); stroke-width: 2.5 }
    .prior { fill: none; stroke: rgb(var(--ink-1)); stroke-width: 2.5; stroke-dasharray: 7 5 }
    .legend {
      list-style: none; margin: .25rem 0 0 3.2rem; padding: 0; display: flex; flex-wrap: wrap;
      gap: .2rem 1.1rem; font-size: .9rem;
    }
    .legend li { display: flex; align-items: center; gap: .4rem }
    .swatch { width: 1.1rem; height: .8rem; border-radius: 2px; background: rgb(var(--c)); \
    flex: none }
    .swatch.ink-1, .swatch.ink-4, .swatch.ink-7 {
      background: repeating-linear-gradient(
        135deg, rgb(var(--c)) 0 4px, rgb(var(--c) / .5) 4px 6px);
    }
    .swatch.ink-2, .swatch.ink-5, .swatch.ink-others {
      background: repeating-linear-gradient(90deg, rgb(var(--c)) 0 4px, rgb(var(--c) / .5) 4px 6px);
    }
    .key-mean { background: var(--text); height: 3px }
    .key-prior {
      height: 3px; background: repeating-linear-gradient(
        90deg, rgb(var(--ink-1)) 0 5px, transparent 5px 8px);
    }
    .key-cell { background: linear-gradient(90deg, transparent, rgb(var(--ink-0) / .6)) }
    .key-bar { background: rgb(var(--ink-5)) } .key-nobody { background: rgb(var(--ink-1)) }
    .events { margin: .75rem 0 0 3.2rem; padding: 0; list-style: none; font-size: .9rem }
    .events code, .event code {
      background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em;
    }
    details { margin: .75rem 0 0 3.2rem; font-size: .9rem }
    summary { cursor: pointer; color: var(--soft); width: fit-content }
    table { border-collapse: collapse; margin-top: .5rem; background: var(--card) }
    caption { text-align: left; color: var(--soft) }
    th, td {
      border: 1px solid var(--line); padding: .15rem .5rem; text-align: right;
      font-variant-numeric: tabular-nums; font-weight: 400; overflow-wrap: normal;
    }
    thead th { font-weight: 600 }

    .turns-said { list-style: none; margin: 1.25rem 0 0; padding: 0 }
    .turn {
      background: var(--card); border: 1px solid var(--line); border-radius: .8rem;
      padding: .9rem 1.1rem; margin: .9rem 0;
    }
    .event { text-align: center; color: var(--soft); font-size: .95rem }
    .said { display: grid; grid-template-columns: minmax(4rem, 8.5rem) 1fr; gap: 0 1rem }
    .said p { margin: 0 0 .6rem; white-space: pre-wrap; grid-column: 2 }
    .who { color: var(--soft); text-align: right }
    .reply .who { font-weight: 650; color: var(--text) }
    .tint {
      background: rgb(var(--c) / calc(var(--s) * .38)); border-radius: 3px;
      text-decoration: underline rgb(var(--c)) calc(1px + var(--s) * 1.5px);
      text-underline-offset: .22em; box-decoration-break: clone;
    }
    .for-second { text-decoration-style: dotted }
    .said .key { font-size: .85rem; color: var(--soft) }
    .key .tint { color: var(--text); padding: 0 .25em }
    .told { border-top: 1px solid var(--line); padding-top: .6rem; font-size: .9rem }
    .told p { margin: .4rem 0 0; color: var(--soft) } .told b { color: var(--text) }
    .bar-of-blend { display: flex; gap: 2px; height: .5rem; border-radius: .25rem; \
    overflow: hidden }
    .bar-of-blend span { background: rgb(var(--c)); flex: 0 0 3px }
    .remark { color: var(--soft); font-size: .9rem; margin: .2rem 0 0 }
    footer { margin-top: 3rem; color: var(--soft); font-size: .85rem }

    @media (min-width: 36rem) { .eye.left { order: -1 } }
    @media (max-width: 36rem) {
      .said { grid-template-columns: 1fr }
      .said p { grid-column: 1 } .who { text-align: left; font-size: .85rem }
      .eyes { padding: 2.4rem 1.6rem 3.2rem; gap: .5rem .8rem }
      .eye.large svg { width: 5.6rem } .eye svg { width: 2.6rem } .eye .name { max-width: 6.5rem }
      .legend, .events, details { margin-left: 0 }
      .turn { padding: .75rem .8rem }
    }
    @media print {
      :root { --paper: #fff }
      body { max-width: none; font-size: 10.5pt; print-color-adjust: exact;
        -webkit-print-color-adjust: exact }
      .turn, .plot, .creature { break-inside: avoid }
      .skip, details:not([open]) { display: none }
      .scroll { overflow: visible } .plot { min-width: 0 !important }
    }
    """
  }
}
