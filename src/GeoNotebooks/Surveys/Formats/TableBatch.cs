namespace GeoNotebooks.Surveys.Formats;

/// <summary>The rows of one chunk, column by column.</summary>
internal sealed class TableBatch
{
    private int _capacity;

    /// <param name="plan">The columns.</param>
    public TableBatch(TablePlan plan) => (Numbers, Texts) = (new double[plan.Columns.Count][], new string?[plan.Columns.Count][]);

    public int RowCount { get; set; }

    /// <summary>Columns of numbers, NaN where missing; null for the others.</summary>
    public double[]?[] Numbers { get; }

    /// <summary>Columns of text; null for the others.</summary>
    public string?[]?[] Texts { get; }

    /// <summary>Geosoft XYZ: the line headers within the chunk, each with what it leaves open; the first stands for the one before the chunk.</summary>
    public List<SurveyLine> Lines { get; } = [];

    /// <summary>Geosoft XYZ: for each row which of <see cref="Lines"/> holds.</summary>
    public int[] LineOfRow { get; private set; } = [];

    /// <summary>Missing values as they were written, besides blanks.</summary>
    public HashSet<string> Missing { get; } = [];

    /// <summary>Makes room; what was there is forgotten.</summary>
    public void Clear(TablePlan plan, int rows)
    {
        RowCount = 0;
        Missing.Clear();
        Lines.Clear();
        Lines.Add(new(null, null, null, null));
        if (rows <= _capacity)
            return;
        _capacity = rows;
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            Numbers[i] = plan.Columns[i].Kind == TableColumnKind.Number ? new double[rows] : null;
            Texts[i] = plan.Columns[i].Kind == TableColumnKind.Text ? new string?[rows] : null;
        }
        if (plan.Dialect.Layout == TableLayout.GeosoftXyz)
            LineOfRow = new int[rows];
    }
}
