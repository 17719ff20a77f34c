namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>The look of a notebook's page: readable on a phone, printable, nothing loaded.</summary>
internal static class PageStyle
{
    public const string Css = """

        :root { --ink: #1d2733; --soft: #5b6775; --line: #dfe5ea; --paper: #ffffff; --ground: #f5f7f8; --mark: #1f6f78; --bad: #a32020; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 3rem 4rem; background: var(--paper); min-height: 100vh; box-shadow: 0 0 1.5rem rgba(20, 40, 60, .06); }
        h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 .5em; font-weight: 650; letter-spacing: -.01em; }
        h1 { font-size: 2rem; margin-top: 0; padding-bottom: .4em; border-bottom: 3px solid var(--mark); }
        h2 { font-size: 1.4rem; } h3 { font-size: 1.15rem; }
        a { color: var(--mark); } p, ul, ol { margin: .7em 0; max-width: 46rem; }
        blockquote { margin: 1em 0; padding: .2em 1em; border-left: 3px solid var(--mark); color: var(--soft); }
        pre, code { font: 13.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        .text code { background: var(--ground); padding: .1em .3em; border-radius: 4px; }
        .text pre { background: var(--ground); padding: .8em 1em; border-radius: 6px; overflow-x: auto; }
        img { max-width: 100%; height: auto; display: block; }
        .cell { margin: 1.2em 0 1.6em; }
        .code { position: relative; background: var(--ground); border: 1px solid var(--line); border-left: 3px solid var(--mark); border-radius: 0 6px 6px 0; }
        .code pre { margin: 0; padding: .8em 3.5em .8em 1em; overflow-x: auto; }
        .count { position: absolute; top: .5em; right: .8em; padding: 0 .3em; color: var(--soft); background: var(--ground); font-size: .75rem; }
        .k { color: #1b4f9c; } .s { color: #8a4b08; } .n { color: #7a3e9d; } .c { color: #5f7a61; font-style: italic; }
        .output { margin: .6em 0 0; padding: 0 0 0 1rem; overflow-x: auto; }
        .output pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        pre.stream { color: var(--soft); } pre.stderr { color: #8a4b08; }
        pre.error { color: var(--bad); background: #fdf1f0; border-left: 3px solid var(--bad); padding: .8em 1em; border-radius: 0 6px 6px 0; }
        table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; margin: .5em 0; }
        th, td { padding: .3em .8em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        thead th { border-bottom: 2px solid var(--soft); font-weight: 600; }
        @media (max-width: 45rem) { body { font-size: 16px; } main { padding: 1.2rem 1rem 3rem; } .output { padding-left: 0; } h1 { font-size: 1.6rem; } }
        @media print { body { background: none; font-size: 10.5pt; } main { max-width: none; padding: 0; box-shadow: none; } .code, .output { break-inside: avoid; } .code pre { white-space: pre-wrap; } h2, h3 { break-after: avoid; } }

        """;
}
