using System.Text.Json;

namespace GeoNotebooks.Kernel.Jupyter;

// The contents of the requests, with the defaults of the protocol. (jupyter-client.readthedocs.io, messaging)

internal sealed record ExecuteContent(
    string Code, bool Silent = false, bool StoreHistory = true, IReadOnlyDictionary<string, string>? UserExpressions = null, bool AllowStdin = true, bool StopOnError = true);

/// <summary>Of completion and inspection. <paramref name="CursorPos"/> counts code points; missing, it is the end.</summary>
internal sealed record CursorContent(string Code, int CursorPos = int.MaxValue, int DetailLevel = 0);

internal sealed record IsCompleteContent(string Code);

/// <summary>Of a history request; <paramref name="Stop"/> is not included, and missing it is the end.</summary>
internal sealed record HistoryContent(
    string HistAccessType, bool Output = false, bool Raw = true, int Session = 0, int Start = 0, int? Stop = null, int? N = null, string Pattern = "*", bool Unique = false);

internal sealed record CommContent(string CommId);

internal sealed record ShutdownContent(bool Restart = false);

internal sealed record InputContent(JsonElement Value);
