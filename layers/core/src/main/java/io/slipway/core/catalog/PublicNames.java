package io.slipway.core.catalog;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.space.Repositories;
import java.util.List;
import java.util.Optional;

/** Lists the repositories that everyone may pull from, without those of packages. */
final class PublicNames implements CatalogSource {
    private final Repositories repositories;

    PublicNames(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Piece read(String from, int limit) {
        List<RepositoryName> found = repositories.listPublic(from, limit);
        List<String> names = found.stream()
                .filter(name -> !name.isOfPackages())
                .map(RepositoryName::familiar)
                .toList();
        return new Piece(names, found.size() < limit ? Optional.empty() : Optional.of(after(found.getLast())));
    }

    private static String after(RepositoryName name) {
        return name.isOfPackages() ? name.space() + "/" + GrantedNames.AFTER_PACKAGES : name.familiar() + "\0";
    }
}
