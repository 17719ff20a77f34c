using GeoNotebooks.Learning;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Learning;

public sealed class MaskedLossTests
{
    // Logit 0 is probability 1/2: cross-entropy ln 2 for each known node, the present one taken twice.
    [Fact]
    public void Equals_the_formula_by_hand()
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = (tensor(new float[] { 0, 0, 0, 50 }, [1, 1, 2, 2]), tensor(new float[] { 1, 0, 0, -1 }, [1, 1, 2, 2]));
        Assert.Equal(Math.Log(2) * 4 / 3, MaskedLoss.Of(logits, labels, positiveWeight: 2, diceWeight: 0).item<float>(), 1e-6);
        // Dice: overlap 1/2, sizes 3/2 and 1, one node's worth added to both parts.
        Assert.Equal(Math.Log(2) + 1 - (2 * 0.5 + 1) / (1.5 + 1 + 1), MaskedLoss.Of(logits, labels, positiveWeight: 1, diceWeight: 1).item<float>(), 1e-6);
    }

    [Fact]
    public void Gradient_of_unknown_nodes_is_zero()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 0.3f, -2, 80, 1 }, [1, 1, 2, 2], requires_grad: true);
        MaskedLoss.Of(logits, tensor(new float[] { 1, 0, -1, -1 }, [1, 1, 2, 2]), 3, 1).backward();
        var gradient = logits.grad!.data<float>().ToArray();
        Assert.Equal(0, gradient[2]);
        Assert.Equal(0, gradient[3]);
        Assert.True(gradient[0] < 0 && gradient[1] > 0);
    }

    [Fact]
    public void Batch_without_a_known_node_has_no_gradient_and_is_finite()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 1, 2, 3, 4 }, [1, 1, 2, 2], requires_grad: true);
        var loss = MaskedLoss.Of(logits, full([1, 1, 2, 2], -1f), 1, 1);
        loss.backward();
        Assert.Equal(0, loss.item<float>());
        Assert.All(logits.grad!.data<float>().ToArray(), value => Assert.Equal(0, value));
    }
}
