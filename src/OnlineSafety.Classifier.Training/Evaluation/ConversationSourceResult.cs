namespace OnlineSafety.Training.Evaluation;

/// <summary>How the conversations of one source fared, or those of one course.</summary>
/// <param name="Name">The source or course.</param>
/// <param name="Risky">Conversations labelled with a course.</param>
/// <param name="Found">Of these, with an alert.</param>
/// <param name="RightCourse">Of these, with an alert for a course that they are labelled with.</param>
/// <param name="Early">Of the risky, with an alert before half of their messages.</param>
/// <param name="Benign">Conversations labelled safe.</param>
/// <param name="FalseAlerts">Of these, with an alert.</param>
public sealed record ConversationSourceResult(string Name, int Risky, int Found, int RightCourse, int Early, int Benign, int FalseAlerts)
{
    /// <summary>False alerts per 1,000 benign conversations; NaN without any.</summary>
    public double FalseAlertsPer1000 => Benign == 0 ? double.NaN : 1000.0 * FalseAlerts / Benign;
}
