using OnlineSafety.Features;

namespace OnlineSafety.Tests.Features;

/// <summary>Keeps the hashes that it is handed, in their order.</summary>
internal readonly struct HashList() : IFeatureSink
{
    public List<uint> Hashes { get; } = [];

    public void Add(scoped ReadOnlySpan<uint> hashes) => Hashes.AddRange(hashes);

    public bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;
}
