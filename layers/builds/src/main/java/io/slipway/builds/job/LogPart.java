package io.slipway.builds.job;

/**
 * A part of a build's log.
 *
 * @param text whole lines
 * @param last the number of the last chunk in it, after which the next part begins
 * @param more whether more is available already
 */
public record LogPart(String text, int last, boolean more) {}
