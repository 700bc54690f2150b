package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WebAclTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = clock(() -> now);

    @Test
    void requests_from_an_address_beyond_the_limit_are_blocked() {
        WebAcl acl = new WebAcl(new RateLimits(OptionalInt.of(10), OptionalInt.empty()), clock);

        for (int request = 0; request < 10; request++) {
            assertThat(acl.block(from("192.0.2.1", "Bearer " + request))).isEmpty();
        }

        assertThat(acl.block(from("192.0.2.1", "Bearer other"))).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsEntry("Retry-After", "60");
        });
        assertThat(acl.block(from("192.0.2.2", "Bearer other"))).isEmpty();
    }

    @Test
    void requests_with_a_token_beyond_the_limit_are_blocked_from_any_address() {
        WebAcl acl = new WebAcl(new RateLimits(OptionalInt.empty(), OptionalInt.of(10)), clock);

        for (int request = 0; request < 10; request++) {
            assertThat(acl.block(from("192.0.2." + request, "Bearer one"))).isEmpty();
        }

        assertThat(acl.block(from("192.0.2.99", "Bearer one"))).isPresent();
        assertThat(acl.block(from("192.0.2.99", "Bearer two"))).isEmpty();
    }

    @Test
    void blocked_requests_are_served_again_after_five_minutes() {
        WebAcl acl = new WebAcl(new RateLimits(OptionalInt.of(10), OptionalInt.empty()), clock);
        for (int request = 0; request < 20; request++) {
            acl.block(from("192.0.2.1", "Bearer one"));
        }

        now = now.plus(Duration.ofMinutes(5));

        assertThat(acl.block(from("192.0.2.1", "Bearer one"))).isEmpty();
    }

    @Test
    void nothing_is_limited_without_a_limit() {
        WebAcl acl = new WebAcl(RateLimits.none(), clock);

        for (int request = 0; request < 1_000; request++) {
            assertThat(acl.block(from("192.0.2.1", "Bearer one"))).isEmpty();
        }
    }

    @Test
    void the_response_equals_that_of_the_web_acl_in_aws() throws IOException {
        WebAcl acl = new WebAcl(new RateLimits(OptionalInt.of(10), OptionalInt.empty()), clock);
        for (int request = 0; request < 10; request++) {
            acl.block(from("192.0.2.1", "Bearer one"));
        }

        byte[] body =
                acl.block(from("192.0.2.1", "Bearer one")).orElseThrow().body().readAllBytes();

        assertThat(Files.readString(
                        Path.of(System.getProperty("slipway.root", ".")).resolve("docs/operate/web-acl.yaml")))
                .contains("Content: '" + new String(body, StandardCharsets.UTF_8) + "'");
    }

    @Test
    void a_limit_below_the_minimum_of_aws_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimits(OptionalInt.empty(), OptionalInt.of(9)))
                .withMessage("the limit of requests with one token must be at least 10, but was 9");
    }

    private static Exchange from(String address, String authorization) {
        return new Exchange(
                "GET",
                "/v2/",
                "",
                Map.of("authorization", authorization),
                InputStream.nullInputStream(),
                OptionalLong.empty(),
                address);
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
