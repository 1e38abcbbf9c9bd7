using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Corpus;

/// <summary>One text to train on.</summary>
/// <param name="Text">The text, at most one segment long.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Source">Index of its source in the corpus.</param>
/// <param name="Fold">The fold that it is held out in.</param>
internal readonly record struct Example(string Text, LabelSet Labels, int Source, int Fold);
