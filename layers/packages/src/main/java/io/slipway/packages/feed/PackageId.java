package io.slipway.packages.feed;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a package, such as {@code Acme.Web}. It keeps its spelling; ids that differ only in case are the same.
 *
 * @param value 1 to {@value #MAX_LENGTH} letters and digits, with {@code .}, {@code _}, {@code __} or hyphens between them
 */
public record PackageId(String value) {
    /** The maximum length of an id, in characters: NuGet's limit. */
    public static final int MAX_LENGTH = 100;

    /** The prefix of the packages' repositories in a space. */
    public static final String FOLDER = RepositoryName.PACKAGES;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]+(?:(?:\\.|_|__|-+)[A-Za-z0-9]+)*+");

    public PackageId {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the id of a package must have 1 to " + MAX_LENGTH
                    + " letters and digits, with '.', '_' or '-' between them, but was " + Quoted.of(value));
        }
    }

    /** Returns the id of the package in a repository; empty if the repository is not for packages. */
    public static Optional<PackageId> of(RepositoryName repository) {
        String path = repository.path();
        String id = repository.isOfPackages() ? path.substring(FOLDER.length()) : "";
        boolean one = id.length() <= MAX_LENGTH && FORM.matcher(id).matches();
        return one ? Optional.of(new PackageId(id)) : Optional.empty();
    }

    /** Returns the form in which ids are stored and compared. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Returns the repository of the package's versions. */
    public RepositoryName repository(SpaceName space) {
        return new RepositoryName(space, FOLDER + key());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackageId id && id.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
