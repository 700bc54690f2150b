package io.slipway.sdi.substitute;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sdi.octostache.TemplateEngine.Variable;
import io.slipway.sdi.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples of the page for people who write Source Docker Images come to what it shows. */
class FileFeaturesPageTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root"), "docs/file-features.md");

    /** Variables, a template, and what it comes to. */
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```octostache\n(.*?)---\n(.*?)---\n(.*?)```");

    @TestFactory
    Stream<DynamicTest> examples() throws Exception {
        List<MatchResult> examples =
                EXAMPLE.matcher(Files.readString(PAGE)).results().toList();
        assertThat(examples).isNotEmpty();
        return examples.stream()
                .map(it ->
                        DynamicTest.dynamicTest(it.group(2).lines().findFirst().orElse(""), () -> check(it)));
    }

    private static void check(MatchResult example) throws Exception {
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
