using System.Security.Cryptography;
using System.Text.Json;
using OnlineSafety.Training.Conversations;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Urls;

namespace OnlineSafety.Training;

/// <summary>What a bundle was trained from, so that the same bytes can be made again.</summary>
public static class TrainingManifest
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    /// <summary>The manifest as JSON: seed, the bundle's SHA-256, name, bytes and SHA-256 of every file read, and the table of filtering where there is one.</summary>
    public static string Write(string dataFolder, IEnumerable<string> publicFiles, int seed, byte[] bundle, FilteringTable? filtering)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        ArgumentNullException.ThrowIfNull(publicFiles);
        IEnumerable<string> own = Directory.GetFiles(Path.Combine(dataFolder, "lexicons"), "*.lexicon", SearchOption.AllDirectories)
            .Concat(LabelledDataReader.FilesAt(Path.Combine(dataFolder, "samples")))
            .Concat(LabelledDataReader.FilesAt(Path.Combine(dataFolder, "conversations"))).Order(StringComparer.Ordinal);
        return JsonSerializer.Serialize(
            new
            {
                seed,
                bundle = Hash(bundle),
                filtering,
                conversations = new ConversationSettings(),
                own = own.Select(f => Describe(f, Path.GetRelativePath(dataFolder, f).Replace('\\', '/'))).ToArray(),
                @public = publicFiles.Where(static f => !IsUrls(f)).Select(static f => Describe(f, Path.GetFileName(f))).ToArray(),
                urls = new
                {
                    settings = new UrlSettings(),
                    files = publicFiles.Where(IsUrls).Select(static f => Describe(f, Path.GetFileName(f))).ToArray(),
                },
            },
            s_options) + "\n";
    }

    private static bool IsUrls(string file) => Path.GetFileName(file).StartsWith(UrlCorpus.Prefix, StringComparison.Ordinal);

    private static object Describe(string file, string name)
    {
        byte[] bytes = File.ReadAllBytes(file);
        return new { file = name, bytes = bytes.Length, sha256 = Hash(bytes) };
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
