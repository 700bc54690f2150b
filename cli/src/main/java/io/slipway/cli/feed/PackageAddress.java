package io.slipway.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.core.http.Query;
import io.slipway.core.name.SpaceName;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageVersion;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The path of a package in the API.
 *
 * @param space its space
 * @param id its id
 */
record PackageAddress(SpaceName space, PackageId id) {

    static SpaceName space(String name) {
        return valid(() -> new SpaceName(name));
    }

    /** Converts a value from the command line. */
    static <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    static String packages(SpaceName space) {
        return "/api/spaces/" + space + "/packages";
    }

    String packages() {
        return packages(space);
    }

    String versions() {
        return packages() + "/" + id;
    }

    String version(PackageVersion version) {
        return versions() + "/versions/" + Query.encode(version.value());
    }

    /** Returns the version, if it exists. */
    Optional<JsonNode> find(Connection connection, PackageVersion version) throws IOException {
        return connection.find(version(version));
    }
}
