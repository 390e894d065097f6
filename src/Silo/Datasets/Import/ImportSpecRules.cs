using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Bounds of a <see cref="DatasetImportSpec"/> that hold whatever the files contain.</summary>
public static class ImportSpecRules
{
    public static void Check(DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, FaultList faults)
    {
        if (files.Count == 0) faults.Add("files", "no file was given");
        foreach (var file in files.Where(file => file.LengthBytes == 0)) faults.Add(file.FileName, "the file is empty");
        var test = CheckFraction("test_fraction", spec.TestFraction, faults);
        var validation = CheckFraction("validation_fraction", spec.ValidationFraction, faults);
        if (test && validation && spec.TestFraction + spec.ValidationFraction >= 1)
            faults.Add("validation_fraction", Say($"{spec.ValidationFraction} and test_fraction {spec.TestFraction} leave nothing to train on; their sum must be below 1"));
        if (spec.TestRows < 0) faults.Add("test_rows", Say($"{spec.TestRows} is negative; it must be 0 or more"));
        if (spec.TestRows > 0 && spec.TestFraction > 0)
            faults.Add("test_rows", Say($"{spec.TestRows} cannot be combined with test_fraction {spec.TestFraction}; give one of them"));
        if (spec.Stratify && spec.TestFraction == 0 && spec.ValidationFraction == 0)
            faults.Add("stratify", "there is nothing to draw; give test_fraction or validation_fraction");
        if (!Enum.IsDefined(spec.Target)) faults.Add("target", $"'{spec.Target}' is not a kind of target; known are {string.Join(", ", Enum.GetNames<TargetKind>())}");
    }

    private static bool CheckFraction(string field, double fraction, FaultList faults)
    {
        if (fraction is >= 0 and < 1) return true;
        faults.Add(field, Say($"{fraction} is not a share; it must be 0 or more and below 1"));
        return false;
    }

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
