namespace Cowry.Demo;

/// <summary>What went wrong, in a sentence for the person at the console.</summary>
internal sealed class DemoFault(string message, Exception? inner = null) : Exception(message, inner);
