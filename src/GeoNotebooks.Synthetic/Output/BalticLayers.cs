using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>The map and the truth of the Baltic-style region.</summary>
internal sealed class BalticLayers(BalticGeology geology, GroundFields fields, IReadOnlyList<int> sheets) : RegionLayers(geology, fields, sheets)
{
    public override IReadOnlyList<VectorLayer> Geology() =>
    [
        Layer("units", Units().Select(unit => Feature(unit.Shape, ("code", BalticUnit.Column[unit.Unit].Code), ("name", BalticUnit.Column[unit.Unit].Name), ("age", BalticUnit.Column[unit.Unit].Age)))),
        Layer("intrusions", Bodies(geology.Intrusions.Where(body => body.Mapped), body => [("name", body.Name), ("complex", body.Complex)])),
        Layer("faults", Lines(geology.Faults.Where(fault => fault.Mapped), fault => [("name", fault.Name), Rank(fault), Kilometres(fault.Length)])),
        .. Frames("lakes, bogs and sand", 1974),
    ];

    public override IReadOnlyList<VectorLayer> Truth() =>
    [
        Layer("intrusions", Bodies(geology.Intrusions, body =>
        [
            ("name", body.Name), ("complex", body.Complex), ("mapped", body.Mapped), ("like_mapped", body.LikeMapped), ("roof_depth_km", Math.Round(body.Roof / 1000, 3)),
        ])),
        Layer("faults", Lines(geology.Faults, fault =>
        [
            ("name", fault.Name), Rank(fault), ("mapped", fault.Mapped), ("like_mapped", fault.LikeMapped), ("shows_in", fault.ShowsIn), Kilometres(fault.Length),
        ])),
        Layer("confounders",
        [
            .. Bodies(geology.Confounders, body => [("kind", Kind(body.Kind)), ("name", body.Name)]),
            .. Lines(geology.Lineaments, line => [("kind", line.Magnetic ? "dyke" : "valley"), ("name", line.Name)]),
        ]),
    ];

    private static (string, object?) Rank(Fault fault) => ("rank", fault.Regional ? "shear zone" : "cross");

    private static string Kind(BodyKind kind) => kind switch
    {
        BodyKind.Gabbro => "gabbro-norite",
        BodyKind.GneissDome => "gneiss dome",
        BodyKind.MagnetiteGneiss => "magnetite gneiss",
        _ => "migmatite",
    };
}
