package io.slipway.function.retention;

import io.slipway.builds.record.Builds;
import io.slipway.builds.record.TodaysBuilds;
import io.slipway.core.http.Response;
import io.slipway.core.log.Metric;
import io.slipway.core.space.Space;
import io.slipway.core.usage.Quota;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the usage of spaces and their quotas. The request's log line contains the metrics, and the spaces that
 * have almost reached a quota.
 */
final class QuotaWatch {
    /** The share of a quota, in percent, at which a space is logged and the alarm is raised. */
    static final long WARNING = 80;

    private final Usages usages;
    private final Builds builds;
    private final Clock clock;

    QuotaWatch(Usages usages, Builds builds, Clock clock) {
        this.usages = usages;
        this.builds = builds;
        this.clock = clock;
    }

    /** Adds the metrics to a response. Costs the reads of each space's usage, and a query for those with a quota of builds. */
    Response measure(List<Space> spaces, Response answer) {
        long bytes = 0;
        long most = 0;
        List<String> full = new ArrayList<>();
        for (Space space : spaces) {
            long held = usages.space(space.name()).bytes();
            bytes += held;
            Quota quota = space.quota();
            for (Share share : List.of(
                    new Share("bytes", quota.bytes(), held),
                    new Share("repositories", quota.repositories(), space.repositories()),
                    new Share("builds a day", quota.buildsADay(), builds(space)))) {
                if (share.limit().isPresent()) {
                    most = Math.max(most, share.percent());
                    if (share.percent() >= WARNING) {
                        full.add(space.name() + " uses " + share.percent() + " % of its "
                                + share.limit().get() + " " + share.name());
                    }
                }
            }
        }
        Response measured = answer.measuring(Map.of(Metric.STORED_BYTES, bytes, Metric.QUOTA_USE, most));
        return full.isEmpty() ? measured : measured.noting("nearlyFull", String.join("; ", full));
    }

    private long builds(Space space) {
        return space.quota()
                .buildsADay()
                .map(limit -> TodaysBuilds.count(builds, space.name(), limit, clock.instant()))
                .orElse(0L);
    }

    private record Share(String name, Optional<Long> limit, long used) {
        long percent() {
            return Quota.percent(used, limit.orElse(Quota.MAX));
        }
    }
}
