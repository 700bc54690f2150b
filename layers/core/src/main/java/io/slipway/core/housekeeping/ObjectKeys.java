package io.slipway.core.housekeeping;

import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.SessionId;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.FirstChunkKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the keys of blobs and manifests in the bucket. */
final class ObjectKeys {
    private static final Pattern SESSION = Pattern.compile("blobs/([^/]+)/([^/]+)(?:/.+)?");
    private static final Pattern MANIFEST = Pattern.compile("manifests/([^/]+)/[^/]+");

    private ObjectKeys() {}

    /** Returns the space of the object with this key; empty for a key that the registry does not write. */
    static Optional<SpaceName> spaceOf(String key) {
        return DirectKey.parse(key)
                .map(direct -> direct.repository().space())
                .or(() -> FirstChunkKey.parse(key).map(FirstChunkKey::space))
                .or(() -> Stream.of(SESSION.matcher(key))
                        .filter(Matcher::matches)
                        .flatMap(it ->
                                SpaceName.parseIfValid(it.group(1))
                                        .map(space -> SessionId.spaceOf(it.group(2), space))
                                        .stream())
                        .findFirst())
                .or(() -> Stream.of(MANIFEST.matcher(key))
                        .filter(Matcher::matches)
                        .flatMap(it -> SpaceName.parseIfValid(it.group(1)).stream())
                        .findFirst());
    }
}
