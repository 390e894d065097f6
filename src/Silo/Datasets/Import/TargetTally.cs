using System.Globalization;
using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>
/// Sees every target once, then says what the column holds. Where that is left to the import:
/// <list type="bullet">
/// <item>text, alone or with at most <see cref="MaxInferredClasses"/> distinct whole numbers: classes;</item>
/// <item>at most <see cref="MaxInferredClasses"/> distinct whole numbers: classes;</item>
/// <item>other numbers: values, and a text among them is a fault.</item>
/// </list>
/// </summary>
/// <param name="column">Name of the column.</param>
/// <param name="tailExamples">Of the last so many examples of a part, the classes are counted apart.</param>
public sealed class TargetTally(TargetKind asked, string column, long tailExamples, FaultList faults)
{
    public const int MaxInferredClasses = 100;
    public const int MaxClasses = 10_000;

    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<(string File, long Row, string Text)> _notNumbers = [];
    private readonly List<PartTally> _parts = [];
    private long _texts, _notFinite, _tooMany;
    private int _distinctNumbers;
    private bool _fraction;

    public PartTally Begin(string? split, string file)
    {
        var part = new PartTally(split, file, tailExamples);
        _parts.Add(part);
        return part;
    }

    /// <param name="row">1-based, as the user counts.</param>
    /// <param name="text">Not empty.</param>
    public void Add(PartTally part, long row, ReadOnlySpan<byte> text) => part.Count(See(part, row, text));

    /// <summary>A target that is not an example's last one.</summary>
    /// <returns>Its provisional number.</returns>
    public int See(PartTally part, long row, ReadOnlySpan<byte> text)
    {
        Span<char> chars = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        var cell = chars[..Encoding.UTF8.GetChars(text, chars)];
        var number = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite((float)value);
        if (!number)
        {
            if (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) _notFinite++;
            else _texts++;
            if (_notNumbers.Count < FaultList.MaxShown) _notNumbers.Add((part.File, row, Shorten(cell)));
        }
        else if (value != Math.Floor(value)) _fraction = true;
        return CodeOf(cell, number);
    }

    private int CodeOf(ReadOnlySpan<char> cell, bool number)
    {
        var lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cell, out var code)) return code;
        if (number) _distinctNumbers++;
        if (_codes.Count == MaxClasses)
        {
            _tooMany++;
            return -1;
        }
        return _codes[cell.ToString()] = _codes.Count;
    }

    /// <summary>Decides; faults of the targets are added to the list.</summary>
    public TargetEncoder Resolve()
    {
        var kind = asked is not TargetKind.Infer ? asked
            : !_fraction && _distinctNumbers <= MaxInferredClasses && (_texts > 0 || _notFinite == 0) ? TargetKind.Class
            : TargetKind.Value;
        var wrong = kind is TargetKind.Value ? _texts + _notFinite : asked is TargetKind.Infer ? _notFinite : 0;
        if (wrong > 0) AddNotNumbers(kind, wrong);
        if (kind is TargetKind.Class && _tooMany > 0)
            faults.Add("label_column", $"column '{column}' has more than {MaxClasses} distinct labels; a class target has at most {MaxClasses}");
        return kind is TargetKind.Class ? TargetEncoder.OfClasses(column, _codes, _parts) : TargetEncoder.OfValues(column, _parts);
    }

    private void AddNotNumbers(TargetKind kind, long wrong)
    {
        var shown = _notNumbers.Where(fault => kind is TargetKind.Value || float.TryParse(fault.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)).ToList();
        foreach (var (file, row, text) in shown)
            faults.Add(file, $"row {row}, column '{column}': '{text}' is not a finite number");
        faults.AddUnseen(wrong - shown.Count);
    }

    private static string Shorten(ReadOnlySpan<char> cell) => cell.Length <= 40 ? cell.ToString() : $"{cell[..40]}…";
}
