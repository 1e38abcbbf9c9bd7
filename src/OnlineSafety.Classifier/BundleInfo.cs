using System.Security.Cryptography;

namespace OnlineSafety;

/// <summary>What a classifier was built from. Immutable.</summary>
public sealed record BundleInfo
{
    private readonly ReadOnlyMemory<byte> _data;
    private string? _sha256;

    internal BundleInfo(string name, int formatVersion, ReadOnlyMemory<byte> data, int lexiconEntries, bool hasModel, bool hasUrlModel)
    {
        Name = name;
        FormatVersion = formatVersion;
        LexiconEntries = lexiconEntries;
        HasModel = hasModel;
        HasUrlModel = hasUrlModel;
        _data = data;
    }

    /// <summary>The bundle's file name, or <c>embedded</c>.</summary>
    public string Name { get; }

    /// <summary>The bundle's format.</summary>
    public int FormatVersion { get; }

    /// <summary>Bytes.</summary>
    public int Length => _data.Length;

    /// <summary>SHA-256 of the bundle, lower-case hexadecimal; computed when first asked for, since it takes longer than opening the bundle.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(_data.Span));

    /// <summary>Entries of the lexicon, those added to the bundle's included.</summary>
    public int LexiconEntries { get; }

    /// <summary>Whether there is a trained model; without one, scores follow the lexicon's rule.</summary>
    public bool HasModel { get; }

    /// <summary>Whether there is a trained model of URLs; without one, URLs follow lists and the words in them.</summary>
    public bool HasUrlModel { get; }

    /// <summary>Whether two classifiers were built from the same.</summary>
    public bool Equals(BundleInfo? other) =>
        other is not null && (Name, FormatVersion, Length, LexiconEntries, HasModel, HasUrlModel) == (other.Name, other.FormatVersion, other.Length, other.LexiconEntries, other.HasModel, other.HasUrlModel) &&
        Sha256 == other.Sha256;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Length, LexiconEntries);
}
