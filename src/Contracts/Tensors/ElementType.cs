namespace DistributedDL.Contracts.Tensors;

/// <summary>Element types of stored tensors, by their safetensors names.</summary>
public enum ElementType
{
    U8,
    I64,
    F16,
    F32,
    F64,
}
