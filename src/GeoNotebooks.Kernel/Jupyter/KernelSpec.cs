using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>The entry by which Jupyter front ends know the kernel, in one folder of kernels.</summary>
public sealed class KernelSpec
{
    /// <summary>The name that the notebooks ask for.</summary>
    public const string Name = ".net-csharp";

    /// <summary>What a front end shows.</summary>
    public const string DisplayName = ".NET (C#)";

    /// <summary>What the front end replaces in the command.</summary>
    public const string ConnectionFilePlaceholder = "{connection_file}";

    private const string SpecFile = "kernel.json";
    private const string Mark = "geonotebooks";
    private readonly string _folder;

    private KernelSpec(string jupyterData) => _folder = Path.Combine(Path.GetFullPath(jupyterData), "kernels", Name);

    /// <summary>Under a prefix such as a Python environment.</summary>
    public static KernelSpec UnderPrefix(string prefix) => new(Path.Combine(prefix, "share", "jupyter"));

    /// <summary>For the user: JUPYTER_DATA_DIR, or the system's place for it. (docs.jupyter.org, use/jupyter-directories)</summary>
    public static KernelSpec OfUser()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } given)
            return new(given);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new(OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter"));
    }

    /// <summary>Writes the spec, over an older one of ours. Returns its folder.</summary>
    /// <param name="command">What starts the kernel, with <see cref="ConnectionFilePlaceholder"/> among its words.</param>
    /// <param name="force">Also over a spec that is not ours.</param>
    /// <exception cref="KernelException">A spec of that name is there and belongs to another program.</exception>
    public string Install(IReadOnlyList<string> command, bool force)
    {
        RefuseForeign(force, "overwritten");
        var spec = JsonNode.Parse(Resource(SpecFile))!.AsObject();
        spec["argv"] = new JsonArray([.. command.Select(word => (JsonNode)word)]);
        AtomicFile.Write(Path.Combine(_folder, SpecFile), spec.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        AtomicFile.Write(Path.Combine(_folder, "logo-svg.svg"), Resource("logo-svg.svg"));
        return _folder;
    }

    /// <summary>Takes the spec away. Returns the folder that was its own.</summary>
    /// <param name="force">Also one that is not ours.</param>
    /// <exception cref="KernelException">There is none, or it belongs to another program.</exception>
    public string Uninstall(bool force)
    {
        if (!Directory.Exists(_folder))
            throw new KernelException($"A kernel {Name} was expected in {_folder}, and there is none.");
        RefuseForeign(force, "taken away");
        Directory.Delete(_folder, recursive: true);
        return _folder;
    }

    private void RefuseForeign(bool force, string what)
    {
        if (!force && Owner() is { } owner)
            throw new KernelException($"The kernel {Name} in {_folder} belongs to {owner} and is not {what}; --force does so.");
    }

    /// <summary>Whose spec is there, by its name and command; null where there is none or it is ours.</summary>
    private string? Owner()
    {
        var path = Path.Combine(_folder, SpecFile);
        if (!File.Exists(path))
            return Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any() ? $"an unknown program (it has no {SpecFile})" : null;
        try
        {
            var spec = JsonNode.Parse(File.ReadAllText(path));
            return spec?["metadata"]?[Mark] is not null ? null : $"\"{spec?["display_name"]}\" (started by {string.Join(' ', spec?["argv"]?.AsArray().Select(word => (string?)word) ?? [])})";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "an unknown program (its kernel.json cannot be read)";
        }
    }

    private static string Resource(string file)
    {
        using var reader = new StreamReader(typeof(KernelSpec).Assembly.GetManifestResourceStream($"kernelspec/{file}")!);
        return reader.ReadToEnd();
    }
}
