namespace DistributedDL.Learning.Augmentation;

/// <summary>The row and the column of the input, as linear functions of those of the output.</summary>
internal readonly record struct SourceMap(double Row, double RowByRow, double RowByColumn, double Column, double ColumnByRow, double ColumnByColumn);
