package io.slipway.function.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.http.Response;
import io.slipway.core.log.Metric;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Quota;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaWatchTest {
    private RetentionLab lab;

    @BeforeEach
    void start(@TempDir Path folder) {
        lab = new RetentionLab(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void the_usage_of_spaces_is_summed_and_spaces_without_a_quota_are_not_listed() {
        lab.push("app", "one", "1");
        lab.space("team");
        lab.push("team/app", "one", "1");
        Response measured = measure();
        long held = lab.backend.usage().space(SpaceName.DEFAULT).bytes();
        assertThat(held).isGreaterThan(1_010);
        assertThat(measured.measured()).isEqualTo(Map.of(Metric.STORED_BYTES, 2 * held, Metric.QUOTA_USE, 0L));
        assertThat(measured.noted()).isEmpty();
    }

    @Test
    void a_space_is_listed_from_eighty_percent_of_any_of_its_quotas() {
        SpaceName team = lab.space("team");
        for (int i = 0; i < 4; i++) {
            lab.push("team/app-" + i, "image", "1");
        }
        limit(team, Optional.empty(), Optional.of(6L));
        assertThat(measure().measured()).containsEntry(Metric.QUOTA_USE, 67L);
        assertThat(measure().noted()).isEmpty();
        limit(team, Optional.empty(), Optional.of(5L));
        assertThat(measure().measured()).containsEntry(Metric.QUOTA_USE, 80L);
        assertThat(measure().noted()).containsEntry("nearlyFull", "team uses 80 % of its 5 repositories");
        long held = lab.backend.usage().space(team).bytes();
        limit(team, Optional.of(held), Optional.of(100L));
        assertThat(measure().noted()).containsEntry("nearlyFull", "team uses 100 % of its " + held + " bytes");
        lab.deploy("team/app-0", "deployments-1", "Production", "web", "1.0");
        assertThat(lab.backend.spaces().limit(team, new Quota(Optional.empty(), Optional.empty(), Optional.of(1L))))
                .isTrue();
        assertThat(measure().noted()).containsEntry("nearlyFull", "team uses 100 % of its 1 builds a day");
        lab.days(1);
        assertThat(measure().measured()).containsEntry(Metric.QUOTA_USE, 0L);
    }

    private void limit(SpaceName space, Optional<Long> bytes, Optional<Long> repositories) {
        assertThat(lab.backend.spaces().limit(space, new Quota(bytes, repositories, Optional.empty())))
                .isTrue();
    }

    private Response measure() {
        return new QuotaWatch(lab.backend.usage(), lab.backend.forBuilds().builds(), lab.clock)
                .measure(lab.backend.spaces().list(), Response.of(204));
    }
}
