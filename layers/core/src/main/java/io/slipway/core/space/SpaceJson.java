package io.slipway.core.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.Quoted;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Spaces and repositories as JSON. */
final class SpaceJson {
    private static final String DISPLAY_NAME = "displayName";
    private static final String DESCRIPTION = "description";
    private static final String DEFAULT_VISIBILITY = "defaultVisibility";
    private static final String SPARSE = "sparse";
    private static final String OWN_BASES_ONLY = "ownBasesOnly";
    private static final String MIRRORS = "mirrors";
    private static final String[] SETTINGS = {
        DISPLAY_NAME, DESCRIPTION, DEFAULT_VISIBILITY, SPARSE, OWN_BASES_ONLY, MIRRORS
    };

    private SpaceJson() {}

    static ObjectNode write(Space space) {
        SpaceSettings settings = space.settings();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", space.name().value())
                .put(DISPLAY_NAME, settings.displayName())
                .put(DESCRIPTION, settings.description())
                .put(DEFAULT_VISIBILITY, settings.defaultVisibility().word())
                .put(SPARSE, settings.sparse())
                .put(OWN_BASES_ONLY, settings.ownBasesOnly())
                .put("created", space.created().toString())
                .put("repositories", space.repositories())
                .put("state", state(space.deleting()));
        ObjectNode mirrors = node.putObject(MIRRORS);
        settings.mirrors().rules().forEach(mirrors::put);
        return node;
    }

    static ObjectNode write(Repository repository) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("space", repository.name().space().value())
                .put("name", repository.name().path())
                .put("image", repository.name().familiar())
                .put("visibility", repository.visibility().word())
                .put("created", repository.created().toString())
                .put("pulled", repository.pulled().map(LocalDate::toString).orElse(null))
                .put("state", state(repository.deleting()));
    }

    static String state(boolean deleting) {
        return deleting ? "deleting" : "active";
    }

    /** Reads the settings of the body; fields that it leaves out keep their values. */
    static SpaceSettings read(JsonNode body, SpaceSettings before) {
        return JsonBody.valid(() -> new SpaceSettings(
                JsonBody.text(body, DISPLAY_NAME).orElse(before.displayName()),
                JsonBody.text(body, DESCRIPTION).orElse(before.description()),
                JsonBody.text(body, DEFAULT_VISIBILITY)
                        .map(SpaceJson::visibility)
                        .orElse(before.defaultVisibility()),
                JsonBody.flag(body, SPARSE, before.sparse()),
                JsonBody.flag(body, OWN_BASES_ONLY, before.ownBasesOnly()),
                mirrors(body.path(MIRRORS)).orElse(before.mirrors())));
    }

    private static Optional<Mirrors> mirrors(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isObject() || !node.valueStream().allMatch(JsonNode::isTextual)) {
            throw new IllegalArgumentException(
                    "mirrors must be an object of repositories of this registry by names in other registries, "
                            + Quoted.but(node));
        }
        Map<String, String> rules = new LinkedHashMap<>();
        node.properties()
                .forEach(rule -> rules.put(rule.getKey(), rule.getValue().textValue()));
        return Optional.of(new Mirrors(rules));
    }

    /** Returns the fields of a body with settings, and these others. */
    static String[] fields(String... others) {
        return Stream.concat(Arrays.stream(others), Arrays.stream(SETTINGS)).toArray(String[]::new);
    }

    static Visibility visibility(String word) {
        return Visibility.named(word)
                .orElseThrow(
                        () -> JsonBody.invalid("a visibility must be private or public, but was " + Quoted.of(word)));
    }

    /** Returns the space in the path. */
    static SpaceName space(Call call) {
        return call.space();
    }
}
