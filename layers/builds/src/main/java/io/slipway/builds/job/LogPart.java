package io.slipway.builds.job;

/**
 * A part of a build's log.
 *
 * @param text whole lines
 * @param last the number of the last chunk in it; what to go on after
 * @param more whether there was more already
 */
public record LogPart(String text, int last, boolean more) {}
