namespace GeoNotebooks.Tiles;

/// <summary>
/// How one source tile becomes several views. Turning and mirroring change where things lie, never a value, so labels go with them node
/// by node. They suit channels without a direction (gravity, a field reduced to the pole, concentrations); a horizontal derivative
/// in one direction is no such channel. Noise and gain are in normalised units and stand for survey error and for levels that differ between sheets.
/// </summary>
/// <param name="ViewsPerTile">Views of each source tile in one pass.</param>
/// <param name="Rotations">Turn by 0, 90, 180 or 270 degrees.</param>
/// <param name="Reflections">Mirror east and west in half of the views.</param>
/// <param name="NoiseLevel">Standard deviation of noise, independent for each node and channel; 1 is the robust scale of the channel.</param>
/// <param name="GainLevel">Standard deviation of the factor, about 1, by which each channel of a view is multiplied.</param>
public sealed record Augmentation(
    int ViewsPerTile = 10, bool Rotations = true, bool Reflections = true, double NoiseLevel = 0.05, double GainLevel = 0.05)
{
    /// <summary>One view, as it was measured.</summary>
    public static Augmentation None { get; } = new(1, false, false, 0, 0);

    /// <summary>Views of each source tile in one pass.</summary>
    public int ViewsPerTile { get; init; } = ViewsPerTile >= 1
        ? ViewsPerTile
        : throw new ArgumentException($"augmentation needs at least 1 view of each tile; found {ViewsPerTile}");

    /// <summary>The turns and mirrorings allowed, each once.</summary>
    internal TileTurn[] Turns() =>
        [.. from quarters in Enumerable.Range(0, Rotations ? 4 : 1) from mirrored in Reflections ? [false, true] : new[] { false } select new TileTurn(quarters, mirrored)];
}

/// <summary>A mirroring east to west (first) and a turn counter-clockwise by quarters of a circle (second) of a square tile.</summary>
internal readonly record struct TileTurn(int Quarters, bool Mirrored)
{
    /// <summary>The node of the source tile whose value stands at (row, column) of the turned one.</summary>
    public (int Row, int Column) Source(int row, int column, int size)
    {
        var (r, c) = Quarters switch
        {
            1 => (column, size - 1 - row),
            2 => (size - 1 - row, size - 1 - column),
            3 => (size - 1 - column, row),
            _ => (row, column),
        };
        return (r, Mirrored ? size - 1 - c : c);
    }
}
