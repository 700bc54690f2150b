package io.slipway.builds.retention;

import io.slipway.core.protection.TagRules;
import io.slipway.core.protection.TagSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The retention rules of a space.
 *
 * @param rules the rules, in order
 * @param tags the tags that are protected
 * @param binDays the number of days for which deleted tags and images can be restored; 0 deletes them permanently
 */
public record RetentionPolicy(List<Rule> rules, TagRules tags, int binDays) {
    /** The maximum number of rules. */
    public static final int MAX_RULES = 50;

    /** The default number of days in the bin. */
    public static final int DEFAULT_BIN_DAYS = TagSettings.DEFAULT_BIN_DAYS;

    /** The maximum number of days in the bin. */
    public static final int MAX_BIN_DAYS = 90;

    /** The policy of a space without rules: everything is kept, and deleted tags and manifests can be restored. */
    public static final RetentionPolicy NONE = new RetentionPolicy(List.of(), TagRules.NONE, DEFAULT_BIN_DAYS);

    public RetentionPolicy {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    "there must be at most " + MAX_RULES + " rules, but there were " + rules.size());
        }
        Set<String> names = new HashSet<>();
        rules.forEach(rule -> {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException(
                        "each rule must have its own name, but two have the name '" + rule.name() + "'");
            }
        });
        if (binDays < 0 || binDays > MAX_BIN_DAYS) {
            throw new IllegalArgumentException(
                    "bin.days must be a number from 0 to " + MAX_BIN_DAYS + ", but was " + binDays);
        }
        rules = List.copyOf(rules);
    }
}
