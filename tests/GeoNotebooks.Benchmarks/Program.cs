using GeoNotebooks.Benchmarks;

switch (args)
{
    case ["make", _, ..]:
        return MakeBenchmark.Run(args[1..]);
    case ["difficulty", ..]:
        return DifficultyBenchmark.Run(args[1..]);
    case ["throughput", ..]:
        return TrainingThroughputBenchmark.Run(args[1..]);
    case ["grids", ..]:
        return GridReadingBenchmark.Run(args[1..]);
    case ["tables", _, ..]:
        return TablesBenchmark.Run(args[1..]);
    case ["transforms", ..]:
        return TransformsBenchmark.Run(args[1..]);
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project tests/GeoNotebooks.Benchmarks -- BENCHMARK, one of");
        Console.Error.WriteLine("  make FOLDER [quick] | difficulty [--first N] [--seeds N] [--step N] | throughput [--threads N] [--seconds S]");
        Console.Error.WriteLine("  | grids [--nodes N] [--turns N] | tables FOLDER [--rounds N] [--python FILE] | transforms [--nodes N] [--turns N]");
        return 2;
}
