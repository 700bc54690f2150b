package io.slipway.packages.sdi;

import java.util.Locale;
import java.util.Optional;

/**
 * A package that an SDI needs.
 *
 * @param id its id
 * @param version its version, or a range of versions in NuGet's notation such as {@code [1.2,2.0)}; without it the newest. A request may
 *     pin another
 * @param extract whether its files are laid out; else the archive itself is
 * @param folder where its files lie in the working folder: one name; without it the id, as it is spelled here
 */
public record PackageReference(String id, Optional<String> version, boolean extract, Optional<String> folder) {

    /** Where its files lie in the working folder. */
    public String folderOrId() {
        return folder.orElse(id);
    }

    /** The one form in which ids are compared. */
    public String key() {
        return id.toLowerCase(Locale.ROOT);
    }
}
