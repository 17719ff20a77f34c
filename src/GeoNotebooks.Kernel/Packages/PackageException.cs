namespace GeoNotebooks.Kernel.Packages;

/// <summary>A package that cannot be had: one sentence that says which, and why.</summary>
internal sealed class PackageException(string message) : Exception(message);
