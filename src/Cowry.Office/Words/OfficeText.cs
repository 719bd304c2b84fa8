namespace Cowry.Office.Words;

/// <summary>Names the resource files with every word that the back office shows: Chinese in the neutral one, English beside it.</summary>
public sealed class OfficeText;
