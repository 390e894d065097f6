using System.Globalization;
using System.Text;
using CsCheck;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Silo.Tests.Datasets.Import.Csv;

public sealed class CsvRoundTripTests
{
    private static readonly Gen<float> Number = Gen.Float.Where(float.IsFinite);

    private static readonly Gen<string> Label = Gen.OneOf("a", "b,c", "d\"e", "f\ng", "h\r\ni", "ü", "'", "x y");

    private static readonly Gen<(float[] Numbers, string Label, int Quoting)> Row = Gen.Select(Number.Array[3], Label, Gen.Int);

    [Fact]
    public Task Import_RowsWrittenWithAnyQuoting_ComeBackTheSame() =>
        Gen.Select(Row.Array[1, 40], Gen.OneOf("\n", "\r\n"), Gen.Bool, Gen.Bool).SampleSeeded(
            60, async drawn =>
            {
                var (rows, lineEnd, mark, packed) = drawn;
                var text = (mark ? "\uFEFF" : "") + string.Concat(rows.Select(row => Write(row.Numbers, row.Label, row.Quoting) + lineEnd));
                var bytes = Encoding.UTF8.GetBytes(text);
                using var bench = new ImportBench();
                var version = await bench.Import(ImportBench.Csv with { HasHeader = false, Target = TargetKind.Class }, ("rows.csv", packed ? ImportBench.Gzip(bytes) : bytes));
                var examples = await bench.Examples(version);

                Assert.Equal(rows.Length, examples.Count);
                for (var i = 0; i < rows.Length; i++)
                {
                    Assert.Equal(rows[i].Numbers, examples[i].Features);
                    Assert.Equal(rows[i].Label, version.Target.Labels[(int)examples[i].Target]);
                }
            });

    private static string Write(float[] numbers, string label, int quoting)
    {
        var cells = numbers.Select((number, i) => Quote(number.ToString("R", CultureInfo.InvariantCulture), (quoting >> i & 1) == 1));
        var needed = label.IndexOfAny([',', '"', '\n', '\r']) >= 0;
        return string.Join(',', cells.Append(Quote(label, needed || (quoting >> 3 & 1) == 1)));
    }

    private static string Quote(string cell, bool quoted) => quoted ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
