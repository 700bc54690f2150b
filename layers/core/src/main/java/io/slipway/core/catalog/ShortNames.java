package io.slipway.core.catalog;

import io.slipway.core.access.Grant;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repositories;
import java.util.List;
import java.util.Optional;

/** Lists names of one segment: the repositories of the default space whose familiar name does not begin with a space's name. */
final class ShortNames implements CatalogSource {
    private final GrantedNames names;

    ShortNames(Repositories repositories, List<Grant> grants) {
        this.names = new GrantedNames(repositories, SpaceName.DEFAULT, grants);
    }

    @Override
    public Piece read(String from, int limit) {
        GrantedNames.Found found = names.read(from, limit, path -> path.indexOf('/') < 0);
        return new Piece(found.names(), Optional.of(found.next()).filter(next -> !next.isEmpty()));
    }
}
