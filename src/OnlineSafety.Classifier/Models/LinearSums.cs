namespace OnlineSafety.Models;

/// <summary>
/// The sums of a text's linear rows while they are made: rows are noted and sent for first and added up later, so that what happens in
/// between need not wait for them. A reusable buffer.
/// </summary>
internal sealed class LinearSums
{
    // 256 rows of at most 127 stay below 32,768.
    private const int MaxRows = 256;

    /// <summary>The sum of each indicator's weights so far.</summary>
    public int[] Values { get; } = new int[Taxonomy.IndicatorCount];

    /// <summary>Where the noted rows lie.</summary>
    public int[] Rows { get; } = new int[MaxRows];

    /// <summary>How many rows are noted and not added yet.</summary>
    public int RowCount { get; set; }

    /// <summary>How many features the text has.</summary>
    public int FeatureCount { get; set; }

    /// <summary>Overwrites what is noted: who guesses a word can tell it by its rows.</summary>
    public void Erase()
    {
        Array.Clear(Rows);
        Array.Clear(Values);
        RowCount = 0;
        FeatureCount = 0;
    }
}
