using GeoNotebooks.Kernel.Display;

namespace GeoNotebooks.Kernel.Tests.Scripting;

/// <summary><c>#load</c> and <c>#!import</c>.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-import-").FullName;
    private readonly SessionHarness _session;

    public ImportTests() => _session = new SessionHarness(_folder);

    [Fact]
    public async Task ALoadedFileIsPartOfTheCell()
    {
        Write("lib/a.csx", "#r \"nuget: CsCheck\"\n#load \"b.csx\"\nint Twice(int n) => 2 * Once(n);\nvar gen = CsCheck.Gen.Int;");
        Write("lib/b.csx", "#load \"a.csx\"\nint Once(int n) => n;");
        Assert.Equal("14", await _session.ValueOf("#load \"lib/a.csx\"\nTwice(7)"));
        Assert.Equal("16", await _session.ValueOf("Twice(8)"));
    }

    [Fact]
    public async Task AnErrorInALoadedFileNamesThatFile()
    {
        Write("bad.csx", "var a = 1;\nint b = \"text\";");
        var error = await _session.ErrorOf("#load \"bad.csx\"\n1");
        Assert.Equal($"  {Path.Combine(_folder, "bad.csx")}, line 2, column 9: int b = \"text\";", error.Traceback[1]);
    }

    [Theory]
    [InlineData("lib.cs", "int Twice(int n) => 2 * n;")]
    [InlineData("lib.csx", "#r \"nuget: CsCheck\"\nusing CsCheck;\nint Twice(int n) => 2 * n;\nGen<int> gen = Gen.Int;")]
    [InlineData("lib.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\nint Twice(int n) => 2 * n;\n\n#!markdown\n\nmore")]
    [InlineData("lib.ipynb", """
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": ".net-csharp", "language": "C#"}}, "cells": [
          {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Title"]},
          {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null, "source": ["int Two = 2;"]},
          {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "execution_count": null, "source": ["int Twice(int n) => Two * n;"]}]}
        """)]
    public async Task AFileIsImported(string name, string text)
    {
        Write(name, text);
        Assert.Equal("10", await _session.ValueOf($"var five = 5;\n#!import {name}\nTwice(five)"));
        Assert.Empty(_session.Outputs.OfType<DisplayData>());
    }

    [Fact]
    public async Task AnErrorInAnImportedNotebookNamesItsCell()
    {
        Write("lib.ipynb", """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": ".net-csharp", "language": "C#"}}, "cells": [
              {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null, "source": ["int Two = 2;"]},
              {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "execution_count": null, "source": ["\n", "throw new Exception(\"deep\");"]}]}
            """);
        var error = await _session.ErrorOf("#!import lib.ipynb\n1");
        Assert.Equal("  lib.ipynb cell 2, line 2: throw new Exception(\"deep\");", error.Traceback[1]);
        Assert.Equal("2", await _session.ValueOf("Two"));
    }

    [Theory]
    [InlineData("lib.ipynb", "not json", "a notebook in JSON was expected")]
    [InlineData("lib.ipynb", "{\"nbformat\": 3}", "nbformat 3 was found")]
    [InlineData("lib.txt", "", "An .ipynb, .dib, .cs or .csx file was expected")]
    [InlineData("lib.csx", "#!import lib.csx", "imports itself")]
    public async Task WhatCannotBeImportedIsOneSentence(string name, string text, string sentence)
    {
        Write(name, text);
        Assert.Contains(sentence, (await _session.ErrorOf($"#!import \"{name}\"")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnImportThatBreaksFailsTheCellAlone()
    {
        Write("lib.ipynb", "{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"language\": 5}}, \"cells\": []}");
        await _session.Run("var x = 4;");
        await _session.ErrorOf("#!import lib.ipynb");
        Assert.Equal("4", await _session.ValueOf("x"));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
