package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.usage.Quota;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quota rejects pushes that exceed it, until a deletion frees space. */
class QuotaTest {
    private static final SpaceName TEAM = new SpaceName("team");
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private RegistryInProcess registry;
    private String bearer;

    @BeforeEach
    void start(@TempDir Path folder) {
        registry = new RegistryInProcess(folder);
        assertThat(registry.backend.spaces().add(Space.begin(TEAM, Instant.EPOCH, SpaceSettings.DEFAULT)))
                .isTrue();
        bearer = registry.bearer(List.of("team/app", "team/tool"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void bytes_beyond_the_quota_are_rejected_before_they_are_uploaded() {
        limit(new Quota(Optional.of(500L), Optional.empty(), Optional.empty()));
        byte[] first = blob('a', 100);
        assertThat(post("app", first).status()).isEqualTo(201);
        Response refused = post("app", blob('b', 450));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(text(refused))
                .contains(
                        "DENIED",
                        "the space team holds 100 bytes, and its quota is 500 bytes",
                        "slipway quota set team");
        assertThat(pushImage("app", "1", first).status()).isEqualTo(201);
        byte[] second = blob('c', 100);
        assertThat(post("app", second).status()).isEqualTo(201);
        limit(new Quota(Optional.of(300L), Optional.empty(), Optional.empty()));
        Response image = pushImage("app", "2", second);
        assertThat(image.status()).isEqualTo(403);
        assertThat(text(image)).contains("its quota is 300 bytes");
        assertThat(begin("app").status()).isEqualTo(403);
        // A stored manifest can be tagged again, and a deletion frees space.
        assertThat(pushImage("app", "1", first).status()).isEqualTo(201);
        registry.pass(Duration.ofDays(1));
        bearer = registry.bearer(List.of("team/app"));
        registry.collect(Duration.ZERO);
        assertThat(registry.backend.usage().space(TEAM).blobs().objects()).isEqualTo(1);
        limit(new Quota(Optional.of(500L), Optional.empty(), Optional.empty()));
        assertThat(begin("app").status()).isEqualTo(202);
    }

    @Test
    void a_repository_beyond_the_quota_is_not_created() {
        limit(new Quota(Optional.empty(), Optional.of(1L), Optional.empty()));
        byte[] blob = blob('a', 10);
        for (String repository : List.of("app", "tool")) {
            assertThat(post(repository, blob).status()).isEqualTo(201);
        }
        assertThat(pushImage("app", "1", blob).status()).isEqualTo(201);
        Response refused = pushImage("tool", "1", blob);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(text(refused)).contains("DENIED", "the space team has 1 repositories, and its quota is 1");
        assertThat(pushImage("app", "2", blob).status()).isEqualTo(201);
    }

    @Test
    void bytes_beyond_the_quota_of_the_default_space_are_rejected_before_they_are_uploaded() {
        bearer = registry.bearer(List.of("app"));
        String address = "/v2/app/blobs/uploads/";
        assertThat(registry.send(bearer, "POST", address, new byte[0], "").status())
                .isEqualTo(202);
        Quota quota = new Quota(Optional.of(50L), Optional.empty(), Optional.empty());
        assertThat(registry.backend.spaces().limit(SpaceName.DEFAULT, quota)).isTrue();
        registry.pass(Duration.ofMinutes(6));
        bearer = registry.bearer(List.of("app"));
        byte[] blob = blob('a', 100);
        Response refused = registry.send(bearer, "POST", address + "?digest=" + digest(blob), blob, "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(text(refused)).contains("the space default holds 0 bytes, and its quota is 50 bytes");
    }

    private void limit(Quota quota) {
        assertThat(registry.backend.spaces().limit(TEAM, quota)).isTrue();
    }

    private Response begin(String repository) {
        return registry.send(bearer, "POST", "/v2/team/" + repository + "/blobs/uploads/", new byte[0], "");
    }

    private Response post(String repository, byte[] blob) {
        String address = "/v2/team/" + repository + "/blobs/uploads/?digest=" + digest(blob);
        return registry.send(bearer, "POST", address, blob, "");
    }

    private Response pushImage(String repository, String tag, byte[] config) {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE
                + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + digest(config) + "\",\"size\":"
                + config.length + "},\"layers\":[]}";
        return registry.send(
                bearer,
                "PUT",
                "/v2/team/" + repository + "/manifests/" + tag,
                manifest.getBytes(StandardCharsets.UTF_8),
                TYPE);
    }

    private static byte[] blob(char letter, int length) {
        return String.valueOf(letter).repeat(length).getBytes(StandardCharsets.UTF_8);
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
