namespace OnlineSafety.Training.Data;

/// <summary>What a row of the repository may be used for.</summary>
public enum DataSplit
{
    /// <summary>Training: 65%.</summary>
    Train,

    /// <summary>Choosing settings: 15%.</summary>
    Dev,

    /// <summary>Scoring only: 20%.</summary>
    Test,
}
