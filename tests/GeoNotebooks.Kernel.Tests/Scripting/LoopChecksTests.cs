using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Tests.Scripting;

public sealed class LoopChecksTests
{
    private const string Check = "global::GeoNotebooks.Kernel.Scripting.CellCancellation.Check();";

    [Theory]
    [InlineData("while (true) { }", "while (true) {# }")]
    [InlineData("for (;;) { // why\n}", "for (;;) {# // why\n}")]
    [InlineData("do x++; while (x < 3);", "do {# x++; } while (x < 3);")]
    [InlineData("foreach (var a in b)\n    foreach (var (c, d) in a)\n        F();", "foreach (var a in b)\n    {# foreach (var (c, d) in a)\n        {# F(); } }")]
    [InlineData("var f = () => { while (G()) ; };", "var f = () => { while (G()) {# ; } };")]
    [InlineData("var s = \"while (true) { }\"; // for (;;) { }", "var s = \"while (true) { }\"; // for (;;) { }")]
    public void EachLoopLooksOnceARound(string code, string expected) =>
        Assert.Equal(expected.Replace("{#", $"{{ {Check}"), LoopChecks.Into(code));

    [Theory]
    [InlineData("while (")]
    [InlineData("for (var i = 0; i < 3; i++)")]
    [InlineData("while (true) {")]
    [InlineData("}")]
    [InlineData("")]
    public void CodeThatDoesNotParseIsNoTrouble(string code) => Assert.StartsWith(code, LoopChecks.Into(code).Replace($" {Check}", "").Replace($"{{ {Check} ", ""));
}
