package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the code of the edge functions in the template with their sources. {@code ./mvnw -pl edge -am test
 * -Dtest=EdgeTemplateTest -Dsurefire.failIfNoSpecifiedTests=false -Dslipway.golden=write} writes it into the template.
 */
class EdgeTemplateTest {
    private static final boolean WRITE = "write".equals(System.getProperty("slipway.golden"));

    @ParameterizedTest
    @ValueSource(strings = {"uploads", "host", "blobs", "console"})
    void the_template_contains_the_source_without_comments(String name) throws IOException {
        Path file = EdgeSource.root().resolve("template.yaml");
        String template = Files.readString(file);
        Matcher function = Pattern.compile(
                        "-" + name
                                + "\"\n      AutoPublish: true\n(?: {6,}.*\n)*?      FunctionCode: (?:!Sub )?\\|((?:\n+ {8}.*)+)")
                .matcher(template);
        assertThat(function.find()).isTrue();
        String code = "\n"
                + EdgeSource.read(name)
                        .strip()
                        .indent(8)
                        .replaceAll("(?m)^ +$", "")
                        .stripTrailing();
        if (WRITE) {
            Files.writeString(
                    file, template.substring(0, function.start(1)) + code + template.substring(function.end(1)));
        } else {
            assertThat(function.group(1)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploads", "host", "blobs", "console"})
    void the_code_is_not_too_long_with_the_longest_names_of_hosts(String name) {
        String longest = EdgeSource.code(name, "https://" + "r".repeat(92), "d".repeat(253), "off");
        assertThat(longest.length()).isLessThan(EdgeFunction.MAX_CODE);
    }
}
