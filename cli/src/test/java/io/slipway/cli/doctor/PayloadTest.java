package io.slipway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void a_payload_has_its_size_and_digest_each_time_it_is_sent() throws Exception {
        Payload payload = Payload.ofSize(200_001);
        for (BodyPublisher body : new BodyPublisher[] {payload.body(), payload.body(), payload.chunkedBody()}) {
            byte[] sent = read(body);
            assertThat(sent).hasSize(200_001);
            assertThat(Digest.of(DigestAlgorithm.SHA256, sent)).isEqualTo(payload.digest());
        }
        assertThat(payload.body().contentLength()).isEqualTo(200_001);
        assertThat(payload.chunkedBody().contentLength()).isNegative();
    }

    @Test
    void no_two_payloads_are_equal() {
        assertThat(Payload.ofSize(100).digest())
                .isNotEqualTo(Payload.ofSize(100).digest());
    }

    @Test
    void sizes_are_parsed_and_formatted_for_people() {
        assertThat(Sizes.parse("1GiB")).isEqualTo(1_073_741_824);
        assertThat(Sizes.parse("100MiB")).isEqualTo(104_857_600);
        assertThat(Sizes.text(5L << 20)).isEqualTo("5 MiB");
        assertThat(Sizes.text(2L << 30)).isEqualTo("2 GiB");
        assertThatThrownBy(() -> Sizes.parse("1GB")).hasMessageContaining("1GiB, but was '1GB'");
    }

    @Test
    void an_address_is_matched_by_the_ranges_that_contain_it() throws Exception {
        InetAddress address = InetAddress.ofLiteral("52.95.110.3");
        assertThat(RegionPullCheck.covers("52.95.110.0/24", address)).isTrue();
        assertThat(RegionPullCheck.covers("52.95.110.3/32", address)).isTrue();
        assertThat(RegionPullCheck.covers("52.95.111.0/24", address)).isFalse();
        assertThat(RegionPullCheck.covers("2600:1f00::/24", address)).isFalse();
        assertThat(RegionPullCheck.covers("2600:1f00::/24", InetAddress.ofLiteral("2600:1f14::1")))
                .isTrue();
    }

    private static byte[] read(BodyPublisher body) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer part) {
                byte[] read = new byte[part.remaining()];
                part.get(read);
                bytes.writeBytes(read);
            }

            @Override
            public void onError(Throwable error) {
                all.completeExceptionally(error);
            }

            @Override
            public void onComplete() {
                all.complete(bytes.toByteArray());
            }
        });
        return all.get();
    }
}
