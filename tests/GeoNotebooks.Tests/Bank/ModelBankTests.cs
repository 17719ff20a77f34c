using System.IO.Compression;
using System.Text;
using GeoNotebooks.Bank;
using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Tests.Learning;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Bank;

[Collection(TrainingCollection.Name)]
public sealed class ModelBankTests : IDisposable
{
    private static readonly Discs Ground = Discs.Make(96);

    private readonly TemporaryFolder _folder = new();
    private readonly TargetModel _model = Described(Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Passes = 1, Augmentation = Augmentation.None }));
    private readonly ModelBank _bank;

    public ModelBankTests() => _bank = new(_folder["bank"]);

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_model_of_the_bank_answers_the_same_bits()
    {
        Assert.Empty(_bank.List());
        var entry = _bank.Add(_model, "discs-north", card => card with { Author = "A test", Limits = ["Discs alone."] });
        Assert.Equal(("discs-north", "A test"), (entry.Card.Name, entry.Card.Author));
        Assert.Null(_model.Card.Name);
        using var loaded = _bank.Load("discs-north");
        Assert.Equal(_model.Predict(Ground.Stack, threads: 1).Values, loaded.Predict(Ground.Stack, threads: 1).Values);
        // Another number of threads sums in another order; the map stays within the thousandth that is promised.
        Assert.All(_model.Predict(Ground.Stack, threads: 1).Values.Zip(loaded.Predict(Ground.Stack, threads: 2).Values), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.Empty(_bank.Verify());
        Assert.Equal(["discs-north"], Directory.GetFileSystemEntries(_bank.Folder).Select(Path.GetFileName));
        Assert.Contains("has no model 'discs'; it has discs-north", Assert.Throws<KeyNotFoundException>(() => _bank.Load("discs")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        _bank.Add(_model, "one");
        var before = File.ReadAllBytes(Path.Combine(_bank.Folder, "one", "card.json"));
        Assert.Contains("overwrites nothing", Assert.Throws<InvalidDataException>(() => _bank.Add(_model, "one", card => card with { Region = "elsewhere" })).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_bank.Folder, "one", "card.json")));
        Assert.Single(Directory.GetFileSystemEntries(_bank.Folder));
    }

    [Fact]
    public void Of_many_who_bring_one_name_one_comes_in()
    {
        _model.Save(_folder["model"]);
        var came = 0;
        Parallel.For(0, 4, i =>
        {
            try
            {
                _bank.Add(_folder["model"], "one", card => card with { Author = $"{i}" });
                Interlocked.Increment(ref came);
            }
            catch (InvalidDataException exception)
            {
                Assert.Contains("overwrites nothing", exception.Message, StringComparison.Ordinal);
            }
        });
        Assert.Equal(1, came);
        Assert.Empty(_bank.Verify());
        Assert.Single(Directory.GetFileSystemEntries(_bank.Folder));
    }

    [Theory]
    [InlineData("../one")]
    [InlineData("One")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(".one")]
    [InlineData("one.")]
    [InlineData("nul")]
    [InlineData("com1.x")]
    public void A_name_that_is_no_folder_everywhere_is_refused(string name)
    {
        Assert.Contains("expected a name of up to 64 small letters", Assert.Throws<ArgumentException>(() => _bank.Add(_model, name)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bank.Folder));
    }

    [Fact]
    public void Filters_find_by_target_channels_cell_and_region()
    {
        _bank.Add(_model, "one");
        _bank.Add(_model, "two", card => card with { Region = "Baltic shield" });
        Assert.Equal(["one", "two"], Found(new(Target: "Discs")));
        Assert.Equal(["two"], Found(new(Region: "baltic")));
        Assert.Empty(Found(new(Channels: ["density"])));
        Assert.Equal(2, Found(new(Channels: [.. Ground.Stack.Names, "more"])).Count);
        Assert.Empty(Found(new(CellSizeMetres: 17)));
        Assert.Equal(2, _bank.Table().Rows.Count);

        List<string> Found(BankFilter filter) => [.. _bank.List(filter).Select(entry => entry.Name)];
    }

    [Fact]
    public void A_zip_brings_the_model_into_another_bank()
    {
        _bank.Add(_model, "one");
        _bank.Export("one", _folder["one.zip"]);
        _bank.Export("one", _folder["again.zip"]);
        Assert.Equal(File.ReadAllBytes(_folder["one.zip"]), File.ReadAllBytes(_folder["again.zip"]));
        var other = new ModelBank(_folder["other"]);
        Assert.Equal("one", other.Import(_folder["one.zip"]).Name);
        Assert.Equal("under another name", other.Import(_folder["one.zip"], "two").Card.Region is null ? "" : "under another name");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_bank.Folder, "one", "model.safetensors")), File.ReadAllBytes(Path.Combine(other.Folder, "one", "model.safetensors")));
        Assert.Contains("overwrites nothing", Assert.Throws<InvalidDataException>(() => other.Import(_folder["one.zip"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zips_that_are_no_models_are_refused_and_leave_nothing()
    {
        _bank.Add(_model, "one");
        _bank.Export("one", _folder["one.zip"]);
        var bytes = File.ReadAllBytes(_folder["one.zip"]);
        Refuses("there is no such file", _folder["none.zip"]);
        Zip("evil.zip", ("../card.json", "{}"), ("model.safetensors", "x"));
        Refuses("expected a zip with model.safetensors and card.json and nothing else; found ../card.json, model.safetensors", _folder["evil.zip"]);
        Zip("more.zip", ("card.json", "{}"), ("model.safetensors", "x"), ("run.sh", "x"));
        Refuses("nothing else; found", _folder["more.zip"]);
        Zip("twice.zip", ("card.json", "{}"), ("card.json", "{}"));
        Refuses("nothing else; found", _folder["twice.zip"]);
        Zip("empty.zip");
        Refuses("found nothing", _folder["empty.zip"]);
        Zip("poor.zip", ("card.json", "{}"), ("model.safetensors", "x"));
        Refuses("found less", _folder["poor.zip"]);
        foreach (var length in new[] { 0, 1, 30, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(_folder["short.zip"], bytes[..length]);
            Refuses("short.zip", _folder["short.zip"]);
        }
        Assert.Equal(["one"], Directory.GetFileSystemEntries(_bank.Folder).Select(Path.GetFileName));

        void Refuses(string words, string path) => Assert.Contains(words, Assert.ThrowsAny<InvalidDataException>(() => _bank.Import(path, "new")).Message, StringComparison.Ordinal);

        void Zip(string name, params (string Name, string Text)[] entries)
        {
            using var zip = ZipFile.Open(_folder[name], ZipArchiveMode.Create);
            foreach (var (entry, text) in entries)
            {
                using var into = zip.CreateEntry(entry).Open();
                into.Write(Encoding.UTF8.GetBytes(text));
            }
        }
    }

    [Fact]
    public void A_card_that_says_too_little_is_refused()
    {
        Refuses("a unit for each channel", card => card with { Normaliser = new([.. card.Normaliser.Channels.Select(channel => channel with { Unit = "" })]) });
        Refuses("channels of different names", card => card with { Normaliser = new([card.Normaliser.Channels[0], card.Normaliser.Channels[0]]) });
        Refuses("what each channel was made of", card => card with { Origins = [] });
        Refuses("primary points and their spacing", card => card with { Origins = [.. card.Origins.Select(origin => origin with { PointsPerSquareKilometre = double.NaN })] });
        Refuses("the range of each channel's values", card => card with { Ranges = [] });
        Refuses("a licence", card => card with { Licence = null });
        Assert.False(Directory.Exists(_bank.Folder));

        void Refuses(string words, Func<ModelCard, ModelCard> change) => Assert.Contains(words, Assert.Throws<InvalidDataException>(() => _bank.Add(_model, "one", change)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_named_by_verify_and_a_place_that_cannot_be_written_says_so()
    {
        _bank.Add(_model, "one");
        _bank.Add(_model, "two");
        var weights = Path.Combine(_bank.Folder, "two", "model.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^3] ^= 4;
        File.WriteAllBytes(weights, bytes);
        Assert.Contains("'two'", Assert.Single(_bank.Verify()), StringComparison.Ordinal);
        Directory.Move(Path.Combine(_bank.Folder, "one"), Path.Combine(_bank.Folder, "three"));
        Assert.Contains(_bank.Verify(), wrong => wrong.Contains("its card calls it 'one'", StringComparison.Ordinal));
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("the bank cannot be written", Assert.Throws<IOException>(() => new ModelBank(_folder["file"]).Add(_model, "one")).Message, StringComparison.Ordinal);
    }

    /// <summary>A card as the guard needs it.</summary>
    private static TargetModel Described(TargetModel model) => model.Describe(card => card with
    {
        Region = "discs",
        Synthetic = true,
        Licence = "CC0-1.0",
        Origins = [.. card.Normaliser.Channels.Select(channel => new ChannelOrigin(channel.Name, channel.Unit, "primary/discs", channel.Name, [], 25, 200))],
        Ranges = [.. Ground.Stack.Channels.Select(channel => ChannelRange.Of(channel))],
        Seen = SeenGround.Of(model, Ground.Stack, [.. Enumerable.Repeat(true, Ground.Stack.Geometry.Count)]),
    });
}
