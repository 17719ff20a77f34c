namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>
/// Solutions of a notebook's exercises, from a Markdown file: a heading of the second level names the exercise, words explain it, and the first block of C# below the heading is what takes the place of the line to change.
/// </summary>
/// <remarks>
/// An exercise is a code cell tagged <c>exercise</c> that holds its name in quotation marks and one line or more ending in <c>// change this</c>. The cell itself stays as it is and runs; a copy of it after it, tagged
/// <c>solution</c>, has the first of those lines replaced by the solution and the others left out. So one run shows both that an exercise nobody has tried stops nothing, and that its solution holds.
/// </remarks>
public static class NotebookSolutions
{
    /// <summary>The tag of an exercise's code cell.</summary>
    public const string ExerciseTag = "exercise";

    /// <summary>How a line ends that the reader is to change.</summary>
    public const string Mark = "// change this";

    private const string SolutionTag = "solution";
    private const string Heading = "## ";
    private const string Fence = "```";

    /// <summary>The file of a notebook's solutions: <c>solutions/NAME.md</c> beside it.</summary>
    /// <param name="notebook">The notebook.</param>
    public static string FileOf(NotebookDocument notebook) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!, "solutions", notebook.Name + ".md");

    /// <summary>A copy of the notebook with a solved copy of each exercise after it. A notebook without exercises needs no file.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="before">Code that begins each solved copy.</param>
    /// <exception cref="NotebookException">The file is missing, an exercise has no solution, a solution no exercise, or one of them is not made as described.</exception>
    public static NotebookDocument Insert(NotebookDocument notebook, string before)
    {
        var copy = notebook.Clone();
        var exercises = copy.Cells.Where(cell => cell.IsCode && cell.Tags.Contains(ExerciseTag)).ToList();
        var path = FileOf(notebook);
        if (exercises.Count == 0 && !File.Exists(path))
            return copy;
        if (!File.Exists(path))
            throw new NotebookException($"{notebook.Path}: solutions of its {exercises.Count} exercises were expected in {path}, and there is no such file.");
        var solutions = Parse(File.ReadAllLines(path), path);
        foreach (var exercise in exercises)
        {
            var named = solutions.Keys.Where(name => exercise.Source.Contains($"\"{name}\"", StringComparison.Ordinal)).ToList();
            if (named.Count != 1)
                throw new NotebookException($"{path}: one solution was expected for the exercise in the cell that begins \"{exercise.Source.Split('\n')[0]}\", and {named.Count} were found.");
            var solved = Solved(exercise.Source, solutions[named[0]]) ?? throw new NotebookException($"{notebook.Path}: a line that ends in \"{Mark}\" was expected in the exercise {named[0]}, and none was found.");
            copy.Insert(copy.Cells.ToList().FindIndex(cell => cell.Node == exercise.Node) + 1, before + "\n" + solved, SolutionTag, $"{SolutionTag}-{named[0].Replace('.', '-')}");
            solutions.Remove(named[0]);
        }

        return solutions.Count == 0 ? copy : throw new NotebookException($"{path}: exercises of {notebook.Name} were expected, and solutions of {string.Join(", ", solutions.Keys)} were found, which it does not have.");
    }

    private static string? Solved(string source, string solution)
    {
        var lines = source.Split('\n').ToList();
        var first = lines.FindIndex(IsMarked);
        if (first < 0)
            return null;
        lines[first] = solution;
        return string.Join('\n', lines.Where((line, i) => i <= first || !IsMarked(line)));
    }

    private static bool IsMarked(string line) => line.TrimEnd().EndsWith(Mark, StringComparison.Ordinal);

    /// <summary>Name of the exercise to C#, in the order of the file.</summary>
    private static Dictionary<string, string> Parse(string[] lines, string path)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Heading, StringComparison.Ordinal))
                continue;
            var name = lines[i][Heading.Length..].Trim();
            var end = Array.FindIndex(lines, i + 1, line => line.StartsWith(Heading, StringComparison.Ordinal));
            var section = lines[(i + 1)..(end < 0 ? lines.Length : end)];
            var opens = Array.FindIndex(section, line => line.TrimEnd() == Fence + "csharp");
            var closes = opens < 0 ? -1 : Array.FindIndex(section, opens + 1, line => line.TrimEnd() == Fence);
            if (closes < 0)
                throw new NotebookException($"{path}: a block of C# was expected under the heading {name}, and none was found.");
            found[name] = string.Join('\n', section[(opens + 1)..closes]);
        }

        return found;
    }
}
