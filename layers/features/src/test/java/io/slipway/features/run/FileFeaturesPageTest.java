package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.variables.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example on the page of the file features gives the result that the page shows. */
class FileFeaturesPageTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root"), "docs/reference/file-features.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    /** Variables, a template, and its result. */
    private static final Pattern TEMPLATE = Pattern.compile("(?s)(.*?)---\n(.*?)---\n(.*)");

    @TempDir
    Path temp;

    @TestFactory
    Stream<DynamicTest> whole_examples() throws IOException {
        List<PageExample> examples =
                blocks("example").stream().map(PageExample::parse).toList();
        assertThat(examples).hasSizeGreaterThan(10);
        return examples.stream()
                .map(it ->
                        DynamicTest.dynamicTest(it.title(), () -> it.run(Files.createTempDirectory(temp, "example"))));
    }

    @TestFactory
    Stream<DynamicTest> templates() throws IOException {
        List<MatchResult> examples = blocks("octostache").stream()
                .flatMap(it -> TEMPLATE.matcher(it).results())
                .toList();
        assertThat(examples).hasSameSizeAs(blocks("octostache")).isNotEmpty();
        return examples.stream()
                .map(it ->
                        DynamicTest.dynamicTest(it.group(2).lines().findFirst().orElse(""), () -> template(it)));
    }

    @Test
    void every_block_of_the_page_is_a_tested_example_or_a_transform_command() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(BLOCK.matcher(page).results().map(it -> it.group(1))).containsOnly("example", "octostache", "sh");
        assertThat(blocks("sh"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block).contains("./slipway transform "));
        assertThat(page.lines().filter(line -> line.startsWith("```")).count())
                .as("every block is opened and closed")
                .isEqualTo(2 * BLOCK.matcher(page).results().count());
    }

    @Test
    void the_page_lists_every_supported_variable() throws IOException {
        List<String> asked = new ArrayList<>();
        Configuration.of(new Variables() {
            @Override
            public List<String> names() {
                return List.of();
            }

            @Override
            public Optional<Value> value(String name) {
                asked.add("`" + name + "`");
                return Optional.empty();
            }
        });
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(Files.readString(PAGE)).contains(asked);
    }

    private static List<String> blocks(String kind) throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2))
                .toList();
    }

    private static void template(MatchResult example) throws Exception {
        List<Variable> variables = example.group(1)
                .lines()
                .map(line -> line.split(" = ", 2))
                .map(it -> new Variable(it[0], it[1], false))
                .toList();
        byte[] template = example.group(2).getBytes(StandardCharsets.UTF_8);
        VariableSet set = new VariableSet(variables, Clock.systemUTC());
        assertThat(new String(TemplateFile.substitute(template, null, set).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(example.group(3));
    }
}
