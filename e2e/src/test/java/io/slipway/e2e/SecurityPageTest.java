package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the tests referenced in docs/operate/security.md exist. */
class SecurityPageTest {
    private static final List<String> PLACES =
            List.of("layers", "functions", "uploader", "client", "edge", "builder", "cli", "local", "e2e");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]*Test)(?:\\.([a-z][a-z0-9_]*))?`");

    @Test
    void every_test_referenced_on_the_page_exists() throws IOException {
        List<Path> classes = new ArrayList<>();
        for (String place : PLACES) {
            try (Stream<Path> files = Files.walk(Cloud.root().resolve(place))) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(classes::add);
            }
        }
        List<String> named = new ArrayList<>();
        Matcher matcher = NAMED.matcher(Files.readString(Cloud.root().resolve("docs/operate/security.md")));
        while (matcher.find()) {
            named.add(matcher.group());
            assertThat(exists(classes, matcher.group(1), Optional.ofNullable(matcher.group(2))))
                    .as(matcher.group())
                    .isTrue();
        }
        assertThat(named).hasSizeGreaterThan(40);
    }

    private static boolean exists(List<Path> classes, String name, Optional<String> method) throws IOException {
        for (Path file : classes) {
            if (file.getFileName().toString().equals(name + ".java")
                    && (method.isEmpty() || Files.readString(file).contains("void " + method.get() + "("))) {
                return true;
            }
        }
        return false;
    }
}
