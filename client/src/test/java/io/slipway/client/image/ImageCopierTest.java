package io.slipway.client.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.client.ClientException;
import io.slipway.client.Peer;
import io.slipway.client.Progress;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteImage;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies between two registries that respond as a test defines. */
class ImageCopierTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final RemoteRepository COPY = new RemoteRepository("team/copy");
    private static final Tag TAG = new Tag("1.0");
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private final Peer source = new Peer();
    private final Peer target = new Peer();
    private final Session from = Session.reading(RegistryUrl.parse(source.url()), Optional.empty());
    private final Session to = target.session();

    @TempDir
    private Path work;

    @BeforeEach
    void openSource() {
        source.answer("GET /v2/", 200, "{}");
        target.answer("POST /v2/team/copy/blobs/uploads/", 202, "", "Location", "/upload?_state=t")
                .answer("PUT /upload", 201, "");
    }

    @AfterEach
    void stop() {
        from.close();
        to.close();
        source.close();
        target.close();
    }

    private static String descriptor(String mediaType, String content, String more) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
                .formatted(mediaType, Peer.digest(content), content.length(), more);
    }

    /** Adds an image with these layers, and a config that contains its name. */
    private String image(String config, String... layers) {
        List<String> descriptors = new ArrayList<>();
        for (String layer : layers) {
            blob(layer);
            descriptors.add(descriptor(LAYER, layer, ""));
        }
        blob(config);
        return "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(
                        descriptor("application/vnd.oci.image.config.v1+json", config, ""),
                        String.join(",", descriptors));
    }

    private static String child(String image, String platform) {
        int slash = platform.indexOf('/');
        return descriptor(
                MediaTypes.OCI_MANIFEST,
                image,
                ",\"platform\":{\"os\":\"" + platform.substring(0, slash) + "\",\"architecture\":\""
                        + platform.substring(slash + 1) + "\"}");
    }

    private static String index(String... children) {
        return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", children) + "]}";
    }

    private void blob(String content) {
        source.answer("GET /v2/app/blobs/" + Peer.digest(content), 200, content);
    }

    /** Adds a manifest to the source, under a name and its digest, and lets the target accept it. */
    private void manifest(Object name, String mediaType, String json) {
        for (Object each : List.of(name, Peer.digest(json))) {
            source.answer("GET /v2/app/manifests/" + each, 200, json, "Content-Type", mediaType);
            target.answer("PUT /v2/team/copy/manifests/" + each, 201, "");
        }
    }

    private Digest copy(Reference name, boolean referrers, String... platforms) throws IOException {
        return new ImageCopier(from, APP, to, COPY, Progress.NONE, work)
                .copy(new RemoteImage(from.registry().host(), APP, TAG), name, List.of(platforms), referrers);
    }

    private List<String> sent(String method) {
        return target.received.stream()
                .filter(request -> request.line().startsWith(method))
                .map(Peer.Received::body)
                .toList();
    }

    @Test
    void an_image_is_copied_byte_for_byte_with_its_manifest_last() throws IOException {
        String image = image("config", "one", "two");
        manifest(TAG, MediaTypes.OCI_MANIFEST, image);
        assertThat(copy(TAG, false)).isEqualTo(Peer.digest(image));
        assertThat(sent("PUT")).containsExactlyInAnyOrder("config", "one", "two", image);
        assertThat(sent("PUT").getLast()).isEqualTo(image);
        try (var files = Files.list(work)) {
            assertThat(files).as("blobs in transfer").isEmpty();
        }
    }

    @Test
    void a_blob_that_the_target_already_has_is_not_transferred() throws IOException {
        String image = image("config", "layer");
        manifest(TAG, MediaTypes.OCI_MANIFEST, image);
        target.answer("HEAD /v2/team/copy/blobs/" + Peer.digest("layer"), 200, "");
        copy(TAG, false);
        assertThat(source.lines())
                .noneMatch(line -> line.endsWith(Peer.digest("layer").toString()));
        assertThat(sent("PUT")).containsExactly("config", image);
    }

    @Test
    void a_layer_with_its_own_url_is_not_copied() throws IOException {
        String image = image("config")
                .replace("[]", "[" + descriptor(LAYER, "foreign", ",\"urls\":[\"https://a.example\"]") + "]");
        manifest(TAG, MediaTypes.OCI_MANIFEST, image);
        copy(TAG, false);
        assertThat(sent("PUT")).containsExactly("config", image);
    }

    @Test
    void an_index_is_copied_after_its_images() throws IOException {
        String arm = image("arm", "shared");
        String amd = image("amd", "shared");
        String index = index(child(arm, "linux/arm64"), child(amd, "linux/amd64"));
        manifest(TAG, MediaTypes.OCI_INDEX, index);
        manifest("arm", MediaTypes.OCI_MANIFEST, arm);
        manifest("amd", MediaTypes.OCI_MANIFEST, amd);
        assertThat(copy(TAG, false)).isEqualTo(Peer.digest(index));
        assertThat(sent("PUT").getLast()).isEqualTo(index);
        assertThat(sent("PUT")).containsOnlyOnce("shared").contains(arm, amd);
    }

    @Test
    void a_single_selected_platform_is_copied_as_its_image_without_an_index() throws IOException {
        String arm = image("arm", "layer");
        manifest(TAG, MediaTypes.OCI_INDEX, index(child(arm, "linux/arm64"), child("absent", "linux/amd64")));
        manifest("arm", MediaTypes.OCI_MANIFEST, arm);
        target.answer("PUT /v2/team/copy/manifests/1.0", 201, "");
        assertThat(copy(TAG, false, "linux/arm64")).isEqualTo(Peer.digest(arm));
        assertThat(sent("PUT").getLast()).isEqualTo(arm);
    }

    @Test
    void missing_platforms_are_an_error_that_lists_the_existing_ones() {
        manifest(TAG, MediaTypes.OCI_INDEX, index(child("a", "linux/arm64"), child("b", "linux/amd64")));
        assertThatThrownBy(() -> copy(TAG, false, "linux/arm64", "windows/amd64"))
                .hasMessage("the platforms must be among linux/amd64, linux/arm64, but windows/amd64 is not");
        manifest(new Tag("one"), MediaTypes.OCI_MANIFEST, image("config"));
        assertThat(sent("PUT")).isEmpty();
    }

    @Test
    void selecting_platforms_of_a_single_platform_image_is_an_error() {
        manifest(TAG, MediaTypes.OCI_MANIFEST, image("config"));
        assertThatThrownBy(() -> copy(TAG, false, "linux/arm64")).hasMessageContaining("has only one platform");
    }

    @Test
    void a_copy_to_a_digest_must_have_that_digest() {
        String image = image("config");
        manifest(TAG, MediaTypes.OCI_MANIFEST, image);
        assertThatThrownBy(() -> copy(new DigestReference(Peer.digest("other")), false))
                .hasMessageContaining("the digest of the copy must be " + Peer.digest("other"))
                .hasMessageContaining("but was " + Peer.digest(image));
        assertThat(sent("PUT")).isEmpty();
    }

    @Test
    void referrers_and_their_own_referrers_are_copied_on_request() throws IOException {
        String image = image("config");
        String signature = image("signature");
        String countersignature = image("countersignature");
        manifest(TAG, MediaTypes.OCI_MANIFEST, image);
        manifest("signature", MediaTypes.OCI_MANIFEST, signature);
        manifest("countersignature", MediaTypes.OCI_MANIFEST, countersignature);
        referrer(image, signature);
        referrer(signature, countersignature);
        copy(TAG, false);
        assertThat(sent("PUT")).doesNotContain(signature);
        copy(TAG, true);
        assertThat(sent("PUT")).contains(signature, countersignature);
    }

    private void referrer(String subject, String referrer) {
        source.answer(
                "GET /v2/app/referrers/" + Peer.digest(subject),
                200,
                index(descriptor(MediaTypes.OCI_MANIFEST, referrer, "")));
    }

    @Test
    void a_missing_image_is_an_error_with_the_registrys_name() {
        assertThatThrownBy(() -> copy(TAG, false))
                .isInstanceOf(ClientException.class)
                .hasMessage("there is no image app 1.0 in " + from.registry().host());
    }

    @Test
    void all_tags_of_a_repository_are_copied_even_if_one_fails() throws IOException {
        String first = image("first", "layer");
        String last = image("last", "layer");
        source.answer("GET /v2/app/tags/list", 200, "{\"tags\":[\"1.0\",\"broken\",\"2.0\",\"3.0\"]}");
        manifest(TAG, MediaTypes.OCI_MANIFEST, first);
        manifest(new Tag("2.0"), MediaTypes.OCI_MANIFEST, last);
        for (Peer peer : List.of(source, target)) {
            String repository = peer == source ? "app" : "team/copy";
            peer.answer(
                    "HEAD /v2/" + repository + "/manifests/3.0",
                    200,
                    "",
                    "Docker-Content-Digest",
                    Peer.digest("present").toString());
        }
        List<String> results = new ArrayList<>();
        new RepositoryCopier(from, to, Progress.NONE, work).copy(APP, COPY, false, new Results(results));
        assertThat(results)
                .containsExactly(
                        "copied 1.0 " + Peer.digest(first),
                        "failed broken there is no image app broken in "
                                + from.registry().host(),
                        "copied 2.0 " + Peer.digest(last),
                        "present 3.0 " + Peer.digest("present"));
    }

    private record Results(List<String> all) implements RepositoryCopier.Results {
        @Override
        public void copied(Tag tag, Digest digest) {
            all.add("copied " + tag + " " + digest);
        }

        @Override
        public void present(Tag tag, Digest digest) {
            all.add("present " + tag + " " + digest);
        }

        @Override
        public void failed(Tag tag, String reason) {
            all.add("failed " + tag + " " + reason);
        }
    }

    @Test
    void a_layer_of_another_copied_repository_is_mounted() throws IOException {
        String image = image("config", "layer");
        for (String repository : List.of("app", "web")) {
            source.answer("GET /v2/" + repository + "/tags/list", 200, "{\"tags\":[\"1.0\"]}")
                    .answer(
                            "GET /v2/" + repository + "/manifests/1.0",
                            200,
                            image,
                            "Content-Type",
                            MediaTypes.OCI_MANIFEST);
            target.answer("PUT /v2/" + repository + "/manifests/1.0", 201, "");
        }
        target.answer("POST /v2/app/blobs/uploads/", 202, "", "Location", "/upload?_state=t");
        target.answer("POST /v2/web/blobs/uploads/", 201, "");
        List<String> results = new ArrayList<>();
        RepositoryCopier copier = new RepositoryCopier(from, to, Progress.NONE, work);
        for (RemoteRepository repository : List.of(APP, new RemoteRepository("web"))) {
            copier.copy(repository, repository, false, new Results(results));
        }
        assertThat(results).allMatch(result -> result.startsWith("copied 1.0"));
        assertThat(sent("PUT")).containsOnlyOnce("layer").containsOnlyOnce("config");
        assertThat(target.lines()).contains("POST /v2/web/blobs/uploads/?mount=" + Peer.digest("layer") + "&from=app");
    }
}
