package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which requested scopes are granted: those that the token's grants allow, and pulls from public repositories, which need no token.
 * Visibility is checked here and not at each pull, so that issued bearer tokens still open a repository that becomes private, for at most
 * {@link BearerTokens#LIFETIME}.
 */
public final class Granting {
    /** The most characters of grants that a bearer token carries for the catalogue: it travels in a header. */
    public static final int MAX_CATALOG = 4_096;

    /** The length of a grant in JSON without its space and its pattern, in characters. */
    private static final int GRANT_FRAME = 30;

    private final PublicRepositories publicRepositories;

    public Granting(PublicRepositories publicRepositories) {
        this.publicRepositories = publicRepositories;
    }

    /**
     * Decides which of the requested actions are granted.
     *
     * @param entry the caller's token, empty for an anonymous caller
     * @param asked the values of the parameter {@code scope}
     */
    public Caller decide(Optional<Credentials.Entry> entry, List<String> asked) {
        Optional<Token> token = entry.map(Credentials.Entry::token);
        List<Scope> named = Scope.parseAll(asked).stream()
                .map(scope -> entry.map(
                                it -> scope.at(it.login().now(scope.repository().space())))
                        .orElse(scope))
                .toList();
        Map<String, RepositoryName> open = open(token, named);
        List<Scope> scopes = named.stream()
                .map(scope -> Optional.ofNullable(open.get(scope.repository().familiar()))
                        .map(it -> scope.at(it.space()))
                        .orElse(scope))
                .toList();
        List<Access> granted = new ArrayList<>();
        List<Access> refused = new ArrayList<>();
        for (Scope scope : scopes) {
            Set<Action> yes = EnumSet.noneOf(Action.class);
            Set<Action> no = EnumSet.noneOf(Action.class);
            for (Action action : scope.actions()) {
                boolean allowed = allows(token, scope.repository(), action)
                        || (action == Action.PULL
                                && open.containsKey(scope.repository().familiar()));
                (allowed ? yes : no).add(action);
            }
            granted.add(new Access(scope.repository(), yes));
            refused.add(new Access(scope.repository(), no));
        }
        String subject = token.map(Token::id).orElse(Caller.ANONYMOUS);
        Set<String> readable = token.map(it -> readableSpaces(it, scopes)).orElse(Set.of());
        Caller caller = new Caller(subject, granted, refused, readable).withReach(reach(token, scopes));
        return Scope.asksForCatalog(asked) ? caller.withCatalog(catalog(token)) : caller;
    }

    /** Returns the public repositories among those to be pulled that no grant covers, by the names that clients use. */
    private Map<String, RepositoryName> open(Optional<Token> token, List<Scope> scopes) {
        return publicRepositories
                .among(scopes.stream()
                        .filter(scope -> scope.actions().contains(Action.PULL))
                        .map(Scope::repository)
                        .filter(repository -> !allows(token, repository, Action.PULL))
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(RepositoryName::familiar, Function.identity()));
    }

    private static boolean allows(Optional<Token> token, RepositoryName repository, Action action) {
        return token.isPresent() && token.get().allows(repository, action);
    }

    /** Returns those of the spaces in the scopes that may be pulled as a whole. */
    private static Set<String> readableSpaces(Token token, List<Scope> scopes) {
        return scopes.stream()
                .map(scope -> scope.repository().space())
                .filter(space -> token.allowsAll(space, Action.PULL))
                .map(SpaceName::value)
                .collect(Collectors.toSet());
    }

    /** Returns the spaces that the token may push to; computed only for a push that may fail because a grant or a space is missing. */
    private static PushReach reach(Optional<Token> token, List<Scope> scopes) {
        boolean needed = scopes.stream()
                .filter(scope -> scope.actions().contains(Action.PUSH))
                .anyMatch(scope -> !scope.repository().space().equals(SpaceName.DEFAULT)
                        || !allows(token, scope.repository(), Action.PUSH));
        return needed ? token.map(PushReach::of).orElse(PushReach.NOWHERE) : PushReach.NOWHERE;
    }

    /** Returns the grants that allow pulls, the widest first, as many as fit. */
    private static List<Grant> catalog(Optional<Token> token) {
        List<Grant> grants = token.map(Token::grants).orElse(List.of()).stream()
                .filter(grant -> grant.allows(Action.PULL))
                .map(grant -> new Grant(grant.space(), grant.repository(), Set.of(Action.PULL), grant.generation()))
                .distinct()
                .sorted(Comparator.comparingInt(grant -> grant.repository().length()))
                .toList();
        List<Grant> fitting = new ArrayList<>();
        int room = MAX_CATALOG;
        for (Grant grant : grants) {
            room -= grant.space().length() + grant.repository().length() + GRANT_FRAME;
            if (room >= 0) {
                fitting.add(grant);
            }
        }
        return fitting;
    }
}
