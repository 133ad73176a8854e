namespace Aquatope.Examples.SocialNetwork;

/// <summary>What a user wants to post.</summary>
/// <param name="Author">The author, from 0 to 961.</param>
/// <param name="Text">The text.</param>
/// <param name="Picture">A picture of this assembly, as clip and frame, for example <c>long:7</c>; or null.</param>
public sealed record ComposeRequest(int Author, string Text, string? Picture);

/// <summary>A text after filtering.</summary>
/// <param name="Text">The text with blocked words masked.</param>
/// <param name="Masked">The number of words that were masked.</param>
public sealed record FilteredText(string Text, int Masked);

/// <summary>What the filter says of a picture.</summary>
/// <param name="Allowed">Whether the picture may be shown.</param>
/// <param name="Fingerprint">Its perceptual hash, 16 hexadecimal digits; empty without a picture.</param>
/// <param name="Sharpness">The variance of its Laplacian; low means blurred.</param>
public sealed record FilteredPicture(bool Allowed, string Fingerprint, double Sharpness);

/// <summary>A post as it is kept.</summary>
/// <param name="Id">The post's identity; storing it again changes nothing.</param>
/// <param name="Author">The author.</param>
/// <param name="Posted">When it was posted, UTC.</param>
/// <param name="Text">The filtered text.</param>
/// <param name="Picture">The picture, or null.</param>
public sealed record Post(Guid Id, int Author, DateTime Posted, string Text, string? Picture);

/// <summary>A post in the timelines of some users.</summary>
/// <param name="Post">The post.</param>
/// <param name="Posted">When it was posted, UTC.</param>
/// <param name="Users">In whose timelines it appears.</param>
public sealed record TimelineEntry(Guid Post, DateTime Posted, IReadOnlyList<int> Users);

/// <summary>Whose timeline to read.</summary>
/// <param name="User">The user, from 0 to 961.</param>
/// <param name="Most">The greatest number of posts; at least 1.</param>
public sealed record TimelineRequest(int User, int Most);

/// <summary>What composing a post gives back.</summary>
/// <param name="Post">The post, or null when its picture was refused.</param>
/// <param name="Masked">The number of words that were masked.</param>
/// <param name="Followers">The number of home timelines that got it.</param>
public sealed record ComposeResult(Post? Post, int Masked, int Followers);
