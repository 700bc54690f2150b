package io.slipway.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.http.Response;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The requests for a manifest that count as pulls. */
class PulledManifestTest {
    private final RegistryLab lab = new RegistryLab();

    @Test
    void a_get_by_any_caller_counts_as_a_pull() {
        lab.store("app", "1");
        assertThat(isNoted("GET", Map.of(), Action.PULL)).isTrue();
        assertThat(isNoted("GET", Map.of(), Action.PULL)).as("noted once a day").isFalse();
    }

    @Test
    void a_head_counts_as_a_pull_if_the_caller_may_not_push() {
        lab.store("app", "1");
        assertThat(isNoted("HEAD", Map.of(), Action.PULL, Action.PUSH)).isFalse();
        assertThat(isNoted("HEAD", Map.of(), Action.PULL)).isTrue();
    }

    @Test
    void a_view_in_a_browser_does_not_count_as_a_pull() {
        lab.store("app", "1");
        assertThat(isNoted("GET", Map.of("sec-fetch-site", "same-origin"), Action.PULL))
                .isFalse();
        assertThat(isNoted("GET", Map.of(), Action.PULL)).isTrue();
    }

    private boolean isNoted(String method, Map<String, String> headers, Action... actions) {
        Caller caller = new Caller(
                "test", List.of(new Access(RepositoryName.parse("app"), Set.of(actions))), List.of(), Set.of());
        Response answer = lab.send(caller, method, "/v2/app/manifests/1", new byte[0], "", headers);
        assertThat(answer.status()).isEqualTo(200);
        return answer.noted().containsKey(PullNote.FIELD);
    }
}
