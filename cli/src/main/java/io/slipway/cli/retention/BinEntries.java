package io.slipway.cli.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.Pages;
import io.slipway.core.http.Query;
import java.util.List;
import java.util.Optional;

/** Reads the bin of a space. */
final class BinEntries {
    private BinEntries() {}

    /**
     * Returns all entries, oldest first.
     *
     * @param space the path of the space in the API
     */
    static List<JsonNode> read(Connection registry, String space) {
        return new Pages("entries", "next")
                .all(after -> registry.call(
                        "GET",
                        space + "/bin" + (after.isEmpty() ? "" : "?after=" + Query.encode(after)),
                        Optional.empty()));
    }
}
