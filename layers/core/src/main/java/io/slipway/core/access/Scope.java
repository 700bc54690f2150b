package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requested access to one repository: {@code repository:name:pull,push}
 * (Docker's "Token Scope Documentation").
 *
 * @param repository the repository
 * @param actions the requested actions, without those unknown to this registry
 */
public record Scope(RepositoryName repository, Set<Action> actions) {
    /** The scope that a client requests to list the repositories (Docker's "Token Scope Documentation", type {@code registry}). */
    public static final String CATALOG = "registry:catalog:*";

    /** The most scopes in a request for a token; Docker requests at most five (a push with four mount candidates). */
    public static final int MAX_COUNT = 32;

    public Scope {
        actions = Set.copyOf(actions);
    }

    /** Returns this scope in this generation of its space. */
    Scope at(SpaceName space) {
        return new Scope(repository.at(space.generation()), actions);
    }

    /** Returns the spaces of the repositories in the scopes, without the default space. */
    static Set<SpaceName> spaces(List<String> values) {
        return parseAll(values).stream()
                .map(scope -> scope.repository().space())
                .filter(space -> !space.equals(SpaceName.DEFAULT))
                .collect(Collectors.toSet());
    }

    /** Reads the values of the parameter {@code scope}: each holds one scope or several, with spaces between. */
    public static List<Scope> parseAll(List<String> values) {
        return texts(values).flatMap(text -> parse(text).stream()).toList();
    }

    /** Returns whether the catalogue is requested. */
    public static boolean asksForCatalog(List<String> values) {
        return texts(values).anyMatch(CATALOG::equals);
    }

    private static Stream<String> texts(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(" ", -1)))
                .filter(text -> !text.isEmpty())
                .limit(MAX_COUNT);
    }

    /** A scope of another type, or with an invalid repository name, cannot be granted. */
    private static Optional<Scope> parse(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        // Old Docker clients request plugins by "repository(plugin)".
        if (first < 0 || last == first || !text.substring(0, first).startsWith("repository")) {
            return Optional.empty();
        }
        try {
            RepositoryName name = RepositoryName.parse(text.substring(first + 1, last));
            return Optional.of(new Scope(name, actions(text.substring(last + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Set<Action> actions(String words) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        Arrays.stream(words.split(",", -1))
                .flatMap(word -> word.equals("*")
                        ? Action.content().stream()
                        : Action.named(word).filter(action -> action != Action.ADMIN).stream())
                .forEach(actions::add);
        return actions;
    }

    /** Returns the scope in the form of a challenge. */
    public static String text(RepositoryName name, Stream<Action> actions) {
        return "repository:" + name.familiar() + ":"
                + String.join(",", actions.map(Action::word).toList());
    }
}
