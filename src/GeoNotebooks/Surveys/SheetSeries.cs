namespace GeoNotebooks.Surveys;

/// <summary>A series of the Soviet topographic sheets, by scale. The value is the number of rows, and of columns, in a sheet of 1:1 000 000.</summary>
public enum SheetSeries
{
    /// <summary>1:1 000 000, such as P-55: 4 degrees of latitude by 6 of longitude.</summary>
    OneToMillion = 1,

    /// <summary>1:500 000, such as P-55-Б: letters А to Г (or A to D), 2 degrees by 3.</summary>
    OneTo500000 = 2,

    /// <summary>1:200 000, such as P-55-XXII: Roman figures I to XXXVI, 40' by 1 degree.</summary>
    OneTo200000 = 6,

    /// <summary>1:100 000, such as P-55-101: figures 1 to 144, 20' by 30'.</summary>
    OneTo100000 = 12,
}
