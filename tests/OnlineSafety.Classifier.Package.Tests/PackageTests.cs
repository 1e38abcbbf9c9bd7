using System.IO.Compression;
using OnlineSafety.Tests;

namespace OnlineSafety.Package.Tests;

/// <summary>Packs the library, installs it from a folder into a fresh program, and runs that.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Program = """
        using OnlineSafety;
        using OnlineSafety.Findings;

        ClassificationResult result = SafetyClassifier.Default.ClassifyText("go k1ll y0urself");
        Finding finding = result.Findings[0];
        Console.WriteLine($"{finding.Descriptor.Id} {finding.Span} {result.Decision != Decision.Allow}");
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <RestorePackagesPath>packages</RestorePackagesPath>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="OnlineSafety.Classifier" Version="*" />
          </ItemGroup>
        </Project>
        """;

    // Nothing but the folder: the package must need no other.
    private const string Feed = """
        <configuration>
          <packageSources>
            <clear />
            <add key="local" value="feed" />
          </packageSources>
        </configuration>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("onlinesafety").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_package_installs_and_runs_in_a_fresh_program()
    {
        string feed = Path.Combine(_folder, "feed");
        Run("pack", RepositoryRoot.File("src", "OnlineSafety.Classifier"), "-c", "Release", "-o", feed);
        string package = Assert.Single(Directory.GetFiles(feed, "*.nupkg"));
        Assert.Single(Directory.GetFiles(feed, "*.snupkg"));
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            string[] files = [.. archive.Entries.Select(static e => e.FullName)];
            Assert.Contains("README.md", files);
            Assert.Contains("icon.png", files);
            Assert.Contains("lib/net10.0/OnlineSafety.Classifier.xml", files);
            using StreamReader nuspec = new(archive.GetEntry("OnlineSafety.Classifier.nuspec")!.Open());
            string metadata = nuspec.ReadToEnd();
            Assert.Contains("<license type=\"expression\">MIT</license>", metadata, StringComparison.Ordinal);
            Assert.DoesNotContain("<dependency ", metadata, StringComparison.Ordinal);
        }

        File.WriteAllText(Path.Combine(_folder, "nuget.config"), Feed);
        File.WriteAllText(Path.Combine(_folder, "Fresh.csproj"), Project);
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), Program);
        Run("build", _folder, "-o", Path.Combine(_folder, "out"));
        Assert.Equal("OS1004 [0..16) True", Run(Path.Combine(_folder, "out", "Fresh.dll")).Output.Trim());
    }

    private Command Run(params string[] arguments)
    {
        Command run = Command.Run("dotnet", arguments, folder: _folder);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run;
    }
}
