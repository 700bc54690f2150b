package io.slipway.builds.dockerfile;

/**
 * A here-document.
 *
 * @param name the word that ends it, and the name of the file that it becomes
 * @param content its lines, each with its newline
 * @param expand whether variables in it are expanded: only if its name has no quotes
 */
public record Heredoc(String name, String content, boolean expand) {}
