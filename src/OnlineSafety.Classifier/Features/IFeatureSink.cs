namespace OnlineSafety.Features;

/// <summary>Takes the hashed features of a text, one after the other, with repeats.</summary>
internal interface IFeatureSink
{
    /// <summary>Takes a feature.</summary>
    void Add(uint hash);
}
