namespace GeoNotebooks.Packages;

/// <summary>How far a fetch has come.</summary>
/// <param name="File">The file under way.</param>
/// <param name="BytesDone">Bytes of all files so far, those that were here already included.</param>
/// <param name="BytesTotal">Bytes of all files; where a publisher states no size, the most that the file may have until it is here.</param>
/// <param name="BytesPerSecond">Rate of the last seconds; 0 until it can be told.</param>
public sealed record FetchProgress(string File, long BytesDone, long BytesTotal, double BytesPerSecond = 0)
{
    /// <summary>Share of all bytes that is here; 1 where there are none.</summary>
    public double Share => BytesTotal > 0 ? (double)BytesDone / BytesTotal : 1;

    /// <summary>How long the rest takes at the present rate; null while there is none.</summary>
    public TimeSpan? TimeLeft => BytesPerSecond > 0 ? TimeSpan.FromSeconds(Math.Max(0, BytesTotal - BytesDone) / BytesPerSecond) : null;
}
