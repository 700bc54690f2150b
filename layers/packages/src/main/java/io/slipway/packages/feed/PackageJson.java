package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes versions of packages for the API. */
public final class PackageJson {
    private PackageJson() {}

    /** Returns the version as a JSON object. */
    public static ObjectNode write(StoredPackage stored) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", stored.id().value())
                .put("version", stored.version().value())
                .put("file", stored.file().name())
                .put("size", stored.file().size())
                .put("digest", stored.file().digest().toString())
                .put("manifest", stored.manifest().toString())
                .put("repository", stored.repository().familiar())
                .put("tag", stored.tag().value());
        stored.created().ifPresent(created -> json.put("created", created.toString()));
        return json;
    }
}
