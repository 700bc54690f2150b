package io.slipway.builds.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_document_is_read_and_written_including_defaults() throws IOException {
        RetentionPolicy policy = read("""
                {"rules": [
                   {"name": "releases", "tags": ["v*"], "except": ["v*-rc*"], "versions": "[1.0,2.0)", "keep": {"newest": 10}},
                   {"name": "builds", "of": "untagged", "repositories": ["team/**"], "keep": {"pushedWithin": "36h"}}],
                 "immutable": [{"tags": ["v*"]}],
                 "protected": [{"repositories": ["app"], "tags": ["stable"]}]}
                """);
        assertThat(policy.binDays()).isEqualTo(7);
        assertThat(policy.tags().isImmutable(RepositoryName.parse("any"), new Tag("v1")))
                .isTrue();
        assertThat(policy.tags().isProtected(RepositoryName.parse("any"), new Tag("stable")))
                .isFalse();
        assertThat(policy.tags().isProtected(RepositoryName.parse("app"), new Tag("stable")))
                .isTrue();
        JsonNode written = PolicyJson.write(policy);
        assertThat(PolicyJson.read(written)).isEqualTo(policy);
        assertThat(written.at("/rules/0/repositories/0").asText()).isEqualTo("**");
        assertThat(written.at("/bin/days").asInt()).isEqualTo(7);
    }

    @Test
    void an_empty_document_keeps_everything() throws IOException {
        assertThat(read("{}")).isEqualTo(RetentionPolicy.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|the document must be an object, but was a list",
                "{\"rule\":[]}|the fields must be among bin, immutable, protected, rules, but one was 'rule'",
                "{\"rules\":null}|rules must be a list, but was null",
                "{\"rules\":[{\"name\":null,\"keep\":{\"all\":true}}]}|rules[0]: name must be a string, but was null",
                "{\"rules\":[{\"name\":\"a\",\"tags\":null,\"keep\":{\"all\":true}}]}|rules[0]: tags must be a list, but was null",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"newest\":null}}]}|rules[0].keep: newest must be a whole number, but was null",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"all\":null}}]}|rules[0].keep: all must be true or false, but was null",
                "{\"rules\":[{\"name\":\"a\",\"keep\":null}]}|rules[0].keep must be an object, but was null",
                "{\"rules\":{}}|rules must be a list, but was an object",
                "{\"rules\":[1]}|rules[0] must be an object, but was 1",
                "{\"rules\":[{\"keep\":{\"all\":true}}]}|rules[0]: name must be given, but is missing",
                "{\"rules\":[{\"name\":\"a\"}]}|rules[0].keep: keep must have at least one of all, newest, pushedWithin and pulledWithin",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"newest\":-1}}]}|rules[0].keep: newest must be a number from 0 to 100000, but was -1",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"newest\":1.5}}]}|rules[0].keep: newest must be a whole number, but was 1.5",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"pushedWithin\":\"2w\"}}]}|rules[0].keep: a time must be a number of hours or days from 1h to 36500d, such as 36h or 14d, but was '2w'",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"pushedWithin\":\"0d\"}}]}|rules[0].keep: a time must be a number of hours or days from 1h to 36500d, such as 36h or 14d, but was '0d'",
                "{\"rules\":[{\"name\":\"a\",\"versions\":\"[2,1]\",\"keep\":{\"all\":true}}]}|rules[0]: versions must be a range such as [1.0,2.0) or 1.2.*, but was '[2,1]'",
                "{\"rules\":[{\"name\":\"a\",\"of\":\"images\",\"keep\":{\"all\":true}}]}|rules[0]: of must be one of tags, deployments, packages, caches, untagged, but was 'images'",
                "{\"rules\":[{\"name\":\"a\",\"of\":\"untagged\",\"tags\":[\"*\"],\"keep\":{\"all\":true}}]}|rules[0]: a rule with of: untagged must not have tags, except or versions",
                "{\"rules\":[{\"name\":\"a\",\"tags\":[],\"keep\":{\"all\":true}}]}|rules[0]: tags must have at least one pattern, but was empty",
                "{\"rules\":[{\"name\":\"a\",\"tags\":[1],\"keep\":{\"all\":true}}]}|rules[0]: tags must be a list of strings, but one was 1",
                "{\"rules\":[{\"name\":\"a\",\"keep\":{\"all\":true}},{\"name\":\"a\",\"keep\":{\"all\":true}}]}|each rule must have its own name, but two have the name 'a'",
                "{\"protected\":[{\"tags\":[\"\"]}]}|protected[0]: a pattern of tags must have 1 to 255 characters, but was ''",
                "{\"bin\":{\"days\":91.0}}|bin.days must be a number from 0 to 90, but was 91"
            })
    void an_error_contains_the_place_and_the_requirement(String document, String message) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(RegistryException.class)
                .hasMessage(message);
    }

    /** Each object in the schema has exactly the keys that the reader accepts. */
    @Test
    void the_schema_has_the_keys_that_the_reader_accepts() throws IOException {
        JsonNode schema = schema();
        assertKeys(schema, "{%s}");
        assertKeys(schema.at("/properties/rules/items"), "{\"rules\":[{%s}]}");
        assertKeys(schema.at("/properties/rules/items/properties/keep"), "{\"rules\":[{\"keep\":{%s}}]}");
        assertKeys(schema.at("/$defs/tagRule"), "{\"immutable\":[{%s}]}");
        assertKeys(schema.at("/properties/bin"), "{\"bin\":{%s}}");
    }

    private static void assertKeys(JsonNode object, String document) {
        assertThat(object.path("additionalProperties").asBoolean(true)).isFalse();
        String named = String.join(
                ", ",
                object.path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
        assertThatThrownBy(() -> read(document.formatted("\"unknown\":1")))
                .hasMessageEndingWith("the fields must be among " + named + ", but one was 'unknown'");
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(PolicyJson.class.getResourceAsStream("retention.schema.json"))) {
            return JSON.readTree(in);
        }
    }

    private static RetentionPolicy read(String document) throws IOException {
        return PolicyJson.read(JSON.readTree(document));
    }
}
