using System.CommandLine;
using System.Text;
using OnlineSafety.Cli.Input;
using OnlineSafety.Cli.Output;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety explain</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> text = new("TEXT") { Description = "The text or, where it is nothing but one that starts with http, the URL to explain; '-' reads standard input, all of it as one text." };
        Option<string> profile = CommonOptions.Profiles();
        Option<string> surface = CommonOptions.Surfaces();
        Option<FileInfo?> config = CommonOptions.Configuration();
        Option<FileInfo?> html = new("--html") { Description = "Write a page that needs nothing else, no script and no network; it holds the text.", HelpName = "FILE" };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Option<string[]> hosts = CommonOptions.HostLists();
        Option<FileInfo?> suffixes = CommonOptions.Suffixes();
        Command command = new("explain", "Shows what was found in a text or URL, where, and what moved each score, before and after suppression.")
        {
            text, profile, surface, config, html, bundle, lexicons, hosts, suffixes,
        };
        command.SetAction(parsed =>
        {
            Console.OutputEncoding = new UTF8Encoding(false);
            SafetyClassifier classifier = CommonOptions.BuildClassifier(
                parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], CommonOptions.LoadConfiguration(parsed.GetValue(config)), parsed.GetValue(hosts), parsed.GetValue(suffixes));
            ClassificationOptions options = CommonOptions.OptionsOf(parsed.GetValue(profile)!, parsed.GetValue(surface)!);
            string input = parsed.GetValue(text)! == "-" ? ReadAll() : parsed.GetValue(text)!;
            ClassificationResult result = InputRecord.IsUrlAlone(input) ? classifier.ClassifyUrl(input, options) : classifier.ClassifyText(input, options);
            Explanation explanation = new(input, result, options);
            if (parsed.GetValue(html) is { } file)
            {
                File.WriteAllText(file.FullName, HtmlExplanation.Write(explanation));
                Console.WriteLine($"{file}: written. It holds the text: treat it as such.");
            }
            else
            {
                ConsoleExplanation.Write(explanation, CommonOptions.OutputConsole());
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static string ReadAll()
    {
        using LineReader reader = LineReader.Open(Console.OpenStandardInput());
        return Encoding.UTF8.GetString(reader.ReadToEnd().Span);
    }
}
