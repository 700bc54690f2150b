package io.slipway.core.catalog;

import io.slipway.core.access.Grant;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repositories;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists names that begin with their space, space by space: {@code a-b/…} is before {@code a/…}, as in ASCII. */
final class SpaceNames implements CatalogSource {
    /** Follows a space's name to sort after all names in it; it is not a character of names. */
    private static final String END = "/~";

    private final Repositories repositories;
    private final List<Grant> grants;
    private final List<SpaceName> spaces;

    SpaceNames(Repositories repositories, List<SpaceName> spaces, List<Grant> grants) {
        this.repositories = repositories;
        this.grants = grants;
        this.spaces = spaces.stream()
                .sorted(Comparator.comparing(space -> space + "/"))
                .toList();
    }

    @Override
    public Piece read(String from, int limit) {
        Optional<SpaceName> next =
                spaces.stream().filter(space -> from.compareTo(space + END) < 0).findFirst();
        return next.map(space -> read(space, from, limit)).orElse(new Piece(List.of(), Optional.empty()));
    }

    private Piece read(SpaceName space, String from, int limit) {
        String prefix = space + "/";
        String path = from.startsWith(prefix) ? from.substring(prefix.length()) : "";
        boolean named = space.equals(SpaceName.DEFAULT);
        GrantedNames.Found found = new GrantedNames(repositories, space, grants)
                .read(path, limit, name -> !named || name.indexOf('/') >= 0);
        return new Piece(found.names(), Optional.of(found.next().isEmpty() ? space + END : prefix + found.next()));
    }
}
