package sekisho.server.platform.web;

import org.jspecify.annotations.Nullable;

/// One judgement on a sign-in, in the language of the page.
///
/// @param text in plain words
/// @param share its size, 1 to 100, where the largest one of the page is 100; null before proof, when
///     only the words are shown
/// @param trust whether it spoke for the owner
public record Reason(String text, @Nullable Integer share, boolean trust) {}
