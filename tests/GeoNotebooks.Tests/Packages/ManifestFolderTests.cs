using System.Text.Json.Nodes;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Targets.Formats;
using NetTopologySuite.Geometries;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit;

namespace GeoNotebooks.Tests.Packages;

/// <summary>The published descriptions, held against the profile by an independent validator and against our own reader.</summary>
public sealed class ManifestFolderTests
{
    private static readonly JsonSchema Profile = JsonSchema.FromFileAsync(ManifestFolder.PathOf("profile.schema.json")).GetAwaiter().GetResult();

    public static TheoryData<string> Ids => [.. Directory.GetDirectories(ManifestFolder.Find()).Where(folder => File.Exists(Path.Combine(folder, DataPackage.FileName))).Select(folder => Path.GetFileName(folder)!)];

    /// <summary>One line a violation: file, field, what the profile expects there, what was found.</summary>
    private static List<string> Violations(string path)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        return [.. Leaves(Profile.Validate(root.ToJsonString())).Select(error => $"{path}: {Field(error)}: expected {Expected(error)}; found {Found(root, error)}")];
    }

    private static string Field(ValidationError error) => (error.Path ?? "").TrimStart('#').TrimStart('/');

    private static string Expected(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "this field",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "no such field",
        ValidationErrorKind.PatternMismatch => error.Schema.Pattern!,
        ValidationErrorKind.NotInEnumeration => string.Join(" or ", error.Schema.Enumeration),
        _ => error.Kind.ToString(),
    };

    private static string Found(JsonNode root, ValidationError error)
    {
        JsonNode? node = root;
        foreach (var step in Field(error).Split(['/', '.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            node = node switch
            {
                JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
                JsonObject item => item[step],
                _ => null,
            };
        return node?.ToJsonString() is { } text ? text[..Math.Min(80, text.Length)] : "none";
    }

    private static IEnumerable<ValidationError> Leaves(IEnumerable<ValidationError> errors) =>
        errors.SelectMany(error => error is ChildSchemaValidationError child ? [error, .. child.Errors.Values.SelectMany(Leaves)] : new[] { error });

    [Fact]
    public void The_data_sets_that_the_library_publishes_are_there() =>
        Assert.Equal(["baltic", "britain-magnetic", "bushveld-gravity", "kolyma", "osborne-magnetic", "south-china-li", "southern-africa-gravity"], Ids.Select(row => row.Data).Order());

    [Fact]
    public async Task Every_concept_model_holds_its_schema_and_opens()
    {
        var schema = await JsonSchema.FromFileAsync(ManifestFolder.PathOf("models", "concept.schema.json"), TestContext.Current.CancellationToken);
        var models = Directory.GetFiles(ManifestFolder.PathOf("models"), "*.json").Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(models);
        Assert.All(models, path => Assert.Empty(schema.Validate(File.ReadAllText(path))));
        Assert.All(models, path => Assert.NotEmpty(ConceptModel.Read(path).Signs));
        // A slip of the pen is found by both.
        var broken = File.ReadAllText(models[0]).Replace("reachMetres", "reach", StringComparison.Ordinal);
        Assert.NotEmpty(schema.Validate(broken));
    }

    [Fact]
    public void Every_known_ore_cluster_has_a_place_and_its_source()
    {
        var clusters = VectorFile.Read(ManifestFolder.PathOf("ore-clusters.geojson"));
        Assert.Contains(clusters.Features, cluster => cluster.Text("name") == "Natalka");
        Assert.All(clusters.Features, cluster =>
        {
            Assert.InRange(cluster.Shape.Centroid.X, 144, 153);
            Assert.InRange(cluster.Shape.Centroid.Y, 60, 64);
            Assert.All(new[] { "name", "type", "source", "coordinate_of", "coordinate_accuracy_basis" }, field => Assert.True(cluster.Text(field).Length > 2, field));
            Assert.Contains("https://", cluster.Text("source"), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_manifest_holds_the_profile_and_opens(string id)
    {
        Assert.Empty(Violations(ManifestFolder.PathOf(id, DataPackage.FileName)));
        var package = ManifestFolder.Open(id);
        Assert.Equal(id, package.Name);
        Assert.NotNull(package.CoordinateSystem.Epsg);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("kolyma", "P-55-XXII")]
    [InlineData("baltic", "P-36-IX")]
    public void Made_packages_hold_the_profile(string name, string sheet)
    {
        using var folder = new TemporaryFolder();
        var region = SyntheticRegion.All.Single(known => known.Name == name);
        region.Make(region.ManifestSeed, [sheet], folder.Path);
        foreach (var part in new[] { region.Name, region.TruthName })
        {
            Assert.Empty(Violations(Path.Combine(folder.Path, part, DataPackage.FileName)));
            var package = DataPackage.Open(Path.Combine(folder.Path, part), "testing the profile");
            Assert.Equal((part, true, part == region.TruthName), (package.Name, package.Synthetic, package.Truth));
            Assert.Contains("(synthetic)", package.Title, StringComparison.Ordinal);
            Assert.All(package.Resources, resource => package.PathOf(resource));
        }
    }

    [Fact]
    public void The_manifests_of_the_synthetic_regions_say_what_their_generators_make()
    {
        RequireManifest(new KolymaFrame(), KolymaRegion.Description, KolymaOptions.ManifestSeed);
        RequireManifest(new BalticFrame(), BalticRegion.Description, BalticOptions.ManifestSeed);

        static void RequireManifest(RegionFrame frame, RegionDescription description, long seed)
        {
            var area = new Envelope();
            foreach (var outline in frame.Outlines)
                area.ExpandToInclude(outline.EnvelopeInternal);
            var manifest = ManifestFolder.Open(description.Name);
            Assert.Equal([area.MinX, area.MinY, area.MaxX, area.MaxY], manifest.Extent!, (a, b) => Math.Abs(a - b) < 1);
            Assert.Equal((seed, description.Version, frame.Crs.Code), (manifest.Seed!.Value, manifest.Version, manifest.Crs));
            Assert.Equal(description.InducingField, manifest.InducingField);
            Assert.Equal(description.Design.LineSpacing, manifest.Acquisitions!.Single(survey => survey.Survey == "primary/airborne").LineSpacingMetres);
        }
    }

    [Theory]
    [InlineData("licenses", "[]")]
    [InlineData("crs", "\"28425\"")]
    [InlineData("extent", "[1, 2, 3]")]
    [InlineData("extent", "[\"NaN\", 2, 3, 4]")]
    [InlineData("citation", null)]
    [InlineData("sources", null)]
    [InlineData("acquisitions", null)]
    [InlineData("acquisitions", "[{\"survey\": \"all\"}]")]
    [InlineData("title", "7")]
    [InlineData("licences", "[]")]
    [InlineData("resources", "[]")]
    [InlineData("resources.0.bytes", "-1")]
    [InlineData("resources.0.bytes", "\"138108\"")]
    [InlineData("resources.0.bytes", null)]
    [InlineData("resources.0.hash", "\"md5:1dee324a14e647855366d6eb01a1ef35\"")]
    [InlineData("resources.0.path", "\"../a.csv\"")]
    [InlineData("resources.0.path", "\"a\\\\b.csv\"")]
    [InlineData("resources.0.path", "\"/a.csv\"")]
    [InlineData("resources.0.source", "\"file:///a.csv\"")]
    [InlineData("resources.0.source", null)]
    [InlineData("resources.0.schema", null)]
    [InlineData("resources.0.schema.fields.0.unit", null)]
    [InlineData("resources.0.schema.missingValues", null)]
    [InlineData("resources.0.format", "\"tif\"")]
    public void The_profile_refuses_what_a_manifest_must_not_hold(string field, string? value)
    {
        using var folder = new TemporaryFolder();
        var root = JsonNode.Parse(File.ReadAllText(ManifestFolder.PathOf("southern-africa-gravity", DataPackage.FileName)))!;
        var steps = field.Split('.');
        var node = steps[..^1].Aggregate(root, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        if (value is null)
            Assert.True(node.AsObject().Remove(steps[^1]));
        else
            node[steps[^1]] = JsonNode.Parse(value);
        File.WriteAllText(folder["broken.json"], root.ToJsonString());
        var violations = Violations(folder["broken.json"]);
        Assert.NotEmpty(violations);
        // Named by its own field, or by the one that holds it where the whole does not fit any kind.
        var named = steps[0] == "resources" && steps.Length > 1 ? "resources[0]" : steps[0];
        Assert.Contains(violations, violation => violation.Contains(named, StringComparison.Ordinal) && violation.Contains(": expected ", StringComparison.Ordinal));
    }
}
