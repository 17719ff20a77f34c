using GeoNotebooks.Kernel.Packages;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>Answers the references of a cell: <c>#r "nuget: ..."</c>, <c>#r "file.dll"</c>, <c>#i "nuget: ..."</c>.</summary>
/// <param name="host">What the host carries.</param>
/// <param name="packages">The packages of the session.</param>
/// <param name="folder">The notebook's folder.</param>
internal sealed class Directives(HostPackages host, SessionPackages packages, string folder)
{
    private const string NuGet = "nuget:";

    /// <summary>The assemblies that a cell asks for; packages that the host does not carry are restored in one go.</summary>
    /// <param name="references">The references of the whole cell.</param>
    /// <param name="installed">Told of each package that was restored: id and version.</param>
    /// <param name="cancellation">Ends a restore.</param>
    /// <exception cref="DirectiveException">A reference cannot be answered.</exception>
    public IReadOnlyList<string> Answer(IReadOnlyList<CellReference> references, Action<string> installed, CancellationToken cancellation)
    {
        var assemblies = new List<string>();
        var missing = new List<(PackageRequest Request, CellReference Reference)>();
        foreach (var reference in references.OrderBy(reference => !reference.IsSource))
            Sort(reference, assemblies, missing);
        if (missing.Count == 0)
            return assemblies;
        var before = packages.Restored.ToHashSet();
        // On the pool: this thread is the worker, whose own context would wait for itself.
        var requests = missing.Select(one => one.Request).ToArray();
        assemblies.AddRange(Named(missing[0].Reference, () => Task.Run(() => packages.RestoreAsync(requests, cancellation), cancellation).GetAwaiter().GetResult()));
        foreach (var (id, version) in packages.Restored.Except(before).Where(one => requests.Any(request => string.Equals(request.Id, one.Id, StringComparison.OrdinalIgnoreCase))))
            installed($"Package {id} {version}");
        return assemblies;
    }

    private void Sort(CellReference reference, List<string> assemblies, List<(PackageRequest Request, CellReference Reference)> missing)
    {
        var what = reference.What.Trim();
        var isPackage = what.StartsWith(NuGet, StringComparison.OrdinalIgnoreCase);
        if (reference.IsSource)
        {
            if (!isPackage)
                throw new DirectiveException($"#i \"nuget: FOLDER or ADDRESS\" was expected, and \"{what}\" was found.", reference.Line);
            Named(reference, () => packages.AddSource(what[NuGet.Length..].Trim()));
        }
        else if (isPackage)
        {
            var request = Named(reference, () => PackageRequest.Parse(what[NuGet.Length..]));
            if (Named(reference, () => packages.Find(request)) is { } found)
                assemblies.AddRange(found);
            else
                missing.Add((request, reference));
        }
        else
        {
            assemblies.Add(AssemblyFile(what, reference.Line));
        }
    }

    private string AssemblyFile(string what, DirectiveLine line)
    {
        var path = Path.GetFullPath(what, folder);
        if (File.Exists(path))
            return path;
        if (host.AssemblyNamed(Path.GetFileNameWithoutExtension(what)) is { } carried && !what.Contains('/', StringComparison.Ordinal))
            return carried;
        throw new DirectiveException($"The assembly \"{what}\" was expected at {path}, and there is no such file.", line);
    }

    /// <summary>Gives the error of a package the place in the cell.</summary>
    private static TResult Named<TResult>(CellReference reference, Func<TResult> ask)
    {
        try
        {
            return ask();
        }
        catch (PackageException error)
        {
            throw new DirectiveException(error.Message, reference.Line);
        }
    }

    private static void Named(CellReference reference, Action ask) => Named(reference, () =>
    {
        ask();
        return true;
    });
}
