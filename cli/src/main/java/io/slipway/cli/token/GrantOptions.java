package io.slipway.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for grants: one grant by its parts, or any number by {@code --grant}. */
public final class GrantOptions {
    private static final Pattern GRANT = Pattern.compile("([^/:]+)/([^:]+):([a-z,]+)");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--space", paramLabel = "S", description = "The space, * for all. Default: default")
    private @Nullable String space;

    @Option(
            names = "--repository",
            paramLabel = "PATTERN",
            description = "The repositories inside the space: apps/* is default/apps/* without --space."
                    + " * stands for any characters but a slash, ** for any. Default: **")
    private @Nullable String repository;

    @Option(
            names = "--actions",
            split = ",",
            paramLabel = "ACTION",
            description = "pull, push, delete, admin. Default: pull,push,delete")
    private @Nullable List<String> actions;

    @Option(
            names = "--grant",
            paramLabel = "SPACE/PATTERN:ACTIONS",
            description = "A grant in short form, such as team-a/apps/*:pull,push; may be given several times.")
    private List<String> grants = new ArrayList<>();

    /** Returns the grants in the API's form. */
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String grant : grants) {
            Matcher matcher = GRANT.matcher(grant);
            if (!matcher.matches()) {
                throw new ParameterException(
                        spec.commandLine(), "--grant must be SPACE/PATTERN:ACTIONS, such as team-a/apps/*:pull,push");
            }
            add(
                    list,
                    matcher.group(1),
                    matcher.group(2),
                    List.of(matcher.group(3).split(",", -1)));
        }
        if (grants.isEmpty() || space != null || repository != null || actions != null) {
            add(
                    list,
                    space == null ? "default" : space,
                    repository == null ? "**" : repository,
                    actions == null ? List.of("pull", "push", "delete") : actions);
        }
        return list;
    }

    private static void add(ArrayNode list, String space, String repository, List<String> actions) {
        ArrayNode words = list.addObject()
                .put("space", space)
                .put("repository", repository)
                .putArray("actions");
        actions.forEach(words::add);
    }

    /** Formats grants on one line, each in the form of {@code --grant}. */
    public static String text(JsonNode grants) {
        List<String> all = new ArrayList<>();
        for (JsonNode grant : grants) {
            List<String> actions = new ArrayList<>();
            grant.path("actions").forEach(action -> actions.add(action.asText()));
            all.add(grant.path("space").asText() + "/"
                    + grant.path("repository").asText() + ":" + String.join(",", actions));
        }
        return String.join(" ", all);
    }
}
