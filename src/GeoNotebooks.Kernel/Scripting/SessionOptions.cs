namespace GeoNotebooks.Kernel.Scripting;

/// <summary>What a host gives to a session.</summary>
public sealed record SessionOptions
{
    /// <summary>The packages that the host carries.</summary>
    public required HostPackages Packages { get; init; }

    /// <summary>The notebook's folder: relative names count from it, and its chain of nuget.config names the sources of packages.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>Whether completion is made ready in the background after each cell. A front where nobody types leaves it off.</summary>
    public bool WarmsCompletion { get; init; }

    /// <summary>Says for an exception whether it means "skip the rest of this notebook" and why; null means it is an error.</summary>
    public Func<Exception, string?> SkipReason { get; init; } = _ => null;

    /// <summary>Says for a piece of HTML what the page must hold before it can be shown (a script); null: nothing. A front end gets each once a session.</summary>
    public Func<string, string?> PageHead { get; init; } = _ => null;
}
