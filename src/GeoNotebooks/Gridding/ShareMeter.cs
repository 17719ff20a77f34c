namespace GeoNotebooks.Gridding;

/// <summary>Tells the share of some work that is done, in order, at most once a hundredth; workers of several threads add to it.</summary>
/// <param name="total">What there is to do.</param>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class ShareMeter(long total, IProgress<double>? progress)
{
    private readonly Lock _gate = new();
    private long _done;
    private long _told;

    public void Add(long done)
    {
        if (progress is null)
            return;
        lock (_gate)
        {
            _done += done;
            if (100 * _done / total is var hundredths && hundredths == _told)
                return;
            _told = hundredths;
            progress.Report(_done / (double)total);
        }
    }
}
