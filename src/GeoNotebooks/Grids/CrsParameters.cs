namespace GeoNotebooks.Grids;

/// <summary>What the EPSG register says of a system that we know.</summary>
/// <param name="Epsg">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Datum">Its datum.</param>
/// <param name="Zone">Its projection, or null for a geographic system.</param>
/// <param name="Superseded">True for a code that the register has deprecated: files carry it, we do not choose it.</param>
internal sealed record CrsParameters(int Epsg, string Name, GeodeticDatum Datum, TransverseMercatorZone? Zone, bool Superseded);
