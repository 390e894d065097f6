namespace DistributedDL.Cli.Reports.Html;

/// <summary>The style sheet of every report; it names no font or file from outside.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light; --ink: #1f2933; --muted: #5b6770; --line: #e4e7eb; --right: #0072b2; --wrong: #b84a00; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.5rem 4rem; background: #fff; color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; margin: 3rem 0 .75rem; }
        .about { font-size: 1.1rem; max-width: 46rem; margin: 0 0 1.5rem; }
        .facts { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 0 0 1.5rem; padding: 1rem 0; border-block: 1px solid var(--line); }
        .facts div { display: flex; flex-direction: column; }
        .facts dt { color: var(--muted); font-size: .8rem; }
        .facts dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; }
        .verdict { font-weight: 600; }
        .right { color: var(--right); }
        .wrong { color: var(--wrong); }
        .notes { margin: 0 0 1rem; padding: .75rem 1rem .75rem 2rem; background: #fff8e6; border-left: 4px solid #e69f00; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .4rem 1.25rem .4rem 0; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { color: var(--muted); font-size: .8rem; font-weight: 600; }
        td.number, th.number { text-align: right; }
        td code { font-size: .9rem; }
        summary { cursor: pointer; color: var(--muted); margin: 1rem 0 .5rem; }
        figure { margin: 2.75rem 0 0; break-inside: avoid; }
        figure h3 { font-size: 1.1rem; margin: 0 0 .5rem; }
        figcaption { color: var(--muted); font-size: .92rem; margin-top: .5rem; max-width: 46rem; }
        figure svg { display: block; width: 100%; max-width: 52rem; height: auto; }
        figure svg[viewBox="0 0 640 560"] { max-width: 42rem; }
        svg text { font-family: inherit; fill: var(--ink); }
        svg .tick { font-size: 12px; fill: var(--muted); }
        svg .label { font-size: 13px; fill: var(--muted); }
        svg .legend { font-size: 13px; }
        svg .frame { font-size: 19px; font-weight: 600; }
        svg .count { font-size: 13px; text-anchor: middle; }
        svg .grid { stroke: #e4e7eb; fill: none; }
        svg .axis { stroke: #98a2ad; fill: none; }
        svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        svg .strong { stroke-width: 3.5; }
        svg .ghost { fill: none; stroke-width: 1.5; }
        svg .boundary { fill: none; stroke: #1f2933; stroke-width: 2; stroke-linecap: round; }
        svg .mark { stroke: #fff; stroke-width: .8; }
        .images { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: 1rem .75rem; }
        .images > div { display: flex; flex-direction: column; font-size: .85rem; line-height: 1.35; }
        .images img { width: 100%; aspect-ratio: 1; object-fit: contain; background: #f5f7f9; image-rendering: pixelated; border-radius: 4px; outline: 3px solid transparent; outline-offset: -3px; }
        .images .wrong img { outline-color: var(--wrong); }
        .images span { margin-top: .3rem; font-weight: 600; }
        .images small { color: var(--muted); }
        figure:has(.truth) { display: inline-block; vertical-align: top; margin-right: 2rem; max-width: 15rem; }
        .truth td, .truth th { text-align: right; padding-right: .9rem; }
        pre { margin: 0; padding: 1rem; background: #f5f7f9; border-radius: 6px; overflow-x: auto; font: 14px/1.6 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        pre.letters { max-height: 34rem; }
        @media print { pre.letters { max-height: none; } }
        pre.written { white-space: pre-wrap; }
        pre i { color: var(--muted); font-style: normal; }
        footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .85rem; }
        """;
}
