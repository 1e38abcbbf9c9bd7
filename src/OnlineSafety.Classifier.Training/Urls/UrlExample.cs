namespace OnlineSafety.Training.Urls;

/// <summary>One host to train on, or one URL with a path.</summary>
/// <param name="Host">The canonical host.</param>
/// <param name="Rest">Path and query; empty for a bare host.</param>
/// <param name="Known">Bits of the targets that it is labelled for.</param>
/// <param name="Positive">Bits of the targets that it is labelled 1 for.</param>
/// <param name="Source">Index of its source in the corpus.</param>
/// <param name="Fold">The fold that it is held out in.</param>
internal readonly record struct UrlExample(string Host, string Rest, uint Known, uint Positive, int Source, int Fold)
{
    /// <summary>Whether it is known to be benign for every target.</summary>
    public bool IsSafe => Known == UrlCorpus.AllTargets && Positive == 0;
}
