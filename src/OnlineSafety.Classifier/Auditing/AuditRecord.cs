using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace OnlineSafety.Auditing;

/// <summary>
/// That something was classified, by what and with which result, without a word of it (docs/auditing.md). Immutable.
/// </summary>
public sealed record AuditRecord
{
    /// <summary>The version of the record's schema.</summary>
    public const int SchemaVersion = 1;

    private AuditRecord()
    {
    }

    /// <summary>The record's own id.</summary>
    public Guid Id { get; private init; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset Time { get; private init; }

    /// <summary>The last day to keep the record.</summary>
    public DateOnly RetainUntil { get; private init; }

    /// <summary>The caller's own id of the input; empty where there is none. Not a place for words or names.</summary>
    public string Reference { get; private init; } = "";

    /// <summary>HMAC-SHA-256 of the content in UTF-8, keyed with the salt; lower-case hexadecimal.</summary>
    public string ContentDigest { get; private init; } = "";

    /// <summary>The content's length in UTF-16 code units.</summary>
    public int ContentLength { get; private init; }

    /// <summary>The profile.</summary>
    public Profile Profile { get; private init; }

    /// <summary>The surface.</summary>
    public Surface Surface { get; private init; }

    /// <summary>The decision.</summary>
    public Decision Decision { get; private init; }

    /// <summary>The severity.</summary>
    public Severity Severity { get; private init; }

    /// <summary>The flags.</summary>
    public RiskFlags Flags { get; private init; }

    /// <summary>The probabilities, before suppression.</summary>
    public ScoreVector Scores { get; private init; }

    /// <summary>The findings, suppressed ones too.</summary>
    public ImmutableArray<AuditFinding> Findings { get; private init; } = [];

    /// <summary>SHA-256 of the bundle.</summary>
    public string BundleSha256 { get; private init; } = "";

    /// <summary>SHA-256 of the configuration in force (<see cref="Configuration.ResolvedConfiguration.Sha256"/>).</summary>
    public string ConfigurationSha256 { get; private init; } = "";

    /// <summary>Makes the record of a classification.</summary>
    /// <param name="classifier">What classified.</param>
    /// <param name="content">What was classified; only its digest and length are kept.</param>
    /// <param name="result">The result.</param>
    /// <param name="options">The options it was classified with.</param>
    /// <param name="audit">Salt, retention, clock.</param>
    /// <param name="reference">The caller's own id of the input.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static AuditRecord Create(SafetyClassifier classifier, ReadOnlySpan<char> content, ClassificationResult result, ClassificationOptions options, AuditOptions audit, string reference = "")
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(reference);
        DateTimeOffset now = audit.Clock.GetUtcNow();
        return new AuditRecord
        {
            Id = Guid.CreateVersion7(now),
            Time = now,
            RetainUntil = audit.Retention < DateTimeOffset.MaxValue - now ? DateOnly.FromDateTime(now.UtcDateTime + audit.Retention) : DateOnly.MaxValue,
            Reference = reference,
            ContentDigest = Digest(content, audit.Salt.Span),
            ContentLength = content.Length,
            Profile = options.Profile,
            Surface = options.Surface,
            Decision = result.Decision,
            Severity = result.Severity,
            Flags = result.Flags,
            Scores = result.Scores,
            Findings = [.. result.Findings.Select(static f => new AuditFinding(f.Descriptor.Id, f.Score, f.ScoreBefore, f.Severity, f.Span, f.SuppressedBy?.Id))],
            BundleSha256 = classifier.Info.Sha256,
            ConfigurationSha256 = classifier.Configuration.Sha256,
        };
    }

    private static string Digest(ReadOnlySpan<char> content, ReadOnlySpan<byte> salt)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(content));
        try
        {
            return Convert.ToHexStringLower(HMACSHA256.HashData(salt, utf8.AsSpan(0, Encoding.UTF8.GetBytes(content, utf8))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8, clearArray: true);
        }
    }
}
