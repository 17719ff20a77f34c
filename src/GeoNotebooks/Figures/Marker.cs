namespace GeoNotebooks.Figures;

/// <summary>The sign that marks a point.</summary>
public enum Marker
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A triangle, point up.</summary>
    Triangle,

    /// <summary>A star of five points.</summary>
    Star,

    /// <summary>An upright cross.</summary>
    Cross,
}
