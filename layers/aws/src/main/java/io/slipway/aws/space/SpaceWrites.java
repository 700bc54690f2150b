package io.slipway.aws.space;

import static io.slipway.aws.space.SpaceItems.DELETING;
import static io.slipway.aws.space.SpaceItems.GENERATION;
import static io.slipway.aws.space.SpaceItems.GONE;
import static io.slipway.aws.space.SpaceItems.QUOTA_REPOSITORIES;
import static io.slipway.aws.space.SpaceItems.REPOSITORIES;
import static io.slipway.aws.table.Items.n;

import io.slipway.aws.table.Write;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.usage.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes the items of spaces. The default space can always be changed: it has no item before it has repositories or settings. */
public final class SpaceWrites {
    /** The condition that a space is not being deleted. */
    private static final String OPEN = absent(DELETING);

    private SpaceWrites() {}

    /** Succeeds only if the space exists and is not being deleted; the default space always exists. */
    public static Optional<Write> checkOpen(SpaceName space) {
        return space.equals(SpaceName.DEFAULT)
                ? Optional.empty()
                : Optional.of(Write.check(SpaceItems.key(space)).ifExists().when(OPEN));
    }

    /** Creates a space, with the generation that an earlier one of its name left. */
    static Write create(Space space) {
        return set(space.name(), SpaceItems.attributes(space), " REMOVE " + DELETING + ", " + GONE)
                .ifAbsentOr("(attribute_exists(" + GONE + ") AND " + GENERATION + " <= :last)")
                .with(":last", n(SpaceName.MAX_GENERATION));
    }

    /** Replaces the settings of a space. */
    static Write change(SpaceName space, SpaceSettings settings) {
        return ifOpen(space, set(space, SpaceItems.settings(settings), ""));
    }

    /** Replaces the limits of a space. */
    static Write limit(SpaceName space, Quota quota) {
        List<String> assignments = new ArrayList<>();
        List<String> removals = new ArrayList<>();
        Map<String, AttributeValue> values = new HashMap<>();
        SpaceItems.limits(quota)
                .forEach((name, limit) -> limit.ifPresentOrElse(
                        it -> {
                            assignments.add(name + " = :" + name);
                            values.put(":" + name, n(it));
                        },
                        () -> removals.add(name)));
        String expression = clause("SET ", assignments) + clause("REMOVE ", removals);
        return ifOpen(space, Write.update(SpaceItems.key(space), expression).with(values));
    }

    private static String clause(String verb, List<String> parts) {
        return parts.isEmpty() ? "" : verb + String.join(", ", parts) + " ";
    }

    private static Write ifOpen(SpaceName space, Write write) {
        return space.equals(SpaceName.DEFAULT) ? write : write.ifExists().when(OPEN);
    }

    private static Write set(SpaceName space, Map<String, AttributeValue> attributes, String more) {
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> assignments = new ArrayList<>();
        attributes.forEach((name, value) -> {
            values.put(":" + name, value);
            assignments.add("#" + name + " = :" + name);
        });
        return Write.update(SpaceItems.key(space), "SET " + String.join(", ", assignments) + more)
                .with(values);
    }

    /**
     * Marks a space as being deleted; changes nothing if it is marked already.
     *
     * @param empty whether the space must have no repositories
     */
    static Write mark(SpaceName space, boolean empty, Instant now) {
        Write mark = Write.update(SpaceItems.key(space), "SET " + DELETING + " = if_not_exists(" + DELETING + ", :now)")
                .ifExists()
                .when(absent(GONE))
                .with(":now", n(now.toEpochMilli()));
        return empty
                ? mark.when(absent(REPOSITORIES) + " OR " + REPOSITORIES + " <= :zero")
                        .with(":zero", n(0))
                : mark;
    }

    /** Removes a space that is being deleted: only its generation is left, one higher. */
    static Write remove(SpaceName space) {
        return Write.update(
                        SpaceItems.key(space),
                        "SET " + GONE + " = :true REMOVE " + String.join(", ", SpaceItems.REMOVED) + " ADD "
                                + GENERATION + " :one")
                .when("attribute_exists(" + DELETING + ")")
                .when(absent(GONE))
                .with(":true", AttributeValue.fromBool(true))
                .with(":one", n(1));
    }

    /** Counts a repository that was deleted. */
    static Write countOut(SpaceName space) {
        return count(space, -1);
    }

    /** Counts a new repository, if the space is open and its quota has room. */
    static Write countIn(SpaceName space) {
        Write write = count(space, 1)
                .when(absent(QUOTA_REPOSITORIES) + " OR " + absent(REPOSITORIES) + " OR " + REPOSITORIES + " < "
                        + QUOTA_REPOSITORIES);
        if (space.equals(SpaceName.DEFAULT)) {
            return write;
        }
        Write open = ifOpen(space, write);
        return space.generation() == 0
                ? open.when(absent(GENERATION))
                : open.when(GENERATION + " = :generation").with(":generation", n(space.generation()));
    }

    private static Write count(SpaceName space, int difference) {
        return Write.update(SpaceItems.key(space), "ADD " + REPOSITORIES + " :difference")
                .with(":difference", n(difference));
    }

    private static String absent(String attribute) {
        return "attribute_not_exists(" + attribute + ")";
    }
}
