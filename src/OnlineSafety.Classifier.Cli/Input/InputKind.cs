namespace OnlineSafety.Cli.Input;

/// <summary>How to read an input.</summary>
internal enum InputKind
{
    /// <summary>JSON Lines where the first character is a brace, else lines.</summary>
    Auto,

    /// <summary>JSON Lines: one object a line.</summary>
    Jsonl,

    /// <summary>Plain text, each line a text of its own, or a URL where it is nothing but one.</summary>
    Lines,

    /// <summary>Plain text, each line a URL.</summary>
    Urls,

    /// <summary>Plain text, the whole input one text.</summary>
    Document,
}
