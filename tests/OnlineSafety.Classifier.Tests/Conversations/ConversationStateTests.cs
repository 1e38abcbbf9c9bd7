using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Tests.Conversations;

/// <summary>The state of a conversation: its size, its saved form, and what time, order, repetition and crowds do to it.</summary>
public sealed class ConversationStateTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    // Made-up words: the state's rules are tested, not the lexicon.
    private static readonly SafetyClassifier s_classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(Lexicon.Parse("""
        zorble | grooming | 4 | stage=secrecy
        quux | grooming | 3 | stage=platform-move
        blimp | bullying | 4 | stage=insult
        nay | grooming | 4 | stage=refusal
        """, "x", out _)).Build();

    private static readonly Gen<ChatMessage[]> s_chats = (
            from sender in Gen.Choose(0, 40)
            from minutes in Gen.Choose(0, 60 * 24 * 90)
            from text in Gen.Elements("zorble", "quux", "blimp", "nay", "hello there", "", "zorble quux")
            select new ChatMessage("p" + sender, s_start.AddMinutes(minutes), text))
        .ListOf().Select(static messages => messages.Select(static (m, i) => m with { Id = "m" + i }).ToArray());

    [Fact]
    public void A_state_is_small_and_round_trips_whatever_the_chat() => Property.Holds(s_chats, 200, static chat =>
    {
        ConversationState state = Run(chat);
        byte[] saved = state.ToBytes();
        Assert.InRange(saved.Length, 1, ConversationState.MaxLength);
        ConversationState read = ConversationState.Read(saved);
        Assert.Equal(saved, read.ToBytes());
        Assert.Equal(state, read);

        // And goes on as if nothing had happened.
        ChatMessage next = new("p1", s_start.AddDays(100), "zorble");
        s_classifier.ScoreMessage(ref state, next);
        s_classifier.ScoreMessage(ref read, next);
        Assert.Equal(state, read);
    });

    [Fact]
    public void The_largest_state_fits()
    {
        ConversationState state = new(salt: long.MaxValue);
        for (int i = 0; i < 5000; i++)
        {
            s_classifier.ScoreMessage(ref state, new ChatMessage($"somebody{i % 200}", s_start.AddMinutes(i), i % 2 == 0 ? "zorble quux nay" : "blimp") { Id = $"{i}" });
        }

        Assert.Equal((ConversationState.MaxParticipants, 5000), (state.ParticipantCount, state.MessageCount));
        Assert.InRange(state.ToBytes().Length, 2000, ConversationState.MaxLength);
        Assert.True(state.ParticipantsLeftOut > 0);
    }

    [Fact]
    public void A_state_holds_neither_text_nor_names()
    {
        ConversationState state = Run([new ChatMessage("Marigold", s_start, "zorble zorble") { Id = "identifier" }, new ChatMessage("Bartholomew", s_start, "hello Marigold")]);
        string latin = Encoding.Latin1.GetString(state.ToBytes());
        string utf16 = Encoding.Unicode.GetString(state.ToBytes());
        Assert.All(new[] { "Marigold", "marigold", "Bartholomew", "zorble", "hello", "identifier" }, word =>
        {
            Assert.DoesNotContain(word, latin, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, utf16, StringComparison.OrdinalIgnoreCase);
        });

        ConversationState salted = new(salt: 1);
        s_classifier.ScoreMessage(ref salted, new ChatMessage("Marigold", s_start, "zorble zorble") { Id = "identifier" });
        Assert.Equal(-1, salted.Find(state.Kept[0].Key)); // another salt, another key for the same name
    }

    [Fact]
    public void A_duplicate_changes_nothing() => Property.Holds(s_chats, 100, static chat =>
    {
        ConversationState state = Run(chat);
        ConversationState again = state;
        foreach (ChatMessage message in chat.TakeLast(ConversationState.RememberedIds))
        {
            s_classifier.ScoreMessage(ref again, message);
        }

        Assert.Equal(state, again);
    });

    [Fact]
    public void A_whole_conversation_is_taken_in_the_order_of_time() => Property.Holds(s_chats, 100, static chat =>
    {
        ChatMessage[] distinct = [.. chat.DistinctBy(static m => m.At)];
        ChatMessage[] shuffled = [.. distinct];
        new Random(distinct.Length).Shuffle(shuffled);
        Assert.Equal(s_classifier.ClassifyConversation(distinct).State, s_classifier.ClassifyConversation([.. shuffled, .. shuffled.Take(3)]).State);
    });

    [Fact]
    public void A_late_message_counts_as_much_as_if_it_had_come_in_time_but_for_rounding()
    {
        ChatMessage first = new("A", s_start, "zorble");
        ChatMessage second = new("B", s_start.AddDays(45), "quux");
        ConversationState inOrder = Run([first, second]);
        ConversationState late = Run([second, first]);
        Assert.Equal(inOrder.Clock, late.Clock);
        int row = EvidenceRows.RowOf(ConversationStep.Secrecy);
        int a = inOrder.Kept[inOrder.Find(inOrder.KeyOf("A"))].Sums[row];
        int b = late.Kept[late.Find(late.KeyOf("A"))].Sums[row];
        Assert.InRange(b, a - 1, a + 1);
        Assert.InRange(a, 1, 200);
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(29, 204)]
    [InlineData(30, 200)]
    [InlineData(60, 100)]
    [InlineData(365, 0)]
    [InlineData(100_000, 0)]
    public void Evidence_halves_in_thirty_days(int days, int expected) => Assert.Equal(expected, Decay.Of(400, days));

    [Theory]
    [InlineData(ChatMessageKind.Text, 1, true)]
    [InlineData(ChatMessageKind.Edited, 0, true)] // new words count; it is no turn
    [InlineData(ChatMessageKind.Deleted, 0, false)]
    [InlineData(ChatMessageKind.System, 0, false)]
    public void Kinds_of_messages(ChatMessageKind kind, int turns, bool counts)
    {
        ConversationState state = Run([new ChatMessage("A", s_start, "zorble") { Kind = kind }]);
        Assert.Equal(1, state.MessageCount);
        Assert.Equal(turns, state.ParticipantCount == 0 ? 0 : state.Kept[0].Messages);
        Assert.Equal(counts, state.ParticipantCount > 0 && state.Kept[0].Total > 0);
    }

    [Fact]
    public void Of_a_crowd_those_with_most_evidence_are_kept()
    {
        List<ChatMessage> chat = [new("quiet one", s_start, "zorble quux")];
        chat.AddRange(Enumerable.Range(0, 200).Select(static i => new ChatMessage($"somebody {i}", s_start.AddMinutes(i), "hello there")));
        ConversationState state = Run(chat);
        Assert.Equal(ConversationState.MaxParticipants, state.ParticipantCount);
        Assert.True(state.Find(state.KeyOf("quiet one")) >= 0);
        Assert.True(state.Find(state.KeyOf("somebody 199")) >= 0); // of those without evidence, who spoke last
        Assert.True(state.Find(state.KeyOf("somebody 0")) < 0);
    }

    [Fact]
    public void Small_talk_does_not_add_up() =>
        Assert.Equal(0, Run(Enumerable.Range(0, 10_000).Select(static i => new ChatMessage("A", s_start.AddMinutes(i), "hello there"))).Kept[0].Total);

    [Fact]
    public void Who_goes_on_after_a_refusal_is_told_apart()
    {
        ConversationState state = Run([new ChatMessage("A", s_start, "zorble"), new ChatMessage("B", s_start, "nay"), new ChatMessage("A", s_start, "quux")]);
        Assert.True(state.Kept[0].IsRefused);
        Assert.True(state.Kept[0].Persisted > 0);
        Assert.False(state.Kept[1].IsRefused);
        Assert.Equal(state.Kept[1].Key, state.Kept[0].Target);
    }

    [Fact]
    public void A_name_in_a_message_says_whom_it_is_for()
    {
        ConversationState state = Run([
            new ChatMessage("Ann", s_start, "hello there"), new ChatMessage("Theo_P", s_start, "hello there"), new ChatMessage("Kez", s_start, "hello there"),
            new ChatMessage("Ann", s_start, "theo blimp")]);
        Assert.Equal(state.KeyOf("Theo_P"), state.Kept[0].Target); // and not Kez, who spoke last
    }

    [Fact]
    public void Damaged_states_are_refused()
    {
        byte[] saved = Run([new ChatMessage("A", s_start, "zorble") { Id = "1" }]).ToBytes();
        for (int length = 0; length < saved.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ConversationState.Read(saved.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => ConversationState.Read([.. saved, 0]));
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => ConversationState.Read([9, .. saved[1..]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run([]).Write(new byte[3]));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Property.Holds(Gen.Choose(0, 255).ListOf().Select(static b => b.Select(static x => (byte)x).Prepend((byte)1).ToArray()), 500, static bytes =>
    {
        try
        {
            ConversationState state = ConversationState.Read(bytes);
            s_classifier.ScoreMessage(ref state, new ChatMessage("A", s_start, "zorble"));
        }
        catch (InvalidDataException)
        {
        }
    });

    [Fact]
    public void A_state_with_any_byte_changed_is_refused_or_goes_on()
    {
        byte[] saved = Run([new ChatMessage("A", s_start, "zorble") { Id = "1" }, new ChatMessage("B", s_start, "nay"), new ChatMessage("A", null, "quux")]).ToBytes();
        for (int i = 1; i < saved.Length; i++)
        {
            foreach (byte value in new byte[] { 0, 0x7F, 0x80, 0xFF })
            {
                byte[] damaged = [.. saved];
                damaged[i] = value;
                try
                {
                    ConversationState state = ConversationState.Read(damaged);
                    _ = state.Clock;
                    SafetyClassifier.Default.ClassifyMessage(ref state, new ChatMessage("B", s_start.AddDays(1), "zorble"));
                    SafetyClassifier.Default.Assess(state, options: new ClassificationOptions { Profile = Profile.KeyStage1 });
                    s_classifier.Assess(state);
                }
                catch (InvalidDataException)
                {
                }
            }
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    [InlineData(int.MinValue, -1, int.MinValue)]
    [InlineData(2, -3, -1)]
    public void A_sum_that_is_full_stays_full(int sum, int more, int expected) => Assert.Equal(expected, ConversationState.Added(sum, more));

    [Fact]
    public void Megabytes_of_words_do_not_turn_the_sums_over()
    {
        MessageEvidence flood = new();
        flood.Add(Enumerable.Repeat(1e9, EvidenceRows.Count).ToArray(), int.MaxValue, new float[EvidenceRows.Count]);
        ConversationState state = default;
        for (int i = 0; i < 2; i++)
        {
            state.Apply(new ChatMessage("A", null, ""), flood);
        }

        Assert.True(double.IsFinite(state.WordsOf(0)) && state.WordsOf(0) > 0);
        Assert.Equal(state, ConversationState.Read(state.ToBytes()));
    }

    [Fact]
    public void Extreme_times_do_no_harm() => Assert.Equal(4, Run([
        new ChatMessage("A", DateTimeOffset.MaxValue, "zorble"), new ChatMessage("A", DateTimeOffset.MinValue, "zorble"),
        new ChatMessage("A", null, "zorble"), new ChatMessage("", s_start, "\ud83d")]).MessageCount);

    [Fact]
    public void Scoring_a_message_allocates_nothing()
    {
        ConversationState state = default;
        ChatMessage[] chat = [new("A", s_start, "hello there, zorble") { Id = "1" }, new("B", s_start, "nay") { Id = "2" }];
        for (int i = 0; i < 3; i++)
        {
            ScoreAll(ref state, chat, i);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        ScoreAll(ref state, chat, 3);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Scoring_a_message_makes_no_object_of_a_phrase_that_nobody_asks_for()
    {
        // Not the shared classifier: other tests have asked it for entries.
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().Build();
        ConversationState state = default;
        ChatMessage message = new("A", s_start, "dont tell your mum, it is our secret");
        SafetyClassifier.Default.ScoreMessage(ref state, message); // for the thread's buffers
        classifier.ScoreMessage(ref state, new ChatMessage("A", s_start, "hello there k1ll"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        classifier.ScoreMessage(ref state, message);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void No_hash_of_a_word_stays_behind()
    {
        ConversationState state = default;
        s_classifier.ScoreMessage(ref state, new ChatMessage("A", s_start, "juniper zorble"));
        s_classifier.ClassifyMessage(ref state, new ChatMessage("B", s_start, "juniper nay"));
        ScanWorkspace workspace = ScanWorkspace.Rent();
        Assert.True(workspace.Message.Words.IsEmpty);
        Assert.Equal((0, 0), (workspace.Linear.RowCount, workspace.Linear.FeatureCount));
        Assert.All(workspace.Linear.Rows.Concat(workspace.Linear.Values), static row => Assert.Equal(0, row));
        workspace.Return();
    }

    private static void ScoreAll(ref ConversationState state, ChatMessage[] chat, int day)
    {
        foreach (ChatMessage message in chat)
        {
            s_classifier.ScoreMessage(ref state, message with { Id = null, At = s_start.AddDays(day) });
            SafetyClassifier.Default.ScoreMessage(ref state, message with { Id = null });
        }
    }

    private static ConversationState Run(IEnumerable<ChatMessage> chat)
    {
        ConversationState state = default;
        foreach (ChatMessage message in chat)
        {
            s_classifier.ScoreMessage(ref state, message);
        }

        return state;
    }
}
