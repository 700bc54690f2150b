package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.PushReach;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The first push into a space that does not exist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpaceOnPushTest {
    private static final PushReach ADMINISTRATOR = new PushReach(true, List.of("*"));

    private PushLab lab;
    private PushLab switchedOff;

    @BeforeAll
    void start(@TempDir Path folder, @TempDir Path other) {
        lab = new PushLab(folder, Map.of("SLIPWAY_CREATE_SPACES", "true"));
        switchedOff = new PushLab(other, Map.of("SLIPWAY_CREATE_SPACES", "false"));
        // The first bearer token stores its key, and its first check reads it.
        lab.openUpload("app", ADMINISTRATOR);
    }

    @AfterAll
    void stop() {
        lab.close();
        switchedOff.close();
    }

    @Test
    void creating_a_space_costs_one_more_write() {
        lab.calls.take();
        assertThat(lab.openUpload("org/app", ADMINISTRATOR).status()).isEqualTo(202);
        assertThat(lab.calls.take()).containsExactly("GetItem", "TransactWriteItems");
        assertThat(lab.backend.spaces().find(new SpaceName("org"))).isPresent();
        assertThat(lab.openUpload("org/other", ADMINISTRATOR).status()).isEqualTo(202);
        assertThat(lab.calls.take()).containsExactly("GetItem", "GetItem");
    }

    @Test
    void if_creation_on_push_is_off_an_administrator_is_told_how_to_create_the_space() {
        Response response = switchedOff.openUpload("org/app", ADMINISTRATOR);
        assertThat(response.status()).isEqualTo(404);
        assertThat(PushLab.text(response)).contains("slipway space create org");
        assertThat(switchedOff.backend.spaces().find(new SpaceName("org"))).isEmpty();
    }
}
