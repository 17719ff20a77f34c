namespace GeoNotebooks.Bank;

/// <summary>A model's answer with what the guard says of it.</summary>
/// <param name="Map">Probability and spread; blank where the guard masks.</param>
/// <param name="Report">What the guard says.</param>
public sealed record GuardedMap(Learning.TargetMap Map, GuardReport Report);
