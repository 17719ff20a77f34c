#pragma warning disable IDE0130 // The namespace that notebooks name.
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive;

/// <summary>The names by which notebooks of .NET Interactive ask and show.</summary>
public static class Kernel
{
    /// <summary>Asks the user for a line of text.</summary>
    /// <param name="prompt">What the user reads.</param>
    /// <param name="typeHint"><c>password</c> hides what is typed; anything else is text.</param>
    /// <exception cref="InvalidOperationException">The front end takes no input.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => CellInput.AskAsync(prompt, typeHint == "password");

    /// <summary>Asks the user for a password, hidden while it is typed.</summary>
    /// <param name="prompt">What the user reads.</param>
    /// <exception cref="InvalidOperationException">The front end takes no input.</exception>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") => new(await CellInput.AskAsync(prompt, isPassword: true));

#pragma warning disable IDE1006 // Lower case: the name that notebooks use.
    /// <inheritdoc cref="CellDisplay.display"/>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => CellDisplay.display(value, mimeTypes);
#pragma warning restore IDE1006

    /// <inheritdoc cref="CellDisplay.HTML"/>
    public static IHtmlContent HTML(string content) => CellDisplay.HTML(content);

    /// <inheritdoc cref="CellDisplay.Javascript"/>
    public static DisplayedValue Javascript(string content) => CellDisplay.Javascript(content);
}

/// <summary>A password, which is not shown by accident.</summary>
/// <param name="clearText">The password.</param>
public sealed class PasswordString(string clearText)
{
    /// <summary>The password itself.</summary>
    public string GetClearTextPassword() => clearText;

    /// <summary>Asterisks.</summary>
    public override string ToString() => "********";
}
