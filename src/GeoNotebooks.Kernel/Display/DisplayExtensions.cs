namespace GeoNotebooks.Kernel.Display;

/// <summary>The <c>.Display()</c> of every value in a cell, named as in .NET Interactive.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value in the output of the cell that runs.</summary>
    /// <param name="value">The value; null is shown as such.</param>
    /// <param name="mimeTypes">The mime types to produce; none: all that the type's formatters prefer.</param>
    /// <returns>The displayed value, which can be updated in place.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => CellOutputs.Current.Display(value, mimeTypes);

    /// <summary>Shows a text as it is, as the mime type given.</summary>
    /// <param name="value">The text, for instance HTML, SVG or JSON.</param>
    /// <param name="mimeType">Its mime type.</param>
    /// <returns>The displayed value, which can be updated in place.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => CellOutputs.Current.DisplayAs(value, mimeType);
}
