package io.slipway.packages.sdi;

import java.util.Locale;
import java.util.Optional;

/**
 * A package that an SDI needs.
 *
 * @param id its id
 * @param version its version, or a range of versions in NuGet's notation such as {@code [1.2,2.0)}; by default the
 *     newest. A request may set another version
 * @param extract whether it is extracted; otherwise the archive itself is placed in its folder
 * @param folder the folder of its files in the working folder, a single name; by default the id, as spelled here
 */
public record PackageReference(String id, Optional<String> version, boolean extract, Optional<String> folder) {

    /** Returns the folder of its files in the working folder. */
    public String folderOrId() {
        return folder.orElse(id);
    }

    /** Returns the form in which ids are compared. */
    public String key() {
        return id.toLowerCase(Locale.ROOT);
    }
}
