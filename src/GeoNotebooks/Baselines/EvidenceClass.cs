namespace GeoNotebooks.Baselines;

/// <summary>
/// A class of one feature and what it tells of the target (Bonham-Carter 1994, Geographic Information Systems for Geoscientists, section 9.2): with s nodes added to each of k classes,
/// W+ = ln of P(class | present) over P(class | absent), W- the same for P(not this class).
/// </summary>
/// <param name="From">Lower end, which belongs to the class, in the feature's unit; minus infinity for the lowest class.</param>
/// <param name="To">Upper end, which does not; infinity for the highest.</param>
/// <param name="Present">Training nodes of the class where the target is present.</param>
/// <param name="Absent">Training nodes of the class where it is absent.</param>
/// <param name="Plus">W+, added to the log-odds of a node of the class.</param>
/// <param name="Minus">W-: what a node outside of it would get, were the class the only evidence.</param>
/// <param name="Deviation">Standard deviation of the contrast for independent nodes: root of the sum of the four reciprocal counts (eq. 9.23).</param>
public sealed record EvidenceClass(float From, float To, int Present, int Absent, double Plus, double Minus, double Deviation)
{
    /// <summary>W+ minus W-.</summary>
    public double Contrast => Plus - Minus;

    /// <summary>
    /// Contrast over its standard deviation; beyond 2 a class is taken to tell something. Neighbouring nodes resemble each other, so that it is far too large where nodes lie closer than the
    /// target's own extent: compare classes by it, do not test with it.
    /// </summary>
    public double Studentised => Contrast / Deviation;

    /// <summary>Counts a class of a feature.</summary>
    /// <param name="from">Lower end.</param>
    /// <param name="to">Upper end.</param>
    /// <param name="present">Nodes of the class with the target.</param>
    /// <param name="absent">Nodes of the class without it.</param>
    /// <param name="allPresent">Nodes of all classes with the target.</param>
    /// <param name="allAbsent">Nodes of all classes without it.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="smoothing">Nodes added to each class.</param>
    internal static EvidenceClass Of(float from, float to, int present, int absent, int allPresent, int allAbsent, int classes, double smoothing)
    {
        // One class of one: every node lies in it, and it tells nothing.
        if (classes == 1)
            return new(from, to, present, absent, 0, 0, double.PositiveInfinity);
        var (insidePresent, insideAbsent) = (present + smoothing, absent + smoothing);
        var (outsidePresent, outsideAbsent) = (allPresent - present + (classes - 1) * smoothing, allAbsent - absent + (classes - 1) * smoothing);
        // Both shares have a total of nodes below them that differs between present and absent alone.
        var totals = Math.Log((allPresent + classes * smoothing) / (allAbsent + classes * smoothing));
        return new(from, to, present, absent, Math.Log(insidePresent / insideAbsent) - totals, Math.Log(outsidePresent / outsideAbsent) - totals,
            Math.Sqrt(1 / insidePresent + 1 / insideAbsent + 1 / outsidePresent + 1 / outsideAbsent));
    }
}
