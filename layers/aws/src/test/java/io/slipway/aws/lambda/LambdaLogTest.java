package io.slipway.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.LogSink;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.log.LogLine;
import io.slipway.core.log.Metric;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines of the log pass Lambda's own logger, which is configured as in {@code template.yaml}: {@code LogFormat: JSON}. */
class LambdaLogTest {
    private static final class Kept implements LogSink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void log(byte[] message) {
            lines.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void log(LogLevel level, LogFormat format, byte[] message) {
            log(message);
        }

        @Override
        public void close() {}
    }

    @Test
    void cloudwatch_finds_the_metrics_of_a_line() throws IOException {
        Kept kept = new Kept();
        LambdaLogger logger = new LambdaContextLogger(kept, LogLevel.INFO, LogFormat.JSON);
        Context context = (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> logger);
        LambdaLog.write(
                context,
                LogLine.info()
                        .measuring(
                                "Slipway/a",
                                Instant.ofEpochMilli(7),
                                Map.of("State", "Failed"),
                                Map.of(Metric.BUILDS, 1L)));
        assertThat(kept.lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(kept.lines.getFirst());
        assertThat(line).isEqualTo(new ObjectMapper().readTree("""
            {"level": "INFO", "State": "Failed", "Builds": 1, "_aws": {"Timestamp": 7, "CloudWatchMetrics": [
              {"Namespace": "Slipway/a", "Dimensions": [["State"]], "Metrics": [{"Name": "Builds", "Unit": "Count"}]}]}}
            """));
    }
}
