using System.Text.Json;
using System.Text.Json.Serialization;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Running;

/// <summary>What the child of a notebook tells its parent: a line of JSON each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CellBegins), "begins")]
[JsonDerivedType(typeof(CellEmits), "emits")]
[JsonDerivedType(typeof(CellEnds), "ends")]
[JsonDerivedType(typeof(ChildFailed), "failed")]
[JsonDerivedType(typeof(ChildDone), "done")]
internal abstract record ChildEvent
{
    public string ToLine() => JsonSerializer.Serialize(this);

    public static ChildEvent? Parse(string line) => JsonSerializer.Deserialize<ChildEvent>(line);
}

/// <summary>Cell <paramref name="Index"/> of the list begins.</summary>
internal sealed record CellBegins(int Index) : ChildEvent;

internal sealed record CellEmits(int Index, CellOutput Output) : ChildEvent;

internal sealed record CellEnds(int Index, CellStatus Status, ErrorOutput? Error, string? SkipReason, double Milliseconds) : ChildEvent;

/// <summary>The host could not be prepared: no cell was run.</summary>
internal sealed record ChildFailed(string Message) : ChildEvent;

/// <summary>The last event of a child that ends by itself, with its peak memory as the system counted it.</summary>
internal sealed record ChildDone(long PeakMemoryBytes) : ChildEvent;

/// <summary>What the parent asks of the child: the cells to run, in the first line.</summary>
internal sealed record ChildOrder(IReadOnlyList<Cell> Cells);
