package io.slipway.core.catalog;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.space.Repositories;
import java.util.List;
import java.util.Optional;

/** The repositories that everybody may pull from. */
final class PublicNames implements CatalogSource {
    private final Repositories repositories;

    PublicNames(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Piece read(String from, int limit) {
        List<String> names = repositories.listPublic(from, limit).stream()
                .map(RepositoryName::familiar)
                .toList();
        return new Piece(names, names.size() < limit ? Optional.empty() : Optional.of(names.getLast() + "\0"));
    }
}
