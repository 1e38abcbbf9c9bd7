using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OnlineSafety.Configuration;

/// <summary>Parses configuration files and what they include, gathering settings and errors.</summary>
internal sealed class ConfigurationParser
{
    private const int MaxDepth = 16;

    // Files that each include the next twice would be read 65,535 times at that depth.
    private const int MaxFiles = 256;
    private const float MinFactor = 0.01f;
    private const float MaxFactor = 100;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (string Id, SettingProperty Property)[] s_properties =
    [
        ("threshold", SettingProperty.Threshold),
        ("filtering_threshold", SettingProperty.FilteringThreshold),
        ("block_threshold", SettingProperty.BlockThreshold),
        ("severity", SettingProperty.Severity),
        ("surface", SettingProperty.Surface),
    ];

    private static readonly string[] s_sections = [.. new[] { "*" }.Concat(ProfileIds.All).SelectMany(static p => new[] { p, p + "/filtering", p + "/monitoring" })];

    private static readonly Lazy<string[]> s_keys = new(static () =>
    [
        .. Taxonomy.Descriptors.SelectMany(static d => new[] { $"os_indicator.{d.IndicatorId}", $"os_rule.{d.Id}" })
            .Concat(EnumIds<RiskCategory>.All.Append("*").Select(static c => $"os_category.{c}"))
            .SelectMany(static name => s_properties.Select(p => $"{name}.{p.Id}")),
        "os_suppress.*", "include",
    ]);

    private readonly ImmutableArray<ConfigurationSetting>.Builder _settings = ImmutableArray.CreateBuilder<ConfigurationSetting>();
    private readonly ImmutableArray<ConfigurationDiagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<ConfigurationDiagnostic>();
    private readonly List<string> _open = [];
    private int _files;
    private bool _tooManyFiles;

    public ImmutableArray<ConfigurationSetting> Settings => _settings.ToImmutable();

    public ImmutableArray<ConfigurationDiagnostic> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Parses a file.</summary>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public void ParseFile(string path)
    {
        _files++;
        string name = path.Replace('\\', '/');
        string full = Path.GetFullPath(path);
        string text;
        try
        {
            text = File.ReadAllText(full, s_strictUtf8);
        }
        catch (DecoderFallbackException)
        {
            _diagnostics.Add(new ConfigurationDiagnostic(name, 1, "file", "is not UTF-8"));
            return;
        }

        _open.Add(full);
        Parse(text, name, full);
        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>Parses a text; includes are found from the folder of <paramref name="path"/>.</summary>
    public void Parse(string text, string source, string? path)
    {
        int number = 0;
        Section? section = null;
        bool hasSection = false;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string line = WithoutComment(number == 1 ? raw.TrimStart('\uFEFF') : raw).Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[')
            {
                section = ParseSection(line, source, number);
                hasSection = true;
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string key = (equals < 0 ? line : line[..equals]).Trim();
            string value = equals < 0 ? "" : line[(equals + 1)..].Trim();
            if (value.Length == 0)
                Error(source, number, key, "has no value; a line is 'key = value'");
            else if (key == "include")
                Include(value, source, number, path, hasSection);
            else if (!hasSection)
                Error(source, number, key, "stands before the first section; put it under one, as in [*] or [ks3/filtering]");
            else
                ParseSetting(key, value, section, source, number);
        }
    }

    private static string WithoutComment(string line)
    {
        int comment = line.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment];
    }

    private static string[] TargetsOf(SettingTarget target) => target switch
    {
        SettingTarget.Category => [.. EnumIds<RiskCategory>.All, "*"],
        SettingTarget.Indicator => [.. Taxonomy.Descriptors.Select(static d => d.IndicatorId!)],
        _ => [],
    };

    private void Include(string value, string source, int line, string? path, bool hasSection)
    {
        if (path is null)
        {
            Error(source, line, "include", "only a file can include another");
            return;
        }

        if (hasSection)
        {
            Error(source, line, "include", "stands after a section; includes come first");
            return;
        }

        if (value.Contains('\0', StringComparison.Ordinal))
        {
            Error(source, line, "include", "no file's name has a null character");
            return;
        }

        // Named as the including file is, so that messages lead to both from the same folder.
        string full = Path.GetFullPath(value, Path.GetDirectoryName(path)!);
        string name = Path.Combine(Path.GetDirectoryName(source) ?? "", value);
        if (_open.Contains(full))
            Error(source, line, "include", $"'{value}' includes itself: {string.Join(" -> ", _open.Append(full).SkipWhile(f => f != full).Select(Path.GetFileName))}");
        else if (_open.Count == MaxDepth)
            Error(source, line, "include", $"files include one another more than {MaxDepth} deep");
        else if (_files >= MaxFiles)
            TooManyFiles(source, line);
        else if (!File.Exists(full))
            Error(source, line, "include", $"there is no file '{value}' beside this one");
        else
            ParseFile(name);
    }

    /// <summary>Says once that no more files are read, and where that was.</summary>
    private void TooManyFiles(string source, int line)
    {
        if (!_tooManyFiles)
            Error(source, line, "include", $"more than {MaxFiles} files are included in all, a file counted as often as it is; this one and those after it are not read");
        _tooManyFiles = true;
    }

    private Section? ParseSection(string line, string source, int number)
    {
        if (line[^1] != ']')
        {
            Error(source, number, line, "a section ends in ']'");
            return null;
        }

        string written = line[1..^1].Trim();
        int slash = written.IndexOf('/', StringComparison.Ordinal);
        string profiles = (slash < 0 ? written : written[..slash]).Trim();
        Surface surface = Surface.All;
        bool valid = slash < 0 || (EnumIds<Surface>.TryParse(written.AsSpan(slash + 1).Trim(), out surface) && surface is Surface.Filtering or Surface.Monitoring);
        ImmutableArray<Profile>.Builder covered = ImmutableArray.CreateBuilder<Profile>();
        foreach (string id in profiles.Split(',', StringSplitOptions.TrimEntries))
        {
            if (id == "*")
                covered.AddRange(Enum.GetValues<Profile>());
            else if (ProfileIds.TryParse(id, out Profile profile))
                covered.Add(profile);
            else
                valid = false;
        }

        if (valid)
            return new Section(written, covered.ToImmutable(), surface);
        Error(source, number, $"[{written}]", $"is no section; one is [*] or profiles ({string.Join(", ", ProfileIds.All)}), '/filtering' or '/monitoring' after them if need be{Suggestion.For(written, s_sections)}");
        return null;
    }

    private void ParseSetting(string key, string value, Section? section, string source, int line)
    {
        string[] parts = key.Split('.');
        SettingTarget? target = parts[0] switch
        {
            "os_category" => SettingTarget.Category,
            "os_indicator" => SettingTarget.Indicator,
            "os_rule" => SettingTarget.Rule,
            "os_suppress" => SettingTarget.Suppressor,
            _ => null,
        };
        SettingProperty property = target == SettingTarget.Suppressor ? SettingProperty.Suppress
            : parts.Length == 3 ? s_properties.FirstOrDefault(p => p.Id == parts[2], (Id: "", Property: (SettingProperty)(-1))).Property
            : (SettingProperty)(-1);
        bool known = target is { } found && parts.Length == (found == SettingTarget.Suppressor ? 2 : 3) && property >= 0 &&
            (found is SettingTarget.Rule or SettingTarget.Suppressor ? parts[1].Length > 0 : TargetsOf(found).Contains(parts[1]));
        if (!known)
        {
            Error(source, line, key, $"is no key{Suggestion.For(key, s_keys.Value)}");
            return;
        }

        // Without a valid section the line is only checked.
        if (!TryParseValue(property, value, out SettingValue parsed, out string wanted))
            Error(source, line, key, $"'{value}' is not {wanted}");
        else if (property is SettingProperty.FilteringThreshold or SettingProperty.BlockThreshold && section?.Surface == Surface.Monitoring)
            Error(source, line, key, $"only filtering {(property == SettingProperty.BlockThreshold ? "blocks" : "has one")}; set it outside of '/monitoring'");
        else if (section is not null)
        {
            _settings.Add(new ConfigurationSetting
            {
                Source = source,
                Line = line,
                Section = section.Written,
                Key = key,
                Value = value,
                Profiles = section.Profiles,
                Surface = section.Surface,
                Target = target!.Value,
                Name = parts[1],
                Property = property,
                Parsed = parsed,
            });
        }
    }

    private static bool TryParseValue(SettingProperty property, string value, out SettingValue parsed, out string wanted)
    {
        parsed = default;
        switch (property)
        {
            case SettingProperty.Severity:
                wanted = "a severity: low, medium, high or critical" + Suggestion.For(value, EnumIds<Severity>.All);
                parsed = new SettingValue(Severity: EnumIds<Severity>.TryParse(value, out Severity severity) ? severity : Severity.None);
                return parsed.Severity != Severity.None;
            case SettingProperty.Surface:
                wanted = "a surface: all, filtering, monitoring or none" + Suggestion.For(value, EnumIds<Surface>.All);
                bool isSurface = EnumIds<Surface>.TryParse(value, out Surface surface);
                parsed = new SettingValue(Surface: surface);
                return isSurface;
            case SettingProperty.Suppress:
                wanted = "'on' or 'off'";
                parsed = new SettingValue(IsOn: value == "on");
                return value is "on" or "off";
            default:
                wanted = $"a threshold: a probability above 0 and at most 1, 'never', or a factor of the odds from x{MinFactor.ToString(CultureInfo.InvariantCulture)} to x{MaxFactor}";
                bool factor = value[0] == 'x';
                bool isNumber = float.TryParse(factor ? value.AsSpan(1) : value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out float number);
                parsed = value == "never" ? new SettingValue(SettingValue.Never) : new SettingValue(number, factor);
                return value == "never" || (isNumber && (factor ? number is >= MinFactor and <= MaxFactor : number is > 0 and <= 1));
        }
    }

    private void Error(string source, int line, string key, string message) => _diagnostics.Add(new ConfigurationDiagnostic(source, line, key, message));

    private sealed record Section(string Written, ImmutableArray<Profile> Profiles, Surface Surface);
}
