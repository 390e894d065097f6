using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>Options that an IDX import cannot follow.</summary>
public static class IdxSpecRules
{
    public static void Check(DatasetImportSpec spec, FaultList faults)
    {
        if (spec.HasHeader is not null) faults.Add("has_header", "IDX files have no header row; leave it out");
        if (!string.IsNullOrEmpty(spec.LabelColumn)) faults.Add("label_column", $"'{spec.LabelColumn}': IDX files have no columns; the labels are a file of their own");
        if (spec.IgnoreColumns.Count > 0) faults.Add("ignore_columns", $"'{string.Join("', '", spec.IgnoreColumns)}': IDX files have no columns");
    }
}
