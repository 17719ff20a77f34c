namespace GeoNotebooks.Learning;

/// <summary>Where a network is computed.</summary>
public enum ComputeDevice
{
    /// <summary>A graphics card where the library was built for one and finds one, the processor elsewhere.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A graphics card; where none is found, that is an error.</summary>
    Cuda,
}
