using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Tests.Learning.Explanation;

/// <summary>Discs that one of three channels shows, and a small network that learned them on the north half. The south half judges, beyond a strip.</summary>
public sealed class OneTellingChannel : IDisposable
{
    public const int Size = 96;
    public const string Telling = "magnetic anomaly";

    public OneTellingChannel()
    {
        var discs = Discs.Make(Size);
        var random = new Random(8);
        Labels = discs.North with { Values = [.. discs.North.Values.Zip(discs.South.Values, Math.Max)] };
        Stack = new([Noise("noise"), discs.Stack[Telling], Noise("more noise")]);
        Fold = SpatialSplit.HoldOut(Labels.Geometry, [.. Enumerable.Range(0, Size * Size).Select(i => i / Size >= Size / 2 + 8)], 1000);
        Model = Trainer.Train(Stack, Labels.Where(Fold.Training), null, Options);
        Surest = ExplainedNodes.MostProbable(Model.Predict(Stack, threads: 1), 40, Fold.Test);

        Grid Noise(string name) => new(Labels.Geometry, [.. Labels.Values.Select(_ => (float)random.NextDouble())], name, "1");
    }

    public static TrainingOptions Options { get; } = Discs.Quick with { Dropout = 0, Augmentation = new(FreeAngles: 0, DropShare: 0) };

    public FeatureStack Stack { get; }

    public TargetLabels Labels { get; }

    public SpatialSplit Fold { get; }

    public TargetModel Model { get; }

    public TargetLabels Test => Labels.Where(Fold.Test);

    /// <summary>Forty test nodes that the network is surest of.</summary>
    public bool[] Surest { get; }

    public void Dispose() => Model.Dispose();
}
