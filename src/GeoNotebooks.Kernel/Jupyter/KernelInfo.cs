namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>What the kernel says about itself.</summary>
internal static class KernelInfo
{
    public static readonly object Content = new
    {
        Status = "ok",
        ProtocolVersion = WireFormat.ProtocolVersion,
        Implementation = "geonb",
        ImplementationVersion = Version,
        LanguageInfo = new
        {
            Name = "C#",
            // Of the compiler that comes with .NET 10.
            Version = "14.0",
            Mimetype = "text/x-csharp",
            FileExtension = ".cs",
            PygmentsLexer = "csharp",
            CodemirrorMode = "text/x-csharp",
            NbconvertExporter = "script",
        },
        Banner = $"C# 14 in GeoNotebooks {Version}, .NET {Environment.Version}",
        Debugger = false,
        HelpLinks = new[] { new { Text = "C# reference", Url = "https://learn.microsoft.com/dotnet/csharp/" } },
    };

    private static string Version => typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);
}
