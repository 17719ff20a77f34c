namespace GeoNotebooks.Kernel.Scripting;

/// <summary>One thing that a cell does.</summary>
internal abstract record CellStep;

/// <summary>Compile and run C#.</summary>
/// <param name="Code">The code, with blank lines for the directives and for what stands above, so that lines keep their numbers.</param>
internal sealed record CodeStep(string Code) : CellStep;

/// <summary>Show a cell of another language.</summary>
/// <param name="Data">The mime bundle.</param>
internal sealed record ShowStep(IReadOnlyDictionary<string, string> Data) : CellStep;

/// <summary>Answer a mark that stands on its own: <c>#!who</c>.</summary>
/// <param name="Line">The line.</param>
internal sealed record CommandStep(DirectiveLine Line) : CellStep;

/// <summary>What a cell asks for before it runs: <c>#r</c> and <c>#i</c>.</summary>
/// <param name="Line">The line.</param>
/// <param name="What">What stands between the quotes.</param>
internal sealed record CellReference(DirectiveLine Line, string What)
{
    public bool IsSource => Line.Name == "#i";
}

/// <summary>A cell made ready: its references, its steps, and whether its time is shown.</summary>
internal sealed record CellPlan(IReadOnlyList<CellReference> References, IReadOnlyList<CellStep> Steps, bool IsTimed);
