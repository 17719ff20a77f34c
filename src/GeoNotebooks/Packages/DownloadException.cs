namespace GeoNotebooks.Packages;

/// <summary>A file did not come whole over the network, though its source is allowed and its bytes, so far, are right.</summary>
internal sealed class DownloadException(string message, Exception? inner = null) : IOException(message, inner);
