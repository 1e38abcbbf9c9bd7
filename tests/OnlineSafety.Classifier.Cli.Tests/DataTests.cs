using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

public sealed class DataTests
{
    [Fact]
    public void The_figures_in_the_data_README_are_those_of_the_commands()
    {
        string readme = File.ReadAllText(RepositoryRoot.File("data", "README.md"));
        Command check = CommandLine.Run("data", "check", "data");
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
        Assert.All(check.Lines, line => Assert.Contains(line, readme, StringComparison.Ordinal));
        Command lexicon = CommandLine.Run("lexicon", "check", "data/lexicons");
        Assert.All(lexicon.Lines, line => Assert.Contains(line, readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Functional_tests_print_a_table_for_each_functionality_and_indicator()
    {
        Command run = CommandLine.Run("evaluate", "--functional", "data/functional-tests");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(Taxonomy.Descriptors, d => Assert.Contains($"| {d.IndicatorId,-18} |", run.Output, StringComparison.Ordinal));
        Assert.Contains("| leet               |", run.Output, StringComparison.Ordinal);

        // The model card has the very same table.
        string card = File.ReadAllText(RepositoryRoot.File("models", "README.md"));
        Assert.All(run.Lines, line => Assert.Contains(line, card, StringComparison.Ordinal));
    }
}
