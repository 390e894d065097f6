namespace DistributedDL.Learning.Augmentation;

/// <summary>What is done to one image, in this order: turned, shifted and zoomed about its centre in one step, flipped, brightened.</summary>
internal readonly record struct ImageTransform()
{
    /// <summary>Degrees, counter-clockwise for who looks at the picture.</summary>
    public double Rotation { get; init; }

    /// <summary>Pixels by which the picture moves up.</summary>
    public double ShiftRows { get; init; }

    /// <summary>Pixels by which the picture moves left.</summary>
    public double ShiftColumns { get; init; }

    /// <summary>Input rows for one of the output.</summary>
    public double ZoomRows { get; init; } = 1;

    public double ZoomColumns { get; init; } = 1;

    /// <summary>Left becomes right.</summary>
    public bool FlipHorizontal { get; init; }

    public bool FlipVertical { get; init; }

    public double Brightness { get; init; } = 1;

    public bool MovesNothing => this with { Brightness = 1 } == new ImageTransform();

    /// <summary>
    /// Where an output pixel comes from. Keras' <c>apply_affine_transform</c> (2.10 and later): rotation · shift · zoom about the point
    /// half-way between the first and the last pixel; then its flips.
    /// </summary>
    public SourceMap Source(int height, int width)
    {
        var (sine, cosine) = Rotation == 0 ? (0.0, 1.0) : Math.SinCos(Rotation * Math.PI / 180);
        var (middleRow, middleColumn) = ((height - 1) / 2.0, (width - 1) / 2.0);
        double rowByRow = cosine * ZoomRows, rowByColumn = -sine * ZoomColumns, columnByRow = sine * ZoomRows, columnByColumn = cosine * ZoomColumns;
        // In this order whole shifts stay whole.
        var row = cosine * ShiftRows - sine * ShiftColumns + (middleRow - rowByRow * middleRow - rowByColumn * middleColumn);
        var column = sine * ShiftRows + cosine * ShiftColumns + (middleColumn - columnByRow * middleRow - columnByColumn * middleColumn);
        if (FlipHorizontal)
        {
            row += rowByColumn * (width - 1);
            column += columnByColumn * (width - 1);
            (rowByColumn, columnByColumn) = (-rowByColumn, -columnByColumn);
        }
        if (FlipVertical)
        {
            row += rowByRow * (height - 1);
            column += columnByRow * (height - 1);
            (rowByRow, columnByRow) = (-rowByRow, -columnByRow);
        }
        return new SourceMap(row, rowByRow, rowByColumn, column, columnByRow, columnByColumn);
    }
}
