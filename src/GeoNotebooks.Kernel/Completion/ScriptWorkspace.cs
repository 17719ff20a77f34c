using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>
/// The session as Roslyn's editor services see it: a script project for each cell that ran, with a reference to the one before. Built when it
/// is first asked for. The references are those of a project in front of all cells; given to each, they would take gigabytes.
/// </summary>
/// <param name="references">The assemblies of every cell.</param>
/// <param name="usings">The namespaces of every cell.</param>
internal sealed class ScriptWorkspace(IEnumerable<string> references, IEnumerable<string> usings) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Queue<(string Code, IReadOnlyList<string> References)> _waiting = new();
    private AdhocWorkspace? _workspace;
    private Solution _cells = null!;
    private ProjectId _last = null!;

    /// <summary>Adds a cell that ran.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="newReferences">The assemblies that it was the first to refer to.</param>
    public void Add(string code, IReadOnlyList<string> newReferences)
    {
        lock (_gate)
            _waiting.Enqueue((code, newReferences));
    }

    /// <summary>A document that holds <paramref name="code"/> and sees all cells that ran.</summary>
    public async Task<Document> OpenAsync(string code, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await CatchUpAsync(cancellation).ConfigureAwait(false);
            var project = Project("edited", [], []);
            var document = DocumentId.CreateNewId(project.Id);
            // A branch of the solution: it shares the cells' compilations and is forgotten with the request.
            return _cells.AddProject(project).AddDocument(document, "edited.csx", SourceText.From(code)).GetDocument(document)!;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        _workspace?.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        if (_workspace is null)
        {
            _workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
            _cells = _workspace.CurrentSolution;
            Append("", DocumentedReferences.Of(references), usings);
        }

        while (Next() is var (code, fresh))
            Append(code, DocumentedReferences.Of(fresh), []);
        // Of this solution, so that its branches find the compilations made.
        await _cells.GetProject(_last)!.GetCompilationAsync(cancellation).ConfigureAwait(false);
    }

    private (string Code, IReadOnlyList<string> References)? Next()
    {
        lock (_gate)
            return _waiting.TryDequeue(out var next) ? next : null;
    }

    private void Append(string code, IEnumerable<MetadataReference> with, IEnumerable<string> imports)
    {
        var project = Project("cell", with, imports);
        _cells = _cells.AddProject(project).AddDocument(DocumentId.CreateNewId(project.Id), "cell.csx", SourceText.From(code));
        _last = project.Id;
    }

    private ProjectInfo Project(string name, IEnumerable<MetadataReference> with, IEnumerable<string> imports) => ProjectInfo.Create(
        ProjectId.CreateNewId(), VersionStamp.Default, name, name, LanguageNames.CSharp, isSubmission: true,
        compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: imports.ToImmutableArray(), allowUnsafe: true),
        parseOptions: CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest),
        metadataReferences: with, projectReferences: _last is null ? [] : [new ProjectReference(_last)]);
}
