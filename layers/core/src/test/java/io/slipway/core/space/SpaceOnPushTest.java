package io.slipway.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.PushReach;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.SpaceName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first push into a space that does not exist. */
class SpaceOnPushTest {
    private static final PushReach ADMINISTRATOR = new PushReach(true, List.of("*"));

    private final RegistryLab lab = new RegistryLab(true);
    private final RegistryLab switchedOff = new RegistryLab();

    @Test
    void an_administrators_push_creates_the_space() {
        assertThat(lab.openUpload("org/app", ADMINISTRATOR).status()).isEqualTo(202);
        assertThat(lab.ports.spaces().find(new SpaceName("org"))).isPresent();
        assertThat(lab.openUpload("org/other", ADMINISTRATOR).status()).isEqualTo(202);
    }

    @Test
    void the_push_of_an_index_creates_the_space() {
        Response response = lab.send(
                RegistryLab.pusher("indexes/app", ADMINISTRATOR),
                "PUT",
                "/v2/indexes/app/manifests/1",
                RegistryLab.bytes("{\"schemaVersion\":2,\"manifests\":[]}"),
                MediaTypes.OCI_INDEX);
        assertThat(response.status()).isEqualTo(201);
        assertThat(lab.ports.spaces().find(new SpaceName("indexes"))).isPresent();
    }

    @Test
    void the_error_tells_others_which_spaces_they_may_push_to() {
        Response response = lab.openUpload("nowhere/app", new PushReach(false, List.of("nowhere", "team-a", "team-b")));
        assertThat(response.status()).isEqualTo(404);
        assertThat(RegistryLab.text(response))
                .contains("there is no space nowhere", "push to the spaces team-a, team-b, or ask an administrator");
        Response all = lab.openUpload("nowhere/app", new PushReach(false, List.of("*")));
        assertThat(RegistryLab.text(all)).contains("push to the space", "default");
        assertThat(lab.ports.spaces().find(new SpaceName("nowhere"))).isEmpty();
    }

    @Test
    void the_error_tells_an_administrator_how_to_create_the_space_if_pushes_must_not() {
        Response response = switchedOff.openUpload("org/app", ADMINISTRATOR);
        assertThat(response.status()).isEqualTo(404);
        assertThat(RegistryLab.text(response)).contains("slipway space create org");
        assertThat(switchedOff.ports.spaces().find(new SpaceName("org"))).isEmpty();
    }
}
