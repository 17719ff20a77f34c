namespace GeoNotebooks.Figures;

/// <summary>One stop of a slider: what it is called and the grid that is seen there.</summary>
/// <param name="Name">The value at this stop as the slider writes it, such as <c>500 m</c>.</param>
/// <param name="Layer">The grid; its <see cref="MapLayer.Name"/> and unit stand over the colour bar.</param>
public sealed record SliderFrame(string Name, GridLayer Layer);
