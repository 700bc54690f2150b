package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rate limits of the web ACL on one machine. */
class RatesTest {
    @Test
    void requests_with_a_token_beyond_its_rate_limit_get_retry_after(@TempDir Path folder) {
        try (Cloud cloud = Cloud.startOnce(folder.resolve("cloud"), "--no-stream", "--requests-per-token", "10")) {
            Api api = new Api(cloud);
            Map<String, String> one = Map.of("Authorization", "Bearer one");
            for (int request = 0; request < 10; request++) {
                assertThat(api.send("GET", "/v2/", new byte[0], one).statusCode())
                        .isEqualTo(401);
            }

            HttpResponse<String> refused = api.send("GET", "/v2/", new byte[0], one);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("TOOMANYREQUESTS");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
            assertThat(api.send("GET", "/v2/", new byte[0], Map.of("Authorization", "Bearer two"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
