package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.log.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics of the dashboard and the alarms are written as log lines in CloudWatch's format by the operations that
 * they measure.
 */
@OnSharedCloud
class MetricsTest {
    private static final String REPOSITORY = "metrics";
    private static final int LARGE = 5 * 1024 * 1024;

    /**
     * Metrics that this run does not write, because it has no defects, a server on one machine is not scaled, and
     * spaces are measured hourly. Tests of their modules cover them.
     */
    private static final Set<Metric> ELSEWHERE =
            EnumSet.of(Metric.DEFECTS, Metric.OPEN_UPLOADS, Metric.STORED_BYTES, Metric.QUOTA_USE);

    @Test
    void each_metric_is_written_by_the_operation_that_it_measures(Cloud cloud, @TempDir Path folder) throws Exception {
        Api api = new Api(cloud);
        api.pushImage(REPOSITORY, "1");
        api.send(REPOSITORY, "GET", "/v2/" + REPOSITORY + "/manifests/1", new byte[0]);
        api.pushBlob(REPOSITORY, new byte[LARGE]);
        assertThat(api.send(REPOSITORY, "PATCH", api.begin(REPOSITORY), new byte[LARGE])
                        .statusCode())
                .isEqualTo(202);
        assertThat(api.token("slp_000000000000_wrong", "").statusCode()).isEqualTo(401);
        build(cloud, folder);

        Set<Metric> expected = EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE));
        Set<String> ids = expected.stream().map(Metric::id).collect(Collectors.toCollection(TreeSet::new));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!measured(cloud).containsAll(ids) && System.nanoTime() < end) {
            // The events of the direct lane and of builds arrive later.
            Thread.sleep(200);
        }
        assertThat(measured(cloud)).containsAll(ids);
        assertThat(cloud.log()).containsPattern("\"Engine\":\"instant\"").containsPattern("\"State\":\"Succeeded\"");
    }

    private static void build(Cloud cloud, Path folder) throws IOException {
        Files.write(
                folder.resolve("Metrics.1.0.0.zip"),
                SampleApp.zip(Map.of("Dockerfile", "FROM scratch\nCOPY a.txt /\n", "a.txt", "a")));
        Command slipway = new Command(cloud, folder);
        slipway.run("push", folder + "/Metrics.1.0.0.zip");
        slipway.run("build", "Metrics", "--version", "1.0.0", "--deployment", "metrics-1", "--environment", "Test");
    }

    /**
     * Returns the metrics that CloudWatch would extract from the log: those in JSON lines in the embedded metric
     * format.
     */
    private static Set<String> measured(Cloud cloud) {
        return cloud.log()
                .lines()
                .flatMap(MetricsTest::read)
                .flatMap(line -> line.at("/_aws/CloudWatchMetrics/0/Metrics").valueStream())
                .map(metric -> metric.path("Name").asText())
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> read(String line) {
        try {
            return line.contains("_aws")
                    ? Stream.of(Api.JSON.readTree(line.substring(line.indexOf('{'))))
                    : Stream.of();
        } catch (JsonProcessingException e) {
            return Stream.of();
        }
    }
}
