using OnlineSafety.Findings;

namespace OnlineSafety.Auditing;

/// <summary>A finding as an audit record keeps it: where and what, no words. Evidence is left out, since it names phrases found.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Score">The probability after suppression.</param>
/// <param name="ScoreBefore">The probability before suppression.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Span">The place in the input.</param>
/// <param name="SuppressedBy">The suppressor's id, or null.</param>
public readonly record struct AuditFinding(string Rule, float Score, float ScoreBefore, Severity Severity, TextSpan Span, string? SuppressedBy);
