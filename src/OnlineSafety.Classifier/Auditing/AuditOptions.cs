namespace OnlineSafety.Auditing;

/// <summary>How audit records are made. Immutable.</summary>
public sealed record AuditOptions
{
    /// <summary>The fewest bytes of salt.</summary>
    public const int MinSaltLength = 16;

    private readonly ReadOnlyMemory<byte> _salt;
    private readonly TimeSpan _retention = TimeSpan.FromDays(365);

    /// <summary>
    /// The secret that digests of content are salted with, at least 16 bytes. Who has it can test whether a record is about a
    /// text that they hold; nobody can make the text of the record. Keep it apart from the records; another salt, other digests.
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than 16 bytes.</exception>
    public required ReadOnlyMemory<byte> Salt
    {
        get => _salt;
        init => _salt = value.Length >= MinSaltLength ? value
            : throw new ArgumentException($"The salt has {value.Length} bytes; at least {MinSaltLength} are needed.", nameof(value));
    }

    /// <summary>How long a record is to be kept; the day after which to delete it stands in it. Default 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TimeSpan Retention
    {
        get => _retention;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _retention = value;
        }
    }

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
