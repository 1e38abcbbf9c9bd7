namespace OnlineSafety.Models;

/// <summary>The sections that a bundle may have; the value is the tag in the file.</summary>
internal enum BundleSection : uint
{
    /// <summary>The lexicon's entries.</summary>
    Lexicon = 0x4958_454C, // "LEXI"

    /// <summary>The lexicon's automata, compiled.</summary>
    Automata = 0x4843_544D, // "MTCH"

    /// <summary>The rows of the linear stage.</summary>
    Linear = 0x524E_494C, // "LINR"

    /// <summary>The sums of the linear rows of common words.</summary>
    Words = 0x4452_4F57, // "WORD"

    /// <summary>The trees of the fusion stage.</summary>
    Trees = 0x4545_5254, // "TREE"

    /// <summary>Calibration and thresholds.</summary>
    Calibration = 0x424C_4143, // "CALB"

    /// <summary>The rows of a conversation's messages.</summary>
    ConversationMessages = 0x4753_4D43, // "CMSG"

    /// <summary>The trajectories of conversations.</summary>
    Trajectories = 0x4A52_5443, // "CTRJ"

    /// <summary>The words of a conversation by who writes them.</summary>
    ConversationRoles = 0x4C4F_5243, // "CROL"

    /// <summary>The model of URLs.</summary>
    Urls = 0x4D4C_5255, // "URLM"
}
