using System.Text.Json.Serialization;

namespace GeoNotebooks.Kernel.Display;

/// <summary>One output of a running cell, in the order in which the cell made it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StreamText), "stream")]
[JsonDerivedType(typeof(DisplayData), "display")]
[JsonDerivedType(typeof(DisplayUpdate), "update")]
[JsonDerivedType(typeof(ExecuteResult), "result")]
[JsonDerivedType(typeof(ErrorOutput), "error")]
[JsonDerivedType(typeof(ClearOutput), "clear")]
public abstract record CellOutput;

/// <summary>Text written to standard output or standard error.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text, as written.</param>
public sealed record StreamText(string Name, string Text) : CellOutput;

/// <summary>A value that the cell displayed.</summary>
/// <param name="Data">The mime bundle: mime type to text (JSON types as JSON text, images as base64).</param>
/// <param name="DisplayId">The id by which a later <see cref="DisplayUpdate"/> replaces it.</param>
public sealed record DisplayData(IReadOnlyDictionary<string, string> Data, string DisplayId) : CellOutput;

/// <summary>A new look of a value displayed earlier; it replaces the old one in place.</summary>
/// <param name="Data">The mime bundle.</param>
/// <param name="DisplayId">The id of the display to replace.</param>
public sealed record DisplayUpdate(IReadOnlyDictionary<string, string> Data, string DisplayId) : CellOutput;

/// <summary>The value of the cell's trailing expression.</summary>
/// <param name="Data">The mime bundle.</param>
public sealed record ExecuteResult(IReadOnlyDictionary<string, string> Data) : CellOutput;

/// <summary>The error that ended the cell. A cell has one at most.</summary>
/// <param name="Name">The compiler's code (<c>CS0029</c>) or the type of the exception.</param>
/// <param name="Message">The message.</param>
/// <param name="Traceback">What is shown: the message, the cell and line, the source line, the frames.</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>The outputs of the cell so far go away.</summary>
/// <param name="Wait">Not before the next output comes, so that the page does not flicker.</param>
public sealed record ClearOutput(bool Wait) : CellOutput;
