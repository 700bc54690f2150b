package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * The help of every command, and the errors of typical mistakes, as files whose changes show in a review. {@code ./mvnw -pl cli
 * -am test -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dslipway.golden=write} rewrites them.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final boolean WRITE = "write".equals(System.getProperty("slipway.golden"));

    private static final CommandLine SLIPWAY = Slipway.commandLine();
    private static final Map<String, List<String>> COMMANDS = commands();

    /** The arguments of typical mistakes; URL is a registry that responds as {@link #registry} defines. */
    private static final List<String> MISTAKES = List.of(
            "",
            "tokn",
            "help nope",
            "completion fish",
            "token",
            "push",
            "push missing.zip",
            "push --id x one.zip two.zip",
            "build",
            "build mywebapp --version 1.2.0",
            "build show",
            "build wait one two",
            "builds --bogus",
            "builds --state Suceeded",
            "builds --limit 0",
            "doctor --large 1GB",
            "doctor --large 6GiB",
            "builds --format xml",
            "token create ci --expires-in soon",
            "token create ci --grant nonsense",
            "space set team-a",
            "repository delete team-a/app",
            "image push app:1",
            "transform",
            "transform missing --variables variables.json",
            "sdi check missing",
            "login nonsense",
            "up --port 99999",
            "up --public-url nonsense",
            "space list --data missing",
            "space list --url nonsense --token x",
            "space list --url http://localhost:1 --token x",
            "space show unknown --url URL --token x",
            "space show wrong-token --url URL --token x",
            "space show broken --url URL --token x",
            "space show website --url URL --token x");

    @TestFactory
    Stream<DynamicTest> the_help_of_every_command_is_what_the_file_says() {
        return COMMANDS.entrySet().stream()
                .map(command -> DynamicTest.dynamicTest(command.getKey(), () -> {
                    List<String> arguments = new ArrayList<>(command.getValue());
                    arguments.add("--help");
                    Ran ran = Ran.slipway(arguments.toArray(String[]::new));
                    assertThat(ran.code()).isZero();
                    assertThat(ran.err()).isEmpty();
                    compare("help/" + command.getKey() + ".txt", ran.out());
                }));
    }

    @TestFactory
    Stream<DynamicTest> the_command_help_and_the_short_option_show_the_same() {
        return COMMANDS.entrySet().stream()
                .map(command -> DynamicTest.dynamicTest(command.getKey(), () -> {
                    List<String> arguments = new ArrayList<>(command.getValue());
                    arguments.addFirst("help");
                    Ran ran = Ran.slipway(arguments.toArray(String[]::new));
                    assertThat(ran.code()).isZero();
                    compare("help/" + command.getKey() + ".txt", ran.out());
                    assertThat(at(command.getValue())
                                    .getCommandSpec()
                                    .optionsMap()
                                    .get("-h"))
                            .isSameAs(at(command.getValue())
                                    .getCommandSpec()
                                    .optionsMap()
                                    .get("--help"))
                            .isNotNull();
                }));
    }

    private static CommandLine at(List<String> path) {
        CommandLine command = SLIPWAY;
        for (String word : path) {
            command = Objects.requireNonNull(command.getSubcommands().get(word), word);
        }
        return command;
    }

    @Test
    void no_golden_file_belongs_to_a_removed_command() throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(FOLDER.resolve("help")))) {
            for (Path file : files.toList()) {
                boolean known =
                        COMMANDS.containsKey(file.getFileName().toString().replace(".txt", ""));
                if (!known && WRITE) {
                    Files.delete(file);
                }
                assertThat(known || WRITE).as(file + " is of no command").isTrue();
            }
        }
    }

    @Test
    void a_mistake_prints_one_line_with_the_next_step_and_sets_the_exit_code() throws IOException {
        StringBuilder all = new StringBuilder();
        try (StubRegistry registry = registry()) {
            for (String mistake : MISTAKES) {
                String[] arguments = Stream.of(
                                mistake.replace("URL", registry.url()).split(" "))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new);
                Ran ran = Ran.slipway(arguments);
                assertThat(ran.out()).as(mistake).isEmpty();
                assertThat(ran.err().lines()).as(mistake).hasSize(1);
                all.append("$ slipway ").append(mistake).append('\n');
                all.append(ran.err().replace(registry.url(), "URL"));
                all.append("(exit code ").append(ran.code()).append(")\n\n");
            }
        }
        compare("errors.txt", all.toString());
    }

    private static StubRegistry registry() {
        return new StubRegistry()
                .answer(
                        "GET /api/spaces/unknown",
                        404,
                        "{\"errors\":[{\"code\":\"NOT_FOUND\",\"message\":\"there is no space unknown\"}]}")
                .answer("GET /api/spaces/wrong-token", 401, "{}")
                .answer("GET /api/spaces/broken", 502, "<html>Bad Gateway</html>")
                .answer("GET /api/spaces/website", 200, "<html>Welcome</html>");
    }

    /** Returns the words of each command by its hyphenated name. */
    private static Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new TreeMap<>();
        collect(SLIPWAY, List.of(), commands);
        return commands;
    }

    private static void collect(CommandLine command, List<String> path, Map<String, List<String>> commands) {
        commands.put(path.isEmpty() ? "slipway" : "slipway-" + String.join("-", path), path);
        command.getSubcommands().forEach((name, below) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(below, longer, commands);
        });
    }

    private static void compare(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = actual.replace(System.lineSeparator(), "\n");
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("the comment of this class explains how to rewrite it")
                .hasContent(text);
    }
}
