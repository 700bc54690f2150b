package io.slipway.function.janitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.Backend;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pushes manifests that use blobs. */
final class Pushes {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private Pushes() {}

    static Digest push(Backend backend, RepositoryName repository, Digest... blobs) {
        String layers = List.of(blobs).stream()
                .map(blob -> "{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":1}")
                .collect(Collectors.joining(","));
        byte[] content = ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + blobs[0]
                        + "\",\"size\":1},\"layers\":[" + layers + "]}")
                .getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        var seen = backend.manifests()
                .view(repository, Optional.of(digest), List.of())
                .repository();
        assertThat(backend.manifests()
                        .push(new ManifestPush(
                                repository,
                                digest,
                                ManifestReader.read(content, TYPE),
                                content,
                                List.of(new Tag("1")),
                                seen,
                                Set.of(blobs),
                                Optional.empty(),
                                false,
                                "test"))
                        .stored())
                .isTrue();
        return digest;
    }
}
