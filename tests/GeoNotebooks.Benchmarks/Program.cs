using GeoNotebooks.Benchmarks;

var benchmarks = new (string Name, string Arguments, Func<string[], int> Run)[]
{
    ("make", "FOLDER [quick]", MakeBenchmark.Run),
    ("difficulty", "[--baltic] [--first N] [--seeds N] [--step N]", DifficultyBenchmark.Run),
    ("grids", "[--nodes N] [--turns N]", GridReadingBenchmark.Run),
    ("tables", "FOLDER [--rounds N] [--python FILE]", TablesBenchmark.Run),
    ("minimum-curvature", "FOLDER [--points N] [--rounds N] [--forms lines,gaps,noise]", MinimumCurvatureBenchmark.Run),
    ("levelling", "", LevellingBenchmark.Run),
    ("gridding-errors", "[--block METRES] [--folds N] [--seed N]", GriddingErrorsBenchmark.Run),
    ("gridding-speed", "[--points N] [--nodes N] [--turns N]", GriddingSpeedBenchmark.Run),
    ("transforms", "[--nodes N] [--turns N]", TransformsBenchmark.Run),
    ("filters", "[--turns N]", FiltersBenchmark.Run),
    ("crossfit", "FOLDER [--seeds N] [--first N] [--targets NAMES] [--passes N] [--base N]", CrossFitBenchmark.Run),
    ("prospects", "FOLDER [--seeds N] [--first N] [--training-seeds N]", ProspectsBenchmark.Run),
    ("bank", "FOLDER --model FOLDER [--models N] [--turns N] [--geonb FILE]", BankBenchmark.Run),
    ("transfer", "FOLDER --models FOLDER [--targets NAMES] [--budgets 1,2] [--draws N] [--first N] [--log FILE] [--seed N] [--rates F,S,H] [--steps N] [--keep-normaliser 1] [--strategies NAMES] [--objects 1] [--pre-train P]", TransferBenchmark.Run),
    ("throughput", "[--threads N] [--seconds S] [--widths 8,16,32] [--precision NAME] [--python FILE] [--rounds N] [--memory-steps N]", TrainingThroughputBenchmark.Run),
};
if (args.Length > 0 && benchmarks.FirstOrDefault(benchmark => benchmark.Name == args[0]) is { Run: { } run } chosen
    && (args.Length > 1 || !chosen.Arguments.StartsWith("FOLDER", StringComparison.Ordinal)))
    return run(args[1..]);
Console.Error.WriteLine("usage: dotnet run -c Release --project tests/GeoNotebooks.Benchmarks -- BENCHMARK, one of");
foreach (var (name, arguments, _) in benchmarks)
    Console.Error.WriteLine($"  {name} {arguments}".TrimEnd());
return 2;
