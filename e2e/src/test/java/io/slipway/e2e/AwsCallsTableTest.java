package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code docs/maintain/aws-calls.md} is complete: every route has a row, and every row has tests that
 * count calls.
 */
class AwsCallsTableTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("void ([a-z0-9_]+)\\(");

    /** The operations of the token service, which has no table of routes. */
    private static final Set<String> TOKEN_SERVICE = Set.of("GET /token", "POST /token");

    @Test
    void every_route_has_a_row_and_every_row_a_route() throws IOException {
        Set<String> routes = new TreeSet<>(AllRoutes.names());
        routes.addAll(TOKEN_SERVICE);
        Set<String> named = rows().flatMap(row -> quoted(row.get(1))).collect(Collectors.toSet());
        assertThat(named).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void every_row_has_tests_that_count_calls() throws IOException {
        Set<String> tests = tests();
        assertThat(rows()).allSatisfy(row -> {
            List<String> held = quoted(row.get(3)).toList();
            assertThat(held).as(row.getFirst()).isNotEmpty();
            assertThat(tests).as(row.getFirst()).containsAll(held);
        });
    }

    /** Returns the cells of each row. */
    private static Stream<List<String>> rows() throws IOException {
        return Files.readAllLines(Cloud.root().resolve("docs/maintain/aws-calls.md")).stream()
                .takeWhile(line -> !line.equals("## Floors"))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| operation") && !line.startsWith("| ---"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
    }

    private static Stream<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(it -> it.group(1));
    }

    /** Returns the tests of the functions and of the uploader, of classes that count calls. */
    private static Set<String> tests() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String module : List.of("functions", "uploader")) {
            try (Stream<Path> files = Files.walk(Cloud.root().resolve(module))) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("CallCounter") || source.contains("calls.take()")) {
                        TEST.matcher(source).results().forEach(it -> tests.add(it.group(1)));
                    }
                }
            }
        }
        return tests;
    }
}
