package io.slipway.function.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.retention.Keep;
import io.slipway.builds.retention.Kind;
import io.slipway.builds.retention.Retention;
import io.slipway.builds.retention.RetentionPolicy;
import io.slipway.builds.retention.RetentionRun;
import io.slipway.builds.retention.Rule;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule that removes nine of ten tags is applied in limited runs. {@code -Dslipway.tags=100000} sets the number of
 * tags, with the limit of a scheduled run ({@code bench/many-retired}).
 */
class ManyTagsTest {
    private static final int TAGS = Integer.getInteger("slipway.tags", 300);
    private static final int STAYING = TAGS / 10;
    private static final int LIMIT = Math.min(RetentionRun.MAX_DELETIONS, TAGS / 10);

    @Test
    void each_run_deletes_at_most_its_limit_and_the_next_continues(@TempDir Path folder) {
        try (RetentionLab lab = new RetentionLab(folder)) {
            lab.pushAll(
                    "app", IntStream.range(0, TAGS).mapToObj(ManyTagsTest::tag).toList());
            var backend = lab.backend;
            Retention retention = new Retention(
                    new Retention.Ports(
                            backend.repositories(),
                            backend.forBuilds().contents(),
                            backend.forBuilds().builds(),
                            backend.forBuilds().deployments(),
                            backend.bin()),
                    lab.clock);
            RetentionRun run = new RetentionRun(retention, backend.forBuilds().policies(), backend.bin(), lab.clock);
            RetentionPolicy policy = new RetentionPolicy(
                    List.of(Rule.about("highest", Kind.TAGS, Keep.newest(STAYING))
                            .within("*")),
                    TagRules.NONE,
                    7);
            lab.days(1);
            List<Integer> deleted = new ArrayList<>();
            RetentionRun.Result result;
            do {
                long start = System.nanoTime();
                result = run.run(SpaceName.DEFAULT, Instant.EPOCH, policy, Instant.MAX, LIMIT);
                deleted.add(result.manifests() + result.tags());
                System.out.printf(
                        "a run over %d tags deleted %d in %d ms%n",
                        TAGS, deleted.getLast(), (System.nanoTime() - start) / 1_000_000);
            } while (result.more());
            assertThat(deleted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(TAGS - STAYING);
            assertThat(Collections.max(deleted)).isEqualTo(LIMIT);
            assertThat(backend.tags().list(RepositoryName.parse("app"), "", TAGS))
                    .containsExactlyElementsOf(IntStream.range(TAGS - STAYING, TAGS)
                            .mapToObj(ManyTagsTest::tag)
                            .toList());
        }
    }

    private static String tag(int number) {
        return String.format(Locale.ROOT, "1.0.%d", 1_000_000 + number);
    }
}
