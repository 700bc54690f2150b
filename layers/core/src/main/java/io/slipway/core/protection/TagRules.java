package io.slipway.core.protection;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.List;

/**
 * The rules that protect the tags of a space.
 *
 * @param immutable tags that keep naming the manifest that they were pushed with
 * @param kept tags that cannot be deleted
 */
public record TagRules(List<TagRule> immutable, List<TagRule> kept) {
    /** The most rules of each kind. */
    public static final int MAX_RULES = 50;

    /** No tag is protected. */
    public static final TagRules NONE = new TagRules(List.of(), List.of());

    public TagRules {
        immutable = valid("immutable", immutable);
        kept = valid("protected", kept);
    }

    /** Returns whether a push must not move this tag. */
    public boolean isImmutable(RepositoryName repository, Tag tag) {
        return immutable.stream().anyMatch(rule -> rule.covers(repository, tag));
    }

    /** Returns whether this tag cannot be deleted. */
    public boolean isProtected(RepositoryName repository, Tag tag) {
        return kept.stream().anyMatch(rule -> rule.covers(repository, tag));
    }

    private static List<TagRule> valid(String what, List<TagRule> rules) {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    what + " must have at most " + MAX_RULES + " rules, but had " + rules.size());
        }
        return List.copyOf(rules);
    }
}
