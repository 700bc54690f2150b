package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinRestoration;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Samples for the contracts. Each test uses names of its own, so that all can share one store. */
abstract class RegistryContract {
    static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Returns the ports that must satisfy the contract. */
    protected abstract RegistryPorts ports();

    static String fresh(String prefix) {
        return prefix + NUMBER.incrementAndGet();
    }

    /** Returns a repository of the default space that no other test uses. */
    static RepositoryName repository() {
        return RepositoryName.parse(fresh("repository-"));
    }

    /** Returns a new space. */
    SpaceName space() {
        SpaceName name = new SpaceName(fresh("space-"));
        assertThat(ports().spaces().add(Space.begin(name, ports().clock().instant(), SpaceSettings.DEFAULT)))
                .isTrue();
        return name;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Digest digest(String text) {
        return digest(bytes(text));
    }

    static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    static StoredBlob blob(String key) {
        return new StoredBlob("blobs/default/" + key, key.length());
    }

    /** Restores an entry of the bin; returns the restored tags, empty if nothing was restored. */
    Optional<List<Tag>> restore(BinEntry entry) {
        return new BinRestoration(ports().bin(), ports().binContents(), ports().clock())
                .restore(entry, Instant.MAX)
                .tags();
    }

    RepositoryState see(RepositoryName repository) {
        return ports().manifests().view(repository, Optional.empty(), List.of()).repository();
    }

    /** Returns a push of a manifest that has this text, a subject if one is given, and these tags. */
    static ManifestPush manifest(
            RepositoryName repository, RepositoryState seen, String text, Optional<Digest> subject, String... tags) {
        Manifest manifest = new Manifest(
                TYPE,
                List.of(),
                List.of(),
                subject.map(digest -> new Descriptor(TYPE, digest, 7)),
                "application/vnd.example." + text.charAt(0),
                "{\"text\":\"" + text + "\"}");
        List<Tag> names = Arrays.stream(tags).map(Tag::new).toList();
        return new ManifestPush(repository, digest(text), manifest, bytes(text), names, seen, "pusher");
    }

    /** Pushes a manifest with these tags; returns its digest. */
    Digest push(RepositoryName repository, String text, String... tags) {
        assertThat(pushAs(repository, see(repository), text, tags).stored()).isTrue();
        return digest(text);
    }

    /** Pushes to a repository that was seen in this state. */
    PushOutcome pushAs(RepositoryName repository, RepositoryState seen, String text, String... tags) {
        return ports().manifests().push(manifest(repository, seen, text, Optional.empty(), tags));
    }

    /** Pushes an image whose config is the blob of this name, which the repository is linked to; returns its digest. */
    Digest pushImage(RepositoryName repository, String name, String... tags) {
        byte[] content = bytes(
                "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\""
                        + digest(name) + "\",\"size\":1},\"layers\":[]}");
        ports().blobLinks().link(repository, digest(name), blob(name));
        ManifestPush push = new ManifestPush(
                repository,
                digest(content),
                ManifestReader.read(content, TYPE),
                content,
                Arrays.stream(tags).map(Tag::new).toList(),
                see(repository),
                "pusher");
        assertThat(ports().manifests().push(push).stored()).isTrue();
        return digest(content);
    }

    /** Pushes a manifest of this type and content; returns its digest. */
    Digest pushContent(RepositoryName repository, String type, String content, String... tags) {
        ManifestPush push = new ManifestPush(
                repository,
                digest(content),
                ManifestReader.read(bytes(content), type),
                bytes(content),
                Arrays.stream(tags).map(Tag::new).toList(),
                see(repository),
                "pusher");
        assertThat(ports().manifests().push(push).stored()).isTrue();
        return push.digest();
    }

    /** Pushes an index of these manifests. */
    Digest pushIndex(RepositoryName repository, Digest... children) {
        return pushContent(repository, MediaTypes.OCI_INDEX, index(children));
    }

    static String index(Digest... children) {
        String parts = Arrays.stream(children)
                .map(child -> "{\"mediaType\":\"" + TYPE + "\",\"digest\":\"" + child + "\",\"size\":1}")
                .collect(Collectors.joining(","));
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[" + parts + "]}";
    }
}
