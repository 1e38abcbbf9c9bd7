using System.Security.Cryptography;
using System.Text.Json;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Tests;

namespace OnlineSafety.Training.Tests;

/// <summary>The bundle in <c>models/</c> was made from the data that are in the repository.</summary>
public sealed class CommittedBundleTests
{
    private const string Advice = "data/ has changed since models/default.osmodel was trained: train it again (models/README.md) and commit it.";

    private static readonly byte[] s_bundle = File.ReadAllBytes(RepositoryRoot.File("models", "default.osmodel"));

    [Fact]
    public void Its_lexicon_is_that_of_the_repository()
    {
        byte[] section = LexiconSection.Write(Lexicon.Load(RepositoryRoot.File("data", "lexicons")).Entries);
        Assert.True(Bundle.Open(s_bundle, "default.osmodel").ToDictionary()[BundleSection.Lexicon].AsSpan().SequenceEqual(section), Advice);
    }

    [Fact]
    public void Its_manifest_names_it_and_every_file_of_the_repository_that_it_was_trained_on()
    {
        JsonElement manifest = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("models", "default.manifest.json"))).RootElement;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(s_bundle)), manifest.GetProperty("bundle").GetString());
        Dictionary<string, string> files = new[] { "lexicons", "samples", "conversations" }
            .SelectMany(static folder => Directory.GetFiles(RepositoryRoot.File("data", folder), "*.*l*", SearchOption.AllDirectories))
            .ToDictionary(static f => Path.GetRelativePath(RepositoryRoot.File("data"), f).Replace('\\', '/'), static f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))));
        Dictionary<string, string> own = manifest.GetProperty("own").EnumerateArray()
            .ToDictionary(static f => f.GetProperty("file").GetString()!, static f => f.GetProperty("sha256").GetString()!);
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), own.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.True(own[f.Key] == f.Value, Advice));
        Assert.NotEmpty(manifest.GetProperty("public").EnumerateArray());
    }
}
