package io.slipway.emulators.codebuild;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A build specification, version 0.2: variables, and the commands of each phase, which run in one shell
 * (AWS CodeBuild User Guide, "Build specification reference for CodeBuild").
 */
final class Buildspec {
    /** The phases, in order. */
    static final List<String> PHASES = List.of("install", "pre_build", "build", "post_build");

    private static final String PROLOGUE = """
            __failed=0
            __skip=0
            __begins() {
              if [ "$__skip" = 1 ] || { [ "$__failed" != 0 ] && [ "$1" != post_build ]; }; then return 1; fi
              __ok=1
              if [ "$__failed" = 0 ]; then echo "$1" > "$STAND_IN/phase"; fi
            }
            __ended() {
              if [ "$1" = 0 ]; then return; fi
              __ok=0
              __failed=1
              case "$2" in install | pre_build) __skip=1 ;; esac
              echo "Error while executing command: $3. Reason: exit status $1" > "$STAND_IN/failure"
            }
            """;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    private Buildspec() {}

    static Buildspec read(String yaml) {
        Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Buildspec spec = new Buildspec();
        if (root instanceof Map<?, ?> map) {
            if (map.get("env") instanceof Map<?, ?> env && env.get("variables") instanceof Map<?, ?> variables) {
                variables.forEach((name, value) -> spec.variables.put(String.valueOf(name), String.valueOf(value)));
            }
            if (map.get("phases") instanceof Map<?, ?> phases) {
                PHASES.forEach(phase -> spec.commands.put(phase, commands(phases.get(phase))));
            }
        }
        return spec;
    }

    private static List<String> commands(@Nullable Object phase) {
        List<String> commands = new ArrayList<>();
        if (phase instanceof Map<?, ?> map && map.get("commands") instanceof List<?> list) {
            list.forEach(command -> commands.add(String.valueOf(command)));
        }
        return commands;
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    /**
     * Returns a bash script that checks the status of each command. It records its phase and the failure in the files
     * {@code phase} and {@code failure} of the folder {@code STAND_IN}. As in CodeBuild, {@code post_build} runs even
     * if {@code build} has failed.
     */
    String script() {
        StringBuilder script = new StringBuilder(PROLOGUE);
        for (String phase : PHASES) {
            script.append("if __begins ").append(phase).append("; then\n");
            for (String command : commands.getOrDefault(phase, List.of())) {
                script.append("if [ \"$__ok\" = 1 ]; then\n")
                        .append(command.stripTrailing())
                        .append("\n__ended $? ")
                        .append(phase)
                        .append(' ')
                        .append(quoted(command.strip().lines().findFirst().orElse("")))
                        .append("\nfi\n");
            }
            script.append(":\nfi\n");
        }
        return script.append("exit $__failed\n").toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
