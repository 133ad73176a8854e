namespace Aquatope.Integration.Tests.JavaScript;

/// <summary>Tests with the official JavaScript SDK share one installation of it and one hub.</summary>
[CollectionDefinition(Name)]
public sealed class JavaScriptTests : ICollectionFixture<JavaScriptFixture>
{
    public const string Name = "JavaScript";
}
