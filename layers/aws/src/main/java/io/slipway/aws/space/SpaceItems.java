package io.slipway.aws.space;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.core.usage.Quota;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts spaces to items. The default space has an item only once it has repositories or settings. */
public final class SpaceItems {
    static final String REPOSITORIES = "repositories";
    static final String DELETING = "deleting";

    /** The number of spaces of the name that were deleted before. */
    static final String GENERATION = "generation";

    /** The mark of a deleted space, of which only the generation is kept, for the next space of the name. */
    static final String GONE = "gone";

    private static final String SPARSE = "sparse";
    private static final String DISPLAY_NAME = "displayName";
    private static final String DESCRIPTION = "description";
    private static final String VISIBILITY = "visibility";
    private static final String OWN_BASES_ONLY = "ownBasesOnly";
    private static final String MIRRORS = "mirrors";

    private static final String QUOTA_BYTES = "quotaBytes";
    static final String QUOTA_REPOSITORIES = "quotaRepositories";
    private static final String QUOTA_BUILDS = "quotaBuildsADay";

    /** The attributes that a deleted space loses. */
    static final List<String> REMOVED =
            List.of(DISPLAY_NAME, DESCRIPTION, MIRRORS, QUOTA_BYTES, QUOTA_REPOSITORIES, QUOTA_BUILDS);

    private SpaceItems() {}

    /** Returns the key of a space. */
    public static Map<String, AttributeValue> key(SpaceName space) {
        return Items.key(Keys.SPACES, Keys.space(space));
    }

    /** Returns the attributes of a new space. */
    static Map<String, AttributeValue> attributes(Space space) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(Items.CREATED, n(space.created().toEpochMilli()));
        item.put(REPOSITORIES, n(0));
        item.putAll(settings(space.settings()));
        return item;
    }

    /** Returns the attributes of settings. */
    static Map<String, AttributeValue> settings(SpaceSettings settings) {
        return Map.of(
                DISPLAY_NAME, s(settings.displayName()),
                DESCRIPTION, s(settings.description()),
                VISIBILITY, s(settings.defaultVisibility().word()),
                SPARSE, AttributeValue.fromBool(settings.sparse()),
                OWN_BASES_ONLY, AttributeValue.fromBool(settings.ownBasesOnly()),
                MIRRORS, AttributeValue.fromM(attributes(settings.mirrors())));
    }

    /** Returns the limits of a space by their attributes. */
    static Map<String, Optional<Long>> limits(Quota quota) {
        return Map.of(
                QUOTA_BYTES, quota.bytes(),
                QUOTA_REPOSITORIES, quota.repositories(),
                QUOTA_BUILDS, quota.buildsADay());
    }

    /** Returns the limits of a space, given its item. */
    public static Quota quota(Map<String, AttributeValue> item) {
        return new Quota(
                Items.optionalNumber(item, QUOTA_BYTES),
                Items.optionalNumber(item, QUOTA_REPOSITORIES),
                Items.optionalNumber(item, QUOTA_BUILDS));
    }

    /** Returns the number of repositories of a space, given its item. */
    public static long repositories(Map<String, AttributeValue> item) {
        return Math.max(0, Items.optionalNumber(item, REPOSITORIES).orElse(0L));
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
                Instant.ofEpochMilli(Items.optionalNumber(item, Items.CREATED).orElse(0L)),
                new SpaceSettings(
                        Items.optional(item, DISPLAY_NAME).orElse(""),
                        Items.optional(item, DESCRIPTION).orElse(""),
                        defaultVisibility(item),
                        isSparse(item),
                        Items.isOn(item, OWN_BASES_ONLY),
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

    /** Returns the name of a space, with the generation of the next one if the space was deleted. */
    static SpaceName name(Map<String, AttributeValue> item) {
        return new SpaceName(Items.string(item, Items.SK).substring("SPACE#".length()), generation(item));
    }

    private static int generation(Map<String, AttributeValue> item) {
        return Math.toIntExact(Items.optionalNumber(item, GENERATION).orElse(0L));
    }

    /** Returns the generations of the spaces among these items, by name. */
    public static Map<String, Integer> generations(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .filter(item -> Items.string(item, Items.PK).equals(Keys.SPACES))
                .map(SpaceItems::name)
                .collect(Collectors.toMap(SpaceName::value, SpaceName::generation));
    }

    /** Returns whether the space exists; after its deletion, an item with its generation remains. */
    static boolean exists(Map<String, AttributeValue> item) {
        return !item.isEmpty() && !item.containsKey(GONE);
    }

    /** Returns the visibility of new repositories in this space. */
    static Visibility defaultVisibility(Map<String, AttributeValue> item) {
        return Items.optional(item, VISIBILITY).flatMap(Visibility::named).orElse(Visibility.PRIVATE);
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
        return Items.isOn(item, SPARSE);
    }
}
