namespace GeoNotebooks.Kernel.Running;

/// <summary>How notebooks are run.</summary>
public sealed record RunnerOptions
{
    /// <summary>The program that acts as the child; its arguments, to which the two pipe handles are added.</summary>
    public required IReadOnlyList<string> ChildCommand { get; init; }

    /// <summary>The folder of the executed copies.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Environment variables of the child, by the name of the notebook.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> EnvironmentOf { get; init; } = _ => new Dictionary<string, string>();

    /// <summary>How long a child may take to stop after an interrupt before it is killed.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(2);
}
