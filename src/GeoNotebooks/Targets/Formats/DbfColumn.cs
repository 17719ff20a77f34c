namespace GeoNotebooks.Targets.Formats;

/// <summary>A column of a dBase table.</summary>
/// <param name="NameBytes">The name, in the encoding of the table.</param>
/// <param name="Type">The letter of its type.</param>
/// <param name="Offset">Bytes from the beginning of a row.</param>
/// <param name="Length">Bytes of a value.</param>
/// <param name="Decimals">Digits behind the point.</param>
internal sealed record DbfColumn(byte[] NameBytes, char Type, int Offset, int Length, int Decimals);
