namespace GeoNotebooks.Learning;

/// <summary>The type in which a network is computed.</summary>
public enum Precision
{
    /// <summary>bfloat16 where the processor multiplies it (avx512_bf16, amx_bf16), single precision elsewhere and in the training of networks with fewer than 16 maps at full resolution, where it gains nothing.</summary>
    Auto,

    /// <summary>Single precision, 32 bits.</summary>
    Float32,

    /// <summary>bfloat16 in convolutions, single precision in weights, running statistics and the optimiser (Kalamkar and others, 2019, arXiv:1905.12322). Slow where the processor must emulate it.</summary>
    BFloat16,
}
