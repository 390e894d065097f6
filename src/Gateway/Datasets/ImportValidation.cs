using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using Wire = DistributedDL.Client.Datasets;

namespace DistributedDL.Gateway.Datasets;

/// <summary>What is wrong with an import by itself, before any byte of a file is taken.</summary>
internal static class ImportValidation
{
    public const int MaxChunkBytes = 1 << 20;
    private const int MaxFileNameLength = 255;

    /// <exception cref="InvalidArgumentException">Names every fault.</exception>
    public static void Check(Wire.ImportSpec spec)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("spec.name", spec.Name, violations);
        if (spec.Format is Wire.DataFormat.Unspecified || !Enum.IsDefined(spec.Format))
            violations.Add(new("spec.format", $"{spec.Format} is not a format; use CSV, IDX, IMAGES, TEXT or NPY"));
        if (!Enum.IsDefined(spec.Target)) violations.Add(new("spec.target", $"{(int)spec.Target} is not a kind of target; use CLASS, VALUE or none"));
        if (!Enum.IsDefined(spec.Vocabulary)) violations.Add(new("spec.vocabulary", $"{(int)spec.Vocabulary} is not a vocabulary; use CHARACTERS, WORDS or none"));
        if (!Enum.IsDefined(spec.WindowTarget)) violations.Add(new("spec.window_target", $"{(int)spec.WindowTarget} is not a window target; use NEXT, EACH_NEXT or none"));
        if (!Enum.IsDefined(spec.Normalise)) violations.Add(new("spec.normalise", $"{(int)spec.Normalise} is not a normalisation; use MAX, STANDARD or none"));
        CheckFraction("spec.test_fraction", spec.TestFraction, violations);
        CheckFraction("spec.validation_fraction", spec.ValidationFraction, violations);
        if (spec.TestFraction + spec.ValidationFraction >= 1)
            violations.Add(new("spec.validation_fraction", $"{spec.ValidationFraction} and test_fraction {spec.TestFraction} leave nothing to train on; their sum must be below 1"));
        if (spec.TestRows < 0) violations.Add(new("spec.test_rows", $"{spec.TestRows} is below 0"));
        if (spec.TestRows > 0 && spec.TestFraction > 0)
            violations.Add(new("spec.test_rows", $"{spec.TestRows} together with test_fraction {spec.TestFraction}; give one of them"));
        InvalidArgumentException.ThrowIfAny(violations);
    }

    /// <exception cref="InvalidArgumentException">Names every fault.</exception>
    public static void Check(Wire.FileStart file, int index, long bytesLeft)
    {
        var violations = new List<FieldViolation>();
        var name = file.FileName;
        if (name.Length is 0 or > MaxFileNameLength || name is "." or ".." || name.Any(c => c is '/' or '\\' || char.IsControl(c)))
            violations.Add(new($"files[{index}].file_name", $"'{(name.Length > 40 ? name[..40] + "…" : name)}' is not a file name without folders of 1 to {MaxFileNameLength} characters"));
        if (file.Split.Length > 0 && !Split.All.Contains(file.Split))
            violations.Add(new($"files[{index}].split", $"'{(file.Split.Length > 40 ? file.Split[..40] + "…" : file.Split)}' is not a split; use {string.Join(", ", Split.All)} or none"));
        if (file.LengthBytes < 0) violations.Add(new($"files[{index}].length_bytes", $"{file.LengthBytes} is below 0"));
        if (file.LengthBytes > bytesLeft) violations.Add(new($"files[{index}].length_bytes", $"{file.LengthBytes} is above the {bytesLeft} bytes that this import may still have"));
        InvalidArgumentException.ThrowIfAny(violations);
    }

    private static void CheckFraction(string field, double value, List<FieldViolation> violations)
    {
        if (!(value >= 0 && value < 1)) violations.Add(new(field, $"{value} is not within 0 to below 1"));
    }
}
