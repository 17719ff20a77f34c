using System.Text.RegularExpressions;

namespace GeoNotebooks.Bank;

/// <summary>Names of models in a bank: a folder's name on every file system, and nothing that leads out of it.</summary>
internal static partial class BankName
{
    private static readonly string[] Reserved = ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"com{i}", $"lpt{i}" })];

    /// <exception cref="ArgumentException">No name for a model.</exception>
    public static string Require(string name) => Allowed().IsMatch(name) && !Reserved.Contains(name.Split('.')[0])
        ? name
        : throw new ArgumentException($"expected a name of up to 64 small letters, digits, '-', '_' and '.', beginning with a letter or digit and not ending with '.'; found '{name}'");

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?$")]
    private static partial Regex Allowed();
}
