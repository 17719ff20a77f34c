using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>The project file that asks the SDK for packages. Whatever a cell says gets into it as the value of an XML attribute, never as XML.</summary>
internal static class RestoreProject
{
    /// <summary>The project that asks for <paramref name="requests"/>.</summary>
    /// <param name="requests">The packages.</param>
    /// <param name="host">Packages that the host carries, id to version: where another package asks for one of them, it is left out.</param>
    /// <param name="folder">The notebook's folder, whose chain of nuget.config names the sources.</param>
    /// <param name="sources">Sources beside those.</param>
    public static XDocument Of(IEnumerable<PackageRequest> requests, IEnumerable<KeyValuePair<string, string>> host, string folder, IReadOnlyList<string> sources) => new(
        new XElement("Project",
            // Before the SDK's own properties, which would otherwise import what somebody put into a folder above.
            new XElement("PropertyGroup",
                new XElement("ImportDirectoryBuildProps", "false"),
                new XElement("ImportDirectoryBuildTargets", "false"),
                new XElement("ImportDirectoryPackagesProps", "false"),
                new XElement("ManagePackageVersionsCentrally", "false")),
            new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.{Environment.Version.Minor}"),
                new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
                new XElement("SelfContained", "false"),
                new XElement("UseAppHost", "false"),
                new XElement("NuGetAudit", "false"),
                new XElement("RestoreEnablePackagePruning", "true"),
                new XElement("RestoreRootConfigDirectory", Literal(folder)),
                new XElement("RestoreAdditionalProjectSources", string.Join(';', sources.Select(Literal)))),
            new XElement("ItemGroup",
                requests.Select(request => new XElement("PackageReference", new XAttribute("Include", request.Id), new XAttribute("Version", request.Version)))),
            new XElement("ItemGroup",
                host.Select(carried => new XElement("PrunePackageReference", new XAttribute("Include", carried.Key), new XAttribute("Version", carried.Value)))),
            new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk"))));

    /// <summary>The text with MSBuild's own characters escaped, so that <c>$(...)</c> in a path stays text.</summary>
    private static string Literal(string text) =>
        string.Concat(text.Select(letter => "%$@'();?*".Contains(letter, StringComparison.Ordinal) ? $"%{(int)letter:X2}" : letter.ToString()));
}
