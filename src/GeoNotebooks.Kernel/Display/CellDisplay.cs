using Microsoft.AspNetCore.Html;

namespace GeoNotebooks.Kernel.Display;

/// <summary>The functions that every cell can call by their bare names, as in .NET Interactive.</summary>
public static class CellDisplay
{
#pragma warning disable IDE1006 // Lower case: the name that notebooks use.
    /// <summary>Shows a value in the output of the cell that runs.</summary>
    /// <param name="value">The value; null is shown as such.</param>
    /// <param name="mimeTypes">The mime types to produce; none: all that the type's formatters prefer.</param>
    /// <returns>The displayed value, which can be updated in place.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => CellOutputs.Current.Display(value, mimeTypes);
#pragma warning restore IDE1006

    /// <summary>Text that is shown as HTML, unescaped.</summary>
    /// <param name="content">The HTML.</param>
    /// <returns>A value to display.</returns>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Runs a script in the page that shows the notebook.</summary>
    /// <param name="content">The JavaScript.</param>
    /// <returns>The displayed value.</returns>
    public static DisplayedValue Javascript(string content) => CellOutputs.Current.DisplayAs(content, "application/javascript");

    /// <summary>Takes away the outputs of the cell so far.</summary>
    /// <param name="wait">Not before the next output comes, so that the page does not flicker.</param>
    public static void ClearOutput(bool wait = false) => CellOutputs.Current.Emit(new ClearOutput(wait));

    /// <summary>A progress report shown in place: each report replaces the one before, ten times a second at most; the last always shows.</summary>
    /// <typeparam name="T">What is reported. It should be immutable: it is formatted a little later than reported.</typeparam>
    /// <param name="show">What to display for a report; none: the report itself.</param>
    /// <returns>A progress to hand to a method that takes <see cref="IProgress{T}"/>.</returns>
    public static IProgress<T> DisplayProgress<T>(Func<T, object?>? show = null) =>
        new DisplayedProgress<T>(CellOutputs.Current, show ?? (report => report));
}
