package io.slipway.aws.space;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.core.usage.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Converts spaces to items. The default space has an item only once it has repositories or settings. */
public final class SpaceItems {
    static final String REPOSITORIES = "repositories";
    static final String DELETING = "deleting";

    /** The number of spaces of the name that were deleted before. */
    static final String GENERATION = "generation";

    /** The mark of a space that is deleted: only its generation is kept, for the next space of the name. */
    static final String GONE = "gone";

    private static final String CREATED = "created";
    private static final String SPARSE = "sparse";
    private static final String DISPLAY_NAME = "displayName";
    private static final String DESCRIPTION = "description";
    private static final String VISIBILITY = "visibility";
    private static final String OWN_BASES_ONLY = "ownBasesOnly";
    private static final String MIRRORS = "mirrors";

    private static final String QUOTA_BYTES = "quotaBytes";
    private static final String QUOTA_REPOSITORIES = "quotaRepositories";
    private static final String QUOTA_BUILDS = "quotaBuildsADay";

    private SpaceItems() {}

    /** The key of a space. */
    public static Map<String, AttributeValue> key(SpaceName space) {
        return Table.key(Keys.SPACES, Keys.space(space));
    }

    private static Map<String, AttributeValue> attributes(Space space) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(CREATED, n(space.created().toEpochMilli()));
        item.put(REPOSITORIES, n(0));
        item.putAll(settings(space.settings()));
        return item;
    }

    private static Map<String, AttributeValue> settings(SpaceSettings settings) {
        return Map.of(
                DISPLAY_NAME, s(settings.displayName()),
                DESCRIPTION, s(settings.description()),
                VISIBILITY, s(settings.defaultVisibility().word()),
                SPARSE, AttributeValue.fromBool(settings.sparse()),
                OWN_BASES_ONLY, AttributeValue.fromBool(settings.ownBasesOnly()),
                MIRRORS, AttributeValue.fromM(attributes(settings.mirrors())));
    }

    /** Gives a space other settings. */
    static Update change(String table, SpaceName space, SpaceSettings settings) {
        Update.Builder update = set(table, space, settings(settings), new HashMap<>(), "");
        if (!space.equals(SpaceName.DEFAULT)) {
            update.conditionExpression("attribute_exists(pk) AND attribute_not_exists(deleting)");
        }
        return update.build();
    }

    /** Gives a space other limits. */
    static Update limit(String table, SpaceName space, Quota quota) {
        Map<String, Optional<Long>> limits = Map.of(
                QUOTA_BYTES, quota.bytes(),
                QUOTA_REPOSITORIES, quota.repositories(),
                QUOTA_BUILDS, quota.buildsADay());
        List<String> sets = new ArrayList<>();
        List<String> removals = new ArrayList<>();
        Map<String, AttributeValue> values = new HashMap<>();
        limits.forEach((name, limit) -> limit.ifPresentOrElse(
                it -> {
                    sets.add(name + " = :" + name);
                    values.put(":" + name, n(it));
                },
                () -> removals.add(name)));
        Update.Builder update = Update.builder()
                .tableName(table)
                .key(key(space))
                .updateExpression((sets.isEmpty() ? "" : "SET " + String.join(", ", sets) + " ")
                        + (removals.isEmpty() ? "" : "REMOVE " + String.join(", ", removals)))
                .expressionAttributeValues(values.isEmpty() ? null : values);
        if (!space.equals(SpaceName.DEFAULT)) {
            update.conditionExpression("attribute_exists(pk) AND attribute_not_exists(deleting)");
        }
        return update.build();
    }

    /** Returns the limits of a space, given its item. */
    public static Quota quota(Map<String, AttributeValue> item) {
        return new Quota(
                Table.optionalNumber(item, QUOTA_BYTES),
                Table.optionalNumber(item, QUOTA_REPOSITORIES),
                Table.optionalNumber(item, QUOTA_BUILDS));
    }

    /** Returns how many repositories a space has, given its item. */
    public static long repositories(Map<String, AttributeValue> item) {
        return Math.max(0, Table.optionalNumber(item, REPOSITORIES).orElse(0L));
    }

    private static Update.Builder set(
            String table,
            SpaceName space,
            Map<String, AttributeValue> attributes,
            Map<String, AttributeValue> values,
            String more) {
        Map<String, String> names = new HashMap<>();
        List<String> assignments = new ArrayList<>();
        attributes.forEach((name, value) -> {
            names.put("#" + name, name);
            values.put(":" + name, value);
            assignments.add("#" + name + " = :" + name);
        });
        return Update.builder()
                .tableName(table)
                .key(key(space))
                .updateExpression("SET " + String.join(", ", assignments) + more)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
    }

    /** Writes the detail of the event about changed settings. */
    static ObjectNode changed(SpaceSettings settings) {
        ObjectNode detail = EventLog.detail()
                .put(DISPLAY_NAME, settings.displayName())
                .put(DESCRIPTION, settings.description())
                .put("defaultVisibility", settings.defaultVisibility().word())
                .put(SPARSE, settings.sparse())
                .put(OWN_BASES_ONLY, settings.ownBasesOnly());
        ObjectNode mirrors = detail.putObject(MIRRORS);
        settings.mirrors().rules().forEach(mirrors::put);
        return detail;
    }

    static Space read(Map<String, AttributeValue> item) {
        return new Space(
                name(item),
                Instant.ofEpochMilli(Table.optionalNumber(item, CREATED).orElse(0L)),
                new SpaceSettings(
                        Table.optional(item, DISPLAY_NAME).orElse(""),
                        Table.optional(item, DESCRIPTION).orElse(""),
                        defaultVisibility(item),
                        isSparse(item),
                        isOn(item, OWN_BASES_ONLY),
                        mirrors(item)),
                repositories(item),
                item.containsKey(DELETING),
                quota(item));
    }

    private static Map<String, AttributeValue> attributes(Mirrors mirrors) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        mirrors.rules().forEach((foreign, own) -> attributes.put(foreign, s(own)));
        return attributes;
    }

    private static Mirrors mirrors(Map<String, AttributeValue> item) {
        Map<String, String> rules = new HashMap<>();
        if (item.containsKey(MIRRORS)) {
            item.get(MIRRORS).m().forEach((foreign, own) -> rules.put(foreign, own.s()));
        }
        return new Mirrors(rules);
    }

    /** Returns the name of a space, or of one that is gone and that the next one will have. */
    static SpaceName name(Map<String, AttributeValue> item) {
        return new SpaceName(Table.string(item, Table.SK).substring("SPACE#".length()), generation(item));
    }

    private static int generation(Map<String, AttributeValue> item) {
        return Math.toIntExact(Table.optionalNumber(item, GENERATION).orElse(0L));
    }

    /** Returns the generations of the spaces among these items, by name. */
    public static Map<String, Integer> generations(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .filter(item -> Table.string(item, Table.PK).equals(Keys.SPACES))
                .map(SpaceItems::name)
                .collect(Collectors.toMap(SpaceName::value, SpaceName::generation));
    }

    /** Returns whether the space exists: after its deletion its generation remains. */
    static boolean exists(Map<String, AttributeValue> item) {
        return !item.isEmpty() && !item.containsKey(GONE);
    }

    /** Creates a space, with the generation that an earlier one of its name left. */
    static Update create(String table, Space space) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":last", n(SpaceName.MAX_GENERATION));
        return set(table, space.name(), attributes(space), values, " REMOVE deleting, gone")
                .conditionExpression("attribute_not_exists(pk) OR (attribute_exists(gone) AND generation <= :last)")
                .build();
    }

    /** Removes a space that is being deleted, and counts it. */
    static Update remove(String table, SpaceName space) {
        return Update.builder()
                .tableName(table)
                .key(key(space))
                .conditionExpression("attribute_exists(deleting) AND attribute_not_exists(gone)")
                .updateExpression("SET gone = :true REMOVE #name, #description, mirrors, quotaBytes, quotaRepositories,"
                        + " quotaBuildsADay ADD generation :one")
                .expressionAttributeNames(Map.of("#name", DISPLAY_NAME, "#description", DESCRIPTION))
                .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true), ":one", n(1)))
                .build();
    }

    /** Returns the visibility of new repositories in this space. */
    static Visibility defaultVisibility(Map<String, AttributeValue> item) {
        return Table.optional(item, VISIBILITY).flatMap(Visibility::named).orElse(Visibility.PRIVATE);
    }

    /** Returns whether repositories can be created in a space, given its item. */
    public static boolean isOpen(SpaceName name, Optional<Map<String, AttributeValue>> item) {
        return name.equals(SpaceName.DEFAULT)
                || item.filter(it -> !it.containsKey(DELETING))
                        .filter(it -> generation(it) == name.generation())
                        .isPresent();
    }

    /** Returns whether manifests in this space may name blobs that are not linked in their repository. */
    public static boolean isSparse(Map<String, AttributeValue> item) {
        return isOn(item, SPARSE);
    }

    private static boolean isOn(Map<String, AttributeValue> item, String flag) {
        return item.containsKey(flag) && item.get(flag).bool();
    }

    /** Counts a repository in or out. One can appear only where the space is open and its quota has room. */
    static Update count(String table, SpaceName space, int difference) {
        Update.Builder update =
                Update.builder().tableName(table).key(key(space)).updateExpression("ADD repositories :difference");
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":difference", n(difference)));
        String room = "(attribute_not_exists(quotaRepositories) OR attribute_not_exists(repositories)"
                + " OR repositories < quotaRepositories)";
        if (difference > 0 && space.equals(SpaceName.DEFAULT)) {
            update.conditionExpression(room);
        } else if (difference > 0) {
            String first = space.generation() == 0 ? "attribute_not_exists(generation)" : "generation = :generation";
            update.conditionExpression(
                    "attribute_exists(pk) AND attribute_not_exists(deleting) AND " + first + " AND " + room);
            if (space.generation() > 0) {
                values.put(":generation", n(space.generation()));
            }
        }
        update.expressionAttributeValues(values);
        return update.build();
    }
}
