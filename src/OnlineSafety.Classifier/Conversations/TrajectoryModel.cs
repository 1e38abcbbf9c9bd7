using System.Buffers.Binary;
using OnlineSafety.Models;

namespace OnlineSafety.Conversations;

/// <summary>
/// From the state of a conversation to the probability of each course. One logistic regression over
/// <see cref="TrajectoryFeatures"/> says how likely any course is; its weights are never negative, so that more evidence never
/// lowers it. The course that most speaks for gets all of it, the others less by thrice as many logits as they are behind.
/// Immutable; safe for any thread.
/// <code>24 × f32 offset of a message row; f32 bias; f32 threshold; i32 features; features × f32 weight</code>
/// </summary>
internal sealed class TrajectoryModel
{
    private const int OffsetsLength = EvidenceRows.Count * sizeof(float);
    private const int HeaderLength = OffsetsLength + (3 * sizeof(float));

    // What speaks for one course speaks a little for all; so much of the distance keeps an alert from naming all of them.
    private const double Behind = 3;

    private readonly float[] _offsets = new float[EvidenceRows.Count];
    private readonly Regression _any;

    /// <summary>Reads the sections of a bundle.</summary>
    /// <exception cref="InvalidDataException">A section is not well formed.</exception>
    public TrajectoryModel(ReadOnlyMemory<byte> messages, ReadOnlyMemory<byte> trajectory, RoleWords? roles)
    {
        Messages = new LinearModel(messages);
        Roles = roles;
        ReadOnlySpan<byte> section = trajectory.Span;
        int count = section.Length < HeaderLength ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section[(HeaderLength - sizeof(int))..]);
        if (count is < TrajectoryFeatures.WordsByRole or > TrajectoryFeatures.Count || section.Length != HeaderLength + (count * sizeof(float)))
            throw NotWellFormed();
        ReadFloats(section, _offsets);
        float[] weights = new float[TrajectoryFeatures.Count];
        ReadFloats(section[HeaderLength..], weights.AsSpan(0, count));
        _any = new Regression(
            BinaryPrimitives.ReadSingleLittleEndian(section[OffsetsLength..]), BinaryPrimitives.ReadSingleLittleEndian(section[(OffsetsLength + sizeof(float))..]), weights);
        if (!float.IsFinite(_any.Bias) || !(_any.Threshold is > 0 and <= 1) || !weights.All(static w => w is >= 0 and < float.PositiveInfinity) || !_offsets.All(float.IsFinite))
            throw NotWellFormed();
        ThresholdLogit = Logistic.LeastLogit(_any.Threshold);
    }

    /// <summary>The model of single messages: a row for each of the <see cref="EvidenceRows"/>.</summary>
    public LinearModel Messages { get; }

    /// <summary>The words by role; null for a bundle without them, which has no weight for them either.</summary>
    public RoleWords? Roles { get; }

    /// <summary>The logit that each row has for want of evidence.</summary>
    public ReadOnlySpan<float> Offsets => _offsets;

    /// <summary>The least logit, in thousandths, that the key stage 3 profile alerts on.</summary>
    public int ThresholdLogit { get; }

    /// <summary>Opens the model of a bundle, or returns null for a bundle without one.</summary>
    /// <exception cref="InvalidDataException">A section is missing or not well formed.</exception>
    public static TrajectoryModel? Open(Bundle bundle)
    {
        if (!bundle.TryGet(BundleSection.ConversationMessages, out ReadOnlyMemory<byte> messages))
            return null;
        return bundle.TryGet(BundleSection.Trajectories, out ReadOnlyMemory<byte> trajectory)
            ? new TrajectoryModel(messages, trajectory, bundle.TryGet(BundleSection.ConversationRoles, out ReadOnlyMemory<byte> roles) ? new RoleWords(roles) : null)
            : throw new InvalidDataException("The bundle has a model of a conversation's messages but none of trajectories.");
    }

    /// <summary>Writes a section.</summary>
    public static byte[] Write(ReadOnlySpan<float> offsets, Regression any)
    {
        byte[] section = new byte[HeaderLength + (any.Weights.Length * sizeof(float))];
        WriteFloats([.. offsets, any.Bias, any.Threshold], section);
        BinaryPrimitives.WriteInt32LittleEndian(section.AsSpan(HeaderLength - sizeof(int)), any.Weights.Length);
        WriteFloats(any.Weights, section.AsSpan(HeaderLength));
        return section;
    }

    /// <summary>The logits of the courses, in thousandths.</summary>
    public void Score(in ConversationState state, Span<int> logits)
    {
        Span<float> features = stackalloc float[TrajectoryFeatures.Count];
        TrajectoryFeatures.Compute(state, features);
        int any = _any.Score(features);
        double best = TrajectoryFeatures.CourseWeight(state, TrajectoryFeatures.CourseOf(state));
        for (int c = 0; c < logits.Length; c++)
        {
            logits[c] = any - (int)Math.Round(Behind * (best - TrajectoryFeatures.CourseWeight(state, c)) * Logistic.Milli);
        }
    }

    private static InvalidDataException NotWellFormed() => new("The bundle's trajectory section is not well formed.");

    private static void ReadFloats(ReadOnlySpan<byte> bytes, Span<float> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }
    }

    private static void WriteFloats(ReadOnlySpan<float> values, Span<byte> into)
    {
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(into[(i * sizeof(float))..], values[i]);
        }
    }

    /// <summary>The regression of any course.</summary>
    /// <param name="Bias">The logit without any evidence.</param>
    /// <param name="Threshold">The least probability that the key stage 3 profile alerts on.</param>
    /// <param name="Weights">One a feature.</param>
    internal sealed record Regression(float Bias, float Threshold, float[] Weights)
    {
        /// <summary>The logit, in thousandths.</summary>
        public int Score(ReadOnlySpan<float> features)
        {
            double logit = Bias;
            for (int f = 0; f < features.Length; f++)
            {
                logit += Weights[f] * (double)features[f];
            }

            return (int)Math.Round(Math.Clamp(logit, -20, 20) * Logistic.Milli);
        }
    }
}
