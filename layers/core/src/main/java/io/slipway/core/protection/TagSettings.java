package io.slipway.core.protection;

/**
 * The settings of a space that pushes and deletions of tags read.
 *
 * @param rules the tags that are protected
 * @param binDays the number of days for which deleted tags and images can be restored; 0 deletes permanently
 */
public record TagSettings(TagRules rules, int binDays) {
    /** The days in the bin if a space does not say. */
    public static final int DEFAULT_BIN_DAYS = 7;

    /** The settings of a space that has not changed any. */
    public static final TagSettings DEFAULT = new TagSettings(TagRules.NONE, DEFAULT_BIN_DAYS);
}
