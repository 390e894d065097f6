using System.CommandLine;
using System.Globalization;
using DistributedDL.Client.OnlineLearning;
using Google.Protobuf;

namespace DistributedDL.Cli.OnlineLearning;

/// <summary><c>--drift</c>: a detector and what follows when it finds a drift, as <c>KIND[:ACTION[:N]]</c> or as the JSON of the service's DriftDetector.</summary>
internal static class DriftOption
{
    public static Option<DriftDetector[]> Make() => new("--drift")
    {
        HelpName = "KIND[:ACTION[:N]]",
        Description = "Watch the errors for a drift: adwin, ddm or page_hinkley; then report (when left out), raise-learning-rate:EXAMPLES, reset-head or "
            + "roll-back:VERSION. May be given again. Settings as JSON: '{\"detector\": \"adwin\", \"parameters\": \"{\\\"delta\\\": 0.01}\"}'.",
        CustomParser = result =>
        {
            var detectors = new List<DriftDetector>();
            foreach (var token in result.Tokens)
            {
                if (TryParse(token.Value, out var fault) is { } detector) detectors.Add(detector);
                else result.AddError($"--drift: '{token.Value}': {fault}");
            }
            return [.. detectors];
        },
    };

    /// <returns>Null where the text is wrong; <paramref name="fault"/> says how.</returns>
    public static DriftDetector? TryParse(string text, out string fault)
    {
        fault = "";
        return text.StartsWith('{') ? OfJson(text, out fault) : OfParts(text.Split(':'), out fault);
    }

    private static DriftDetector? OfJson(string text, out string fault)
    {
        try
        {
            fault = "";
            return DriftDetector.Parser.ParseJson(text);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            fault = e.Message;
            return null;
        }
    }

    private static DriftDetector? OfParts(string[] parts, out string fault)
    {
        fault = "";
        var detector = new DriftDetector { Detector = parts[0] };
        if (parts.Length == 1) return detector;
        if (parts.Length > 3) fault = "it has more than three parts, KIND:ACTION:N";
        else if (Action(parts[1]) is not { } action) fault = $"'{parts[1]}' is none of report, raise-learning-rate, reset-head, roll-back";
        else
        {
            detector.Action = action;
            if (parts.Length == 3) fault = Number(detector, parts[2]);
            else if (action is DriftAction.RollBack) fault = "roll-back needs a version, as in roll-back:1";
        }
        return fault.Length == 0 ? detector : null;
    }

    private static string Number(DriftDetector detector, string text)
    {
        if (detector.Action is not (DriftAction.RaiseLearningRate or DriftAction.RollBack)) return $"{SessionText.Action(detector.Action)} takes no number";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) return $"'{text}' is not a whole number of at least 1";
        if (detector.Action is DriftAction.RollBack) detector.Version = number;
        else detector.Examples = number;
        return "";
    }

    private static DriftAction? Action(string text) => text switch
    {
        "report" => DriftAction.Report,
        "raise-learning-rate" => DriftAction.RaiseLearningRate,
        "reset-head" => DriftAction.ResetHead,
        "roll-back" => DriftAction.RollBack,
        _ => null,
    };
}
