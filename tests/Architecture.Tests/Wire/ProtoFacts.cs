using Google.Protobuf.Reflection;

namespace DistributedDL.Architecture.Tests.Wire;

/// <summary>The compiled descriptors of <c>protos/</c> as facts: what is on the wire, and the names in JSON and code.</summary>
internal static class ProtoFacts
{
    public static IReadOnlyCollection<string> All()
    {
        var files = typeof(Client.Models.ModelsReflection).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>();
        return [.. files.SelectMany(OfFile).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> OfFile(FileDescriptor file) =>
        file.Services.SelectMany(OfService)
            .Concat(file.MessageTypes.SelectMany(OfMessage))
            .Concat(file.EnumTypes.SelectMany(OfEnum));

    private static IEnumerable<string> OfService(ServiceDescriptor service) =>
        from method in service.Methods
        select $"rpc {service.FullName}/{method.Name} {Stream(method.IsClientStreaming)}{method.InputType.FullName} → {Stream(method.IsServerStreaming)}{method.OutputType.FullName}";

    private static IEnumerable<string> OfMessage(MessageDescriptor message) =>
        message.Fields.InFieldNumberOrder().Select(field => $"field {message.FullName} {field.FieldNumber} {field.Name} {TypeOf(field)}")
            .Append($"message {message.FullName}")
            .Concat(message.NestedTypes.Where(nested => !nested.IsMapEntry).SelectMany(OfMessage))
            .Concat(message.EnumTypes.SelectMany(OfEnum));

    private static IEnumerable<string> OfEnum(EnumDescriptor type) =>
        type.Values.Select(value => $"value {type.FullName} {value.Number} {value.Name}");

    private static string TypeOf(FieldDescriptor field)
    {
        if (field.IsMap)
            return $"map of {TypeOf(field.MessageType.FindFieldByNumber(1))} to {TypeOf(field.MessageType.FindFieldByNumber(2))}";
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            _ => field.FieldType.ToString().ToLowerInvariant(),
        };
        return (field.IsRepeated ? "repeated " : field.RealContainingOneof is { } oneof ? $"in {oneof.Name} " : field.HasPresence ? "optional " : "") + type;
    }

    private static string Stream(bool streaming) => streaming ? "stream " : "";
}
