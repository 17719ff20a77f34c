using GeoNotebooks.Packages;
using GeoNotebooks.Surveys.Formats;

namespace GeoNotebooks.Surveys;

/// <summary>How far an import has come.</summary>
/// <param name="Bytes">Bytes of the file that have been read; compressed ones where it is compressed.</param>
/// <param name="TotalBytes">Size of the file.</param>
/// <param name="Rows">Rows that have been written.</param>
public sealed record ImportProgress(long Bytes, long TotalBytes, long Rows);

/// <summary>What an import found and wrote.</summary>
/// <param name="Source">The file it read.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Dialect">How the table was written down, missing values as they were met in all rows; null for Parquet.</param>
/// <param name="Fields">Columns written; units where the mapping gives them.</param>
public sealed record ImportReport(string Source, long Rows, TableDialect? Dialect, IReadOnlyList<DataField> Fields);
