using System.Collections.Immutable;
using System.IO.Compression;

namespace OnlineSafety.Urls;

/// <summary>Reads files into a <see cref="HostList"/>. For one thread, once.</summary>
internal sealed class HostListBuilder(string name)
{
    private const int MaxDiagnostics = 1000;
    private const ushort HasPaths = 0x8000;
    private const int MaxClassSets = HasPaths - 1;

    private static readonly string[] s_files = ["domains", "urls", "domains.gz", "urls.gz"];

    private readonly Dictionary<ulong, ushort> _entries = [];
    private readonly List<uint> _classes = [0];
    private readonly Dictionary<uint, ushort> _classIds = [];
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal);
    private readonly ImmutableArray<HostListDiagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<HostListDiagnostic>();
    private int _paths;
    private int _hosts;
    private long _skipped;

    /// <summary>Adds a file, or a folder of a subfolder a class.</summary>
    public void Add(string path, string? category)
    {
        uint? given = category is null ? null : HostClasses.Parse(category);
        if (!Directory.Exists(path))
        {
            string stem = Path.GetFileName(path).Split('.')[0];
            uint classes = given ?? (HostClasses.TryParse(stem, out uint own) ? own : 0);
            AddFile(path, Path.GetFileName(path), classes);
            if (classes == 0 && _skipped > 0 && _entries.Count == 0)
                throw new InvalidDataException($"'{path}': say what its hosts are (as in gambling={path}), or name each line's class in a second column.");
            return;
        }

        foreach (string folder in Directory.GetDirectories(path).Append(path).Order(StringComparer.Ordinal))
        {
            string className = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
            string[] files = [.. s_files.Select(f => Path.Combine(folder, f)).Where(File.Exists)];
            if (files.Length == 0)
                continue;
            if (given is null && !HostClasses.TryParse(className, out _))
            {
                Tell(className, 0, "no class of the taxonomy; the folder is left out");
                continue;
            }

            foreach (string file in files)
            {
                AddFile(file, $"{className}/{Path.GetFileName(file)}", given ?? HostClasses.Parse(className));
            }
        }
    }

    /// <summary>Adds lines; <paramref name="classes"/> of 0 asks each line to say its own.</summary>
    public void Add(TextReader lines, string source, uint classes)
    {
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        int number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            HostLineKind kind = HostLineParser.Parse(line, classes, buffer, out HostRule rule, out string error);
            if (kind == HostLineKind.Rule && rule.Classes == 0)
                (kind, error) = (HostLineKind.Bad, "no class: neither the line nor the list says what the host is");
            if (kind == HostLineKind.Rule)
            {
                Add(rule);
            }
            else if (kind == HostLineKind.Bad)
            {
                _skipped++;
                Tell(source, number, error);
            }
        }
    }

    /// <summary>Builds the list.</summary>
    public HostList Build() => new(name, HostTable.Build(_entries.Count, _entries), [.. _classes], _allowed,
        new HostListCounts(_hosts, _paths, _skipped), _diagnostics.ToImmutable());

    private void AddFile(string path, string source, uint classes)
    {
        using FileStream file = File.OpenRead(path);
        using Stream raw = file.CanSeek ? file : ReadAll(file);
        bool gzip = raw.ReadByte() == 0x1F && raw.ReadByte() == 0x8B;
        raw.Position = 0;
        using Stream stream = gzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using StreamReader reader = new(stream);
        Add(reader, source, classes);
    }

    /// <summary>A pipe, which cannot be read twice.</summary>
    private static MemoryStream ReadAll(Stream pipe)
    {
        MemoryStream all = new();
        pipe.CopyTo(all);
        all.Position = 0;
        return all;
    }

    /// <summary>As paths are looked up: case of ASCII letters alone does not matter.</summary>
    private static string ToAsciiLower(ReadOnlySpan<char> path)
    {
        char[] lower = path.ToArray();
        for (int i = 0; i < lower.Length; i++)
        {
            if (char.IsAsciiLetterUpper(lower[i]))
                lower[i] |= ' ';
        }

        return new string(lower);
    }

    private void Add(HostRule rule)
    {
        ulong host = HostKeys.Of(rule.Host, rule.IsIp);
        bool isNew;
        if (rule.Path.IsEmpty)
        {
            isNew = Merge(rule.IsExact ? HostList.ExactKey(host) : host, rule.Classes);
            _hosts += isNew ? 1 : 0;
        }
        else
        {
            isNew = Merge(HostList.PathKey(host, rule.Path), rule.Classes);
            _paths += isNew ? 1 : 0;
            _entries[host] = (ushort)(_entries.GetValueOrDefault(host) | HasPaths);
        }

        if ((rule.Classes & HostClasses.Allow) != 0)
            _allowed.Add(rule.Path.IsEmpty ? $"{rule.Host}{(rule.IsExact ? "=" : "")}" : $"{rule.Host}/{ToAsciiLower(rule.Path)}");
    }

    /// <summary>Merges what one key is: both classes of two that block, "allowed" before either.</summary>
    private bool Merge(ulong key, uint classes)
    {
        ushort old = _entries.GetValueOrDefault(key);
        uint merged = _classes[old & ~HasPaths] | classes;
        if ((merged & HostClasses.Allow) != 0)
            merged = HostClasses.Allow;
        _entries[key] = (ushort)((old & HasPaths) | IdOf(merged));
        return (old & ~HasPaths) == 0;
    }

    private ushort IdOf(uint classes)
    {
        if (_classIds.TryGetValue(classes, out ushort id))
            return id;
        if (_classes.Count > MaxClassSets)
            throw new InvalidDataException("The list names too many combinations of classes.");
        _classes.Add(classes);
        return _classIds[classes] = (ushort)(_classes.Count - 1);
    }

    private void Tell(string source, int line, string message)
    {
        if (_diagnostics.Count < MaxDiagnostics)
            _diagnostics.Add(new HostListDiagnostic(source, line, message));
    }
}
