namespace GeoNotebooks.Kernel.Display;

/// <summary>A value on display, which can be replaced in place.</summary>
public sealed class DisplayedValue
{
    private readonly CellOutputs _outputs;
    private readonly string[] _mimeTypes;
    private readonly bool _asIs;

    internal DisplayedValue(CellOutputs outputs, string displayId, string[] mimeTypes, bool asIs)
    {
        _outputs = outputs;
        DisplayId = displayId;
        _mimeTypes = mimeTypes;
        _asIs = asIs;
    }

    /// <summary>The id of this display.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in the place of this one, as the same mime types.</summary>
    /// <param name="updatedValue">The new value.</param>
    public void Update(object? updatedValue)
    {
        var data = _asIs && updatedValue is string text ? MimeBundles.AsIs(text, _mimeTypes[0]) : MimeBundles.Of(updatedValue, _mimeTypes);
        _outputs.Emit(new DisplayUpdate(data, DisplayId));
    }
}
