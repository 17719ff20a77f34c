using GeoNotebooks.Learning;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Bank;

/// <summary>
/// A bank of trained networks: a plain folder with one folder a model (<c>model.safetensors</c> and <c>card.json</c>), which can be shared over git, a network drive or the web. Nothing is ever overwritten: a model comes in
/// beside its place and is renamed when it is whole.
/// </summary>
/// <param name="folder">The bank's folder; it is made with the first model.</param>
public sealed class ModelBank(string folder)
{
    private const string PartialMark = ".partial-";

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The bank that <c>GEONB_BANK</c> names, or that of the user.</summary>
    public static ModelBank Usual => new(Environment.GetEnvironmentVariable("GEONB_BANK") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "geonotebooks", "bank"));

    /// <summary>The models by name; weights are not looked at.</summary>
    /// <param name="filter">Which; null for all.</param>
    /// <exception cref="InvalidDataException">A card is damaged; the message names it.</exception>
    public IReadOnlyList<BankEntry> List(BankFilter? filter = null) => [.. Names().Select(Entry).Where(entry => filter?.Fits(entry.Card) != false)];

    /// <summary>A model's card.</summary>
    /// <param name="name">Name in the bank.</param>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public BankEntry Show(string name) => Entry(Known(name));

    /// <summary>A model, checked against its card. The guard stands before its answers: <see cref="Guard.Answer"/>.</summary>
    /// <param name="name">Name in the bank.</param>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public TargetModel Load(string name) => TargetModel.Load(Path.Combine(Folder, Known(name)));

    /// <summary>Takes a model in.</summary>
    /// <param name="model">The model; its card must say what the guard needs.</param>
    /// <param name="name">Its name in the bank.</param>
    /// <param name="describe">What else the card should say, such as author and limits; null for nothing.</param>
    /// <exception cref="ArgumentException">No name for a model.</exception>
    /// <exception cref="InvalidDataException">The card lacks something, or there is a model of that name.</exception>
    /// <exception cref="IOException">The bank cannot be written.</exception>
    public BankEntry Add(TargetModel model, string name, Func<ModelCard, ModelCard>? describe = null)
    {
        var before = model.Card;
        try
        {
            model.Describe(card => (describe?.Invoke(card) ?? card) with { Name = BankName.Require(name) });
            CardCheck.Require(model.Card, $"'{name}'");
            return TakeIn(name, model.Save);
        }
        finally
        {
            // The model goes on as it was: its place in a run is not its place in a bank.
            model.Describe(_ => before);
        }
    }

    /// <summary>Takes a model in from a folder, as <c>geonb train</c> leaves it.</summary>
    /// <param name="modelFolder">Folder with <c>model.safetensors</c> and <c>card.json</c>.</param>
    /// <param name="name">Its name in the bank.</param>
    /// <param name="describe">What else the card should say; null for nothing.</param>
    public BankEntry Add(string modelFolder, string name, Func<ModelCard, ModelCard>? describe = null)
    {
        using var model = TargetModel.Load(modelFolder);
        return Add(model, name, describe);
    }

    /// <summary>Writes a model as one zip.</summary>
    /// <param name="name">Name in the bank.</param>
    /// <param name="path">The file; an older one is replaced when the new one is whole.</param>
    public void Export(string name, string path)
    {
        using (Load(name))
            ModelArchive.Write(Path.Combine(Folder, name), path);
    }

    /// <summary>Takes a model in from a zip that <see cref="Export"/> wrote.</summary>
    /// <param name="path">The zip; no path in it may leave its folder.</param>
    /// <param name="name">Another name than that on its card; null for that.</param>
    /// <exception cref="InvalidDataException">It is no such zip, it is damaged, or there is a model of that name.</exception>
    public BankEntry Import(string path, string? name = null)
    {
        using var unpacked = new TemporaryModel();
        ModelArchive.Read(path, unpacked.Folder);
        using var model = TargetModel.Load(unpacked.Folder);
        return Add(model, name ?? model.Card.Name ?? throw new InvalidDataException($"{path}: its card names no model: give it a name"));
    }

    /// <summary>Opens every model and says what is wrong; empty where all is well.</summary>
    public IReadOnlyList<string> Verify()
    {
        var wrong = new List<string>();
        foreach (var name in Names())
            try
            {
                using var model = Load(name);
                CardCheck.Require(model.Card, $"'{name}'");
                if (model.Card.Name != name)
                    wrong.Add($"'{name}': its card calls it '{model.Card.Name}'");
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                wrong.Add($"'{name}': {exception.Message}");
            }
        return wrong;
    }

    /// <summary>One row a model: name, target, region, cell, tile, points in a tile, channels, quality.</summary>
    /// <param name="filter">Which; null for all.</param>
    public DataFrame Table(BankFilter? filter = null)
    {
        var entries = List(filter);
        return new(
            new StringDataFrameColumn("name", entries.Select(entry => entry.Name)),
            new StringDataFrameColumn("target", entries.Select(entry => entry.Card.Target)),
            new StringDataFrameColumn("region", entries.Select(entry => entry.Region)),
            new DoubleDataFrameColumn("cell, m", entries.Select(entry => entry.Card.CellSizeMetres)),
            new DoubleDataFrameColumn("tile, km", entries.Select(entry => Math.Round(entry.Card.TileMetres / 1000, 2))),
            new StringDataFrameColumn("points in a tile", entries.Select(entry => string.Join(", ", entry.Card.Origins.DistinctBy(origin => origin.Survey)
                .Select(origin => FormattableString.Invariant($"{origin.PointsPerSquareKilometre * entry.Card.TileMetres * entry.Card.TileMetres / 1e6:0} {origin.Survey.Split('/')[^1]}"))))),
            new StringDataFrameColumn("channels", entries.Select(entry => string.Join(", ", entry.Card.Normaliser.Channels.Select(channel => channel.Name.Replace('_', ' '))))),
            new StringDataFrameColumn("quality", entries.Select(entry => string.Join("; ", entry.Card.Metrics.Select(metric => FormattableString.Invariant($"{metric.Name} {metric.Value:0.00} ({metric.Low:0.00} to {metric.High:0.00}) {metric.Split}, {metric.Labels}"))))));
    }

    private BankEntry TakeIn(string name, Action<string> write)
    {
        var (place, beside) = (Path.Combine(Folder, name), Path.Combine(Folder, $"{PartialMark}{Guid.NewGuid():N}"));
        try
        {
            RequireFree(name);
            Directory.CreateDirectory(beside);
            write(beside);
            // A rename onto a folder that holds something fails: of two who bring one name, one comes in.
            Directory.Move(beside, place);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException && !Directory.Exists(place)))
        {
            throw new IOException($"{Folder}: the bank cannot be written: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new InvalidDataException($"{Folder}: the bank has a model '{name}' already, and a bank overwrites nothing: choose another name", exception);
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        return Entry(name);
    }

    private void RequireFree(string name)
    {
        // On some file systems two names that differ in case alone are one.
        if (Directory.Exists(Folder) && Directory.GetDirectories(Folder).Select(Path.GetFileName).Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidDataException($"{Folder}: the bank has a model '{name}' already, and a bank overwrites nothing: choose another name");
    }

    private BankEntry Entry(string name)
    {
        var folder = Path.Combine(Folder, name);
        return new(name, folder, CardFile.Read(Path.Combine(folder, ModelCard.FileName)));
    }

    private IEnumerable<string> Names() => !Directory.Exists(Folder) ? [] : Directory.GetDirectories(Folder)
        .Where(folder => File.Exists(Path.Combine(folder, ModelCard.FileName)) && !Path.GetFileName(folder).StartsWith(PartialMark, StringComparison.Ordinal))
        .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private string Known(string name) => Names().Contains(name)
        ? name
        : throw new KeyNotFoundException($"{Folder}: the bank has no model '{name}'; it has {string.Join(", ", Names().DefaultIfEmpty("none"))}");

    /// <summary>A folder that is gone when nobody needs it.</summary>
    private sealed class TemporaryModel : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("geonb-model-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
