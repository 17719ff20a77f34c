using System.Reflection;
using Plotly.NET;

namespace GeoNotebooks.Figures;

/// <summary>The plotly.js that interactive figures draw with. A page carries it once, before anything else, and then needs no network.</summary>
public static class PlotlyScript
{
    private static readonly Lazy<string> Text = new(Read);

    /// <summary>
    /// The text of plotly.js 2.28 (MIT), as it lies in Plotly.NET's assembly, for a <c>script</c> element of its own at the top of a page:
    /// before require.js, which would make plotly register itself there and not as <c>window.Plotly</c>.
    /// </summary>
    public static string Source => Text.Value;

    private static string Read()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().FirstOrDefault(name => name.Contains("plotly", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".min.js", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} {assembly.GetName().Version} was expected to carry plotly.js as a resource; it carries {string.Join(", ", assembly.GetManifestResourceNames())}");
        return Resource(assembly, name);
    }

    private static string Resource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        // An end tag inside a string of the script would end the script element that carries it.
        return reader.ReadToEnd().Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
    }
}
