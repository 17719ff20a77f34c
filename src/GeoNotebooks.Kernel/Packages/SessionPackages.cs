using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GeoNotebooks.Kernel.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>
/// The packages of one session. What the host carries is answered from the host, and its assemblies win over those of any package; the rest is
/// restored, and stays at its version until the session ends.
/// </summary>
/// <param name="host">What the host carries.</param>
/// <param name="folder">The notebook's folder.</param>
/// <param name="loader">The script engine's loader, which is told of each assembly.</param>
internal sealed class SessionPackages(HostPackages host, string folder, InteractiveAssemblyLoader loader)
{
    private readonly PackageContext _context = new();
    private readonly Dictionary<string, RestoredPackage> _restored = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _assemblies = [];
    private readonly List<string> _sources = [];

    /// <summary>The packages restored so far: id and version.</summary>
    public IEnumerable<(string Id, string Version)> Restored => _restored.Values.Select(package => (package.Id, package.Version));

    /// <summary>Adds a source for restores to come: a folder or the address of a feed.</summary>
    /// <exception cref="PackageException">It is neither.</exception>
    public void AddSource(string source)
    {
        var isAddress = Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";
        var path = isAddress ? source : Path.GetFullPath(source, folder);
        if (!isAddress && !Directory.Exists(path))
            throw new PackageException($"A folder or the address of a feed was expected as a source of packages, and there is no folder {path}.");
        if (!_sources.Contains(path))
            _sources.Add(path);
    }

    /// <summary>Answers one package from the host or from what was restored before; null where it must be restored.</summary>
    /// <returns>Its assemblies.</returns>
    /// <exception cref="PackageException">Another version is here already.</exception>
    public IReadOnlyList<string>? Find(PackageRequest request)
    {
        if (host.VersionOf(request.Id) is { } version)
        {
            return request.Range.Contains(version) ? host.AssembliesOf(request.Id)
                : throw new PackageException($"Package {request} was asked for, and this host carries {request.Id} {version}, which it cannot replace.");
        }

        if (_restored.TryGetValue(request.Id, out var restored))
        {
            return request.Range.Contains(restored.Version) ? _assemblies
                : throw new PackageException($"Package {request} was asked for, and this session has loaded {restored.Id} {restored.Version}: restart it to change the version.");
        }

        // A package that has become part of the framework, such as System.Text.Json.
        if (host.FrameworkAssemblies().FirstOrDefault(path => string.Equals(Path.GetFileNameWithoutExtension(path), request.Id, StringComparison.OrdinalIgnoreCase)) is not { } assembly)
            return null;
        var framework = AssemblyName.GetAssemblyName(assembly).Version!.ToString(3);
        return request.Range.Contains(framework) ? []
            : throw new PackageException($"Package {request} was asked for, and {request.Id} {framework} is part of the framework that this host runs on, which it cannot replace.");
    }

    /// <summary>Restores <paramref name="requests"/> in one go and loads what comes.</summary>
    /// <returns>The assemblies that a cell which uses the packages must reference.</returns>
    /// <exception cref="PackageException">They cannot be had, or want other versions of what is here already.</exception>
    public async Task<IReadOnlyList<string>> RestoreAsync(IReadOnlyList<PackageRequest> requests, CancellationToken cancellation)
    {
        var pins = _restored.Values.Select(package => new PackageRequest(package.Id, $"[{package.Version}]"));
        var found = await new PackageRestore(folder, host.Versions).RunAsync(requests, pins, _sources, cancellation).ConfigureAwait(false);
        var fresh = found.Where(package => !_restored.ContainsKey(package.Id)).ToArray();
        foreach (var package in fresh)
            RefuseWhatTheHostCannotGive(package);
        // Above the host's version, and so not left out of the graph, though nothing but a lower one is needed.
        fresh = [.. fresh.Where(package => host.VersionOf(package.Id) is null)];

        var own = fresh.SelectMany(package => package.Assemblies).Where(path => host.AssemblyNamed(Path.GetFileNameWithoutExtension(path)) is null).ToArray();
        _context.Add(own, fresh.SelectMany(package => package.Natives));
        foreach (var path in own)
            loader.RegisterDependency(_context.LoadFromAssemblyPath(path));
        foreach (var package in fresh)
            _restored[package.Id] = package;
        _assemblies.AddRange(own.Concat(own.SelectMany(HostReferences)).Distinct().Except(_assemblies));
        return _assemblies;
    }

    private void RefuseWhatTheHostCannotGive(RestoredPackage package)
    {
        foreach (var id in package.DependencyIds)
        {
            // A manifest may ask otherwise for other frameworks: refused is what no group would take.
            if (host.VersionOf(id) is { } version && package.RangesOf(id) is var ranges && ranges.All(range => VersionRange.Parse(range)?.Contains(version) == false))
                throw new PackageException($"{package.Id} {package.Version} needs {id} {ranges[0]}, and this host carries {id} {version}, which it cannot replace.");
        }

        foreach (var path in package.Assemblies)
        {
            if (host.AssemblyNamed(Path.GetFileNameWithoutExtension(path)) is { } ours && AssemblyName.GetAssemblyName(path).Version is { } theirs
                && AssemblyName.GetAssemblyName(ours).Version is { } version && theirs > version)
                throw new PackageException($"{package.Id} {package.Version} brings {Path.GetFileName(path)} {theirs}, and this host carries {version}, which it cannot replace.");
        }
    }

    /// <summary>Assemblies of the host, its framework apart, that an assembly refers to: types of theirs may show in its own signatures.</summary>
    private IEnumerable<string> HostReferences(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => host.AssemblyNamed(metadata.GetString(metadata.GetAssemblyReference(handle).Name)))
            .OfType<string>().Except(host.FrameworkAssemblies())];
    }
}
