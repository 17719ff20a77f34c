using GeoNotebooks.Synthetic.Surveying;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic.Surveying;

public sealed class MergedTableTests
{
    [Fact]
    public void Table_has_thirty_five_parameters_with_names_and_units()
    {
        Assert.Equal(35, MergedTable.Parameters.Count);
        Assert.Equal(35, MergedTable.Parameters.Select(parameter => parameter.Name).Distinct().Count());
        Assert.All(MergedTable.Parameters, parameter => Assert.Matches("^[a-z][a-z_]+$", parameter.Name));
        Assert.All(MergedTable.Parameters, parameter => Assert.NotEmpty(parameter.Unit));
    }
}
